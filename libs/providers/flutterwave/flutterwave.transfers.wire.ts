import { asId, asObject, asText } from '../json.js';
import { toNgwee } from '../money.js';
import type { Standing } from '../outcome.js';
import { maskText } from '../phone.js';

/** https://developer.flutterwave.com/docs/making-payments/transfers/mobile-money */
export interface TransferRequestWire {
  /** `MPS` for mobile money in Zambia, else the bank's code. */
  account_bank: string;
  account_number: string;
  /** Kwacha as a JSON number. */
  amount: number;
  currency: string;
  /** The wallet it is taken from; naira if left out. */
  debit_currency: string;
  /** Ours, at most 100 characters. */
  reference: string;
  narration: string;
  /** Without it mobile money fails later. */
  beneficiary_name: string;
  /** Banks of Zambia. */
  destination_branch_code?: string;
}

/** A transfer as Flutterwave tells it, in our terms. */
export interface FlutterwaveTransfer {
  id: string;
  reference: string;
  /** Flutterwave's word. */
  status: string;
  standing: Standing;
  /** Ngwee; null when it could not be read exactly. */
  amount: number | null;
  currency: string | null;
  fee: number | null;
  /** For staff; the reason of a failure. */
  message: string | null;
  /** Somebody has to approve it in Flutterwave's dashboard. */
  waitsForApproval: boolean;
}

/** Ngwee. */
export interface FlutterwaveBalance {
  currency: string;
  /** What may be spent; collections join it when they are settled. */
  available: number;
  ledger: number;
}

const STANDINGS: Record<string, Standing> = {
  NEW: 'pending',
  PENDING: 'pending',
  SUCCESSFUL: 'succeeded',
  FAILED: 'failed',
};

/** Reads one transfer; null without id, reference or status. */
export function toTransfer(body: unknown): FlutterwaveTransfer | null {
  const data = asObject(body);
  const [id, reference, status] = [asId(data?.['id']), asText(data?.['reference']), asText(data?.['status'])];
  if (!data || !id || !reference || !status) return null;
  const message = asText(data['complete_message']);
  return {
    id,
    reference,
    status,
    standing: Object.hasOwn(STANDINGS, status) ? STANDINGS[status]! : 'unrecognised',
    amount: toNgwee(data['amount']),
    currency: asText(data['currency']) ?? null,
    fee: toNgwee(data['fee']),
    message: message === undefined ? null : maskText(message),
    waitsForApproval: data['requires_approval'] === 1 && data['is_approved'] !== 1,
  };
}

/** Whether a transfer can be judged: a success without a readable amount cannot. */
export const isReadableTransfer = ({ standing, amount, currency }: FlutterwaveTransfer): boolean =>
  standing !== 'succeeded' || (amount !== null && currency !== null);

export function toBalance(body: unknown): FlutterwaveBalance | null {
  const data = asObject(body);
  const currency = asText(data?.['currency']);
  const [available, ledger] = [toNgwee(data?.['available_balance']), toNgwee(data?.['ledger_balance'])];
  return currency && available !== null && ledger !== null ? { currency, available, ledger } : null;
}

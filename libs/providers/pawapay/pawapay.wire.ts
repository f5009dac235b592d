import { asId, asObject, asText, type JsonObject, parseJson } from '../json.js';
import { type Currency, toNgwee } from '../money.js';
import type { Standing } from '../outcome.js';
import { toE164 } from '../phone.js';
import { type PawapayFailure, toFailure } from './pawapay.failures.js';
import type { PawapayOperator } from './pawapay.operators.js';

/** https://docs.pawapay.io/v2/api-reference/deposits/initiate-deposit. Fields beyond these are refused. */
export interface DepositRequestWire {
  /** UUID version 4, ours, stored before the call. */
  depositId: string;
  /** Decimal text without leading or trailing zeros; what comes back is padded ("100.00"). */
  amount: string;
  currency: Currency;
  payer: { type: 'MMO'; accountDetails: { phoneNumber: string; provider: PawapayOperator } };
  clientReferenceId?: string;
  /** 4 to 22 letters, digits and spaces, shown on the phone. */
  customerMessage?: string;
  /** At most ten; each entry has one key of its own. Comes back flat, so never used to find a payment. */
  metadata?: Record<string, string | boolean>[];
}

/** The reply to it; HTTP 200 for business outcomes. The id may be null in a rejection. */
export interface DepositReplyWire {
  depositId: string | null;
  status: 'ACCEPTED' | 'REJECTED' | 'DUPLICATE_IGNORED';
  created?: string;
  nextStep?: 'FINAL_STATUS' | 'GET_AUTH_URL';
  failureReason?: { failureCode: string; failureMessage?: string };
}

/** https://docs.pawapay.io/v2/api-reference/deposits/check-deposit-status. The callback is `data` without the wrapper. */
export type DepositStatusWire = { status: 'FOUND'; data: DepositDataWire } | { status: 'NOT_FOUND' };

/** https://docs.pawapay.io/v2/api-reference/deposits/deposit-callback. No fee is told: `amount` is gross. */
export interface DepositDataWire {
  depositId: string;
  status: string;
  amount: string;
  currency: string;
  country: string;
  payer: { type: 'MMO'; accountDetails: { phoneNumber: string; provider: string } };
  created: string;
  customerMessage?: string;
  /** Said to be missing from callbacks. */
  clientReferenceId?: string;
  /** The operator's receipt number, when completed. */
  providerTransactionId?: string;
  failureReason?: { failureCode: string; failureMessage?: string };
  metadata?: Record<string, string>;
}

/** A deposit as pawaPay tells it, in our terms. */
export interface PawapayDeposit {
  depositId: string;
  /** pawaPay's word. */
  status: string;
  standing: Standing;
  /** Null when it could not be read exactly. */
  amount: number | null;
  currency: string | null;
  phone: string | null;
  operator: string | null;
  providerTransactionId: string | null;
  failure: PawapayFailure | null;
}

/** A callback: a hint to ask for the status, with the key under which it is one and the same delivery. */
export interface PawapayCallback {
  key: string;
  deposit: PawapayDeposit;
}

/**
 * `IN_RECONCILIATION` means that pawaPay itself is finding out; there is nothing to do. `SUBMITTED` (the name of version
 * 1) and `ENQUEUED` (payouts only) are not deposit states and need a look like any word we do not know.
 */
const STANDINGS: Record<string, Standing> = {
  ACCEPTED: 'pending',
  PROCESSING: 'pending',
  IN_RECONCILIATION: 'pending',
  COMPLETED: 'succeeded',
  FAILED: 'failed',
};

/** The standing behind a deposit status. */
export function standingOf(status: string): Standing {
  return Object.hasOwn(STANDINGS, status) ? STANDINGS[status]! : 'unrecognised';
}

/** Reads deposit data, tolerating unknown keys; null without an id or a status. */
export function toDeposit(body: unknown): PawapayDeposit | null {
  const data = asObject(body);
  const depositId = asText(data?.['depositId']);
  const status = asText(data?.['status']);
  if (!data || !depositId || !status) return null;
  const payer = asObject(asObject(data['payer'])?.['accountDetails']);
  return {
    depositId: depositId.toLowerCase(),
    status,
    standing: standingOf(status),
    amount: toNgwee(data['amount']),
    currency: asText(data['currency']) ?? null,
    phone: phoneOf(payer),
    operator: asText(payer?.['provider']) ?? null,
    providerTransactionId: asId(data['providerTransactionId']) ?? null,
    failure: toFailure(data) ?? null,
  };
}

/**
 * Reads the body of a deposit callback, or null if it is none. pawaPay sends no event id, so operation, id and status
 * make the key. Deliveries repeat, may overtake each other and end after fifteen minutes; only HTTP 200 stops them.
 */
export function parseCallback(rawBody: Uint8Array): PawapayCallback | null {
  const deposit = toDeposit(parseJson(rawBody));
  return deposit && { key: `deposit:${deposit.depositId}:${deposit.status}`, deposit };
}

/** The official examples spell `phoneNUmber` in places. */
function phoneOf(account: JsonObject | undefined): string | null {
  const phone = asText(account?.['phoneNumber']) ?? asText(account?.['phoneNUmber']);
  return phone === undefined ? null : toE164(phone);
}

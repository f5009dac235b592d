import { type Currency, isNgwee, ngweeToNumber } from '../money.js';
import { type Failed, refusedHere } from '../outcome.js';
import { toMsisdn } from '../phone.js';
import type { TransferRequestWire } from './flutterwave.transfers.wire.js';

/** What it takes to send money to a bank account or a mobile money wallet. */
export interface TransferInput {
  /** Stored before the call, never used for a second transfer. */
  reference: string;
  /** Ngwee. */
  amount: number;
  currency: Currency;
  /** Whose account it is. */
  beneficiary: string;
  narration: string;
  to: { phone: string } | { account: string; bank: string; branch?: string };
}

/** Builds the request, or refuses what could not work. */
export function toTransferRequest(input: TransferInput): TransferRequestWire | Failed {
  const { reference, amount, currency, beneficiary, narration, to } = input;
  if (!/^[\w-]{1,100}$/.test(reference))
    return refusedHere('INVALID_PARAMETER', 'A reference has 1 to 100 letters, digits, _ or -');
  if (currency !== 'ZMW') return refusedHere('INVALID_CURRENCY', 'Only ZMW is sent');
  if (!isNgwee(amount)) return refusedHere('INVALID_AMOUNT', 'The amount must be a positive whole number of ngwee');
  if (beneficiary.trim() === '') return refusedHere('INVALID_PARAMETER', 'The beneficiary needs a name');
  const target = toTarget(to);
  if ('kind' in target) return target;
  return {
    ...target,
    amount: ngweeToNumber(amount),
    currency,
    debit_currency: currency,
    reference,
    narration,
    beneficiary_name: beneficiary,
  };
}

type Target = Pick<TransferRequestWire, 'account_bank' | 'account_number' | 'destination_branch_code'>;

function toTarget(to: TransferInput['to']): Target | Failed {
  if ('phone' in to) {
    const phone = toMsisdn(to.phone);
    if (phone === null) return refusedHere('INVALID_PHONE_NUMBER', 'The number belongs to none of the operators');
    return { account_bank: 'MPS', account_number: phone };
  }
  if (!/^\d{6,20}$/.test(to.account) || to.bank === '') return refusedHere('INVALID_PARAMETER', 'No bank account');
  return {
    account_bank: to.bank,
    account_number: to.account,
    ...(to.branch === undefined ? {} : { destination_branch_code: to.branch }),
  };
}

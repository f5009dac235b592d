import { type Currency, isNgwee, ngweeToDecimal } from '../money.js';
import { type Failed, refusedHere } from '../outcome.js';
import { toMsisdn } from '../phone.js';
import { isPawapayOperator, type PawapayOperator } from './pawapay.operators.js';
import type { PayoutRequestWire } from './pawapay.payouts.wire.js';
import { toCustomerMessage, UUID_V4 } from './pawapay.requests.js';

/** What it takes to send money to somebody. */
export interface PayoutInput {
  /** UUID version 4, stored before the call, never used for a second payout. */
  payoutId: string;
  /** Ngwee. */
  amount: number;
  currency: Currency;
  /** E.164 or MSISDN. */
  phone: string;
  operator: PawapayOperator;
  /** Free text; what the phone cannot show is removed. */
  customerMessage?: string;
  clientReferenceId?: string;
}

/** How many payouts one bulk request takes. https://docs.pawapay.io/v1/api-reference/payouts/request-bulk-payout */
export const MAX_BULK = 20;

/** Builds the request, or refuses what pawaPay would certainly refuse. */
export function toPayoutRequest(input: PayoutInput): PayoutRequestWire | Failed {
  const phoneNumber = toMsisdn(input.phone);
  if (!UUID_V4.test(input.payoutId)) return refusedHere('INVALID_PARAMETER', 'payoutId must be a UUID version 4');
  if (!isNgwee(input.amount))
    return refusedHere('INVALID_AMOUNT', 'The amount must be a positive whole number of ngwee');
  if (input.currency !== 'ZMW') return refusedHere('INVALID_CURRENCY', 'Only ZMW is sent');
  if (phoneNumber === null) return refusedHere('INVALID_PHONE_NUMBER', 'The number belongs to none of the operators');
  if (!isPawapayOperator(input.operator)) return refusedHere('INVALID_PROVIDER', 'Unknown operator');
  const customerMessage = toCustomerMessage(input.customerMessage ?? '');
  return {
    payoutId: input.payoutId,
    amount: ngweeToDecimal(input.amount),
    currency: input.currency,
    recipient: { type: 'MMO', accountDetails: { phoneNumber, provider: input.operator } },
    ...(input.clientReferenceId === undefined ? {} : { clientReferenceId: input.clientReferenceId }),
    ...(customerMessage === undefined ? {} : { customerMessage }),
  };
}

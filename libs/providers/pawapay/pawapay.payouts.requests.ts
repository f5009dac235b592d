import { type Currency, ngweeToDecimal } from '../money.js';
import { type Failed, refusedHere } from '../outcome.js';
import type { PawapayOperator } from './pawapay.operators.js';
import type { PayoutRequestWire } from './pawapay.payouts.wire.js';
import { mobileMoneyOf, toCustomerMessage, UUID_V4 } from './pawapay.requests.js';

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
  if (!UUID_V4.test(input.payoutId)) return refusedHere('INVALID_PARAMETER', 'payoutId must be a UUID version 4');
  const target = mobileMoneyOf(input);
  if ('kind' in target) return target;
  const customerMessage = toCustomerMessage(input.customerMessage ?? '');
  return {
    payoutId: input.payoutId,
    amount: ngweeToDecimal(input.amount),
    currency: input.currency,
    recipient: { type: 'MMO', accountDetails: { ...target, provider: input.operator } },
    ...(input.clientReferenceId === undefined ? {} : { clientReferenceId: input.clientReferenceId }),
    ...(customerMessage === undefined ? {} : { customerMessage }),
  };
}

import { type Currency, isNgwee, ngweeToDecimal } from '../money.js';
import { type CallOptions, type Failed, type Lookup, type Outcome, refusedHere } from '../outcome.js';
import { PawapayPayoutClient } from './pawapay.payouts.js';
import { type RefundAccepted, toRefundLookup, toRefundOutcome } from './pawapay.refunds.replies.js';
import type { PawapayRefund, RefundRequestWire } from './pawapay.refunds.wire.js';
import { UUID_V4 } from './pawapay.requests.js';

/** What it takes to give a deposit back, or a part of it. */
export interface RefundInput {
  /** UUID version 4, stored before the call, never used for a second refund. */
  refundId: string;
  depositId: string;
  /** Ngwee. */
  amount: number;
  currency: Currency;
  clientReferenceId?: string;
}

/** pawaPay with refunds, and with payouts where the way back is closed. https://docs.pawapay.io/v2/docs/refunds */
export class PawapayRefundClient extends PawapayPayoutClient {
  /**
   * Gives money back to the wallet that paid. One refund per deposit at a time (`REFUND_IN_PROGRESS`), of no more than is
   * left of it. Sending the same id again is safe (`unknown`, reason `duplicate`).
   */
  async refund(input: RefundInput, options: CallOptions = {}): Promise<Outcome<RefundAccepted>> {
    const request = toRefundRequest(input);
    if ('kind' in request) return request;
    const call = { ...options, signed: true };
    return toRefundOutcome(await this.post('refund', '/v2/refunds', request, call), input.refundId);
  }

  /** Asks what became of a refund. */
  async refundStatus(refundId: string, options: CallOptions = {}): Promise<Lookup<PawapayRefund>> {
    const path = `/v2/refunds/${encodeURIComponent(refundId)}`;
    const result = await this.http.call({ ...options, operation: 'refundStatus', method: 'GET', path });
    return toRefundLookup(result, refundId);
  }
}

/** Builds the request, or refuses what pawaPay would certainly refuse. */
function toRefundRequest({ refundId, depositId, amount, currency, ...rest }: RefundInput): RefundRequestWire | Failed {
  if (!UUID_V4.test(refundId)) return refusedHere('INVALID_PARAMETER', 'refundId must be a UUID version 4');
  if (!UUID_V4.test(depositId)) return refusedHere('INVALID_PARAMETER', 'depositId must be a UUID version 4');
  if (!isNgwee(amount)) return refusedHere('INVALID_AMOUNT', 'The amount must be a positive whole number of ngwee');
  if (currency !== 'ZMW') return refusedHere('INVALID_CURRENCY', 'Only ZMW is sent');
  const { clientReferenceId } = rest;
  return {
    refundId,
    depositId,
    amount: ngweeToDecimal(amount),
    currency,
    ...(clientReferenceId !== undefined && { clientReferenceId }),
  };
}

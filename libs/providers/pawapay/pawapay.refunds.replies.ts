import { type HttpResult, isSuccess, unknownOf } from '../http.js';
import { asObject, asText } from '../json.js';
import { type Lookup, type Outcome, succeeded, unknown } from '../outcome.js';
import { toFailure } from './pawapay.failures.js';
import { type PawapayRefund, toRefund } from './pawapay.refunds.wire.js';

/** pawaPay has taken the refund up; a callback will follow. */
export interface RefundAccepted {
  refundId: string;
}

/**
 * Reads the reply to a refund request, by the rules of a deposit's: only a word about our id counts. The id may stand
 * under `payoutId`, as the guide prints it.
 */
export function toRefundOutcome(result: HttpResult, refundId: string): Outcome<RefundAccepted> {
  const body = result.ok && (result.status === 400 || isSuccess(result)) ? asObject(result.json) : undefined;
  if (!body) return unknownOf(result);
  const named = asText(body['refundId']) ?? asText(body['payoutId']);
  if (named !== undefined && named.toLowerCase() !== refundId.toLowerCase()) {
    return unknown('mismatch', 'The reply names another refund');
  }
  if (body['status'] === 'REJECTED') {
    const failure = toFailure(body);
    if (!failure) return unknown('unreadable', 'Rejected without a reason');
    if (failure.code === 'UNKNOWN_ERROR') return unknown('server-error', failure.code);
    return { kind: 'failed', ...failure, sent: true };
  }
  if (!isSuccess(result)) return unknownOf(result);
  if (body['status'] === 'DUPLICATE_IGNORED') return unknown('duplicate', 'DUPLICATE_IGNORED');
  return body['status'] === 'ACCEPTED' ? succeeded({ refundId }) : unknownOf(result);
}

/** Reads the reply to a status request; see the deposit's. */
export function toRefundLookup(result: HttpResult, refundId: string): Lookup<PawapayRefund> {
  if (!isSuccess(result)) return unknownOf(result);
  const body = asObject(result.json);
  if (body?.['status'] === 'NOT_FOUND') return { kind: 'notFound' };
  const refund = body?.['status'] === 'FOUND' ? toRefund(body['data']) : null;
  if (!refund) return unknownOf(result);
  if (refund.refundId !== refundId.toLowerCase()) return unknown('mismatch', 'The reply names another refund');
  if (refund.standing === 'succeeded' && (refund.amount === null || refund.currency === null)) {
    return unknown('unreadable', 'Completed without a readable amount');
  }
  return { kind: 'found', value: refund };
}

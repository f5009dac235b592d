import { type HttpResult, isSuccess, unknownOf } from '../http.js';
import { asObject, asText, type JsonObject } from '../json.js';
import { type Answer, type Failed, type Lookup, type Outcome, succeeded, type Unknown, unknown } from '../outcome.js';
import { toE164 } from '../phone.js';
import { toFailure } from './pawapay.failures.js';
import { type PawapayDeposit, toDeposit } from './pawapay.wire.js';

/** pawaPay has taken the deposit up; a callback will follow. */
export interface DepositAccepted {
  depositId: string;
  createdAt: string | null;
  /** `FINAL_STATUS`: wait. Anything else belongs to operators outside Zambia. */
  nextStep: string | null;
}

/** The operator that pawaPay believes a number belongs to. Good, not perfect: the customer may choose another. */
export interface Prediction {
  country: string | null;
  operator: string;
  phone: string | null;
}

/**
 * Reads the reply to a deposit request. Only an `ACCEPTED` or `REJECTED` about our id counts. `DUPLICATE_IGNORED` tells
 * nothing about the first request, a 5xx (`UNKNOWN_ERROR`) nothing at all, and a 401 or 403 speaks about our token
 * although it also says `REJECTED`: all three are unknown and resolved by asking for the status.
 */
export function toDepositOutcome(result: HttpResult, depositId: string): Outcome<DepositAccepted> {
  const body = bodyOf(result);
  if (!body) return unknownOf(result);
  if (!namesOrNone(body['depositId'], depositId)) return unknown('mismatch', 'The reply names another deposit');
  const refusal = rejectionOf(body);
  if (refusal) return refusal;
  if (!isSuccess(result)) return unknownOf(result);
  if (body['status'] === 'DUPLICATE_IGNORED') return unknown('duplicate', 'DUPLICATE_IGNORED');
  if (body['status'] !== 'ACCEPTED') return unknownOf(result);
  return succeeded({
    depositId,
    createdAt: asText(body['created']) ?? null,
    nextStep: asText(body['nextStep']) ?? null,
  });
}

/**
 * Reads the reply to a status request: `FOUND` with data, `NOT_FOUND` (with HTTP 200), and no information in anything
 * else. `notFound` becomes proof only when our request is certainly dead and fifteen minutes have passed. A completed
 * deposit whose amount we cannot read is unknown.
 */
export function toDepositLookup(result: HttpResult, depositId: string): Lookup<PawapayDeposit> {
  if (!isSuccess(result)) return unknownOf(result);
  const body = asObject(result.json);
  if (body?.['status'] === 'NOT_FOUND') return { kind: 'notFound' };
  const deposit = body?.['status'] === 'FOUND' ? toDeposit(body['data']) : null;
  if (!deposit) return unknownOf(result);
  if (deposit.depositId !== depositId.toLowerCase()) return unknown('mismatch', 'The reply names another deposit');
  if (deposit.standing === 'succeeded' && (deposit.amount === null || deposit.currency === null)) {
    return unknown('unreadable', 'Completed without a readable amount');
  }
  return { kind: 'found', value: deposit };
}

/** Reads the reply to a request for a callback. Its id may stand under `payoutId`, whatever was asked: it is not read. */
export function toResendOutcome(result: HttpResult, depositId: string): Outcome<{ depositId: string }> {
  const body = bodyOf(result);
  if (isSuccess(result) && body?.['status'] === 'ACCEPTED') return succeeded({ depositId });
  return (body && rejectionOf(body)) ?? unknownOf(result);
}

/** Reads a prediction. The number comes back as `phoneNumber` or, in older examples, `msisdn`. */
export function toPrediction(result: HttpResult): Outcome<Prediction> {
  const body = bodyOf(result);
  if (!body) return unknownOf(result);
  if (!isSuccess(result)) {
    const failure = toFailure(body) ?? { code: 'INVALID_PHONE_NUMBER', message: '', fault: 'request' };
    return { kind: 'failed', ...failure, sent: true };
  }
  const operator = asText(body['provider']);
  if (!operator) return unknownOf(result);
  const phone = asText(body['phoneNumber']) ?? asText(body['msisdn']);
  return succeeded({ country: asText(body['country']) ?? null, operator, phone: phone ? toE164(phone) : null });
}

/** Reads a reply that only informs. */
export function toAnswer<T>(result: HttpResult, read: (body: unknown) => T | null): Answer<T> {
  const value = isSuccess(result) ? read(result.json) : null;
  return value === null ? unknownOf(result) : succeeded(value);
}

/** The body of a reply that may speak about our request: HTTP 2xx, or 400 for a request that was not understood. */
function bodyOf(result: HttpResult): JsonObject | undefined {
  return result.ok && (result.status === 400 || isSuccess(result)) ? asObject(result.json) : undefined;
}

function rejectionOf(body: JsonObject): Failed | Unknown | undefined {
  if (body['status'] !== 'REJECTED') return undefined;
  const failure = toFailure(body);
  if (!failure) return unknown('unreadable', 'Rejected without a reason');
  if (failure.code === 'UNKNOWN_ERROR') return unknown('server-error', failure.code);
  return { kind: 'failed', ...failure, sent: true };
}

function namesOrNone(given: unknown, depositId: string): boolean {
  return given === undefined || given === null || asText(given)?.toLowerCase() === depositId.toLowerCase();
}

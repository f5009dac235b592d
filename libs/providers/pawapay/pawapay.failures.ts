import { asObject, asText } from '../json.js';
import type { Fault } from '../outcome.js';
import { maskText } from '../phone.js';

/** https://docs.pawapay.io/v2/docs/failure_codes */
export interface PawapayFailure {
  code: string;
  /** For staff. */
  message: string;
  fault: Fault;
}

const PAYER = `PAYMENT_NOT_APPROVED INSUFFICIENT_BALANCE PAYMENT_IN_PROGRESS PAYER_NOT_FOUND PAYER_LIMIT_REACHED
  WALLET_LIMIT_REACHED`;

const REQUEST = `INVALID_INPUT MISSING_PARAMETER UNSUPPORTED_PARAMETER INVALID_PARAMETER DUPLICATE_METADATA_FIELD
  AMOUNT_OUT_OF_BOUNDS INVALID_AMOUNT INVALID_PHONE_NUMBER INVALID_CURRENCY INVALID_PROVIDER NOT_FOUND INVALID_STATE`;

const PROVIDER = 'PROVIDER_TEMPORARILY_UNAVAILABLE';

const ACCOUNT = `NO_AUTHENTICATION AUTHENTICATION_ERROR AUTHORISATION_ERROR HTTP_SIGNATURE_ERROR DEPOSITS_NOT_ALLOWED`;

const FAULTS = new Map<string, Fault>([
  ...entries(PAYER, 'payer'),
  ...entries(REQUEST, 'request'),
  ...entries(PROVIDER, 'provider'),
  ...entries(ACCOUNT, 'account'),
]);

/**
 * Who can put a failure right. The published lists may be incomplete and some codes give no reason
 * (`UNSPECIFIED_FAILURE`, `UNKNOWN_ERROR`): those are `unspecified`.
 */
export function pawapayFault(code: string): Fault {
  return FAULTS.get(code) ?? 'unspecified';
}

/** Reads `failureReason: { failureCode, failureMessage }` of a reply or of deposit data. */
export function toFailure(body: unknown): PawapayFailure | undefined {
  const reason = asObject(asObject(body)?.['failureReason']);
  const code = asText(reason?.['failureCode']);
  if (code === undefined) return undefined;
  return { code, message: maskText(asText(reason?.['failureMessage']) ?? ''), fault: pawapayFault(code) };
}

function entries(codes: string, fault: Fault): [string, Fault][] {
  return codes.split(/\s+/).map((code) => [code, fault]);
}

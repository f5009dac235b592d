import type { Answer, Tongue } from '../core/answers.js';

/** Resend's errors and their HTTP status. https://resend.com/docs/api-reference/errors */
const STATUS: Readonly<Record<string, number>> = {
  missing_api_key: 401,
  restricted_api_key: 401,
  invalid_api_key: 403,
  invalid_access: 422,
  not_found: 404,
  method_not_allowed: 405,
  validation_error: 422,
  missing_required_field: 422,
  invalid_parameter: 422,
  invalid_attachment: 422,
  invalid_from_address: 422,
  invalid_idempotency_key: 400,
  invalid_idempotent_request: 409,
  concurrent_idempotent_requests: 409,
  rate_limit_exceeded: 429,
  daily_quota_exceeded: 429,
  monthly_quota_exceeded: 429,
  application_error: 500,
  internal_server_error: 500,
};

/** A request that Resend turns down. */
export class ResendError extends Error {
  constructor(
    readonly error: string,
    message: string,
    readonly http?: number,
  ) {
    super(message);
  }
}

export function refusal(name: string, message: string, http = STATUS[name] ?? 422): Answer {
  return { code: http, body: { statusCode: http, name, message } };
}

/** The work's answer, or the refusal it ran into. */
export function orRefusal(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof ResendError) return refusal(error.error, error.message, error.http);
    throw error;
  }
}

export const RATE_LIMITED = refusal('rate_limit_exceeded', 'Too many requests. Please limit the number of requests.');
const NO_KEY = refusal('missing_api_key', 'Missing API Key');
export const WRONG_KEY = refusal('invalid_api_key', 'API key is invalid');
export const NO_AGENT = refusal('restricted_api_key', 'A User-Agent is required', 403);

/** How Resend words what a fault makes it say; `code` is the name of an error. */
export const resendTongue: Tongue = {
  failure: (_call, http) =>
    http === 429 ? RATE_LIMITED : refusal('internal_server_error', 'An unexpected error occurred.', http),
  rejected: (_call, code) => refusal(code in STATUS ? code : 'validation_error', 'The request was rejected'),
  unauthorized: () => NO_KEY,
  notFound: () => refusal('not_found', 'The requested endpoint does not exist'),
  otherAmount: (answer) => answer,
};

import { type HttpResult, isSuccess } from '../http.js';
import { asObject, asText } from '../json.js';
import { accepted, type Handed, type RefusalFault, refused, unclear } from '../messenger/messenger.js';
import { handedOf, speaks, waitOf } from '../messenger/messenger.replies.js';

/** Errors whose remedy differs from "correct the request". https://resend.com/docs/api-reference/errors */
const FAULTS: Readonly<Record<string, RefusalFault>> = {
  missing_api_key: 'account',
  invalid_api_key: 'account',
  restricted_api_key: 'account',
  invalid_access: 'account',
  invalid_from_address: 'account',
  rate_limit_exceeded: 'later',
  daily_quota_exceeded: 'account',
  monthly_quota_exceeded: 'account',
};

/** These speak about an earlier request under the same key, which may have been taken. */
const OPEN = [
  'concurrent_idempotent_requests',
  'invalid_idempotent_request',
  'application_error',
  'internal_server_error',
];

/**
 * Reads the reply to a mail. After `unclear` the same request under the same Idempotency-Key is safe for 24 hours: it
 * answers what the first one did.
 */
export function toHanded(result: HttpResult): Handed {
  const body = speaks(result) && result.ok ? asObject(result.json) : undefined;
  if (isSuccess(result)) {
    const id = asText(body?.['id']);
    return id === undefined ? handedOf(result) : accepted(id);
  }
  const name = codeOf(body);
  if (name === undefined) return handedOf(result);
  if (OPEN.includes(name)) return unclear(name);
  return refused(name, Object.hasOwn(FAULTS, name) ? FAULTS[name]! : 'request', waitOf(result));
}

/** Resend's name of an error, for the log. */
export const codeOf = (json: unknown): string | undefined => {
  const name = asText(asObject(json)?.['name']);
  return name !== undefined && /^[a-z_]{1,60}$/.test(name) ? name : undefined;
};

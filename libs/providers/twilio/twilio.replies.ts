import { type HttpResult, isSuccess } from '../http.js';
import { asId, asObject, asText } from '../json.js';
import { accepted, type Handed, type RefusalFault, refused } from '../messenger/messenger.js';
import { handedOf, speaks, waitOf } from '../messenger/messenger.replies.js';
import { OPTED_OUT } from './twilio.wire.js';

/** Codes whose remedy differs from "correct the request". https://www.twilio.com/docs/api/errors */
const FAULTS: Readonly<Record<string, RefusalFault>> = {
  20003: 'account', // wrong credentials
  20429: 'later', // too many requests
  21211: 'recipient', // no valid number
  21408: 'account', // the country is not switched on
  [OPTED_OUT]: 'opted-out',
  21612: 'recipient', // this sender cannot reach this number
  21614: 'recipient', // no mobile number
};

/**
 * Reads the reply to a new message. A 4xx with Twilio's own code is its word that nothing was taken; a 5xx says nothing,
 * and Messages has no idempotency key: look the message up before it is sent again.
 */
export function toHanded(result: HttpResult): Handed {
  const body = speaks(result) && result.ok ? asObject(result.json) : undefined;
  if (isSuccess(result)) {
    const sid = asText(body?.['sid']);
    return sid === undefined ? handedOf(result) : accepted(sid);
  }
  const code = asId(body?.['code']);
  if (code === undefined) return handedOf(result);
  const fault = Object.hasOwn(FAULTS, code) ? FAULTS[code]! : 'request';
  return refused(code, fault, waitOf(result));
}

/** Twilio's code of a refusal, for the log. */
export const codeOf = (json: unknown): string | undefined => asId(asObject(json)?.['code']);

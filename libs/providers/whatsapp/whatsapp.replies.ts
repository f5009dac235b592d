import { type HttpResult, isSuccess } from '../http.js';
import { asArray, asId, asObject, asText } from '../json.js';
import { accepted, type Handed, type RefusalFault, refused, unclear } from '../messenger/messenger.js';
import { handedOf, waitOf } from '../messenger/messenger.replies.js';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
const LATER = ['4', '80007', '130429', '131048', '131056', '131016', '131057', '133004', '133005'];
const RECIPIENT = ['131026', '131049', '130472', '131047', '131021'];
const ACCOUNT = ['0', '190', '3', '10', '368', '130497', '131031', '131042', '132015', '132016'];
const OPTED_OUT = '131050';
/** "Something went wrong": Meta itself does not say whether the message was taken. */
const OPEN = ['1', '2', '131000'];

/**
 * Reads the reply to a message. A 200 says that it was accepted, no more. The error's code decides, not the status; a
 * server error is open unless its code names a throttle or a maintenance.
 */
export function toHanded(result: HttpResult): Handed {
  const body = result.ok ? asObject(result.json) : undefined;
  const isServerError = result.ok && result.status >= 500;
  if (isSuccess(result)) {
    const id = asText(asObject(asArray(body?.['messages'])?.[0])?.['id']);
    return id === undefined ? handedOf(result) : accepted(null);
  }
  const code = codeOf(body);
  if (code === undefined) return handedOf(result);
  const fault = faultOf(code);
  if (OPEN.includes(code) || (isServerError && fault !== 'later')) return unclear('server-error');
  return refused(code, fault, waitOf(result));
}

/** Meta's code of an error, for the log. */
export const codeOf = (json: unknown): string | undefined => asId(asObject(asObject(json)?.['error'])?.['code']);

/** What is to be done about a code. */
export function faultOf(code: string): RefusalFault {
  if (code === OPTED_OUT) return 'opted-out';
  if (LATER.includes(code)) return 'later';
  if (RECIPIENT.includes(code)) return 'recipient';
  const isPermission = /^2\d\d$/.test(code) || /^133\d{3}$/.test(code);
  return ACCOUNT.includes(code) || isPermission ? 'account' : 'request';
}

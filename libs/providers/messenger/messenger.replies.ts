import { type HttpResult, unknownOf } from '../http.js';
import { type Handed, refused, unclear } from './messenger.js';

/**
 * What a call tells when its reply is none that the company documents. Nothing was taken when no byte left, when our
 * credentials were refused (401, 403) and when we were asked to come later (429); all else is open.
 */
export function handedOf(result: HttpResult): Handed {
  const { reason, sent, retryAfterMs } = unknownOf(result);
  if (!sent) return refused('not-sent', 'later');
  if (reason === 'rate-limited') return refused(reason, 'later', retryAfterMs);
  if (reason === 'unauthorised') return refused(reason, 'account');
  return unclear(reason);
}

/** How long the company asks us to stay away, by its Retry-After. */
export const waitOf = (result: HttpResult): number | undefined => unknownOf(result).retryAfterMs;

/** Whether a reply is the company's word about our request: 2xx, or 4xx. */
export const speaks = (result: HttpResult): boolean => result.ok && result.status >= 200 && result.status < 500;

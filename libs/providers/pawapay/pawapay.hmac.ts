import { createHmac } from 'node:crypto';
import type { Verdict } from '../outcome.js';
import { fitsAny, type ReceivedHeaders, sameSecret, singleHeader } from '../secrets.js';

/** The header of the shared-secret scheme. */
export const PAWAPAY_HMAC_HEADER = 'x-pawapay-signature';

/**
 * The second way to check a callback: hex HMAC-SHA256 over the raw body under a shared secret. pawaPay itself has no
 * such secret; it serves set-ups where something in front of us has checked pawaPay's signature and signs anew. It
 * carries no time, so a replay passes here and is caught by the key of the callback.
 */
export function verifyPawapayHmac(
  callback: { headers: ReceivedHeaders; rawBody: Uint8Array },
  secrets: readonly string[],
): Verdict {
  const given = singleHeader(callback.headers, PAWAPAY_HMAC_HEADER);
  if (given === undefined) return { ok: false, reason: 'missing-signature', retry: false };
  const fits = fitsAny(secrets, (secret) => sameSecret(given.toLowerCase(), hexHmac(secret, callback.rawBody)));
  return fits ? { ok: true, scheme: 'hmac-sha256' } : { ok: false, reason: 'wrong-signature', retry: false };
}

/** The value that the header must have. */
export function hexHmac(secret: string, rawBody: Uint8Array): string {
  return createHmac('sha256', secret).update(rawBody).digest('hex');
}

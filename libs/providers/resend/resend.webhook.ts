import { createHmac } from 'node:crypto';
import type { Verdict } from '../outcome.js';
import { fitsAny, type ReceivedHeaders, sameSecret, singleHeader } from '../secrets.js';

/** Seconds that a webhook may be old, or ahead of our clock. */
const TOLERANCE_SECONDS = 300;
const SECRET_PREFIX = 'whsec_';

export interface SvixWebhook {
  headers: ReceivedHeaders;
  rawBody: Uint8Array;
  receivedAt: Date;
}

/**
 * Checks a webhook that Svix signed for Resend: base64 HMAC-SHA256 over `id.timestamp.body`, as `v1,<signature>`, several
 * separated by spaces during a rotation. https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests
 *
 * @param secrets `whsec_` and base64
 */
export function verifySvixSignature(
  { headers, rawBody, receivedAt }: SvixWebhook,
  secrets: readonly string[],
): Verdict {
  const id = singleHeader(headers, 'svix-id');
  const timestamp = singleHeader(headers, 'svix-timestamp');
  const given = singleHeader(headers, 'svix-signature');
  if (!id || !timestamp || !given) return refusedBecause('missing-signature');
  const age = receivedAt.getTime() / 1000 - (/^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN);
  if (!(Math.abs(age) <= TOLERANCE_SECONDS)) return refusedBecause('expired');
  const signatures = given.split(' ').flatMap((one) => (one.startsWith('v1,') ? one.slice(3) : []));
  const fits = fitsAny(secrets, (secret) => {
    const expected = signatureOf(secret, id, timestamp, rawBody);
    return signatures.some((one) => sameSecret(one, expected));
  });
  return fits ? { ok: true, scheme: 'svix' } : refusedBecause('wrong-signature');
}

/** The id of a webhook; all its repetitions carry the same. */
export const svixIdOf = (headers: ReceivedHeaders): string | undefined => singleHeader(headers, 'svix-id');

function signatureOf(secret: string, id: string, timestamp: string, rawBody: Uint8Array): string {
  const key = Buffer.from(secret.replace(SECRET_PREFIX, ''), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest('base64');
}

const refusedBecause = (reason: string): Verdict => ({ ok: false, reason, retry: false });

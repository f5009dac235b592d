import { sameSecret } from '@pakashop/platform';
import { createHash } from 'node:crypto';

export type DigestName = 'sha1' | 'sha256';
type Parameters = Readonly<Record<string, string | number | boolean>>;

const hex = (text: string, digest: DigestName): string => createHash(digest).update(text).digest('hex');

/**
 * Signs a call: parameters sorted by name, `&` within a value escaped so that none can be smuggled in (signature version
 * 2), the secret behind them. Empty values are not signed and must not be sent.
 */
export function signParameters(parameters: Parameters, secret: string, digest: DigestName): string {
  const pairs = Object.entries(parameters)
    .filter(([, value]) => value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`.replaceAll('&', '%26'));
  return hex(pairs.join('&') + secret, digest);
}

/** Signs a delivery address: the first characters of a digest of what follows the signature, up to the id. */
export function signDelivery(path: string, secret: string): string {
  return `s--${createHash('sha1')
    .update(path + secret)
    .digest('base64url')
    .slice(0, 8)}--`;
}

/** Cloudinary repeats an old time-stamp for two hours; ahead of our clock it may be by five minutes. */
const PAST_SECONDS = 7_200;
const FUTURE_SECONDS = 300;

export interface SignedNotification {
  readonly raw: Buffer;
  readonly timestamp: unknown;
  readonly signature: unknown;
  readonly now: Date;
}

/**
 * Whether a notification comes from the holder of one of the secrets: a digest over raw body, time-stamp and secret, whose
 * length tells which one the account uses.
 *
 * @returns why not, or nothing
 */
export function refusalOfNotification(
  { raw, timestamp, signature, now }: SignedNotification,
  secrets: readonly string[],
): string | undefined {
  if (typeof timestamp !== 'string' || !/^\d{9,11}$/.test(timestamp)) return 'no time-stamp';
  if (typeof signature !== 'string' || !/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(signature)) return 'no signature';
  const age = now.getTime() / 1_000 - Number(timestamp);
  if (age > PAST_SECONDS || age < -FUTURE_SECONDS) return 'not of this time';
  const digest = signature.length === 40 ? 'sha1' : 'sha256';
  const expected = (secret: string): string =>
    createHash(digest)
      .update(raw)
      .update(timestamp + secret)
      .digest('hex');
  // All are compared, so that the time does not tell which one fits.
  const fits = secrets.filter((secret) => sameSecret(signature, expected(secret)));
  return fits.length > 0 ? undefined : 'wrong signature';
}

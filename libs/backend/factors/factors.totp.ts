import { createHmac, timingSafeEqual } from 'node:crypto';

/** As authenticator apps have it: 160 bits, SHA-1, six digits that change every 30 seconds. */
export const SECRET_BYTES = 20;
export const STEP_SECONDS = 30;
const DIGITS = 6;
/** Steps before and after ours that count too: a phone's clock is not ours, and typing takes time. */
const SKEW = 1;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32 without padding, as apps and people read it. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** The step that a time lies in. */
export const stepOf = (time: Date): number => Math.floor(time.getTime() / 1000 / STEP_SECONDS);

/** The code of one step: RFC 6238 over RFC 4226. */
export function totp(secret: Buffer, step: number, digits = DIGITS, algorithm = 'sha1'): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac(algorithm, secret).update(counter).digest();
  const offset = mac.at(-1)! & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The steps near this one whose code was given; nearly always none or one. All are compared, in constant time. */
export function stepsOf(secret: Buffer, code: string, now: number): number[] {
  const near = Array.from({ length: 2 * SKEW + 1 }, (_, i) => now - SKEW + i);
  const given = Buffer.from(code);
  return near.filter((step) => {
    const wanted = Buffer.from(totp(secret, step));
    return timingSafeEqual(wanted, given.length === wanted.length ? given : Buffer.alloc(wanted.length));
  });
}

/** What an authenticator app reads from a QR code (Key URI format). */
export function keyUri(secret: Buffer, login: string): string {
  const label = `Pakashop:${encodeURIComponent(login)}`;
  const query = `secret=${toBase32(secret)}&issuer=Pakashop&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
  return `otpauth://totp/${label}?${query}`;
}

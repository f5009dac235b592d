import { createHash, timingSafeEqual } from 'node:crypto';

/** Headers of a received request as Node gives them: names in lower case. */
export type ReceivedHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A header that came exactly once, or undefined: two values are two opinions, and none is taken. */
export function singleHeader(headers: ReceivedHeaders, name: string): string | undefined {
  const value = headers[name];
  if (typeof value === 'string') return value;
  return value?.length === 1 ? value[0] : undefined;
}

/** Compares without telling by its duration where the first difference is, nor how long the expected value is. */
export function sameSecret(given: string | Uint8Array, expected: string | Uint8Array): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

/** Whether one of several secrets fits (two are valid during a rotation). Empty secrets never fit. */
export function fitsAny(secrets: readonly string[], fits: (secret: string) => boolean): boolean {
  return secrets.reduce((found, secret) => (secret !== '' && fits(secret)) || found, false);
}

function sha256(value: string | Uint8Array): Buffer {
  return createHash('sha256').update(value).digest();
}

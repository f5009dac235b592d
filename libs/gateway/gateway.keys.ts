import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `pk_`, sixteen hexadecimal digits by which the key is found, and 256 random bits. */
const FORM = /^pk_([0-9a-f]{16})_([\w-]{43})$/;

/** A key as it is told once, and what is kept of it. */
export interface MadeKey {
  readonly key: string;
  readonly kid: string;
  readonly secretHash: Buffer;
}

export function makeKey(pepper: string): MadeKey {
  const kid = randomBytes(8).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  return { key: `pk_${kid}_${secret}`, kid, secretHash: secretHashOf(secret, pepper) };
}

/** What a key of the table consists of; undefined for anything else. */
export function partsOf(key: string): { readonly kid: string; readonly secret: string } | undefined {
  const [, kid, secret] = FORM.exec(key) ?? [];
  return kid === undefined || secret === undefined ? undefined : { kid, secret };
}

/** Secrets are 256 random bits, so a slow hash would add nothing; without the pepper a copy of the table proves nothing. */
const secretHashOf = (secret: string, pepper: string): Buffer => createHmac('sha256', pepper).update(secret).digest();

/** Compared when no key has the kid, so that this takes as long as a wrong secret. */
const NOBODY = Buffer.alloc(32);

/** Whether the secret is the one that is kept; never for a kid that nobody has. */
export const isSecret = (secret: string, pepper: string, kept: Buffer | undefined): boolean =>
  timingSafeEqual(secretHashOf(secret, pepper), kept ?? NOBODY) && kept !== undefined;

/** A key of the environment, which has any form, as it is looked up: the time of that tells nothing about the key. */
export const digestOf = (key: string): string => hash('sha256', key, 'hex');

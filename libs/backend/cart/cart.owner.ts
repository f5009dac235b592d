import { type Actor, platformProblems, sql, type Sql } from '@pakashop/platform';
import { createHash } from 'node:crypto';

/** Whose cart: a person's, or that of the bearer of a guest token. */
export interface CartOwner {
  /** Name of the cart in the cache. */
  readonly key: string;
  readonly userId: string | null;
  readonly guestHash: string | null;
  /** The cart's row, as a condition on `c`. */
  readonly where: Sql;
  /** The unique column that finds it. */
  readonly column: Sql;
}

const OF_USER = sql`user_id`;
const OF_GUEST = sql`guest_hash`;

const userCart = (userId: string): CartOwner => ({
  key: `u:${userId}`,
  userId,
  guestHash: null,
  where: sql`c.user_id = ${userId}`,
  column: OF_USER,
});

const guestCart = (guestHash: string): CartOwner => ({
  key: `g:${guestHash}`,
  userId: null,
  guestHash,
  where: sql`c.guest_hash = ${guestHash}`,
  column: OF_GUEST,
});

/** @throws Problem AUTH_001 for somebody who is neither signed in nor a guest */
export function ownerOf({ kind, userId, guestHash }: Actor): CartOwner {
  if (kind === 'person' && userId) return userCart(userId);
  if (kind === 'guest' && guestHash) return guestCart(guestHash);
  throw platformProblems.notSignedIn('Sign in, or send the guest token as x-guest-token.');
}

/** The cart of a guest who shows the token itself. */
export const guestOf = (token: string): CartOwner => guestCart(createHash('sha256').update(token).digest('hex'));

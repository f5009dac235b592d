import { type Actor, sql, type Sql } from '@pakashop/platform';

/** Orders `o` of the person or guest who asks. Anybody else owns none. */
export function ownedBy(actor: Actor): Sql {
  if (actor.kind === 'person' && actor.userId) return sql`o.user_id = ${actor.userId}`;
  if (actor.kind === 'guest' && actor.guestHash) return sql`o.guest_hash = ${actor.guestHash}`;
  return sql`false`;
}

/** Orders `o` that the asker may look at: their own, and all of them for staff with `orders.read.any`. */
export const visibleTo = (actor: Actor): Sql => (actor.hasEverywhere('orders.read.any') ? sql`true` : ownedBy(actor));

/** Orders `o` whose contact is exactly one that the person `u` has proven to be theirs. */
export const hasContactOf = sql`(
  (u.phone_verified_at IS NOT NULL AND o.contact_phone = u.phone)
  OR (u.email_verified_at IS NOT NULL AND lower(o.contact_email) = u.email))`;

/** Shop orders `s` of the shops that the permission covers. */
export function inShopsOf(actor: Actor, permission: string): Sql {
  const shops = actor.shopsWith(permission);
  return shops ? sql`s.shop_id = ANY(${shops}::uuid[])` : sql`true`;
}

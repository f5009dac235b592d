import { type Actor, type Queryable, sql } from '@pakashop/platform';

/**
 * Whether a person has bought an order, or holds a role in one of its shops: then others decide about its money.
 *
 * @returns false for an order that there is not
 */
export async function isParty(db: Queryable, { userId }: Actor, orderId: string): Promise<boolean> {
  if (!userId) return false;
  const found = await db.maybe<object>(sql`
    SELECT FROM backend.orders o WHERE o.id = ${orderId} AND (o.user_id = ${userId} OR EXISTS (
      SELECT FROM backend.shop_orders s
      JOIN backend.role_grants g ON g.scope = 'shop' AND g.scope_id = s.shop_id AND g.revoked_at IS NULL
      WHERE s.order_id = o.id AND g.user_id = ${userId}))`);
  return found !== undefined;
}

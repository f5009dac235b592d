import { checkViolation, sql, type Sql, type Tx } from '@pakashop/platform';
import type { OrderDraft } from './orders.draft.js';
import { ordersProblems as problems } from './orders.errors.js';

/**
 * Counts what an order takes of prices that hold for so many pieces: promotions with a quota, and accepted offers. A
 * constraint of the table lets nobody take more, however many orders are placed at once.
 */
export async function takePrices(tx: Tx, { shopOrders }: OrderDraft): Promise<void> {
  const taken = shopOrders
    .flatMap(({ lines }) => lines)
    .filter(({ limit }) => limit !== undefined)
    .map(({ priceRuleId: ruleId, variantId, quantity, limit }) => ({ ruleId, variantId, quantity, limit }))
    .toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
  if (taken.length === 0) return;
  await tx.execute(sql`
    INSERT INTO backend.price_uses AS u (rule_id, variant_id, most, used)
    SELECT t."ruleId", t."variantId", t."limit", t.quantity
    FROM json_to_recordset(${JSON.stringify(taken)}) AS t("ruleId" uuid, "variantId" uuid, quantity int, "limit" int)
    ON CONFLICT (rule_id) DO UPDATE SET used = u.used + excluded.used`);
}

/**
 * Nobody buys an order, or one of its shop orders `s`, after all: others may have its prices.
 *
 * @returns the lines that had taken of such prices
 */
export async function freePrices(tx: Tx, of: Sql): Promise<string[]> {
  const lines = await tx.rows<{ id: string }>(sql`
    SELECT l.id FROM backend.order_lines l JOIN backend.shop_orders s ON s.id = l.shop_order_id
    WHERE ${of} AND l.price_limit IS NOT NULL ORDER BY l.id`);
  const ids = lines.map(({ id }) => id);
  if (ids.length === 0) return [];
  // Locked in the order in which they are taken, so that two orders never wait for each other in a circle.
  await tx.execute(sql`
    UPDATE backend.price_uses u SET used = u.used - t.quantity
    FROM (SELECT w.rule_id, l.quantity FROM backend.price_uses w JOIN backend.order_lines l ON l.price_rule_id = w.rule_id
          WHERE l.id = ANY(${ids}::uuid[]) ORDER BY w.rule_id FOR UPDATE OF w) t
    WHERE u.rule_id = t.rule_id`);
  return ids;
}

/** @throws Problem orders.price_gone for what {@link takePrices} broke, and what it is given otherwise */
export function refuseGonePrice(error: unknown): never {
  if (checkViolation(error) !== 'price_uses_most_check') throw error;
  throw problems.priceGone('Look at the preview and order again with a new Idempotency-Key.');
}

import type { CancelledShopOrder, OrderFact } from '@pakashop/backend';
import { sql, type Tx } from '@pakashop/platform';
import { moveOffers } from './pricing.offers.record.js';

/**
 * Writes down which agreed and promotional prices confirmed orders were bought at, once per line. What an order that is not
 * paid yet has reserved of them stands in the order's own books, which free it when the order ends unpaid.
 */
export async function countUses(tx: Tx, orders: readonly OrderFact[]): Promise<void> {
  const lines = orders
    .flatMap(({ shopOrders }) => shopOrders.flatMap((part) => part.lines))
    .map(({ lineId, limitedRuleId, quantity }) => ({ lineId, limitedRuleId, quantity }))
    .filter(({ limitedRuleId }) => limitedRuleId !== undefined);
  if (lines.length === 0) return;
  const bought = sql`
    json_to_recordset(${JSON.stringify(lines)}) AS l("lineId" uuid, "limitedRuleId" uuid, quantity int)`;
  await moveOffers(tx, {
    where: sql`o.id IN (SELECT l."limitedRuleId" FROM ${bought})`,
    from: ['ACCEPTED'],
    to: 'USED',
    by: 'BUYER',
    set: sql`used_by_line = (SELECT l."lineId" FROM ${bought} WHERE l."limitedRuleId" = o.id)`,
  });
  await tx.execute(sql`
    INSERT INTO pricing.promotion_uses (line_id, plan_id, quantity)
    SELECT l."lineId", p.id, l.quantity
    FROM ${bought}
    JOIN pricing.price_plans p ON p.id = l."limitedRuleId" AND p.terms -> 'quota' <> 'null'
    ON CONFLICT DO NOTHING`);
}

/**
 * Writes down which lines were called off before they were carried: their pieces of a promotion are free again. Once per
 * line, and also when it is heard before the order's confirmation. An offer that was used stays used.
 */
export async function returnUses(tx: Tx, { limitedLines = [] }: CancelledShopOrder): Promise<void> {
  if (limitedLines.length === 0) return;
  await tx.execute(sql`
    INSERT INTO pricing.promotion_returns (line_id) SELECT unnest(${limitedLines}::uuid[]) ON CONFLICT DO NOTHING`);
}

import { sql, type Sql, type Tx } from '@pakashop/platform';
import { SETTLEMENT } from './settlement.record.js';
import { type Settlement, stateOf } from './settlement.rules.js';

/** What becomes of a payout, as far as it says where the money of shop orders is. */
export type PayoutStep = 'reserved' | 'paid' | 'returned';

/**
 * Takes released shop orders in hand, whose rows are locked before any balance and in one order.
 *
 * @param ids a query of their ids
 */
export const lockReleased = (tx: Tx, ids: Sql): Promise<Settlement[]> =>
  tx.rows(sql`
    SELECT ${SETTLEMENT} FROM settlement.settlements WHERE shop_order_id IN (${ids}) ORDER BY shop_order_id
    FOR NO KEY UPDATE`);

/** Has the shop orders whose release a payout settles follow it. */
export async function followPayout(tx: Tx, payoutId: string, step: PayoutStep): Promise<void> {
  const settlements = await lockReleased(
    tx,
    sql`SELECT e.shop_order_id FROM settlement.payout_items i JOIN settlement.earnings e ON e.id = i.earning_id
        WHERE i.payout_id = ${payoutId} AND e.kind = 'RELEASE'`,
  );
  if (settlements.length === 0) return;
  const isPaid = step === 'paid';
  const after = { payoutId: step === 'returned' ? null : payoutId, paidAt: isPaid ? new Date() : null };
  const states = settlements.map((settlement) => ({
    id: settlement.shopOrderId,
    state: stateOf({ ...settlement, ...after }),
  }));
  await tx.execute(sql`
    UPDATE settlement.settlements s SET state = x.state, payout_id = ${after.payoutId},
      paid_at = CASE WHEN ${isPaid} THEN now() END
    FROM json_to_recordset(${JSON.stringify(states)}) AS x (id uuid, state text) WHERE s.shop_order_id = x.id`);
}

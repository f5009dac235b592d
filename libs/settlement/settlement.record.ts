import { none, type Queryable, sql, type Sql, type Tx } from '@pakashop/platform';
import { heldOf, type Settlement, stateOf } from './settlement.rules.js';

/** Columns of a settlement. */
export const SETTLEMENT: Sql = sql`shop_order_id AS "shopOrderId", order_id AS "orderId", shop_id AS "shopId", currency, goods,
  delivery_fee AS "deliveryFee", commission, commission_vat AS "commissionVat", refunded_goods AS "refundedGoods",
  refunded_delivery AS "refundedDelivery", commission_back AS "commissionBack", commission_vat_back AS "commissionVatBack",
  shop_class AS "shopClass", agent_pay AS "agentPay", delivery_payee_kind AS "deliveryPayeeKind",
  delivery_payee_id AS "deliveryPayeeId", delivered_at AS "deliveredAt", confirmed_at AS "confirmedAt",
  release_at AS "releaseAt", released_at AS "releasedAt", delivery_settled AS "deliverySettled", disputes, doubts, reserved,
  reserve_due_at AS "reserveDueAt", reserve_released_at AS "reserveReleasedAt", payout_id AS "payoutId", paid_at AS "paidAt"`;

/** Due by the database's clock: the hold is over, nobody disputes, and no statement says that the money is not there. */
export const RELEASE_DUE: Sql = sql`release_at <= now() AND released_at IS NULL AND disputes = 0 AND doubts = 0`;
export const RESERVE_DUE: Sql = sql`reserved > 0 AND reserve_due_at <= now() AND reserve_released_at IS NULL
  AND disputes = 0 AND doubts = 0`;

/**
 * Takes the money of a shop order in hand. Its row is locked before any balance, so that release, refund and dispute of one
 * shop order wait for each other.
 *
 * @throws Error when it is not captured yet, so that the event is heard again later
 */
export async function lockSettlement(tx: Tx, shopOrderId: string): Promise<Settlement> {
  const found = await tx.maybe<Settlement>(sql`
    SELECT ${SETTLEMENT} FROM settlement.settlements WHERE shop_order_id = ${shopOrderId} FOR NO KEY UPDATE`);
  if (!found) throw new Error(`the capture of shop order ${shopOrderId} is not heard yet`);
  return found;
}

/** The same for something that is due; undefined when it is no longer, or in other hands. */
export const lockDue = (tx: Tx, shopOrderId: string, due: Sql): Promise<Settlement | undefined> =>
  tx.maybe(sql`
    SELECT ${SETTLEMENT} FROM settlement.settlements WHERE shop_order_id = ${shopOrderId} AND ${due}
    FOR NO KEY UPDATE SKIP LOCKED`);

/** Ids of what is due, the longest first. */
export async function dueSettlements(db: Queryable, due: Sql, by: Sql, limit: number): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    SELECT shop_order_id AS id FROM settlement.settlements WHERE ${due} ORDER BY ${by} LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}

/**
 * Writes what has become of a settlement in hand. Moments that are now are the database's: the row says what they are.
 *
 * @param now which moments are set to the database's time
 */
export async function saveSettlement(tx: Tx, s: Settlement, now: Sql = none): Promise<void> {
  await tx.execute(sql`
    UPDATE settlement.settlements SET state = ${stateOf(s)}, amount = ${heldOf(s)}, refunded_goods = ${s.refundedGoods},
      refunded_delivery = ${s.refundedDelivery}, commission_back = ${s.commissionBack},
      commission_vat_back = ${s.commissionVatBack}, shop_class = ${s.shopClass}, agent_pay = ${s.agentPay},
      delivery_payee_kind = ${s.deliveryPayeeKind}, delivery_payee_id = ${s.deliveryPayeeId},
      delivered_at = ${s.deliveredAt}, confirmed_at = ${s.confirmedAt}, release_at = ${s.releaseAt},
      delivery_settled = ${s.deliverySettled}, disputes = ${s.disputes}, doubts = ${s.doubts}, reserved = ${s.reserved},
      reserve_due_at = ${s.reserveDueAt}${now.text === '' ? none : sql`, ${now}`}
    WHERE shop_order_id = ${s.shopOrderId}`);
}

/** A dispute that nobody has ended: the money of its shop order stays where it is. */
const STANDS = `b.state NOT IN ('REJECTED', 'REFUNDED', 'WITHDRAWN')`;

const isDisputed = (shopOrder: string): string =>
  `EXISTS (SELECT FROM backend.disputes b WHERE b.shop_order_id = ${shopOrder} AND ${STANDS})`;

/** What of a shop order's money is the shop's own affair, and is frozen with it. */
const OF_ITS_ORDER = `e.payee_kind = 'SHOP' AND e.kind IN ('RELEASE', 'RESERVE_RELEASE', 'REFUND', 'REFUND_WITHDRAWN')`;

/**
 * When settlement heard of each dispute and of its end: what happened before it could know is no mistake. Both ends are
 * beginnings of transactions, which wait for one another at the row of the shop order: hence a second.
 */
const HEARD = `
  SELECT (m.payload ->> 'disputeId')::uuid AS dispute, (m.payload ->> 'shopOrderId')::uuid AS shop_order_id,
    max(d.done_at) FILTER (WHERE m.name = 'disputes.opened') + interval '1 second' AS since,
    coalesce(max(d.done_at) FILTER (WHERE m.name = 'disputes.closed') - interval '1 second', 'infinity') AS until
  FROM platform.outbox m JOIN platform.deliveries d ON d.message_id = m.id AND d.handler LIKE 'settlement.%'
  WHERE m.name IN ('disputes.opened', 'disputes.closed') GROUP BY 1, 2`;

/** Nothing is released or paid out while a dispute stands (INV-24); each query finds rows that must not be there. */
export const DISPUTED_MONEY: Readonly<Record<string, string>> = {
  'INV-24 nothing is released while a dispute stands': `
    SELECT h.dispute, h.shop_order_id, h.since, gone.at FROM (${HEARD}) h
    JOIN settlement.settlements x USING (shop_order_id)
    LEFT JOIN settlement.ledger_transactions t ON t.key = 'release:' || h.shop_order_id
    CROSS JOIN LATERAL (VALUES (t.posted_at), (x.released_at), (x.reserve_released_at)) AS gone (at)
    WHERE gone.at > h.since AND gone.at < h.until`,
  'INV-24 nothing disputed is taken into a payout': `
    SELECT h.dispute, e.id AS earning, p.id AS payout, h.since, p.created_at FROM (${HEARD}) h
    JOIN settlement.earnings e ON e.shop_order_id = h.shop_order_id AND ${OF_ITS_ORDER} AND e.amount > 0
    JOIN settlement.payout_items i ON i.earning_id = e.id JOIN settlement.payouts p ON p.id = i.payout_id
    WHERE p.created_at > h.since AND p.created_at < h.until`,
  'INV-24 a dispute stands for the order and for its money, or for neither': `
    SELECT coalesce(b.id, m.id) AS dispute, b.state, m.is_closed FROM backend.disputes b
    FULL JOIN settlement.disputes m ON m.id = b.id
    WHERE (${STANDS}) IS DISTINCT FROM NOT m.is_closed OR b.shop_order_id <> m.shop_order_id
    UNION ALL
    SELECT x.shop_order_id, x.disputes || ' disputes are counted', NULL FROM settlement.settlements x
    WHERE x.disputes <> (SELECT count(*) FROM backend.disputes b WHERE b.shop_order_id = x.shop_order_id AND ${STANDS})`,
  'INV-24 what a shop earned is frozen while a dispute stands or its payment is in doubt, and no longer': `
    SELECT e.id, e.kind, e.frozen FROM settlement.earnings e
    WHERE ${OF_ITS_ORDER} AND e.frozen <> (${isDisputed('e.shop_order_id')} OR EXISTS (
      SELECT FROM settlement.settlements x WHERE x.shop_order_id = e.shop_order_id AND x.doubts > 0))`,
};

import { DISPUTED_MONEY } from './invariants.disputes.js';

const LIVE = `('CREATED', 'SENT', 'PENDING', 'UNKNOWN')`;

/** Payments whose money came in for their order, whatever of it went back later. */
const CAPTURED = `('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED')`;

/** Less than was asked for came in: the attempt stays open until a person has decided, by design. */
const waitsForPerson = (attempt: string): string => `EXISTS (
  SELECT FROM backend.payment_breaks b WHERE b.attempt_id = ${attempt}.id AND b.kind = 'AMOUNT_MISMATCH' AND b.state IN ('OPEN', 'PROPOSED'))`;

const hasOpenWork = (field: string, id: string): string => `EXISTS (
  SELECT FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
  WHERE d.done_at IS NULL AND d.parked_at IS NULL AND m.kind = 'job' AND m.payload ->> '${field}' = ${id}::text)`;

/** Each machine with the moves that it may make: `from>to`, nothing before the first. */
const MOVES: Readonly<Record<string, string>> = {
  shop: '>ACTIVE',
  agent: '>PENDING PENDING>ACTIVE',
  order: `>PENDING PENDING>CONFIRMED PENDING>EXPIRED PENDING>CANCELLED CONFIRMED>PROCESSING CONFIRMED>SHIPPED
    CONFIRMED>OUT_FOR_DELIVERY CONFIRMED>DELIVERED CONFIRMED>CANCELLED CONFIRMED>REFUNDED PROCESSING>SHIPPED
    PROCESSING>OUT_FOR_DELIVERY PROCESSING>DELIVERED PROCESSING>CANCELLED PROCESSING>REFUNDED SHIPPED>OUT_FOR_DELIVERY
    SHIPPED>DELIVERED SHIPPED>CANCELLED SHIPPED>REFUNDED OUT_FOR_DELIVERY>DELIVERED OUT_FOR_DELIVERY>REFUNDED
    DELIVERED>REFUNDED`,
  shop_order: `>PENDING PENDING>CONFIRMED PENDING>EXPIRED PENDING>CANCELLED CONFIRMED>PROCESSING CONFIRMED>CANCELLED
    PROCESSING>SHIPPED PROCESSING>CANCELLED SHIPPED>OUT_FOR_DELIVERY SHIPPED>CANCELLED OUT_FOR_DELIVERY>DELIVERED
    OUT_FOR_DELIVERY>REFUNDED DELIVERED>REFUNDED`,
  payment: `>PENDING PENDING>PROCESSING PROCESSING>CAPTURED PROCESSING>FAILED FAILED>PROCESSING PENDING>REVIEW
    FAILED>REVIEW REVIEW>PENDING REVIEW>CANCELLED PENDING>CANCELLED FAILED>CANCELLED PENDING>EXPIRED FAILED>EXPIRED
    REVIEW>EXPIRED CAPTURED>PARTIALLY_REFUNDED CAPTURED>REFUNDED PARTIALLY_REFUNDED>REFUNDED
    REFUNDED>PARTIALLY_REFUNDED REFUNDED>CAPTURED PARTIALLY_REFUNDED>CAPTURED`,
  attempt: `>CREATED CREATED>SENT CREATED>SUPERSEDED SENT>PENDING SENT>UNKNOWN PENDING>UNKNOWN UNKNOWN>PENDING
    SENT>SUCCEEDED PENDING>SUCCEEDED UNKNOWN>SUCCEEDED SENT>FAILED PENDING>FAILED UNKNOWN>FAILED`,
  delivery: `>WAITING WAITING>OFFERED WAITING>ASSIGNED OFFERED>WAITING OFFERED>ASSIGNED ASSIGNED>WAITING
    ASSIGNED>ASSIGNED ASSIGNED>PICKED_UP PICKED_UP>DELIVERED PICKED_UP>FAILED FAILED>PICKED_UP FAILED>RETURNING
    RETURNING>RETURNED WAITING>CANCELLED OFFERED>CANCELLED ASSIGNED>CANCELLED
    ASSIGNED>LOST PICKED_UP>LOST FAILED>LOST RETURNING>LOST`,
  dispute: `>OPEN OPEN>ANSWERED OPEN>REJECTED OPEN>REFUNDED OPEN>WITHDRAWN ANSWERED>REJECTED ANSWERED>REFUNDED
    ANSWERED>WITHDRAWN OPEN>AWAITING_APPROVAL ANSWERED>AWAITING_APPROVAL AWAITING_APPROVAL>REFUNDED
    AWAITING_APPROVAL>OPEN AWAITING_APPROVAL>ANSWERED`,
  refund: `>CREATED >RESERVED CREATED>RESERVED CREATED>WITHDRAWN RESERVED>SENT RESERVED>WITHDRAWN SENT>COMPLETED
    SENT>RESERVED SENT>NEEDS_ATTENTION RESERVED>NEEDS_ATTENTION NEEDS_ATTENTION>RESERVED NEEDS_ATTENTION>SENT
    NEEDS_ATTENTION>WITHDRAWN NEEDS_ATTENTION>COMPLETED RESERVED>COMPLETED COMPLETED>NEEDS_ATTENTION`,
  refund_attempt: `>SENT SENT>PENDING SENT>UNKNOWN PENDING>UNKNOWN UNKNOWN>PENDING SENT>COMPLETED PENDING>COMPLETED
    UNKNOWN>COMPLETED SENT>FAILED PENDING>FAILED UNKNOWN>FAILED COMPLETED>FAILED`,
  batch: `>DRAFT DRAFT>AWAITING_APPROVAL DRAFT>APPROVED DRAFT>DONE DRAFT>CANCELLED AWAITING_APPROVAL>APPROVED
    AWAITING_APPROVAL>CANCELLED APPROVED>SENDING APPROVED>CANCELLED SENDING>PAUSED SENDING>DONE SENDING>CANCELLED
    PAUSED>SENDING PAUSED>DONE PAUSED>CANCELLED`,
  payout: `>CREATED CREATED>RESERVED RESERVED>SENT RESERVED>FAILED RESERVED>CANCELLED RESERVED>PENDING
    RESERVED>COMPLETED RESERVED>UNKNOWN SENT>RESERVED SENT>PENDING
    SENT>UNKNOWN SENT>COMPLETED SENT>FAILED PENDING>UNKNOWN PENDING>COMPLETED PENDING>FAILED PENDING>CANCELLED
    UNKNOWN>PENDING UNKNOWN>COMPLETED UNKNOWN>FAILED`,
};

/** What was written down of every machine. */
const HISTORY = `(SELECT machine, subject_id, seq, from_state, to_state FROM backend.transitions
  UNION ALL SELECT machine, subject_id, seq, from_state, to_state FROM settlement.payout_transitions)`;

const legal = Object.entries(MOVES).flatMap(([machine, moves]) =>
  moves.split(/\s+/).map((move) => `('${machine} ${move}')`),
);

/** Each query finds rows that must not be there, after every fault and convergence. */
export const MUST_BE_EMPTY: Readonly<Record<string, string>> = {
  'INV-02 all accounts of a currency sum to zero': `
    SELECT currency FROM settlement.ledger_entries GROUP BY 1
    HAVING sum(CASE direction WHEN 'DEBIT' THEN amount ELSE -amount END) <> 0`,
  'INV-04 each paid shop order has its settlement': `
    SELECT s.id FROM backend.shop_orders s JOIN backend.payments p ON p.order_id = s.order_id AND p.status IN ${CAPTURED}
    LEFT JOIN settlement.settlements x ON x.shop_order_id = s.id
    WHERE (x.goods, x.delivery_fee, x.shop_id) IS DISTINCT FROM (s.goods_total, s.delivery_fee, s.shop_id)`,
  'INV-04 a delivery makes its money due': `
    SELECT s.id, s.status, x.state FROM backend.shop_orders s JOIN settlement.settlements x ON x.shop_order_id = s.id
    WHERE (s.status = 'DELIVERED') AND x.release_at IS NULL OR x.released_at IS NOT NULL AND s.status NOT IN ('DELIVERED', 'REFUNDED')`,
  'INV-05 captured payments and confirmed orders are the same': `
    SELECT o.id, o.status, o.payment_status, p.status AS payment FROM backend.orders o JOIN backend.payments p ON p.order_id = o.id
    WHERE (p.captured_amount > 0) <> (p.status IN ${CAPTURED})
       OR (p.captured_amount > 0) <> (o.payment_status IN ('PAID', 'REFUNDED'))
       OR p.captured_amount > 0 AND o.status IN ('PENDING', 'EXPIRED')
       OR p.captured_amount = 0 AND o.status NOT IN ('PENDING', 'EXPIRED', 'CANCELLED')
       OR p.amount <> o.total OR p.captured_amount > 0 AND p.captured_amount <> o.total`,
  'INV-05 an order has the state of its shop orders': `
    SELECT o.id FROM backend.orders o WHERE NOT EXISTS (
      SELECT FROM backend.shop_orders s WHERE s.order_id = o.id AND s.status = o.status)
      OR o.status IN ('PENDING', 'EXPIRED', 'CANCELLED') AND EXISTS (
        SELECT FROM backend.shop_orders s WHERE s.order_id = o.id AND s.status <> o.status)`,
  'INV-06 exactly one charge pays for a captured payment': `
    SELECT p.id FROM backend.payments p
    LEFT JOIN settlement.ledger_transactions t ON t.key = 'capture:' || p.id
    LEFT JOIN backend.payment_attempts a ON a.id = (t.reference ->> 'attemptId')::uuid
    WHERE (p.status IN ${CAPTURED}) <> (t.id IS NOT NULL)
       OR p.status IN ${CAPTURED} AND (a.state, a.payment_id) IS DISTINCT FROM ('SUCCEEDED', p.id)`,
  'INV-06 every further charge of a payment is owed back': `
    SELECT a.id FROM backend.payment_attempts a
    WHERE a.state = 'SUCCEEDED' AND NOT EXISTS (
      SELECT FROM settlement.ledger_transactions t
      WHERE t.key = 'capture:' || a.payment_id AND (t.reference ->> 'attemptId')::uuid = a.id)
      AND NOT EXISTS (
      SELECT FROM settlement.ledger_transactions t WHERE t.kind = 'SURPLUS' AND (t.reference ->> 'attemptId')::uuid = a.id)`,
  'INV-06 what came in and belongs to nobody is given back by itself': `
    SELECT b.id, b.kind, b.state, r.state AS refund FROM backend.payment_breaks b
    LEFT JOIN backend.refunds r ON r.break_id = b.id AND r.state <> 'WITHDRAWN'
    WHERE b.state = 'REFUND_DUE' AND r.id IS NULL OR b.state = 'RESOLVED' AND r.state <> 'COMPLETED'`,
  'INV-07 an earning is paid out once': `
    SELECT i.earning_id FROM settlement.payout_items i JOIN settlement.payouts p ON p.id = i.payout_id
    WHERE p.state = 'COMPLETED' GROUP BY 1 HAVING count(*) > 1
    UNION ALL
    SELECT p.id FROM settlement.payouts p
    WHERE p.amount <> (SELECT coalesce(sum(i.amount), 0) FROM settlement.payout_items i WHERE i.payout_id = p.id)`,
  'INV-08 stock: what came in is free, held or sold': `
    SELECT v.id, v.available, v.held, v.sold, s.total FROM backend.variants v
    LEFT JOIN LATERAL (SELECT coalesce(sum(quantity), 0) AS total FROM backend.stock_movements m
      WHERE m.variant_id = v.id AND m.kind IN ('RECEIPT', 'ADJUSTMENT', 'DAMAGE')) s ON true
    WHERE s.total <> v.available + v.held + v.sold OR least(v.available, v.held, v.sold) < 0`,
  'INV-08 held is what unpaid orders hold': `
    SELECT v.id, v.held, o.held AS orders_hold FROM backend.variants v
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(l.quantity) FILTER (WHERE s.status = 'PENDING'), 0) AS held
      FROM backend.order_lines l JOIN backend.shop_orders s ON s.id = l.shop_order_id WHERE l.variant_id = v.id) o ON true
    WHERE v.held <> o.held`,
  'INV-11 what is unfinished has open work': `
    SELECT 'attempt ' || a.id FROM backend.payment_attempts a
    WHERE a.state IN ${LIVE} AND NOT ${hasOpenWork('attemptId', 'a.id')}
    UNION ALL
    SELECT 'order ' || o.id FROM backend.orders o
    WHERE o.status = 'PENDING' AND o.expires_at < now() - interval '5 seconds' AND NOT ${hasOpenWork('orderId', 'o.id')}
    UNION ALL
    SELECT 'refund ' || r.id FROM backend.refunds r
    WHERE r.state IN ('RESERVED', 'SENT') AND NOT ${hasOpenWork('refundId', 'r.id')}
      AND NOT EXISTS (SELECT FROM backend.refund_attempts a WHERE a.refund_id = r.id AND ${hasOpenWork('attemptId', 'a.id')})
    UNION ALL
    SELECT 'payout ' || p.id FROM settlement.payouts p
    WHERE p.state IN ('SENT', 'PENDING', 'UNKNOWN') AND NOT ${hasOpenWork('payoutId', 'p.id')}
    UNION ALL
    SELECT 'payout batch ' || b.id FROM settlement.payout_batches b
    WHERE (b.state = 'DRAFT' OR b.state = 'SENDING' AND EXISTS (
      SELECT FROM settlement.payouts p WHERE p.batch_id = b.id AND p.state = 'RESERVED')) AND NOT ${hasOpenWork('batchId', 'b.id')}
    UNION ALL
    SELECT 'payment ' || p.id FROM backend.payments p
    WHERE p.status = 'PROCESSING' AND NOT EXISTS (
      SELECT FROM backend.payment_attempts a WHERE a.payment_id = p.id AND a.state IN ${LIVE})`,
  'INV-12 nothing is parked and nothing due waits': `
    SELECT id, handler, last_error, parked_reason FROM platform.deliveries
    WHERE done_at IS NULL AND (parked_at IS NOT NULL OR next_at < now() - interval '5 seconds')`,
  'INV-12 no attempt is open but those that wait for a person': `
    SELECT a.id, a.state FROM backend.payment_attempts a WHERE a.state IN ${LIVE} AND NOT ${waitsForPerson('a')}`,
  'INV-13 histories replay to the present': `
    WITH present AS (
      SELECT 'order' AS machine, id, status AS state FROM backend.orders
      UNION ALL SELECT 'shop_order', id, status FROM backend.shop_orders
      UNION ALL SELECT 'payment', id, status FROM backend.payments
      UNION ALL SELECT 'attempt', id, state FROM backend.payment_attempts
      UNION ALL SELECT 'delivery', id, state FROM backend.deliveries
      UNION ALL SELECT 'dispute', id, state FROM backend.disputes
      UNION ALL SELECT 'refund', id, state FROM backend.refunds
      UNION ALL SELECT 'refund_attempt', id, state FROM backend.refund_attempts
      UNION ALL SELECT 'batch', id, state FROM settlement.payout_batches
      UNION ALL SELECT 'payout', id, state FROM settlement.payouts),
    last AS (SELECT DISTINCT ON (machine, subject_id) * FROM ${HISTORY} h ORDER BY machine, subject_id, seq DESC)
    SELECT p.machine, p.id, p.state, l.to_state FROM present p LEFT JOIN last l ON l.machine = p.machine AND l.subject_id = p.id
    WHERE l.to_state IS DISTINCT FROM p.state
    UNION ALL
    SELECT t.machine, t.subject_id, t.from_state, before.to_state FROM ${HISTORY} t
    LEFT JOIN ${HISTORY} before ON before.machine = t.machine AND before.subject_id = t.subject_id AND before.seq = t.seq - 1
    WHERE t.from_state IS DISTINCT FROM before.to_state`,
  'INV-13 only legal transitions': `
    SELECT t.machine, t.subject_id, t.from_state, t.to_state FROM ${HISTORY} t
    WHERE NOT t.machine || ' ' || coalesce(t.from_state, '') || '>' || t.to_state IN (VALUES ${legal.join(', ')})`,
  // One that has come since convergence (carriers report on messages when they like) has its job.
  'INV-14 every verified callback was worked on': `
    SELECT i.id, i.source, i.dedupe_key FROM platform.inbox i WHERE i.processed_at IS NULL AND NOT EXISTS (
      SELECT FROM platform.outbox m JOIN platform.deliveries d ON d.message_id = m.id
      WHERE m.payload ->> 'inboxId' = i.id::text AND d.done_at IS NULL AND d.parked_at IS NULL)`,
  'INV-15 a delivery is proven once, and nothing is delivered without': `
    SELECT s.id, s.status, d.state, count(e.id) FROM backend.shop_orders s JOIN backend.deliveries d ON d.shop_order_id = s.id
    LEFT JOIN backend.delivery_evidence e ON e.delivery_id = d.id
    GROUP BY s.id, d.id HAVING (d.state = 'DELIVERED') <> (count(e.id) = 1) OR count(e.id) > 1
      OR s.status = 'DELIVERED' AND d.state <> 'DELIVERED' OR d.pin_tries > 5
    UNION ALL
    SELECT s.id, s.status, NULL, 0 FROM backend.shop_orders s
    WHERE s.status = 'DELIVERED' AND NOT EXISTS (SELECT FROM backend.deliveries d WHERE d.shop_order_id = s.id)`,
  'INV-18 lines sum to what is charged': `
    SELECT o.id FROM backend.orders o
    WHERE o.total <> (SELECT sum(s.total) FROM backend.shop_orders s WHERE s.order_id = o.id)
       OR o.goods_total <> (SELECT sum(l.total) FROM backend.order_lines l
                            JOIN backend.shop_orders s ON s.id = l.shop_order_id WHERE s.order_id = o.id)`,
  'INV-19 what the books gave back is what the refunds say': `
    SELECT x.shop_order_id, x.refunded_goods, x.refunded_delivery, r.goods, r.delivery FROM settlement.settlements x
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(goods), 0) AS goods, coalesce(sum(delivery), 0) AS delivery FROM backend.refunds r
      WHERE r.shop_order_id = x.shop_order_id AND r.state NOT IN ('CREATED', 'WITHDRAWN')) r ON true
    WHERE (x.refunded_goods, x.refunded_delivery) <> (r.goods, r.delivery)`,
  'INV-19 the commission that the books gave back is that of the refunded lines': `
    SELECT x.shop_order_id, x.commission_back, x.commission_vat_back, r.commission, r.vat FROM settlement.settlements x
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(l.commission), 0) AS commission, coalesce(sum(l.commission_vat), 0) AS vat
      FROM backend.refunds r JOIN backend.refund_shares l ON l.refund_id = r.id
      WHERE r.shop_order_id = x.shop_order_id AND r.state NOT IN ('CREATED', 'WITHDRAWN')) r ON true
    WHERE (x.commission_back, x.commission_vat_back) <> (r.commission, r.vat)
       OR x.refunded_goods = x.goods AND (x.commission_back, x.commission_vat_back) <> (x.commission, x.commission_vat)`,
  'INV-19 a refund takes its goods off lines': `
    SELECT r.id, r.goods, sum(l.amount) AS lines FROM backend.refunds r
    LEFT JOIN backend.refund_shares l ON l.refund_id = r.id
    GROUP BY r.id HAVING r.goods <> coalesce(sum(l.amount), 0)`,
  'INV-19 what is refunded of a payment is what its refunds say': `
    SELECT p.id, p.refunded_amount, r.total FROM backend.payments p
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(r.goods + r.delivery), 0) AS total FROM backend.refunds r
      WHERE r.payment_id = p.id AND r.state = 'COMPLETED') r ON true
    WHERE p.refunded_amount <> r.total OR p.refunded_amount > p.captured_amount`,
  'INV-23 no transaction is left open': `
    SELECT pid, state, query FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pakashop'
      AND state LIKE 'idle in transaction%' AND state_change < now() - interval '1 second'`,
  ...DISPUTED_MONEY,
};

/** Everything that is under way, as `what`. */
export const OPEN_WORK = `
  SELECT 'delivery ' || d.id || ' of ' || handler || ' (failures ' || failures || ', crashes ' || crashes || '): '
         || coalesce(last_error, 'due') AS what
  FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
  WHERE done_at IS NULL AND parked_at IS NULL
    AND (m.kind = 'event' OR next_at <= now() OR lease_until > now() OR failures > 0)
  UNION ALL
  SELECT 'attempt ' || a.id || ' with ' || a.provider || ' is ' || a.state || ': ' || coalesce(a.evidence, '')
  FROM backend.payment_attempts a WHERE a.state IN ${LIVE} AND NOT ${waitsForPerson('a')}
  UNION ALL
  SELECT 'order ' || o.id || ' is over' FROM backend.orders o
  WHERE o.status = 'PENDING' AND o.expires_at <= now() AND NOT EXISTS (SELECT FROM platform.outbox WHERE key = 'expire:' || o.id)
  UNION ALL
  SELECT 'refund ' || r.id || ' is ' || r.state FROM backend.refunds r WHERE r.state IN ('RESERVED', 'SENT')
  UNION ALL
  SELECT 'payout ' || p.id || ' is ' || p.state FROM settlement.payouts p WHERE p.state IN ('SENT', 'PENDING', 'UNKNOWN')
  UNION ALL
  SELECT 'payout batch ' || b.id || ' is ' || b.state FROM settlement.payout_batches b
  WHERE b.state IN ('DRAFT', 'APPROVED', 'SENDING')
  UNION ALL
  SELECT 'the money of ' || x.shop_order_id || ' is ' || x.state FROM settlement.settlements x
  WHERE x.release_at <= now() AND x.released_at IS NULL AND x.disputes = 0 AND x.doubts = 0
  UNION ALL
  SELECT 'statement ' || s.id || ' is ' || s.state FROM reconciliation.statements s
  WHERE s.state IN ('RECEIVED', 'IMPORTING', 'IMPORTED')
  UNION ALL
  SELECT 'callback ' || dedupe_key FROM platform.inbox WHERE processed_at IS NULL`;

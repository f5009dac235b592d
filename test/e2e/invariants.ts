import type pg from 'pg';
import { differences } from './books.js';
import type { Acknowledged } from './people.js';
import type { Books } from './sandbox.js';

const LIVE = `('CREATED', 'SENT', 'PENDING', 'UNKNOWN')`;

/** Less than was asked for came in: the attempt stays open until a person has decided, by design. */
const waitsForPerson = (attempt: string): string => `EXISTS (
  SELECT FROM backend.payment_breaks b WHERE b.attempt_id = ${attempt}.id AND b.kind = 'AMOUNT_MISMATCH' AND b.state = 'OPEN')`;

/** Each query finds rows that must not be there, after every fault and convergence. */
const MUST_BE_EMPTY: Record<string, string> = {
  'INV-01 every ledger transaction balances': `
    SELECT transaction_id, currency FROM settlement.ledger_entries GROUP BY 1, 2
    HAVING sum(CASE direction WHEN 'DEBIT' THEN amount ELSE -amount END) <> 0`,
  'INV-02 all accounts of a currency sum to zero': `
    SELECT currency FROM settlement.ledger_entries GROUP BY 1
    HAVING sum(CASE direction WHEN 'DEBIT' THEN amount ELSE -amount END) <> 0`,
  'INV-02 stored balances are those of the entries, and none is overdrawn': `
    SELECT a.code FROM settlement.ledger_accounts a LEFT JOIN settlement.ledger_balances b ON b.account_id = a.id
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(amount) FILTER (WHERE direction = 'DEBIT'), 0) AS d, coalesce(sum(amount) FILTER (WHERE direction = 'CREDIT'), 0) AS c
      FROM settlement.ledger_entries e WHERE e.account_id = a.id) s ON true
    WHERE b.debits IS DISTINCT FROM s.d OR b.credits IS DISTINCT FROM s.c
       OR NOT a.may_be_negative AND (CASE a.normal_side WHEN 'DEBIT' THEN s.d - s.c ELSE s.c - s.d END) < 0`,
  'INV-04 money held is that of the paid shop orders, and no other': `
    SELECT coalesce(s.id::text, h.code) FROM (
      SELECT s.id, s.total FROM backend.shop_orders s JOIN backend.payments p ON p.order_id = s.order_id AND p.status = 'CAPTURED') s
    FULL JOIN (
      SELECT a.code, b.credits - b.debits AS balance FROM settlement.ledger_accounts a
      JOIN settlement.ledger_balances b ON b.account_id = a.id WHERE a.code LIKE 'held:%') h ON h.code = 'held:' || s.id
    WHERE h.balance IS DISTINCT FROM s.total`,
  'INV-04 each paid shop order has its settlement': `
    SELECT s.id FROM backend.shop_orders s JOIN backend.payments p ON p.order_id = s.order_id AND p.status = 'CAPTURED'
    LEFT JOIN settlement.settlements x ON x.shop_order_id = s.id
    WHERE x.state IS DISTINCT FROM 'HELD' OR x.amount IS DISTINCT FROM s.total OR x.shop_id IS DISTINCT FROM s.shop_id`,
  'INV-05 captured payments and confirmed orders are the same': `
    SELECT o.id FROM backend.orders o JOIN backend.payments p ON p.order_id = o.id
    WHERE (p.status = 'CAPTURED') <> (o.payment_status = 'PAID')
       OR (p.status = 'CAPTURED') <> (o.status NOT IN ('PENDING', 'EXPIRED', 'CANCELLED'))
       OR p.amount <> o.total OR p.status = 'CAPTURED' AND p.captured_amount <> o.total`,
  'INV-05 an order has the state of its shop orders': `
    SELECT o.id FROM backend.orders o WHERE NOT EXISTS (
      SELECT FROM backend.shop_orders s WHERE s.order_id = o.id AND s.status = o.status)
      OR o.status IN ('PENDING', 'EXPIRED', 'CANCELLED') AND EXISTS (
        SELECT FROM backend.shop_orders s WHERE s.order_id = o.id AND s.status <> o.status)`,
  'INV-06 exactly one charge pays for a captured payment': `
    SELECT p.id FROM backend.payments p
    LEFT JOIN settlement.ledger_transactions t ON t.key = 'capture:' || p.id
    LEFT JOIN backend.payment_attempts a ON a.id = (t.reference ->> 'attemptId')::uuid
    WHERE (p.status = 'CAPTURED') <> (t.id IS NOT NULL)
       OR p.status = 'CAPTURED' AND (a.state, a.payment_id) IS DISTINCT FROM ('SUCCEEDED', p.id)`,
  'INV-06 every further charge of a payment is owed back': `
    SELECT a.id FROM backend.payment_attempts a
    WHERE a.state = 'SUCCEEDED' AND NOT EXISTS (
      SELECT FROM settlement.ledger_transactions t
      WHERE t.key = 'capture:' || a.payment_id AND (t.reference ->> 'attemptId')::uuid = a.id)
      AND NOT EXISTS (
      SELECT FROM settlement.ledger_transactions t WHERE t.kind = 'SURPLUS' AND (t.reference ->> 'attemptId')::uuid = a.id)`,
  'INV-06 what is owed back is what the breaks say': `
    SELECT b.total, l.total FROM
      (SELECT coalesce(sum(amount), 0) AS total FROM backend.payment_breaks WHERE state = 'REFUND_DUE') b,
      (SELECT coalesce(sum(x.credits - x.debits), 0) AS total FROM settlement.ledger_accounts a
       JOIN settlement.ledger_balances x ON x.account_id = a.id WHERE a.code LIKE 'customer_overpayment:%') l
    WHERE b.total <> l.total`,
  'INV-08 stock: what came in is free, held or sold': `
    SELECT v.id, v.available, v.held, v.sold, s.total FROM backend.variants v
    LEFT JOIN LATERAL (SELECT coalesce(sum(quantity), 0) AS total FROM backend.stock_movements m
      WHERE m.variant_id = v.id AND m.kind IN ('RECEIPT', 'ADJUSTMENT', 'DAMAGE', 'RETURN')) s ON true
    WHERE s.total <> v.available + v.held + v.sold OR least(v.available, v.held, v.sold) < 0`,
  'INV-08 held is what unpaid orders hold, sold is what paid ones bought': `
    SELECT v.id, v.held, o.held AS orders_hold, v.sold, o.sold AS orders_bought FROM backend.variants v
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(l.quantity) FILTER (WHERE s.status = 'PENDING'), 0) AS held,
             coalesce(sum(l.quantity) FILTER (WHERE s.status NOT IN ('PENDING', 'EXPIRED', 'CANCELLED')), 0) AS sold
      FROM backend.order_lines l JOIN backend.shop_orders s ON s.id = l.shop_order_id WHERE l.variant_id = v.id) o ON true
    WHERE v.held <> o.held OR v.sold <> o.sold`,
  'INV-11 what is unfinished has open work': `
    SELECT 'attempt ' || a.id FROM backend.payment_attempts a
    WHERE a.state IN ${LIVE} AND NOT EXISTS (
      SELECT FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
      WHERE d.done_at IS NULL AND d.parked_at IS NULL AND m.kind = 'job' AND m.payload ->> 'attemptId' = a.id::text)
    UNION ALL
    SELECT 'order ' || o.id FROM backend.orders o
    WHERE o.status = 'PENDING' AND NOT EXISTS (
      SELECT FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
      WHERE d.done_at IS NULL AND d.parked_at IS NULL AND m.kind = 'job' AND m.payload ->> 'orderId' = o.id::text)
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
      UNION ALL SELECT 'attempt', id, state FROM backend.payment_attempts),
    last AS (SELECT DISTINCT ON (machine, subject_id) * FROM backend.transitions ORDER BY machine, subject_id, seq DESC)
    SELECT p.machine, p.id, p.state, l.to_state FROM present p LEFT JOIN last l ON l.machine = p.machine AND l.subject_id = p.id
    WHERE l.to_state IS DISTINCT FROM p.state
    UNION ALL
    SELECT t.machine, t.subject_id, t.from_state, before.to_state FROM backend.transitions t
    LEFT JOIN backend.transitions before ON before.machine = t.machine AND before.subject_id = t.subject_id AND before.seq = t.seq - 1
    WHERE t.from_state IS DISTINCT FROM before.to_state`,
  'INV-13 only legal transitions': `
    SELECT t.machine, t.subject_id, t.from_state, t.to_state FROM backend.transitions t
    WHERE NOT (t.machine, coalesce(t.from_state, ''), t.to_state) IN (
      VALUES ('shop', '', 'ACTIVE'), ('agent', '', 'PENDING'), ('agent', 'PENDING', 'ACTIVE'), ('order', '', 'PENDING'), ('order', 'PENDING', 'CONFIRMED'), ('order', 'PENDING', 'EXPIRED'), ('order', 'PENDING', 'CANCELLED'),
        ('shop_order', '', 'PENDING'), ('shop_order', 'PENDING', 'CONFIRMED'), ('shop_order', 'PENDING', 'EXPIRED'), ('shop_order', 'PENDING', 'CANCELLED'),
        ('payment', '', 'PENDING'), ('payment', 'PENDING', 'PROCESSING'), ('payment', 'PROCESSING', 'CAPTURED'), ('payment', 'PROCESSING', 'FAILED'),
        ('payment', 'FAILED', 'PROCESSING'), ('payment', 'PENDING', 'REVIEW'), ('payment', 'FAILED', 'REVIEW'), ('payment', 'REVIEW', 'PENDING'),
        ('payment', 'REVIEW', 'CANCELLED'), ('payment', 'PENDING', 'CANCELLED'), ('payment', 'FAILED', 'CANCELLED'),
        ('payment', 'PENDING', 'EXPIRED'), ('payment', 'FAILED', 'EXPIRED'), ('payment', 'REVIEW', 'EXPIRED'),
        ('attempt', '', 'CREATED'), ('attempt', 'CREATED', 'SENT'), ('attempt', 'CREATED', 'SUPERSEDED'), ('attempt', 'SENT', 'PENDING'),
        ('attempt', 'SENT', 'UNKNOWN'), ('attempt', 'PENDING', 'UNKNOWN'), ('attempt', 'UNKNOWN', 'PENDING'), ('attempt', 'SENT', 'SUCCEEDED'),
        ('attempt', 'PENDING', 'SUCCEEDED'), ('attempt', 'UNKNOWN', 'SUCCEEDED'), ('attempt', 'SENT', 'FAILED'), ('attempt', 'PENDING', 'FAILED'),
        ('attempt', 'UNKNOWN', 'FAILED'))`,
  // One that has come since convergence (carriers report on messages when they like) has its job.
  'INV-14 every verified callback was worked on': `
    SELECT i.id, i.source, i.dedupe_key FROM platform.inbox i WHERE i.processed_at IS NULL AND NOT EXISTS (
      SELECT FROM platform.outbox m JOIN platform.deliveries d ON d.message_id = m.id
      WHERE m.payload ->> 'inboxId' = i.id::text AND d.done_at IS NULL AND d.parked_at IS NULL)`,
  'INV-18 lines sum to what is charged': `
    SELECT o.id FROM backend.orders o
    WHERE o.total <> (SELECT sum(s.total) FROM backend.shop_orders s WHERE s.order_id = o.id)
       OR o.goods_total <> (SELECT sum(l.total) FROM backend.order_lines l
                            JOIN backend.shop_orders s ON s.id = l.shop_order_id WHERE s.order_id = o.id)`,
  'INV-23 no transaction is left open': `
    SELECT pid, state, query FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pakashop'
      AND state LIKE 'idle in transaction%' AND state_change < now() - interval '1 second'`,
};

/** What is under way, in words: empty once everything has converged. */
export async function openWork(db: pg.Pool): Promise<string[]> {
  const { rows } = await db.query<{ what: string }>(`
    SELECT 'delivery ' || d.id || ' of ' || handler || ' (failures ' || failures || ', crashes ' || crashes || '): '
           || coalesce(last_error, 'due') AS what
    FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
    WHERE done_at IS NULL AND parked_at IS NULL
      AND (m.kind = 'event' OR next_at <= now() OR lease_until > now() OR failures > 0)
    UNION ALL
    SELECT 'attempt ' || a.id || ' with ' || a.provider || ' is ' || a.state || ': ' || coalesce(a.evidence, '')
    FROM backend.payment_attempts a WHERE a.state IN ${LIVE} AND NOT ${waitsForPerson('a')}
    UNION ALL
    SELECT 'callback ' || dedupe_key FROM platform.inbox WHERE processed_at IS NULL`);
  return rows.map(({ what }) => what);
}

/** The ledger as it was: nothing of it may change ever after (INV-03). */
export type LedgerMemory = ReadonlyMap<string, string>;

export async function rememberLedger(db: pg.Pool): Promise<LedgerMemory> {
  const { rows } = await db.query<{ id: string; hash: string }>(`
    SELECT 'entry ' || id AS id, md5(e::text) AS hash FROM settlement.ledger_entries e
    UNION ALL SELECT 'transaction ' || id, md5(t::text) FROM settlement.ledger_transactions t`);
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

export interface Evidence {
  /** What the providers believe they took. */
  readonly books: Books;
  /** The ledger before. */
  readonly ledger: LedgerMemory;
  readonly acknowledged: readonly Acknowledged[];
}

/** Names each invariant that does not hold, with the first rows that break it. */
export async function brokenInvariants(db: pg.Pool, { books, ledger, acknowledged }: Evidence): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, query] of Object.entries(MUST_BE_EMPTY)) {
    const { rows } = await db.query(query);
    if (rows.length > 0) broken.push(`${name}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  const now = await rememberLedger(db);
  const changed = [...ledger].filter(([id, hash]) => now.get(id) !== hash).map(([id]) => id);
  if (changed.length > 0) broken.push(`INV-03 postings stay: ${changed.slice(0, 3).join(', ')}`);
  return [...broken, ...(await lostAnswers(db, acknowledged)), ...(await differences(db, books))];
}

/** INV-10: what was answered with success exists, one object per key, and a repeat would get the same answer. */
async function lostAnswers(db: pg.Pool, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>(
    `SELECT a.key FROM jsonb_to_recordset($1::jsonb) AS a("key" text, "orderId" uuid)
     LEFT JOIN backend.orders o ON o.id = a."orderId"
     LEFT JOIN platform.idempotency i ON i.key = a.key AND i.state = 'DONE' AND i.response ->> 'id' = a."orderId"::text
     WHERE o.id IS NULL OR i.key IS NULL`,
    [JSON.stringify(acknowledged)],
  );
  return rows.map(({ key }) => `INV-10 the order answered under the key ${key} is lost`);
}

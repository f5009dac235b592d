import type pg from 'pg';

/** What the simulated providers believe they took; from GET /control/books. */
export interface ProviderBooks {
  readonly entries: readonly { provider: string; reference: string; amount: number; status: string }[];
}

const LIVE = `('CREATED', 'SENT', 'PENDING', 'UNKNOWN')`;

/** Each query finds rows that must not be there, after every fault and convergence (reliability.md §2.4). */
const MUST_BE_EMPTY: Record<string, string> = {
  'INV-01 every ledger transaction balances': `
    SELECT transaction_id, currency FROM settlement.ledger_entries GROUP BY 1, 2
    HAVING sum(CASE direction WHEN 'DEBIT' THEN amount ELSE -amount END) <> 0`,
  'INV-02 stored balances are those of the entries, and none is overdrawn': `
    SELECT a.code FROM settlement.ledger_accounts a JOIN settlement.ledger_balances b ON b.account_id = a.id
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(amount) FILTER (WHERE direction = 'DEBIT'), 0) AS d, coalesce(sum(amount) FILTER (WHERE direction = 'CREDIT'), 0) AS c
      FROM settlement.ledger_entries e WHERE e.account_id = a.id) s ON true
    WHERE b.debits <> s.d OR b.credits <> s.c
       OR NOT a.may_be_negative AND (CASE a.normal_side WHEN 'DEBIT' THEN s.d - s.c ELSE s.c - s.d END) < 0`,
  'INV-04 money held is the paid shop orders': `
    SELECT s.id FROM backend.shop_orders s JOIN backend.payments p ON p.order_id = s.order_id AND p.status = 'CAPTURED'
    LEFT JOIN settlement.ledger_accounts a ON a.code = 'held:' || s.id
    LEFT JOIN settlement.ledger_balances b ON b.account_id = a.id
    WHERE coalesce(b.credits - b.debits, 0) <> s.total`,
  'INV-05 captured payments and confirmed orders are the same': `
    SELECT o.id FROM backend.orders o JOIN backend.payments p ON p.order_id = o.id
    WHERE (p.status = 'CAPTURED') <> (o.payment_status = 'PAID')
       OR (p.status = 'CAPTURED') <> (o.status NOT IN ('PENDING', 'EXPIRED', 'CANCELLED'))`,
  'INV-06 at most one attempt pays for an order': `
    SELECT a.payment_id FROM backend.payment_attempts a JOIN backend.payments p ON p.id = a.payment_id
    WHERE a.state = 'SUCCEEDED' AND p.status = 'CAPTURED' GROUP BY 1 HAVING count(*) > 1`,
  'INV-08 stock: what came in is free, held or sold': `
    SELECT v.id FROM backend.variants v
    LEFT JOIN LATERAL (SELECT coalesce(sum(quantity), 0) AS total FROM backend.stock_movements m
      WHERE m.variant_id = v.id AND m.kind IN ('RECEIPT', 'ADJUSTMENT', 'DAMAGE', 'RETURN')) s ON true
    WHERE s.total <> v.available + v.held + v.sold`,
  'INV-08 held is what unpaid orders hold, sold is what paid ones bought': `
    SELECT v.id FROM backend.variants v
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(l.quantity) FILTER (WHERE s.status = 'PENDING'), 0) AS held,
             coalesce(sum(l.quantity) FILTER (WHERE s.status NOT IN ('PENDING', 'EXPIRED', 'CANCELLED')), 0) AS sold
      FROM backend.order_lines l JOIN backend.shop_orders s ON s.id = l.shop_order_id WHERE l.variant_id = v.id) o ON true
    WHERE v.held <> o.held OR v.sold <> o.sold`,
  'INV-11 what is unfinished has open work': `
    SELECT 'attempt ' || a.id FROM backend.payment_attempts a
    WHERE a.state IN ${LIVE} AND NOT EXISTS (
      SELECT FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
      WHERE d.done_at IS NULL AND m.payload ->> 'attemptId' = a.id::text)
    UNION ALL
    SELECT 'order ' || o.id FROM backend.orders o
    WHERE o.status = 'PENDING' AND NOT EXISTS (
      SELECT FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
      WHERE d.done_at IS NULL AND m.payload ->> 'orderId' = o.id::text)`,
  'INV-12 nothing is parked and nothing due waits': `
    SELECT id, handler, last_error, parked_reason FROM platform.deliveries
    WHERE done_at IS NULL AND (parked_at IS NOT NULL OR next_at < now() - interval '20 seconds')`,
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
    JOIN backend.transitions before ON before.machine = t.machine AND before.subject_id = t.subject_id AND before.seq = t.seq - 1
    WHERE t.from_state IS DISTINCT FROM before.to_state`,
  'every captured payment is in the ledger once': `
    SELECT p.id FROM backend.payments p
    WHERE p.status = 'CAPTURED' AND NOT EXISTS (SELECT FROM settlement.ledger_transactions t WHERE t.key = 'capture:' || p.id)`,
};

/** Names each invariant that does not hold, with the first rows that break it. */
export async function brokenInvariants(db: pg.Client, books?: ProviderBooks): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, query] of Object.entries(MUST_BE_EMPTY)) {
    const { rows } = await db.query(query);
    if (rows.length > 0) broken.push(`${name}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  if (books) broken.push(...(await compareBooks(db, books)));
  return broken;
}

/** The provider's money and ours, in both directions: each successful payment there is a capture or a surplus here. */
async function compareBooks(db: pg.Client, { entries }: ProviderBooks): Promise<string[]> {
  const { rows } = await db.query<{ provider: string; total: string }>(`
    SELECT split_part(a.code, ':', 2) AS provider, sum(CASE e.direction WHEN 'DEBIT' THEN e.amount ELSE -e.amount END) AS total
    FROM settlement.ledger_entries e JOIN settlement.ledger_accounts a ON a.id = e.account_id
    WHERE a.code LIKE 'provider:%' GROUP BY 1`);
  const ours = new Map(rows.map(({ provider, total }) => [provider, Number(total)]));
  return ['pawapay', 'flutterwave'].flatMap((provider) => {
    const theirs = entries
      .filter((e) => e.provider === provider && e.status === 'succeeded')
      .reduce((sum, e) => sum + e.amount, 0);
    const here = ours.get(provider) ?? 0;
    return theirs === here ? [] : [`INV-05 ${provider} took ${theirs} ngwee, our ledger says ${here}`];
  });
}

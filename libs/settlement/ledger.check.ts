import { sql, type Queryable, type Sql } from '@pakashop/platform';
import { BALANCE } from './balance.sums.js';
import type { LedgerCheck, LedgerChecks, ViolationView } from './ledger.dto.js';
import { SETTLEMENT_INVARIANTS } from './settlement.check.js';

/** What must be true of the books at every instant; each query answers where it is not, as (subject, detail). */
export interface Invariant {
  readonly id: string;
  readonly rule: string;
  /** Looked at in one statement, or in portions of one instant each, so that no statement runs long over a large ledger. */
  readonly violations: Sql | Portions;
}

interface Portions {
  readonly over: keyof typeof PORTIONS;
  readonly within: (from: unknown, to: unknown) => Sql;
}

/** Enough for a person to see what happened; a broken ledger can break everywhere. */
const MOST = 100;

/** The last of the next portion after `from`, or null when there is no more. */
const PORTIONS = {
  transactions: (from: unknown): Sql => sql`
    SELECT max(number) AS last FROM (
      SELECT number FROM settlement.ledger_transactions WHERE number > ${from ?? 0} ORDER BY number LIMIT 20000) t`,
  accounts: (from: unknown): Sql => sql`
    SELECT id AS last FROM (
      SELECT id FROM settlement.ledger_accounts WHERE id > ${from ?? '00000000-0000-0000-0000-000000000000'}
      ORDER BY id LIMIT 5000) a ORDER BY id DESC LIMIT 1`,
} as const;

const LEDGER_INVARIANTS: readonly Invariant[] = [
  {
    id: 'INV-01',
    rule: 'Each transaction has entries, and its debits equal its credits in every currency.',
    violations: {
      over: 'transactions',
      within: (from, to) => sql`
        SELECT t.key AS subject,
          coalesce(e.currency || ': debits minus credits are ' || e.difference, 'no entries') AS detail
        FROM settlement.ledger_transactions t LEFT JOIN LATERAL (
          SELECT currency, sum(CASE direction WHEN 'DEBIT' THEN amount ELSE -amount END) AS difference
          FROM settlement.ledger_entries WHERE transaction_id = t.id GROUP BY currency) e ON true
        WHERE t.number > ${from ?? 0} AND t.number <= ${to} AND e.difference IS DISTINCT FROM 0`,
    },
  },
  {
    id: 'REVERSALS',
    rule: 'A transaction that takes another one back leaves nothing of it on any account.',
    violations: {
      over: 'transactions',
      within: (from, to) => sql`
        SELECT DISTINCT t.key AS subject, a.code || ' keeps ' || e.amount AS detail
        FROM settlement.ledger_transactions t CROSS JOIN LATERAL (
          SELECT account_id, sum(CASE direction WHEN 'DEBIT' THEN amount ELSE -amount END) AS amount
          FROM settlement.ledger_entries WHERE transaction_id IN (t.id, t.reverses_id) GROUP BY account_id) e
        JOIN settlement.ledger_accounts a ON a.id = e.account_id
        WHERE t.number > ${from ?? 0} AND t.number <= ${to} AND t.reverses_id IS NOT NULL AND e.amount <> 0`,
    },
  },
  {
    id: 'INV-02a',
    rule: 'All debits equal all credits in every currency.',
    violations: sql`
      SELECT currency AS subject, 'debits ' || sum(debits) || ', credits ' || sum(credits) AS detail
      FROM settlement.ledger_balances b JOIN settlement.ledger_accounts a ON a.id = b.account_id
      GROUP BY currency HAVING sum(debits) <> sum(credits)`,
  },
  {
    id: 'INV-02b',
    rule: 'No account is below zero that may not be.',
    violations: sql`
      SELECT code AS subject, 'debits ' || debits || ', credits ' || credits AS detail
      FROM settlement.ledger_balances b JOIN settlement.ledger_accounts a ON a.id = b.account_id
      WHERE NOT may_be_negative AND ${BALANCE} < 0`,
  },
  {
    id: 'BALANCES',
    rule: 'The stored balance of each account is what its entries sum to.',
    violations: {
      over: 'accounts',
      within: (from, to) => sql`
        SELECT a.code AS subject, 'stored ' || b.debits || ' / ' || b.credits
          || ', entries ' || e.debits || ' / ' || e.credits AS detail
        FROM settlement.ledger_accounts a
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(debits), 0) AS debits, coalesce(sum(credits), 0) AS credits
          FROM settlement.ledger_balances WHERE account_id = a.id) b
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(amount) FILTER (WHERE direction = 'DEBIT'), 0) AS debits,
            coalesce(sum(amount) FILTER (WHERE direction = 'CREDIT'), 0) AS credits
          FROM settlement.ledger_entries WHERE account_id = a.id) e
        WHERE a.id > ${from ?? '00000000-0000-0000-0000-000000000000'} AND a.id <= ${to}
          AND (b.debits, b.credits) <> (e.debits, e.credits)`,
    },
  },
];

/** Looks at the whole ledger; each statement sees one instant. */
export async function checkLedger(db: Queryable): Promise<LedgerChecks> {
  const checks: LedgerCheck[] = [];
  for (const { id, rule, violations } of [...LEDGER_INVARIANTS, ...SETTLEMENT_INVARIANTS]) {
    const found = 'over' in violations ? await inPortions(db, violations) : await look(db, violations, MOST);
    checks.push({ id, rule, violations: found.toSorted((a, b) => (a.subject < b.subject ? -1 : 1)) });
  }
  return { isSound: checks.every(({ violations }) => violations.length === 0), checks };
}

const look = (db: Queryable, violations: Sql, limit: number): Promise<ViolationView[]> =>
  db.rows(sql`SELECT * FROM (${violations}) v ORDER BY subject LIMIT ${limit}`);

async function inPortions(db: Queryable, { over, within }: Portions): Promise<ViolationView[]> {
  const found: ViolationView[] = [];
  for (let from: unknown; found.length < MOST;) {
    const to = (await db.maybe<{ last: unknown }>(PORTIONS[over](from)))?.last;
    if (to === undefined || to === null) break;
    found.push(...(await look(db, within(from, to), MOST - found.length)));
    from = to;
  }
  return found;
}

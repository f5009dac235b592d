import { sql, type Queryable, type Sql } from '@pakashop/platform';
import type { LedgerCheck, LedgerChecks, ViolationView } from './ledger.dto.js';

/** What must be true of the books at every instant; each query answers where it is not, as (subject, detail). */
interface Invariant {
  readonly id: string;
  readonly rule: string;
  readonly violations: Sql;
}

/** Enough for a person to see what happened; a broken ledger can break everywhere. */
const MOST = 100;

const INVARIANTS: readonly Invariant[] = [
  {
    id: 'INV-01',
    rule: 'Each transaction has entries, and its debits equal its credits in every currency.',
    violations: sql`
      SELECT t.key AS subject, coalesce(e.currency || ': debits minus credits are ' || e.difference, 'no entries') AS detail
      FROM settlement.ledger_transactions t LEFT JOIN (
        SELECT transaction_id, currency, sum(CASE direction WHEN 'DEBIT' THEN amount ELSE -amount END) AS difference
        FROM settlement.ledger_entries GROUP BY transaction_id, currency) e ON e.transaction_id = t.id
      WHERE e.difference IS DISTINCT FROM 0`,
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
      WHERE NOT may_be_negative AND CASE normal_side WHEN 'DEBIT' THEN debits < credits ELSE credits < debits END`,
  },
  {
    id: 'BALANCES',
    rule: 'The stored balance of each account is what its entries sum to.',
    violations: sql`
      SELECT a.code AS subject, 'stored ' || coalesce(b.debits, 0) || ' / ' || coalesce(b.credits, 0)
        || ', entries ' || coalesce(e.debits, 0) || ' / ' || coalesce(e.credits, 0) AS detail
      FROM settlement.ledger_accounts a
      LEFT JOIN settlement.ledger_balances b ON b.account_id = a.id
      LEFT JOIN (
        SELECT account_id, coalesce(sum(amount) FILTER (WHERE direction = 'DEBIT'), 0) AS debits,
          coalesce(sum(amount) FILTER (WHERE direction = 'CREDIT'), 0) AS credits
        FROM settlement.ledger_entries GROUP BY account_id) e ON e.account_id = a.id
      WHERE (coalesce(b.debits, 0), coalesce(b.credits, 0)) <> (coalesce(e.debits, 0), coalesce(e.credits, 0))`,
  },
  {
    id: 'INV-04',
    rule: 'What is held for a shop order is the amount of its settlement until that is released.',
    violations: sql`
      SELECT coalesce(h.code, 'held:' || s.shop_order_id) AS subject,
        'account ' || coalesce(h.balance, 0) || ', settlement ' || coalesce(s.amount, 0) AS detail
      FROM (
        SELECT code, credits - debits AS balance
        FROM settlement.ledger_balances b JOIN settlement.ledger_accounts a ON a.id = b.account_id
        WHERE starts_with(code, 'held:') AND credits <> debits) h
      FULL JOIN (
        SELECT shop_order_id, amount FROM settlement.settlements
        WHERE state IN ('HELD', 'RELEASABLE', 'FROZEN')) s ON h.code = 'held:' || s.shop_order_id
      WHERE h.balance IS DISTINCT FROM s.amount`,
  },
];

/** Looks at the whole ledger, one statement and so one instant per rule. */
export async function checkLedger(db: Queryable): Promise<LedgerChecks> {
  const checks: LedgerCheck[] = [];
  for (const { id, rule, violations } of INVARIANTS) {
    const found = await db.rows<ViolationView>(sql`${violations} ORDER BY subject LIMIT ${MOST}`);
    checks.push({ id, rule, violations: found });
  }
  return { isSound: checks.every(({ violations }) => violations.length === 0), checks };
}

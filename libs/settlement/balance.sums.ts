import { sql, type Sql } from '@pakashop/platform';

/** Sums per account, also of accounts that are spread over several rows; a condition on `account_id` reaches the rows. */
export const BALANCES: Sql = sql`(
  SELECT account_id, sum(debits)::bigint AS debits, sum(credits)::bigint AS credits
  FROM settlement.ledger_balances GROUP BY account_id)`;

/** The balance of an account `a` with the sums `b`, on the side on which it grows. */
export const BALANCE: Sql = sql`CASE a.normal_side WHEN 'DEBIT' THEN b.debits - b.credits ELSE b.credits - b.debits END`;

/** The sums of the account `a` alone, for `CROSS JOIN LATERAL`: no other account is looked at. */
export const SUMS_OF_A: Sql = sql`(
  SELECT coalesce(sum(debits), 0)::bigint AS debits, coalesce(sum(credits), 0)::bigint AS credits
  FROM settlement.ledger_balances WHERE account_id = a.id)`;

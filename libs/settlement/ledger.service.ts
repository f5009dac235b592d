import { Injectable } from '@nestjs/common';
import { newId, none, sql, type Queryable, type Sql, type Tx } from '@pakashop/platform';
import { assertBalanced, type Posting } from './ledger.postings.js';

/** What a cause takes back, by its key: looked up one by one, since the plan of a join reads the whole ledger for it. */
const REVERSED = sql`(SELECT r.id FROM settlement.ledger_transactions r WHERE r.key = c.reverses)`;

/** Writes the ledger. The database refuses what does not balance, what would overdraw and every later change. */
@Injectable()
export class LedgerService {
  /**
   * Posts a cause in the caller's transaction, once: a second posting under the same key writes nothing. Call it late
   * in the transaction, since the balances of its accounts stay locked until the commit.
   *
   * Accounts and entries are written in the order of account ids, also those of several postings, so that two
   * transactions never wait for each other.
   *
   * @param along a write that belongs to it, in the same statement; it reads `opened`, which has a row for each cause that
   *   is posted now
   * @returns false when nothing was posted because all was posted before
   * @throws RangeError when the entries of a posting do not balance
   * @throws the database's check violation `ledger_overdraft_check` or `ledger_currency_check`
   */
  async post(tx: Tx, what: Posting | readonly Posting[], along?: Sql): Promise<boolean> {
    const postings = [what].flat();
    postings.forEach(assertBalanced);
    const causes = postings.map((posting) => ({ id: newId(), ...posting, entries: undefined }));
    const lines = postings.flatMap(({ entries }, i) =>
      entries.map(({ account, direction, amount }) => ({ ...account, cause: causes[i]!.id, direction, amount })),
    );
    const written = await tx.execute(sql`
      WITH opened AS (
        INSERT INTO settlement.ledger_transactions (id, key, kind, reference, reverses_id, occurred_at)
        SELECT c.id, c.key, c.kind, c.reference, ${REVERSED}, c."occurredAt"
        FROM json_to_recordset(${JSON.stringify(causes)}) AS c(
          id uuid, key text, kind text, reference jsonb, reverses text, "occurredAt" timestamptz)
        ON CONFLICT (key) DO NOTHING RETURNING id AS transaction_id, key),
      line AS (
        SELECT * FROM opened JOIN json_to_recordset(${JSON.stringify(lines)}) AS l(
          id uuid, code text, class text, currency text, "normalSide" text, "mayBeNegative" boolean, direction text,
          amount bigint, cause uuid) ON cause = transaction_id),
      accounts AS (
        INSERT INTO settlement.ledger_accounts (id, code, class, currency, normal_side, may_be_negative)
        SELECT DISTINCT ON (id) id, code, class, currency, "normalSide", coalesce("mayBeNegative", false)
        FROM line ORDER BY id
        ON CONFLICT DO NOTHING)${along ? sql`, along AS (${along})` : none}
      INSERT INTO settlement.ledger_entries (transaction_id, account_id, direction, amount, currency)
      SELECT transaction_id, id, direction, amount, currency FROM line ORDER BY id`);
    return written > 0;
  }

  /** Whether a cause is in the books. */
  async isPosted(db: Queryable, key: string): Promise<boolean> {
    const row = await db.maybe(sql`SELECT FROM settlement.ledger_transactions WHERE key = ${key}`);
    return row !== undefined;
  }
}

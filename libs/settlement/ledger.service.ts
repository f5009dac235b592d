import { Injectable } from '@nestjs/common';
import { newId, none, sql, type Sql, type Tx } from '@pakashop/platform';
import { assertBalanced, type Posting } from './ledger.postings.js';

/** Writes the ledger. The database refuses what does not balance, what would overdraw and every later change. */
@Injectable()
export class LedgerService {
  /**
   * Posts a cause in the caller's transaction, once: a second posting under the same key writes nothing. Call it late
   * in the transaction, since the balances of its accounts stay locked until the commit.
   *
   * Accounts and entries are written in the order of account ids, so that two postings never wait for each other.
   *
   * @param along a write that belongs to it, in the same statement; it reads `opened`, which has a row only when the cause
   *   is posted now
   * @returns false when the cause was posted before
   * @throws RangeError when the entries do not balance
   * @throws the database's check violation `ledger_overdraft_check` or `ledger_currency_check`
   */
  async post(tx: Tx, posting: Posting, along?: Sql): Promise<boolean> {
    assertBalanced(posting);
    const { key, kind, reference, occurredAt, entries } = posting;
    const lines = entries.map(({ account, direction, amount }) => ({ ...account, direction, amount }));
    const written = await tx.execute(sql`
      WITH opened AS (
        INSERT INTO settlement.ledger_transactions (id, key, kind, reference, occurred_at)
        VALUES (${newId()}, ${key}, ${kind}, ${JSON.stringify(reference)}, ${occurredAt})
        ON CONFLICT (key) DO NOTHING RETURNING id AS transaction_id),
      line AS (
        SELECT * FROM opened, json_to_recordset(${JSON.stringify(lines)}) AS l(
          id uuid, code text, class text, currency text, "normalSide" text, direction text, amount bigint)),
      accounts AS (
        INSERT INTO settlement.ledger_accounts (id, code, class, currency, normal_side)
        SELECT DISTINCT ON (id) id, code, class, currency, "normalSide" FROM line ORDER BY id
        ON CONFLICT DO NOTHING)${along ? sql`, along AS (${along})` : none}
      INSERT INTO settlement.ledger_entries (transaction_id, account_id, direction, amount, currency)
      SELECT transaction_id, id, direction, amount, currency FROM line ORDER BY id`);
    return written > 0;
  }
}

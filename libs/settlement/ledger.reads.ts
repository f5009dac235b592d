import { Injectable } from '@nestjs/common';
import {
  Clock,
  cursorNumber,
  Database,
  decodeCursor,
  money,
  none,
  sql,
  toPage,
  type PageQuery,
} from '@pakashop/platform';
import { BALANCE, SUMS_OF_A } from './balance.sums.js';
import type { AccountClass, Side } from './ledger.accounts.js';
import { checkLedger } from './ledger.check.js';
import type { AccountList, AccountQuery, AccountView, LedgerChecks, Statement, TrialBalance } from './ledger.dto.js';
import { ledgerProblems } from './ledger.errors.js';
import type { PostingKind } from './ledger.postings.js';

interface BalanceRow {
  readonly code: string;
  readonly class: AccountClass;
  readonly currency: string;
  readonly normalSide: Side;
  readonly debits: number;
  readonly credits: number;
}

export interface StatementRow {
  readonly id: number;
  readonly transactionId: string;
  readonly key: string;
  readonly kind: PostingKind;
  readonly reference: Record<string, string>;
  readonly direction: Side;
  readonly amount: number;
  readonly balance: number;
  readonly currency: string;
  readonly occurredAt: Date;
  readonly postedAt: Date;
}

/** What people may ask the ledger. Each answer is of one instant. */
@Injectable()
export class LedgerReads {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Every account with its sums; accounts that end in the id of an object stand in one line. */
  async trialBalance(): Promise<TrialBalance> {
    const rows = await this.db.rows<BalanceRow & { accounts: number }>(sql`
      SELECT CASE WHEN left(right(code, 37), 1) = ':' AND left(right(code, 28), 1) = '-' THEN left(code, -37) ELSE code END AS code,
        class, currency, normal_side AS "normalSide",
        count(DISTINCT a.id) AS accounts, sum(debits)::bigint AS debits, sum(credits)::bigint AS credits
      FROM settlement.ledger_balances b JOIN settlement.ledger_accounts a ON a.id = b.account_id
      GROUP BY 1, 2, 3, 4 ORDER BY 1, 3`);
    const totals = [...Map.groupBy(rows, (row) => row.currency)].map(([currency, lines]) => {
      const debits = lines.reduce((sum, line) => sum + line.debits, 0);
      const credits = lines.reduce((sum, line) => sum + line.credits, 0);
      return { debits: money(debits, currency), credits: money(credits, currency), isBalanced: debits === credits };
    });
    const lines = rows.map(({ accounts, ...row }) => {
      const { code, ...sums } = viewAccount(row);
      return { account: code, accounts, ...sums };
    });
    return { at: this.clock.now().toISOString(), lines, totals };
  }

  /** Accounts by code. */
  async accounts({ prefix = '', limit, cursor }: AccountQuery): Promise<AccountList> {
    const after = cursor ? sql`AND code > ${decodeCursor(cursor, 1)[0]}` : none;
    const rows = await this.db.rows<BalanceRow>(sql`
      SELECT code, class, currency, normal_side AS "normalSide", debits, credits
      FROM settlement.ledger_accounts a CROSS JOIN LATERAL ${SUMS_OF_A} b
      WHERE code >= ${prefix} AND starts_with(code, ${prefix}) ${after} ORDER BY code LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.code], viewAccount);
  }

  /**
   * Entries of an account, newest first. The balance after an entry is today's balance without all that is newer, so it
   * is right also while entries are being written.
   *
   * @throws Problem settlement.unknown_account
   */
  async statement(code: string, { limit, cursor }: PageQuery): Promise<Statement> {
    const account = await this.account(code);
    const before = cursor ? cursorNumber(cursor) : Number.MAX_SAFE_INTEGER;
    const change = sql`CASE e.direction WHEN ${account.normalSide} THEN e.amount ELSE -e.amount END`;
    // The newest page has nothing newer to look through; a plan that is kept for all pages would look nevertheless.
    const newer = cursor
      ? sql`(SELECT coalesce(sum(${change}), 0) FROM settlement.ledger_entries e WHERE e.account_id = ${account.id} AND e.id >= ${before})`
      : sql`0`;
    const rows = await this.db.rows<StatementRow>(sql`
      WITH page AS MATERIALIZED (
        SELECT e.*, ${change} AS change FROM settlement.ledger_entries e
        WHERE e.account_id = ${account.id} AND e.id < ${before} ORDER BY e.id DESC LIMIT ${limit + 1}),
      start AS (
        SELECT ${BALANCE} - ${newer} AS balance
        FROM settlement.ledger_accounts a CROSS JOIN LATERAL ${SUMS_OF_A} b WHERE a.id = ${account.id})
      SELECT page.id, page.transaction_id AS "transactionId", key, kind, reference, direction, amount, page.currency,
        occurred_at AS "occurredAt", posted_at AS "postedAt",
        (start.balance - sum(change) OVER (ORDER BY page.id DESC) + change)::bigint AS balance
      FROM page CROSS JOIN start CROSS JOIN LATERAL (
        SELECT * FROM settlement.ledger_transactions WHERE id = page.transaction_id OFFSET 0) t
      ORDER BY page.id DESC`);
    return toPage(rows, limit, (row) => [row.id], viewLine);
  }

  /** @throws Problem settlement.unknown_account */
  async account(code: string): Promise<AccountView & { id: string }> {
    const row = await this.db.maybe<BalanceRow & { id: string }>(sql`
      SELECT id, code, class, currency, normal_side AS "normalSide", debits, credits
      FROM settlement.ledger_accounts a CROSS JOIN LATERAL ${SUMS_OF_A} b
      WHERE code = ${code}`);
    if (!row) throw ledgerProblems.unknownAccount('GET /settlement/accounts lists the accounts there are.');
    return { id: row.id, ...viewAccount(row) };
  }

  /** Whether the books keep every rule. */
  checks(): Promise<LedgerChecks> {
    return checkLedger(this.db);
  }
}

const viewAccount = ({ code, class: kind, currency, normalSide, debits, credits }: BalanceRow): AccountView => ({
  code,
  class: kind,
  normalSide,
  debits: money(debits, currency),
  credits: money(credits, currency),
  balance: money(normalSide === 'DEBIT' ? debits - credits : credits - debits, currency),
});

export const viewLine = (row: StatementRow): Statement['data'][number] => ({
  entryId: row.id,
  transactionId: row.transactionId,
  key: row.key,
  kind: row.kind,
  reference: row.reference,
  direction: row.direction,
  amount: money(row.amount, row.currency),
  balance: money(row.balance, row.currency),
  occurredAt: row.occurredAt.toISOString(),
  postedAt: row.postedAt.toISOString(),
});

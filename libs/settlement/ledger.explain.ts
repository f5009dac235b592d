import { Injectable } from '@nestjs/common';
import { cursorNumber, Database, money, none, sql, toPage } from '@pakashop/platform';
import { BALANCE, SUMS_OF_A } from './balance.sums.js';
import type { Side } from './ledger.accounts.js';
import type { CauseLine, CauseSum, ExplainQuery, Explanation } from './ledger.explain.dto.js';
import type { PostingKind } from './ledger.postings.js';
import { LedgerReads, type StatementRow, viewLine } from './ledger.reads.js';

type SumRow = Readonly<{ kind: PostingKind; entries: number; debits: number; credits: number }>;
type LineRow = StatementRow & {
  readonly counterparts: readonly { account: string; direction: Side; amount: number; currency: string }[];
};

/** Expands a balance to the entries that it is made of, and each entry to its cause and to the other side. */
@Injectable()
export class LedgerExplain {
  constructor(
    private readonly db: Database,
    private readonly reads: LedgerReads,
  ) {}

  /** @throws Problem settlement.unknown_account */
  async explain(code: string, { kind, limit, cursor }: ExplainQuery): Promise<Explanation> {
    const { id, ...account } = await this.reads.account(code);
    const before = cursor ? cursorNumber(cursor) : Number.MAX_SAFE_INTEGER;
    const { currency } = account.balance;
    const [causes, rows] = await Promise.all([this.sums(id), this.lines(id, before, limit, kind)]);
    const page = toPage(rows, limit, (row) => [row.id], viewCause);
    return { account, causes: causes.map((sum) => viewSum(sum, currency)), ...page };
  }

  private sums(accountId: string): Promise<SumRow[]> {
    return this.db.rows(sql`
      SELECT t.kind, count(*) AS entries,
        coalesce(sum(e.amount) FILTER (WHERE e.direction = 'DEBIT'), 0)::bigint AS debits,
        coalesce(sum(e.amount) FILTER (WHERE e.direction = 'CREDIT'), 0)::bigint AS credits
      FROM settlement.ledger_entries e JOIN settlement.ledger_transactions t ON t.id = e.transaction_id
      WHERE e.account_id = ${accountId} GROUP BY t.kind ORDER BY t.kind`);
  }

  /** The balance after each is right among all entries, also when only one kind is shown. */
  private lines(accountId: string, before: number, limit: number, kind?: PostingKind): Promise<LineRow[]> {
    return this.db.rows(sql`
      WITH page AS MATERIALIZED (
        SELECT e.*, t.key, t.kind, t.reference, t.occurred_at, t.posted_at
        FROM settlement.ledger_entries e JOIN settlement.ledger_transactions t ON t.id = e.transaction_id
        WHERE e.account_id = ${accountId} AND e.id < ${before} ${kind ? sql`AND t.kind = ${kind}` : none}
        ORDER BY e.id DESC LIMIT ${limit + 1}),
      -- Reckoned back from today's balance: the newest cost nothing, however many came before.
      newer AS (
        SELECT e.id, ${BALANCE} - sum(c.change) OVER (ORDER BY e.id DESC) + c.change AS balance
        FROM settlement.ledger_entries e JOIN settlement.ledger_accounts a ON a.id = e.account_id
        CROSS JOIN LATERAL ${SUMS_OF_A} b
        CROSS JOIN LATERAL (SELECT CASE e.direction WHEN a.normal_side THEN e.amount ELSE -e.amount END AS change) c
        WHERE e.account_id = ${accountId} AND e.id >= (SELECT min(id) FROM page))
      SELECT p.id, p.transaction_id AS "transactionId", p.key, p.kind, p.reference, p.direction, p.amount, p.currency,
        p.occurred_at AS "occurredAt", p.posted_at AS "postedAt", newer.balance::bigint AS balance, (
          SELECT coalesce(jsonb_agg(jsonb_build_object('account', o.code, 'direction', o.direction, 'amount', o.amount,
            'currency', o.currency) ORDER BY o.id), '[]')
          FROM (SELECT e.id, a.code, e.direction, e.amount, e.currency FROM settlement.ledger_entries e
            JOIN settlement.ledger_accounts a ON a.id = e.account_id
            WHERE e.transaction_id = p.transaction_id AND e.id <> p.id ORDER BY e.id LIMIT 100) o) AS counterparts
      FROM page p JOIN newer ON newer.id = p.id ORDER BY p.id DESC`);
  }
}

const viewSum = ({ debits, credits, ...sum }: SumRow, currency: string): CauseSum => ({
  ...sum,
  debits: money(debits, currency),
  credits: money(credits, currency),
});

const viewCause = ({ counterparts, ...row }: LineRow): CauseLine => ({
  ...viewLine(row),
  counterparts: counterparts.map(({ amount, currency, ...other }) => ({ ...other, amount: money(amount, currency) })),
});

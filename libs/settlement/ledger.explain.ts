import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, encodeCursor, foreignCursor, money, none, sql, toPage } from '@pakashop/platform';
import { BALANCE, SUMS_OF_A } from './balance.sums.js';
import type { Side } from './ledger.accounts.js';
import type { CauseLine, CauseSum, ExplainQuery, Explanation } from './ledger.explain.dto.js';
import type { PostingKind } from './ledger.postings.js';
import { LedgerReads, type StatementRow, viewLine } from './ledger.reads.js';

/** Entries that are added up at once. A shared account has millions, and an answer may take five seconds. */
const SPAN = 100_000;

/** Where a page is: below the entry `before`, within the span below the entry `top`. */
interface Place {
  readonly before: number;
  readonly top: number;
  /** The balance just below `top`, where the span before this one has told it. */
  readonly closing: number | null;
}

const START: Place = { before: Number.MAX_SAFE_INTEGER, top: Number.MAX_SAFE_INTEGER, closing: null };

type SumRow = Readonly<{ kind: PostingKind; entries: number; debits: number; credits: number }>;
type LineRow = Omit<StatementRow, 'occurredAt' | 'postedAt'> & {
  readonly occurredAt: string;
  readonly postedAt: string;
  readonly counterparts: readonly { account: string; direction: Side; amount: number; currency: string }[];
};
interface Span {
  readonly opening: number;
  readonly closing: number;
  readonly entries: number;
  readonly newest: number | null;
  readonly oldest: number | null;
  readonly causes: readonly SumRow[];
  readonly lines: LineRow[];
}

/** Expands a balance to the entries that it is made of, and each entry to its cause and to the other side. */
@Injectable()
export class LedgerExplain {
  constructor(
    private readonly db: Database,
    private readonly reads: LedgerReads,
  ) {}

  /**
   * Goes back from today's balance, so many entries at a time: the sums are of those, and what came before is one sum.
   *
   * @throws Problem settlement.unknown_account
   */
  async explain(code: string, { kind, limit, cursor }: ExplainQuery, most = SPAN): Promise<Explanation> {
    const { id, ...account } = await this.reads.account(code);
    const place = cursor ? placeOf(cursor) : START;
    const { opening, closing, entries, newest, oldest, causes, lines } = await this.span(id, place, {
      most,
      limit,
      kind,
    });
    const top = place.closing === null ? Math.min(place.top, (newest ?? 0) + 1) : place.top;
    const page = toPage(lines, limit, (row) => [row.id, top, place.closing], viewCause);
    const older = entries === most ? encodeCursor([oldest, oldest, opening]) : null;
    const { currency } = account.balance;
    return {
      account,
      opening: money(opening, currency),
      closing: money(closing, currency),
      causes: causes.map((sum) => viewSum(sum, currency)),
      data: page.data,
      nextCursor: page.nextCursor ?? older,
    };
  }

  /** The balance after each line is right among all entries, also when only one kind is shown. */
  private span(
    accountId: string,
    { before, top, closing }: Place,
    { most, limit, kind }: { most: number; limit: number; kind?: PostingKind },
  ): Promise<Span> {
    const change = sql`CASE e.direction WHEN a.normal_side THEN e.amount ELSE -e.amount END`;
    // Entries of lately may be committed after newer ones: their sum is reckoned anew. Of older ones it stands.
    const newer = sql`(SELECT coalesce(sum(${change}), 0) FROM settlement.ledger_entries e WHERE e.account_id = a.id AND e.id >= ${top})`;
    return this.db.one<Span>(sql`
      WITH a AS MATERIALIZED (
        SELECT a.normal_side, ${closing === null ? sql`${BALANCE} - ${newer}` : sql`${closing}::bigint`} AS closing
        FROM settlement.ledger_accounts a CROSS JOIN LATERAL ${SUMS_OF_A} b WHERE a.id = ${accountId}),
      entry AS MATERIALIZED (
        SELECT e.*, ${change} AS change FROM settlement.ledger_entries e CROSS JOIN a
        WHERE e.account_id = ${accountId} AND e.id < ${top} ORDER BY e.id DESC LIMIT ${most}),
      span AS MATERIALIZED (
        SELECT e.*, t.kind, sum(e.change) OVER (ORDER BY e.id DESC) - e.change AS above
        FROM entry e CROSS JOIN LATERAL (
          SELECT kind FROM settlement.ledger_transactions WHERE id = e.transaction_id OFFSET 0) t),
      page AS (
        SELECT * FROM span WHERE id < ${before} ${kind ? sql`AND kind = ${kind}` : none}
        ORDER BY id DESC LIMIT ${limit + 1}),
      cause AS (
        SELECT kind, count(*) AS entries, coalesce(sum(amount) FILTER (WHERE direction = 'DEBIT'), 0) AS debits,
          coalesce(sum(amount) FILTER (WHERE direction = 'CREDIT'), 0) AS credits
        FROM span GROUP BY kind),
      line AS (
        SELECT p.id, p.transaction_id AS "transactionId", t.key, p.kind, t.reference, p.direction, p.amount, p.currency,
          t.occurred_at AS "occurredAt", t.posted_at AS "postedAt", a.closing - p.above AS balance, (
            SELECT coalesce(jsonb_agg(jsonb_build_object('account', o.code, 'direction', o.direction, 'amount', o.amount,
              'currency', o.currency) ORDER BY o.id), '[]')
            FROM (SELECT e.id, c.code, e.direction, e.amount, e.currency FROM settlement.ledger_entries e
              JOIN settlement.ledger_accounts c ON c.id = e.account_id
              WHERE e.transaction_id = p.transaction_id AND e.id <> p.id ORDER BY e.id LIMIT 100) o) AS counterparts
        FROM page p CROSS JOIN a JOIN settlement.ledger_transactions t ON t.id = p.transaction_id)
      SELECT a.closing::bigint, (a.closing - s.change)::bigint AS opening, s.entries, s.newest, s.oldest,
        (SELECT coalesce(jsonb_agg(cause ORDER BY kind), '[]') FROM cause) AS causes,
        (SELECT coalesce(jsonb_agg(line ORDER BY id DESC), '[]') FROM line) AS lines
      FROM a CROSS JOIN (
        SELECT count(*) AS entries, max(id) AS newest, min(id) AS oldest, coalesce(sum(change), 0) AS change FROM span) s`);
  }
}

/** @throws Problem VAL_001 for a cursor of another list */
function placeOf(cursor: string): Place {
  const [before, top, closing] = decodeCursor(cursor, 3);
  const isWhole = [before, top, closing ?? 0].every((part) => Number.isSafeInteger(part));
  if (!isWhole) throw foreignCursor();
  return { before: before as number, top: top as number, closing: closing as number | null };
}

const viewSum = ({ debits, credits, ...sum }: SumRow, currency: string): CauseSum => ({
  ...sum,
  debits: money(debits, currency),
  credits: money(credits, currency),
});

const viewCause = ({ counterparts, occurredAt, postedAt, ...row }: LineRow): CauseLine => ({
  ...viewLine({ ...row, occurredAt: new Date(occurredAt), postedAt: new Date(postedAt) }),
  counterparts: counterparts.map(({ amount, currency, ...other }) => ({ ...other, amount: money(amount, currency) })),
});

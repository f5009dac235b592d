import { sql, type Sql } from '@pakashop/platform';
import { FEE_TOLERANCE, type FeeTerm } from './fees.rules.js';

/** What a movement does to the balance. Everything here finds rows of the form of reconciliation.breaks. */
const signed = (entry: Sql, amount: Sql): Sql => sql`CASE ${entry} WHEN 'DEPOSIT' THEN ${amount} ELSE -${amount} END`;

/**
 * Money on the statement that nothing of ours explains. A second line of what is matched already is a DUPLICATE, or a
 * DOUBLE_SUCCESS when the provider calls it another transaction.
 */
export const unexplainedLines = (lines: Sql, timingMinutes: number): Sql => sql`
  SELECT
    CASE
      WHEN entry = 'CREDIT' THEN 'UNALLOCATED_RECEIPT'
      WHEN entry = 'OTHER' THEN CASE WHEN net > 0 THEN 'UNALLOCATED_RECEIPT' ELSE 'MISSING_INTERNAL' END
      WHEN sibling = 'same' OR n > 1 THEN 'DUPLICATE'
      WHEN sibling = 'other' AND entry = 'DEPOSIT' THEN 'DOUBLE_SUCCESS'
      WHEN entry = 'DEPOSIT' AND our_id IS NULL THEN 'UNALLOCATED_RECEIPT'
      WHEN occurred_at > now() - make_interval(mins => ${timingMinutes}) THEN 'TIMING'
      ELSE 'MISSING_INTERNAL'
    END AS category,
    'line:' || id AS subject, provider, currency, id AS line_id, NULL::bigint AS movement_id, abs(gross) AS amount,
    CASE WHEN entry = 'CREDIT' THEN 0 WHEN entry = 'OTHER' THEN net ELSE ${signed(sql`entry`, sql`gross`)} END AS difference,
    concat_ws(' ', 'The statement has', lower(entry), coalesce(our_id, provider_id, 'without an id')) AS detail, occurred_at
  FROM (
    SELECT l.*, row_number() OVER (PARTITION BY l.entry, l.our_id, l.provider_id
        ORDER BY l.occurred_at, l.gross, l.fee) * (coalesce(l.our_id, l.provider_id) IS NOT NULL)::int AS n,
      (SELECT CASE WHEN t.provider_id IS NOT DISTINCT FROM l.provider_id THEN 'same' ELSE 'other' END
       FROM reconciliation.movements m JOIN reconciliation.matches x ON x.movement_id = m.id
       JOIN reconciliation.lines t ON t.id = x.line_id
       WHERE m.reference = l.our_id AND m.provider = l.provider AND m.kind = l.entry
       ORDER BY t.provider_id IS NOT DISTINCT FROM l.provider_id DESC LIMIT 1) AS sibling
    FROM (${lines}) l
    WHERE l.counts AND l.fault IS NULL AND l.status = 'SUCCEEDED' AND l.net <> 0
      AND l.entry IN ('DEPOSIT', 'REFUND', 'PAYOUT', 'OTHER', 'CREDIT')
      AND NOT EXISTS (SELECT FROM reconciliation.matches x WHERE x.line_id = l.id)
      AND NOT EXISTS (SELECT FROM reconciliation.bank_matches x WHERE x.line_id = l.id)) u`;

/**
 * Movements of ours that no line shows. Close to the edge of what statements cover it may be on the neighbour that has not
 * come yet.
 */
export const unseenMovements = (movements: Sql, timingMinutes: number): Sql => sql`
  SELECT CASE WHEN ${atEdge(timingMinutes)} THEN 'TIMING' ELSE 'MISSING_PROVIDER' END AS category,
    'movement:' || m.id AS subject, m.provider, m.currency, NULL::bigint AS line_id, m.id AS movement_id, m.amount,
    -(${signed(sql`m.kind`, sql`m.amount`)}) AS difference,
    'No statement shows our ' || lower(m.kind) || ' ' || m.reference AS detail, m.occurred_at
  FROM (${movements}) m WHERE NOT EXISTS (SELECT FROM reconciliation.matches x WHERE x.movement_id = m.id)`;

const covers = (minutes: Sql): Sql => sql`
  EXISTS (SELECT FROM reconciliation.statements s WHERE s.provider = m.provider AND s.currency = m.currency
    AND s.state IN ('IMPORTED', 'MATCHED') AND m.occurred_at + ${minutes} >= s.from_at AND m.occurred_at + ${minutes} < s.to_at)`;

const atEdge = (timingMinutes: number): Sql => sql`
  NOT (${covers(sql`make_interval(mins => ${timingMinutes})`)} AND ${covers(sql`make_interval(mins => -${timingMinutes}::int)`)})`;

/** Pairs whose two sides do not say the same. */
export const unequalPairs = (lines: Sql): Sql => sql`
  SELECT f.category, 'line:' || l.id AS subject, l.provider, m.currency, l.id AS line_id, m.id AS movement_id,
    f.amount, f.difference, f.detail, l.occurred_at
  FROM (${lines}) l JOIN reconciliation.matches x ON x.line_id = l.id JOIN reconciliation.movements m ON m.id = x.movement_id
  CROSS JOIN LATERAL (VALUES
    (CASE WHEN l.status <> 'SUCCEEDED' THEN 'STATUS_MISMATCH' WHEN l.currency <> m.currency THEN 'CURRENCY_MISMATCH'
       WHEN l.gross <> m.amount THEN 'AMOUNT_MISMATCH' END,
     CASE WHEN l.status = 'SUCCEEDED' AND l.currency = m.currency THEN abs(l.gross - m.amount) ELSE m.amount END,
     CASE WHEN l.status <> 'SUCCEEDED' THEN -(${signed(sql`m.kind`, sql`m.amount`)})
       WHEN l.currency <> m.currency THEN -(${signed(sql`m.kind`, sql`m.amount`)})
       ELSE ${signed(sql`m.kind`, sql`(l.gross - m.amount)`)} END,
     format('The statement says %s %s %s, we %s %s', l.status, l.gross, l.currency, m.amount, m.currency)),
    (CASE WHEN m.surplus IN ('LATE_SUCCESS', 'DOUBLE_SUCCESS') AND l.status = 'SUCCEEDED' AND NOT ${isReturned} THEN m.surplus END,
     m.amount, 0, 'The provider took money that no order waited for; it is owed back to the buyer')
  ) AS f(category, amount, difference, detail)
  WHERE f.category IS NOT NULL
    AND (l.status <> 'SUCCEEDED' OR l.currency <> m.currency OR l.gross <> m.amount OR m.surplus IS NOT NULL)`;

/** The buyer has the money back that no order waited for. */
export const isReturned: Sql = sql`EXISTS (
  SELECT FROM reconciliation.movements r
  WHERE r.provider IN ('pawapay', 'flutterwave') AND r.surplus = 'RETURNED' AND r.payment_id = m.payment_id AND r.amount = m.amount)`;

/** Fees that are not what the contract says. The provider's fee may be in the line, or a line of its own beside it. */
export const wrongFees = (statementId: string, terms: readonly FeeTerm[]): Sql => sql`
  SELECT 'FEE_MISMATCH' AS category, 'line:' || l.id AS subject, l.provider, l.currency, l.id AS line_id,
    x.movement_id, abs(f.fee - e.expected) AS amount, 0 AS difference,
    format('The fee is %s, the contract says %s', f.fee, e.expected) AS detail, l.occurred_at
  FROM reconciliation.lines l JOIN reconciliation.matches x ON x.line_id = l.id
  JOIN json_to_recordset(${JSON.stringify(terms)}) AS t(provider text, kind text, "basisPoints" int, flat bigint)
    ON t.provider = l.provider AND t.kind = l.entry
  LEFT JOIN (
    SELECT our_id, sum(fee)::bigint AS fee FROM reconciliation.lines
    WHERE statement_id = ${statementId} AND entry = 'FEE' AND counts GROUP BY our_id) own ON own.our_id = l.our_id,
  LATERAL (SELECT l.fee + coalesce(own.fee, 0) AS fee) f,
  LATERAL (SELECT round(l.gross * t."basisPoints" / 10000.0)::bigint + t.flat AS expected) e
  WHERE l.statement_id = ${statementId} AND l.counts AND l.status = 'SUCCEEDED' AND abs(f.fee - e.expected) > ${FEE_TOLERANCE}`;

/** Lines that could not be read. */
export const unreadableLines = (lines: Sql): Sql => sql`
  SELECT 'PARSE_ERROR' AS category, 'line:' || l.id AS subject, l.provider, l.currency, l.id AS line_id,
    NULL::bigint AS movement_id, 0::bigint AS amount, 0::bigint AS difference, l.fault AS detail, l.occurred_at
  FROM (${lines}) l WHERE l.fault IS NOT NULL`;

/**
 * Settlements of Flutterwave that are not their transactions less fees, refunds and chargebacks. The wallet and the books
 * follow what was settled, so that nothing is left to book: somebody asks for the rest.
 */
export const unequalSettlements = (lines: Sql): Sql => sql`
  SELECT 'AMOUNT_MISMATCH' AS category, 'line:' || l.id AS subject, l.provider, l.currency, l.id AS line_id,
    NULL::bigint AS movement_id, abs(l.gross - made.net) AS amount, 0::bigint AS difference,
    format('The settlement is %s; %s transactions on statements, less fees, refunds and chargebacks, make %s',
      l.gross, made.n, made.net) AS detail, l.occurred_at
  FROM (${lines}) l, LATERAL (
    SELECT count(*) AS n, (coalesce(sum(t.net), 0) - coalesce((l.parts::json ->> 'keptBack')::bigint, 0))::bigint AS net
    FROM reconciliation.lines t
    WHERE t.provider = 'flutterwave' AND t.entry = 'DEPOSIT' AND t.counts AND t.status = 'SUCCEEDED' AND t.currency = l.currency
      AND (t.provider_id = ANY(ARRAY(SELECT json_array_elements_text(l.parts::json -> 'transactions'))) OR t.batch = l.provider_id)
  ) made
  WHERE l.provider = 'flutterwave' AND l.entry = 'SETTLEMENT' AND l.counts AND l.status = 'SUCCEEDED'
    AND (l.parts IS NOT NULL OR made.n > 0) AND made.net <> l.gross`;

/** Money that left for our bank and has not come there in time. */
export const lostOnTheWay = (provider: string, days: number): Sql => sql`
  SELECT 'MISSING_BANK_CREDIT' AS category, 'line:' || l.id AS subject, l.provider, l.currency, l.id AS line_id,
    NULL::bigint AS movement_id, l.gross AS amount, 0::bigint AS difference,
    'Our bank shows nothing of the settlement ' || coalesce(l.batch, l.provider_id, '') AS detail, l.occurred_at
  FROM reconciliation.lines l
  WHERE l.provider = ${provider} AND l.entry = 'SETTLEMENT' AND l.counts AND l.status = 'SUCCEEDED'
    AND l.occurred_at < now() - make_interval(days => ${days})
    AND NOT EXISTS (SELECT FROM reconciliation.bank_matches x WHERE x.settlement_id = l.id)`;

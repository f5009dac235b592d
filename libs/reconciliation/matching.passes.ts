import { sql, type Sql, type Tx } from '@pakashop/platform';

/** Lines that are looked at, as rows of reconciliation.lines. */
export const linesOf = (statementId: string): Sql =>
  sql`SELECT * FROM reconciliation.lines WHERE statement_id = ${statementId}`;

/** Lines of a provider that nobody could explain so far. */
export const openLinesOf = (provider: string): Sql => sql`
  SELECT l.* FROM reconciliation.lines l
  WHERE l.id IN (SELECT line_id FROM reconciliation.breaks WHERE provider = ${provider} AND state <> 'RESOLVED')`;

/** Said apart, since the planner takes a column without any value for one that leaves a single row. */
const SAME_TRANSACTION = sql`l.provider_id IS NOT NULL AND m.provider_transaction_id IS NOT NULL
  AND l.provider_id = m.provider_transaction_id`;

/** From the one side of a pair to the other, where they stand on different days: the close of each day counts what spans it. */
export const SPAN = sql`
  CASE WHEN (l.occurred_at AT TIME ZONE 'UTC')::date <> (m.occurred_at AT TIME ZONE 'UTC')::date
    THEN tstzrange(least(l.occurred_at, m.occurred_at), greatest(l.occurred_at, m.occurred_at), '(]') END`;

interface Pass {
  /** Only lines that name the provider's transaction can be found by it. */
  readonly isNamed: boolean;
  readonly by: 'OUR_ID' | 'PROVIDER_ID';
  readonly condition: Sql;
}

/**
 * The strongest first. Where both sides name the provider's transaction it has to be the same one: under one reference a
 * hosted page can be paid twice. What only looks alike is a proposal for a person and never matched here.
 */
const PASSES: readonly Pass[] = [
  { isNamed: true, by: 'OUR_ID', condition: sql`l.our_id = m.reference AND ${SAME_TRANSACTION}` },
  {
    isNamed: false,
    by: 'OUR_ID',
    condition: sql`l.our_id = m.reference AND (l.provider_id IS NULL OR m.provider_transaction_id IS NULL)`,
  },
  { isNamed: true, by: 'PROVIDER_ID', condition: SAME_TRANSACTION },
];

/**
 * Pairs lines with movements, each with one at most. Pairs are taken in an order that the contents alone decide, and both
 * sides are unique: whatever order the file has, and however many workers try, the same pairs come out.
 *
 * @param among movements to look at, beside those that are matched already
 */
export async function pairUp(tx: Tx, lines: Sql, provider: string, among: Sql): Promise<number> {
  let pairs = 0;
  // A whole kind of statement names none: two of three times there is nothing to look through a million lines for.
  const named = await tx.rows(sql`SELECT FROM (${lines}) l WHERE l.provider_id IS NOT NULL LIMIT 1`);
  for (const { by, condition } of PASSES.filter(({ isNamed }) => !isNamed || named.length > 0)) {
    pairs += await tx.execute(sql`
      INSERT INTO reconciliation.matches (line_id, movement_id, by, made_by, spans)
      SELECT l.id, m.id, ${by}::text, 'system', ${SPAN}
      FROM (${lines}) l JOIN reconciliation.movements m ON ${condition} AND m.kind = l.entry
      WHERE l.counts AND l.fault IS NULL AND l.status <> 'PENDING' AND l.entry IN ('DEPOSIT', 'REFUND', 'PAYOUT')
        AND m.provider = ${provider} AND ${among}
        AND NOT EXISTS (SELECT FROM reconciliation.matches x WHERE x.line_id = l.id)
        AND NOT EXISTS (SELECT FROM reconciliation.matches x WHERE x.movement_id = m.id)
        AND NOT EXISTS (SELECT FROM reconciliation.kept_apart k WHERE k.line_id = l.id AND k.movement_id = m.id)
      ORDER BY l.status = 'SUCCEEDED' DESC, (l.gross = m.amount AND l.currency = m.currency) DESC, m.occurred_at,
        m.effect, l.occurred_at, l.provider_id, l.gross, l.fee
      ON CONFLICT DO NOTHING`);
  }
  return pairs;
}

/** A pending line of an overlapping statement counts no longer once this one says what has become of it. */
export async function settlePending(tx: Tx, statementId: string): Promise<void> {
  await tx.execute(sql`
    UPDATE reconciliation.lines p SET counts = false
    FROM reconciliation.statements s JOIN reconciliation.statements o
      ON o.provider = s.provider AND o.currency = s.currency AND o.from_at < s.to_at AND o.to_at > s.from_at AND o.id <> s.id
    WHERE s.id = ${statementId} AND p.statement_id = o.id AND p.status = 'PENDING' AND p.counts AND p.fault IS NULL
      AND EXISTS (SELECT FROM reconciliation.lines l WHERE l.statement_id = s.id AND l.fault IS NULL AND l.status <> 'PENDING'
        AND l.entry = p.entry AND coalesce(l.provider_id, l.our_id) = coalesce(p.provider_id, p.our_id))`);
}

/** A line that an overlapping statement brought before is the same line; one that comes more often here is another. */
export async function passOverKnown(tx: Tx, statementId: string): Promise<void> {
  const others = await tx.rows<{ id: string }>(sql`
    SELECT o.id FROM reconciliation.statements s JOIN reconciliation.statements o
      ON o.provider = s.provider AND o.currency = s.currency AND o.from_at < s.to_at AND o.to_at > s.from_at
    WHERE s.id = ${statementId} AND o.id <> s.id AND o.state = 'MATCHED'`);
  if (others.length === 0) return;
  const content = sql`entry, our_id, provider_id, status, gross, fee, currency, occurred_at, batch`;
  await tx.execute(sql`
    WITH own AS (
      SELECT id, ${content}, row_number() OVER (PARTITION BY ${content} ORDER BY id) AS n
      FROM reconciliation.lines WHERE statement_id = ${statementId} AND fault IS NULL),
    known AS (
      SELECT ${content}, count(*) AS n FROM reconciliation.lines
      WHERE statement_id = ANY(${others.map(({ id }) => id)}::uuid[]) AND counts AND fault IS NULL GROUP BY ${content})
    UPDATE reconciliation.lines l SET counts = false FROM own JOIN known k
      ON (own.entry, own.status, own.gross, own.fee, own.currency, own.occurred_at)
        = (k.entry, k.status, k.gross, k.fee, k.currency, k.occurred_at)
      AND own.our_id IS NOT DISTINCT FROM k.our_id AND own.provider_id IS NOT DISTINCT FROM k.provider_id
      AND own.batch IS NOT DISTINCT FROM k.batch AND own.n <= k.n
    WHERE l.id = own.id`);
}

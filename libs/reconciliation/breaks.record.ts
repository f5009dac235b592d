import { sql, type Sql, type Tx } from '@pakashop/platform';

/** A break that is open from now on. */
export interface Opened {
  readonly id: string;
  readonly category: string;
  readonly provider: string;
  readonly currency: string;
  readonly lineId: number | null;
  readonly amount: number;
  readonly moves: number;
  readonly occurredAt: Date;
}

const RETURNED = sql`id, category, provider, currency, line_id AS "lineId", amount, moves, occurred_at AS "occurredAt"`;

/**
 * Opens what is found, once per category and subject. What had resolved itself and is there again is opened again; what a
 * person resolved stays so.
 */
export const openBreaks = (tx: Tx, found: Sql): Promise<Opened[]> =>
  tx.rows<Opened>(sql`
    WITH opened AS (
      INSERT INTO reconciliation.breaks AS b (id, category, subject, provider, currency, day, line_id, movement_id, amount,
        difference, detail, occurred_at)
      SELECT uuidv7(), category, subject, provider, currency, (occurred_at AT TIME ZONE 'UTC')::date, line_id, movement_id,
        amount, difference, detail, occurred_at
      FROM (${found}) found WHERE category IS NOT NULL
      ON CONFLICT (category, subject) DO UPDATE SET state = 'OPEN', resolution = NULL, resolved_at = NULL, reason = NULL,
        moves = b.moves + 1, amount = excluded.amount, difference = excluded.difference, detail = excluded.detail
      WHERE b.state = 'RESOLVED' AND b.resolution IN ('AUTO', 'SUPERSEDED')
      RETURNING *),
    noted AS (INSERT INTO reconciliation.break_events (break_id, act, actor) SELECT id, 'opened', 'system' FROM opened)
    SELECT ${RETURNED} FROM opened ORDER BY category, occurred_at, id`);

/** Resolves by itself what a condition says of open breaks `b`. */
export const healBreaks = (tx: Tx, condition: Sql, as: 'AUTO' | 'SUPERSEDED' = 'AUTO'): Promise<Opened[]> =>
  tx.rows<Opened>(sql`
    WITH healed AS (
      UPDATE reconciliation.breaks b SET state = 'RESOLVED', resolution = ${as}::text, resolved_at = now(), moves = b.moves + 1,
        proposed_by = NULL, owed_back = false
      WHERE b.state <> 'RESOLVED' AND ${condition} RETURNING b.*),
    noted AS (
      INSERT INTO reconciliation.break_events (break_id, act, actor)
      SELECT id, CASE ${as}::text WHEN 'AUTO' THEN 'healed' ELSE 'superseded' END, 'system' FROM healed)
    SELECT ${RETURNED} FROM healed ORDER BY occurred_at, id`);

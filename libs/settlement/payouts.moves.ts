import { currentContext, type Queryable, sql, type Sql } from '@pakashop/platform';
import type { BatchState, PayoutState } from './payouts.kinds.js';

/** The state machines of payouts and where their state stands. */
const MACHINES = {
  batch: sql`settlement.payout_batches`,
  payout: sql`settlement.payouts`,
} as const;

type StateOf<M> = M extends 'batch' ? BatchState : PayoutState;

export interface Move<M extends keyof typeof MACHINES = keyof typeof MACHINES> {
  readonly machine: M;
  /** One subject, or several. */
  readonly id: string | readonly string[];
  /** The states from which the move is allowed. */
  readonly from: readonly StateOf<M>[];
  readonly to: StateOf<M>;
  readonly cause: string;
  /** Further columns set with the state. */
  readonly set?: Sql;
  /** A further condition over the subject `t`. */
  readonly where?: Sql;
}

const actor = (): string => currentContext()?.actor ?? 'system';

/**
 * Moves subjects from one of the allowed states to another and writes down cause and actor. The only way a state changes.
 *
 * @returns the ids that moved; the others are in none of the allowed states: re-read and decide
 */
export async function move<M extends keyof typeof MACHINES>(db: Queryable, step: Move<M>): Promise<string[]> {
  const { machine, id, from, to, cause, set, where } = step;
  const ids = typeof id === 'string' ? [id] : id;
  const rows = await db.rows<{ id: string }>(sql`
    WITH moved AS (
      UPDATE ${MACHINES[machine]} t SET state = ${to}, moves = t.moves + 1${set ? sql`, ${set}` : sql``}
      WHERE t.id = ANY(${ids}::uuid[]) AND t.state = ANY(${from}::text[])${where ? sql` AND ${where}` : sql``}
      RETURNING t.id, new.moves AS seq, old.state AS from_state),
    history AS (
      INSERT INTO settlement.payout_transitions (machine, subject_id, seq, from_state, to_state, cause, actor)
      SELECT ${machine}::text, id, seq, from_state, ${to}::text, ${cause}::text, ${actor()}::text FROM moved)
    SELECT id FROM moved`);
  return rows.map((row) => row.id);
}

/** How a subject came to be, as a part for the statement that inserts it, behind its WITH. */
export const beginning = (
  machine: keyof typeof MACHINES,
  id: string,
  states: readonly string[],
  cause: string,
): Sql => sql`
  INSERT INTO settlement.payout_transitions (machine, subject_id, seq, from_state, to_state, cause, actor)
  SELECT ${machine}::text, ${id}::uuid, n, lag(s) OVER (ORDER BY n), s, ${cause}::text, ${actor()}::text
  FROM unnest(${states}::text[]) WITH ORDINALITY AS l (s, n)`;

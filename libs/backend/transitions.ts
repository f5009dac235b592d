import { currentContext, type Queryable, sql, type Sql } from '@pakashop/platform';

/** The state machines of the backend and where their state stands. */
const MACHINES = {
  order: { table: sql`backend.orders`, state: sql`status` },
  shop_order: { table: sql`backend.shop_orders`, state: sql`status` },
  payment: { table: sql`backend.payments`, state: sql`status` },
  attempt: { table: sql`backend.payment_attempts`, state: sql`state` },
} as const;

export type Machine = keyof typeof MACHINES;

export interface Move {
  readonly machine: Machine;
  readonly id: string;
  /** The states from which the move is allowed. */
  readonly from: readonly string[];
  readonly to: string;
  /** What made it happen: `callback`, `poll`, `customer cancelled`. */
  readonly cause: string;
  /** Further columns set with the state. */
  readonly set?: Sql;
}

/**
 * Moves one subject from one of the allowed states to another and writes down cause and actor. The only way a state
 * changes.
 *
 * @returns false when it is in none of the allowed states: re-read and decide.
 */
export async function move(db: Queryable, { machine, id, from, to, cause, set }: Move): Promise<boolean> {
  const { table, state } = MACHINES[machine];
  const moved = await db.execute(sql`
    WITH old AS (SELECT id, ${state} AS state FROM ${table} WHERE id = ${id} AND ${state} = ANY(${from}) FOR UPDATE),
    changed AS (
      UPDATE ${table} t SET ${state} = ${to}${set ? sql`, ${set}` : sql``} FROM old WHERE t.id = old.id RETURNING t.id)
    INSERT INTO backend.transitions (machine, subject_id, seq, from_state, to_state, cause, actor)
    SELECT ${machine}, old.id,
           coalesce((SELECT max(seq) FROM backend.transitions WHERE machine = ${machine} AND subject_id = old.id), 0) + 1,
           old.state, ${to}, ${cause}, ${currentContext()?.actor ?? 'system'}
    FROM old JOIN changed USING (id)`);
  return moved === 1;
}

/**
 * Writes down how subjects came to be: the first row of their history. It is a part for the statement that inserts them,
 * behind its WITH.
 */
export const beginning = (subjects: readonly (readonly [Machine, string])[], state: string, cause: string): Sql => sql`
  INSERT INTO backend.transitions (machine, subject_id, seq, from_state, to_state, cause, actor)
  SELECT s.machine, s.id, 1, NULL, ${state}, ${cause}, ${currentContext()?.actor ?? 'system'}
  FROM unnest(${subjects.map(([machine]) => machine)}::text[], ${subjects.map(([, id]) => id)}::uuid[]) AS s (machine, id)`;

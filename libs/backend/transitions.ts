import { currentContext, join, type Queryable, sql, type Sql } from '@pakashop/platform';

/** The state machines of the backend and where their state stands. */
const MACHINES = {
  order: { table: sql`backend.orders`, state: sql`status` },
  shop_order: { table: sql`backend.shop_orders`, state: sql`status` },
  payment: { table: sql`backend.payments`, state: sql`status` },
  attempt: { table: sql`backend.payment_attempts`, state: sql`state` },
  refund: { table: sql`backend.refunds`, state: sql`state` },
  refund_attempt: { table: sql`backend.refund_attempts`, state: sql`state` },
  application: { table: sql`backend.applications`, state: sql`state` },
  shop: { table: sql`backend.shops`, state: sql`status` },
  agent: { table: sql`backend.agents`, state: sql`status` },
  fleet: { table: sql`backend.fleets`, state: sql`status` },
  delivery: { table: sql`backend.deliveries`, state: sql`state` },
  dispute: { table: sql`backend.disputes`, state: sql`state` },
} as const;

export type Machine = keyof typeof MACHINES;

export interface Move {
  readonly machine: Machine;
  /** One subject, or several of one machine. */
  readonly id: string | readonly string[];
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
export async function move(db: Queryable, step: Move): Promise<boolean> {
  return (await moveAll(db, [step])) > 0;
}

/**
 * Makes several moves in one statement; no two of them may be of one subject.
 *
 * @returns how many subjects moved; the others are in none of the allowed states
 */
export function moveAll(db: Queryable, moves: readonly Move[]): Promise<number> {
  return db.execute(sql`
    WITH ${join(
      moves.map((step, i) => sql`${stepName(i)} AS (${changing(step)})`),
      ', ',
    )}
    INSERT INTO backend.transitions (machine, subject_id, seq, from_state, to_state, cause, actor)
    ${join(
      moves.map((step, i) => history(step, stepName(i))),
      ' UNION ALL ',
    )}`);
}

const NAMES = [sql`a`, sql`b`, sql`c`, sql`d`, sql`e`, sql`f`] as const;
const stepName = (i: number): Sql => NAMES[i]!;

/** The row counts its moves, so that two who wait for each other never write the same place in its history. */
function changing({ machine, id, from, to, set }: Move): Sql {
  const { table, state } = MACHINES[machine];
  // As a subselect the list has no length that a plan depends on, so that the statement is planned once per connection.
  const subject = typeof id === 'string' ? sql`t.id = ${id}` : sql`t.id = ANY((SELECT ${id}::uuid[])::uuid[])`;
  return sql`
    UPDATE ${table} t SET ${state} = ${to}, moves = t.moves + 1${set ? sql`, ${set}` : sql``}
    WHERE ${subject} AND t.${state} = ANY(${from}) RETURNING t.id, new.moves AS seq, old.${state} AS from_state`;
}

const history = ({ machine, to, cause }: Move, name: Sql): Sql => sql`
  SELECT ${machine}::text, id, seq, from_state, ${to}::text, ${cause}::text, ${currentContext()?.actor ?? 'system'}::text
  FROM ${name}`;

/**
 * Writes down how subjects came to be: the first row of their history. It is a part for the statement that inserts them,
 * behind its WITH.
 */
export const beginning = (subjects: readonly (readonly [Machine, string])[], state: string, cause: string): Sql => sql`
  INSERT INTO backend.transitions (machine, subject_id, seq, from_state, to_state, cause, actor)
  SELECT s.machine, s.id, 1, NULL, ${state}, ${cause}, ${currentContext()?.actor ?? 'system'}
  FROM unnest(${subjects.map(([machine]) => machine)}::text[], ${subjects.map(([, id]) => id)}::uuid[]) AS s (machine, id)`;

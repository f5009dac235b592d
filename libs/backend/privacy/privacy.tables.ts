import type { Outbox, Queryable, Sql, Tx } from '@pakashop/platform';

/** What becomes of a person's rows when the person is erased. */
export type Fate =
  | { readonly fate: 'deleted' }
  | {
      readonly fate: 'emptied';
      /** Assignments over the row `t` that take what is personal out of it. */
      readonly set: Sql;
      /** Why the rest stays. */
      readonly because: string;
    }
  | { readonly fate: 'kept'; readonly because: string };

/** One table that holds something about people, as its area declares it. */
export type PersonalTable = Fate & {
  /** With its schema, `backend.orders`. */
  readonly table: string;
  /** Which rows `t` are about the person. */
  readonly of: (userId: string) => Sql;
  /** Columns that are no business of the person: secrets, hashes, keys. */
  readonly hidden?: readonly string[];
};

/** Something that has to end before a person can be erased. */
export interface Blocker {
  /** `open_order`, `role`; a stable word for clients. */
  readonly reason: string;
  readonly count: number;
}

/** What an area holds about people. Tables stand in the order in which they are erased. */
export interface PersonalData {
  readonly area: string;
  readonly tables: readonly PersonalTable[];
  /** What stands against the erasure of a person at this moment. */
  readonly blockers?: (db: Queryable, userId: string) => Promise<readonly Blocker[]>;
  /** Tells other domains what they have to forget, too, while the rows still say whom it is about. */
  readonly tell?: (tx: Tx, outbox: Outbox, userId: string) => Promise<void>;
}

export const DELETED = { fate: 'deleted' } as const;
export const kept = (because: string) => ({ fate: 'kept', because }) as const;
export const emptied = (set: Sql, because: string) => ({ fate: 'emptied', set, because }) as const;

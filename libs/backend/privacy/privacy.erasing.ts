import { join, named, type Outbox, type Queryable, sql, type Tx } from '@pakashop/platform';
import { privacyProblems as problems } from './privacy.errors.js';
import { PERSONAL_DATA } from './privacy.registry.js';
import type { Blocker } from './privacy.tables.js';

/** What stands against the erasure of a person at this moment. */
export async function blockersOf(db: Queryable, userId: string): Promise<Blocker[]> {
  const found: Blocker[] = [];
  for (const { blockers } of PERSONAL_DATA) found.push(...((await blockers?.(db, userId)) ?? []));
  return found.filter(({ count }) => count > 0);
}

/** @throws Problem privacy.blocked with what it is `blockedBy` */
export async function assertFree(db: Queryable, userId: string): Promise<void> {
  const blockedBy = await blockersOf(db, userId);
  if (blockedBy.length === 0) return;
  throw problems.blocked('blockedBy names what has to end, be handed over or be withdrawn first.', {
    extra: { blockedBy },
  });
}

/** Tells other domains that a person is erased, in the transaction that does it. */
export async function tellOthers(tx: Tx, outbox: Outbox, userId: string): Promise<void> {
  for (const { tell } of PERSONAL_DATA) await tell?.(tx, outbox, userId);
}

/** Erases a person from every table that holds something about them; answers in how many rows, by table. */
export async function eraseFrom(tx: Tx, userId: string): Promise<Record<string, number>> {
  const done: Record<string, number> = {};
  for (const entry of PERSONAL_DATA.flatMap(({ tables }) => tables)) {
    if (entry.fate === 'kept') continue;
    const [table, where] = [named(entry.table), entry.of(userId)];
    done[entry.table] = await tx.execute(
      entry.fate === 'deleted'
        ? sql`DELETE FROM ${table} t WHERE ${where}`
        : join([sql`UPDATE ${table} t SET`, entry.set, sql`WHERE`, where], ' '),
    );
  }
  return done;
}

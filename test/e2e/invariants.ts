import type { Queryable, Sql } from '@pakashop/platform';
import type pg from 'pg';
import { checkLedger } from '../../libs/settlement/ledger.check.js';
import { differences } from './books.js';
import { MUST_BE_EMPTY, OPEN_WORK } from './invariants.queries.js';
import type { Acknowledged } from './people.js';
import type { Books } from './sandbox.js';

/** What is under way, in words: empty once everything has converged. */
export async function openWork(db: pg.Pool): Promise<string[]> {
  const { rows } = await db.query<{ what: string }>(OPEN_WORK);
  return rows.map(({ what }) => what);
}

/** The tests' own connections, as the domains see a database. */
const reader = (db: pg.Pool): Queryable => {
  const rows = async ({ text, values }: Sql) => (await db.query(text, [...values])).rows as unknown[];
  return { rows, maybe: async (query: Sql) => (await rows(query))[0] } as unknown as Queryable;
};

/** The ledger as it was: nothing of it may change ever after (INV-03). */
export type LedgerMemory = ReadonlyMap<string, string>;

export async function rememberLedger(db: pg.Pool): Promise<LedgerMemory> {
  const { rows } = await db.query<{ id: string; hash: string }>(`
    SELECT 'entry ' || id AS id, md5(e::text) AS hash FROM settlement.ledger_entries e
    UNION ALL SELECT 'transaction ' || id, md5(t::text) FROM settlement.ledger_transactions t`);
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

export interface Evidence {
  /** What the providers believe they took. */
  readonly books: Books;
  /** The ledger before. */
  readonly ledger: LedgerMemory;
  readonly acknowledged: readonly Acknowledged[];
  /** Forged callbacks that were let in. */
  readonly letIn: readonly string[];
}

/** Names each invariant that does not hold, with the first rows that break it. */
export async function brokenInvariants(
  db: pg.Pool,
  { books, ledger, acknowledged, letIn }: Evidence,
): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, query] of Object.entries(MUST_BE_EMPTY)) {
    const { rows } = await db.query(query);
    if (rows.length > 0) broken.push(`${name}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  const { checks } = await checkLedger(reader(db));
  for (const { id, rule, violations } of checks) {
    if (violations.length > 0) broken.push(`${id} ${rule}: ${JSON.stringify(violations.slice(0, 3))}`);
  }
  const now = await rememberLedger(db);
  const changed = [...ledger].filter(([id, hash]) => now.get(id) !== hash).map(([id]) => id);
  if (changed.length > 0) broken.push(`INV-03 postings stay: ${changed.slice(0, 3).join(', ')}`);
  broken.push(...letIn.map((what) => `INV-14 a forged callback was let in: ${what}`));
  return [...broken, ...(await lostAnswers(db, acknowledged)), ...(await differences(db, books))];
}

/** INV-10: what was answered with success exists, one object per key, and a repeat would get the same answer. */
async function lostAnswers(db: pg.Pool, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>(
    `SELECT a.key FROM jsonb_to_recordset($1::jsonb) AS a("key" text, "orderId" uuid)
     LEFT JOIN backend.orders o ON o.id = a."orderId"
     LEFT JOIN platform.idempotency i ON i.key = a.key AND i.state = 'DONE' AND i.response ->> 'id' = a."orderId"::text
     WHERE o.id IS NULL OR i.key IS NULL`,
    [JSON.stringify(acknowledged)],
  );
  return rows.map(({ key }) => `INV-10 the order answered under the key ${key} is lost`);
}

import { Inject, Injectable } from '@nestjs/common';
import { Pause } from '../pause.js';
import { DataKeys, KEPT_MS } from './data-keys.js';
import { Database, type Tx } from './database.js';
import { named, sql } from './sql.js';
import { type SealedColumn, SEALED_COLUMNS, sealedUnder, Vault } from './vault.js';

const BATCH = 100;
/** Policies let it see every row of sealed columns. */
const SERVICE = 'vault';
/** After so long no process seals under a key that was retired. */
const SETTLE_MS = 2 * KEPT_MS;

/**
 * Changes keys while everything runs. A retired key stays readable until nothing is sealed under it, and a day longer
 * than its last use could be.
 */
@Injectable()
export class VaultRotation {
  constructor(
    private readonly db: Database,
    private readonly keys: DataKeys,
    private readonly vault: Vault,
    @Inject(SEALED_COLUMNS) private readonly columns: readonly SealedColumn[],
  ) {}

  /**
   * Retires the key that seals. From then on this process seals under the next one; others follow within seconds.
   */
  rotate(): Promise<void> {
    return this.keys.rotate();
  }

  /** Wraps every data key under the first of DATA_KEYS; answers how many it changed. */
  rewrap(): Promise<number> {
    return this.keys.rewrap();
  }

  /**
   * Seals everything anew that stands under another key than the current one, and looks again once no process uses the
   * old one any more. Answers how many values it changed.
   *
   * @param settleMs how long to wait for the other processes
   */
  async reseal(settleMs = SETTLE_MS): Promise<number> {
    const settled = performance.now() + settleMs;
    let changed = 0;
    for (;;) {
      const begun = performance.now();
      const found = await this.pass();
      changed += found;
      if (found === 0 && begun >= settled) return changed;
      if (found === 0) await new Pause().for(settled - performance.now());
    }
  }

  /** Deletes keys that were retired more than a day ago and that no value needs; answers how many. */
  async prune(): Promise<number> {
    return this.everywhere(async (tx) => {
      const retired = await tx.rows<{ id: string }>(sql`
        SELECT id FROM platform.data_keys WHERE retired_at < now() - interval '1 day' FOR UPDATE`);
      const unused: string[] = [];
      for (const { id } of retired) if (!(await this.isUsed(tx, id))) unused.push(id);
      return tx.execute(sql`DELETE FROM platform.data_keys WHERE id = ANY(${unused}::uuid[])`);
    });
  }

  /** Goes once through all columns. */
  private async pass(): Promise<number> {
    const { id } = await this.keys.current('SEAL');
    let changed = 0;
    for (const column of this.columns) {
      let last: string | undefined;
      do {
        const batch = await this.batch(column, id, last);
        changed += batch.changed;
        last = batch.last;
      } while (last !== undefined);
    }
    return changed;
  }

  /** A value that somebody changes at the same moment is left to them: it is sealed under the new key already. */
  private async batch({ table, column, id }: SealedColumn, keyId: string, after: string | undefined) {
    return this.everywhere(async (tx) => {
      const rows = await tx.rows<{ row: string; sealed: string }>(sql`
        SELECT ${named(id)}::text AS row, ${named(column)} AS sealed FROM ${named(table)}
        WHERE ${named(column)} LIKE 'v1.%' AND NOT starts_with(${named(column)}, ${sealedUnder(keyId)})
          AND (${after ?? null}::text IS NULL OR ${named(id)} > ${after ?? null})
        ORDER BY ${named(id)} LIMIT ${BATCH}`);
      let changed = 0;
      for (const { row, sealed } of rows) {
        const place = { table, column, row };
        const anew = await this.vault.seal(await this.vault.open(sealed, place), place);
        changed += await tx.execute(sql`
          UPDATE ${named(table)} SET ${named(column)} = ${anew} WHERE ${named(id)} = ${row} AND ${named(column)} = ${sealed}`);
      }
      return { changed, last: rows.length === BATCH ? rows.at(-1)!.row : undefined };
    });
  }

  private async isUsed(tx: Tx, keyId: string): Promise<boolean> {
    for (const { table, column } of this.columns) {
      const used = await tx.maybe(
        sql`SELECT 1 FROM ${named(table)} WHERE starts_with(${named(column)}, ${sealedUnder(keyId)}) LIMIT 1`,
      );
      if (used) return true;
    }
    return false;
  }

  /** @throws Error for a table whose policies hide rows from here: what is not seen must not count as absent */
  private everywhere<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.db.as({ service: SERVICE }, async (tx) => {
      const tables = [...new Set(this.columns.map(({ table }) => table))];
      const hidden = await tx.rows<{ table: string }>(sql`
        SELECT t.name AS table FROM unnest(${tables}::text[]) AS t (name) JOIN pg_class c ON c.oid = t.name::regclass
        WHERE c.relrowsecurity AND NOT EXISTS (
          SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polpermissive
            AND pg_get_expr(p.polqual, p.polrelid) LIKE ${`%serves(%${SERVICE}%`})`);
      if (hidden.length > 0)
        throw new Error(`row-level security hides rows from the vault: ${hidden.map((row) => row.table).join(', ')}`);
      return work(tx);
    });
  }
}

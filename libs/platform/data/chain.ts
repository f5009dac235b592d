import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { PlatformConfig } from '../platform.config.js';
import { type JsonObject, genesis, linkHash } from './chain.rules.js';
import { Database, type Tx } from './database.js';
import { firstKey, readKeyring } from './keyring.js';
import { sql, type Sql } from './sql.js';

/** An append-only table whose rows are sealed. */
export interface ChainedTable {
  /** Name of the chain. */
  readonly chain: string;
  readonly table: Sql;
  /** A bigint column that a sequence of the database numbers. */
  readonly id: Sql;
  /** All columns as one jsonb object; times as text, see {@link utc}. Columns may be added, never changed or taken. */
  readonly row: Sql;
}

/** The tables that the hosted domains have sealed. */
export const CHAINS = Symbol('pakashop:chains');

/** A timestamptz as text that does not depend on the settings of a connection. */
export const utc = (column: Sql): Sql => sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const BATCH = 500;
/** A statement takes its number a moment before its transaction has an id; it cannot take longer than that over it. */
const STALL_SECONDS = 60;

interface State {
  readonly floor: number;
  readonly nextFloor: number;
  /** Nothing that ran when the next floor was noted runs any more. */
  readonly isSettled: boolean;
  readonly isNoted: boolean;
}

/**
 * Ties committed rows into a chain of keyed hashes, so that a row that is altered, taken out or put in shows. Never part
 * of a business transaction: those would wait for each other.
 *
 * Rows commit in another order than they are numbered in. What is looked through again and again is therefore every row
 * above a floor, and the floor rises only to numbers below which no running transaction can still have a row.
 */
@Injectable()
export class Sealer {
  private readonly logger = new Logger(Sealer.name);
  private readonly keyId: string;
  private readonly key: Buffer;

  constructor(
    @Inject(CHAINS) private readonly tables: readonly ChainedTable[],
    private readonly db: Database,
    @Inject(PlatformConfig) config: PlatformConfig,
  ) {
    [this.keyId, this.key] = firstKey(readKeyring(config.AUDIT_KEY));
  }

  @Interval('platform.seal', 1_000)
  async tick(): Promise<void> {
    await this.seal().catch((error: unknown) =>
      this.logger.warn({ err: error }, 'rows could not be sealed; tried again'),
    );
  }

  /** Seals every row that is committed and not sealed yet; answers how many. */
  async seal(): Promise<number> {
    let sealed = 0;
    for (const table of this.tables) {
      let count: number;
      do sealed += count = await this.db.transaction((tx) => this.sealBatch(tx, table));
      while (count === BATCH);
    }
    return sealed;
  }

  /** One sealer at a time; the next one sees the links of this one. */
  private async sealBatch(tx: Tx, table: ChainedTable): Promise<number> {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`platform.chains ${table.chain}`}, 0))`);
    const state = await this.stateOf(tx, table);
    const rows = await tx.rows<{ id: number; row: JsonObject }>(sql`
      SELECT t.id, t.row FROM (SELECT ${table.id} AS id, ${table.row} AS row FROM ${table.table}) t
      WHERE t.id > ${state.floor} AND NOT EXISTS (
        SELECT FROM platform.chain_links l WHERE l.chain = ${table.chain} AND l.row_id = t.id)
      ORDER BY t.id LIMIT ${BATCH}`);
    if (rows.length > 0) await this.append(tx, table.chain, rows);
    if (rows.length < BATCH) await raiseFloor(tx, table, state);
    return rows.length;
  }

  private async stateOf(tx: Tx, { chain }: ChainedTable): Promise<State> {
    const state = await tx.maybe<State>(sql`
      SELECT floor, next_floor AS "nextFloor", next_floor > floor AS "isNoted",
        next_xid <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
          AND next_at < now() - make_interval(secs => ${STALL_SECONDS}) AS "isSettled"
      FROM platform.chains WHERE chain = ${chain}`);
    if (state) return state;
    await tx.execute(sql`INSERT INTO platform.chains (chain) VALUES (${chain})`);
    return { floor: 0, nextFloor: 0, isNoted: false, isSettled: false };
  }

  private async append(tx: Tx, chain: string, rows: readonly { id: number; row: JsonObject }[]): Promise<void> {
    const { sealedAt } = await tx.one<{ sealedAt: string }>(sql`SELECT ${utc(sql`now()`)} AS "sealedAt"`);
    const last = await tx.maybe<{ sequence: number; hash: Buffer }>(sql`
      SELECT sequence, hash FROM platform.chain_links WHERE chain = ${chain} ORDER BY sequence DESC LIMIT 1`);
    const first = (last?.sequence ?? 0) + 1;
    let hash = last?.hash ?? genesis(chain);
    const hashes = rows.map(({ row }, i) => (hash = linkHash(this.key, hash, { sequence: first + i, sealedAt, row })));
    await tx.execute(sql`
      INSERT INTO platform.chain_links (chain, sequence, row_id, hash, key_id, sealed_at)
      SELECT ${chain}, ${first - 1} + n, id, hash, ${this.keyId}, ${sealedAt}::timestamptz
      FROM unnest(${rows.map(({ id }) => id)}::bigint[], ${hashes}::bytea[]) WITH ORDINALITY AS links (id, hash, n)`);
  }
}

/**
 * Raises the floor to the number that was noted once it is settled, and notes the next one. After a restore into another
 * server the noted transaction is one of its future; then it is noted anew.
 */
async function raiseFloor(tx: Tx, table: ChainedTable, { floor, nextFloor, isNoted, isSettled }: State): Promise<void> {
  if (isNoted && isSettled) {
    await tx.execute(sql`UPDATE platform.chains SET floor = next_floor WHERE chain = ${table.chain}`);
  }
  const { highest } = await tx.one<{ highest: number }>(
    sql`SELECT coalesce(max(${table.id}), 0) AS highest FROM ${table.table}`,
  );
  const reached = isNoted && isSettled ? nextFloor : floor;
  if (highest <= reached) return;
  await tx.execute(sql`
    UPDATE platform.chains
    SET next_floor = ${highest}, next_xid = pg_snapshot_xmax(pg_current_snapshot())::text::bigint, next_at = now()
    WHERE chain = ${table.chain}
      AND (${!isNoted || isSettled} OR next_xid > pg_snapshot_xmax(pg_current_snapshot())::text::bigint)`);
}

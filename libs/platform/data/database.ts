import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import pg from 'pg';
import { Topology } from '../contract/topology.js';
import { PlatformConfig } from '../platform.config.js';
import { CommitUnknownError, mayRetry } from './errors.js';
import type { Sql } from './sql.js';
import { Statements } from './statements.js';
import { type Viewer, viewing } from './viewer.js';

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a safe integer`);
  return value;
});

/** Time-outs of R14: nothing waits for ever. */
const SESSION = '-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=5000';

/** After a deadlock the work is tried again, so often in all. */
const TRIES = 3;

/** Processes never act as the owner of the tables; a domain that runs alone may use only its own schema. */
const roleOf = ({ hosted }: Topology): string => `pakashop_${hosted.length === 1 ? hosted[0] : 'app'}`;

/** Reads and writes with hand-written SQL; the pool itself or one transaction. */
export abstract class Queryable {
  protected abstract run(text: string, values: readonly unknown[]): Promise<pg.QueryResult>;

  /** All rows, typed by the caller beside the statement. */
  async rows<Row>(statement: Sql): Promise<Row[]> {
    return (await this.run(statement.text, statement.values)).rows as Row[];
  }

  /** The first row, or undefined. */
  async maybe<Row>(statement: Sql): Promise<Row | undefined> {
    return (await this.rows<Row>(statement))[0];
  }

  /** Exactly one row; anything else is a bug. */
  async one<Row>(statement: Sql): Promise<Row> {
    const rows = await this.rows<Row>(statement);
    if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}: ${statement.text}`);
    return rows[0]!;
  }

  /** Number of rows that were changed. */
  async execute(statement: Sql): Promise<number> {
    return (await this.run(statement.text, statement.values)).rowCount ?? 0;
  }
}

/** One open transaction. Only what was given it commits; nothing here may call another company. */
export class Tx extends Queryable {
  readonly afterCommit: (() => void)[] = [];
  private isOver = false;
  private failure?: Error;
  constructor(private readonly client: pg.PoolClient) {
    super();
  }
  protected async run(text: string, values: readonly unknown[]) {
    // Of several statements under way one may fail: what the others would do next must not happen outside.
    if (this.isOver) throw new Error('the transaction is over');
    try {
      return await together(this.client, () => runPrepared(this.client, text, values));
    } catch (error) {
      // PostgreSQL answers in order; those behind the one that failed only hear that the transaction is aborted.
      throw (this.failure ??= error as Error);
    }
  }
  /** Says for whom it acts from here on, where policies look at each row; what was said before of the other kind stays. */
  async as(viewer: Viewer): Promise<void> {
    await this.execute(viewing(viewer));
  }
  /** Runs once the transaction is committed, and not at all otherwise: cache hints, wake-ups. */
  onCommit(hook: () => void): void {
    this.afterCommit.push(hook);
  }
  /** From here on nothing can be done in it. */
  end(): void {
    this.isOver = true;
  }
}

/** The pool of plain `pg` connections of this process; PostgreSQL is the only truth. */
@Injectable()
export class Database extends Queryable implements OnApplicationShutdown {
  private readonly logger = new Logger(Database.name);
  /** Shared with Prisma; everybody else uses the methods here. */
  readonly pool: pg.Pool;
  private readonly statements: Statements;

  constructor(@Inject(PlatformConfig) config: PlatformConfig, topology: Topology) {
    super();
    this.pool = new pg.Pool({
      connectionString: config.DATABASE_URL,
      max: config.DATABASE_POOL,
      connectionTimeoutMillis: 3_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      pipeline: true,
      options: `${SESSION} -c role=${config.DATABASE_ROLE ?? roleOf(topology)}`,
      application_name: 'pakashop',
    });
    this.statements = new Statements(this.pool);
    // Without a listener on every client, a database restart ends the process (node-postgres #2386).
    this.pool.on('error', (error) => this.logger.warn({ err: error }, 'idle database connection lost'));
    this.pool.on('connect', (client) => {
      client.on('error', (error) => this.logger.warn({ err: error }, 'database connection lost'));
    });
  }

  protected run(text: string, values: readonly unknown[]) {
    return this.statements.run((client) => together(client, () => runPrepared(client, text, values)));
  }

  /** Gauges for readiness and metrics. */
  get stats() {
    const { totalCount: total, idleCount: idle, waitingCount } = this.pool;
    return { total, idle, waiting: waitingCount + this.statements.backlog };
  }

  /**
   * Runs work in one transaction; work may run again after a deadlock, so it must touch nothing but the database.
   *
   * @throws CommitUnknownError when the answer to COMMIT was lost.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, tries = TRIES): Promise<T> {
    return this.repeatedly(work, 'BEGIN', tries);
  }

  /** A {@link transaction} for somebody: without it no row is seen of tables whose policies look at each row. */
  as<T>(viewer: Viewer, work: (tx: Tx) => Promise<T>): Promise<T> {
    // Both leave together, in this order.
    return this.transaction(async (tx) => (await Promise.all([tx.as(viewer), work(tx)]))[1]);
  }

  /**
   * A transaction whose COMMIT does not wait for the disk: a crash of the server may forget it as a whole, as long as no
   * later one that waited has committed. Only for what is done again then, because its cause is still open.
   */
  forgettable<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.repeatedly(work, 'BEGIN; SET LOCAL synchronous_commit = off', TRIES);
  }

  private async repeatedly<T>(work: (tx: Tx) => Promise<T>, begin: string, tries: number): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work, begin);
      } catch (error) {
        if (attempt >= tries || !mayRetry(error)) throw error;
      }
    }
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>, begin: string): Promise<T> {
    const client = await this.pool.connect();
    const tx = new Tx(client);
    let broken: Error | undefined;
    try {
      // It travels with the first statement; when it fails, so does that one.
      together(client, () => client.query(begin)).catch(() => undefined);
      const result = await work(tx).finally(() => tx.end());
      await commit(client);
      for (const hook of tx.afterCommit) hook();
      return result;
    } catch (error) {
      // A connection whose state is not known must not go back to the pool.
      if (error instanceof CommitUnknownError) broken = error;
      else await client.query('ROLLBACK').catch((lost: Error) => void (broken = lost));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

async function commit(client: pg.PoolClient): Promise<void> {
  try {
    const { command } = await client.query('COMMIT');
    if (command === 'COMMIT') return;
  } catch (error) {
    // Only an ERROR is the server's word that it refused; a lost connection or a FATAL says nothing.
    if ((error as { severity?: string }).severity === 'ERROR') throw error;
    throw new CommitUnknownError(error);
  }
  // PostgreSQL answers ROLLBACK to the COMMIT of a transaction in which a statement had failed.
  throw new Error('the transaction had failed before COMMIT');
}

const names = new Map<string, string>();

/** Every statement is prepared once per connection under a name made from its text: a third cheaper than unnamed. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known) return known;
  if (names.size >= 2_000) return undefined; // statements built from parts without end are sent unprepared
  const name = createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

function runPrepared(client: pg.PoolClient, text: string, values: readonly unknown[]) {
  return client.query({ name: nameOf(text), text, values: values as unknown[] });
}

/**
 * What one connection is given in one turn of the event loop leaves in one packet: a statement that does not wait for the
 * answer to the one before costs no round trip (pipelining). PostgreSQL still runs them one after the other.
 */
function together<T>(client: pg.PoolClient, send: () => T): T {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  if (stream.writableCorked === 0) {
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
  return send();
}

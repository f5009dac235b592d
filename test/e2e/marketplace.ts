import { afterAll, afterEach, beforeAll, beforeEach, expect, jest } from '@jest/globals';
import pg from 'pg';
import { type Catalogue, stockCatalogue } from './catalogue.js';
import { commonEnvironment, NOT_FOUND_SECONDS } from './environment.js';
import { brokenInvariants, openWork, rememberLedger, type LedgerMemory } from './invariants.js';
import { People } from './people.js';
import { ALL_DOMAINS, apiProcess, entryProcess, sandboxProcess } from './programs.js';
import { freePort, type Process, until } from './processes.js';
import type { Sandbox, SentMessage } from './sandbox.js';

export interface MarketplaceOptions {
  /** Further variables of api and worker. */
  readonly env?: NodeJS.ProcessEnv;
  readonly database?: string;
  readonly redis?: string;
  /** Domains that run in a process of their own, on their registered port: `{ pricing: 3014 }`. */
  readonly alone?: Readonly<Record<string, number>>;
  /** Variables of one process only, by its name: `{ pricing: { … } }`. */
  readonly own?: Readonly<Record<string, NodeJS.ProcessEnv>>;
}

/** A whole marketplace: api, worker and simulated providers as processes of their own, on free ports. */
export class Marketplace {
  readonly db: pg.Pool;
  readonly processes: Process[];
  readonly people: People;
  catalogue!: Catalogue;
  private memory: LedgerMemory = new Map();

  private constructor(
    readonly api: Process,
    readonly worker: Process,
    readonly sandbox: Sandbox,
    readonly env: NodeJS.ProcessEnv,
    further: readonly Process[],
  ) {
    this.processes = [sandbox, ...further, api, worker];
    this.db = new pg.Pool({ connectionString: env.DATABASE_URL, max: 2 });
    // A test may end the database under us.
    this.db.on('error', () => undefined);
    this.people = new People(this);
  }

  static async start(options: MarketplaceOptions = {}): Promise<Marketplace> {
    const [apiPort, workerPort, sandboxPort] = [await freePort(), await freePort(), await freePort()];
    const mail = `smtp://127.0.0.1:${await freePort()}`;
    const api = `http://127.0.0.1:${apiPort}`;
    const alone = Object.entries(options.alone ?? {});
    const own = options.own ?? {};
    const env = {
      ...commonEnvironment({
        api,
        sandbox: `http://127.0.0.1:${sandboxPort}`,
        mail,
        database: options.database ?? process.env.DATABASE_URL!,
        redis: options.redis ?? process.env.REDIS_URL!,
      }),
      HOST_DOMAINS: ALL_DOMAINS.filter((name) => !(name in (options.alone ?? {}))).join(','),
      ...Object.fromEntries(alone.map(([name, port]) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${port}`])),
      ...options.env,
    };
    const market = new Marketplace(
      apiProcess({ ...env, ...own.api }, apiPort),
      entryProcess('worker', workerPort, { ...env, ...own.worker, WORKER_PORT: String(workerPort) }),
      sandboxProcess(env, sandboxPort, api),
      env,
      alone.map(([name, port]) => entryProcess(name, port, { ...env, ...own[name] })),
    );
    await market.open();
    return market;
  }

  private async open(): Promise<void> {
    try {
      await Promise.all(this.processes.map((process) => process.start()));
      this.catalogue = await stockCatalogue(this);
    } catch (error) {
      this.explain();
      await this.stop();
      throw error;
    }
  }

  /** A further api beside the first, as behind a balancer. */
  async addApi(env: NodeJS.ProcessEnv = {}): Promise<Process> {
    const port = await freePort();
    const api = apiProcess({ ...this.env, PUBLIC_URL: `http://127.0.0.1:${port}`, ...env }, port);
    this.processes.push(api);
    await api.start();
    return api;
  }

  /** A further worker beside the first. */
  async addWorker(): Promise<Process> {
    const port = await freePort();
    const worker = entryProcess('worker', port, { ...this.env, WORKER_PORT: String(port) });
    this.processes.push(worker);
    await worker.start();
    return worker;
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.stop('SIGKILL')));
    await this.db.end().catch(() => undefined);
  }

  /** The one row of a query. */
  async row<Row extends object>(query: string, ...values: unknown[]): Promise<Row> {
    const { rows } = await this.db.query<Row>(query, values);
    if (rows.length !== 1) throw new Error(`${rows.length} rows: ${query}`);
    return rows[0]!;
  }

  async rows<Row extends object>(query: string, ...values: unknown[]): Promise<Row[]> {
    return (await this.db.query<Row>(query, values)).rows;
  }

  /** Waits until nothing is under way any more: no work that is due, no attempt that could still take money. */
  async converge(ms = 30_000): Promise<void> {
    let open: string[] = [];
    await until('everything has converged', async () => (open = await openWork(this.db)).length === 0, ms).catch(
      (error: Error) => {
        throw new Error(`${error.message}\n${open.join('\n')}`);
      },
    );
  }

  /**
   * The newest message that reached a number or an address; waits for one.
   *
   * @param after id of the newest one that is known already
   */
  message(to: string, after?: string): Promise<SentMessage> {
    return until(`a message reaches ${to}`, async () => {
      const reached = (await this.sandbox.messages(to)).filter(
        ({ state }) => state === 'delivered' || state === 'read',
      );
      return reached[0]?.id === after ? undefined : reached[0];
    });
  }

  /** After convergence all invariants hold, and the providers' books are ours. */
  async prove(): Promise<void> {
    await this.converge();
    expect(await this.broken()).toEqual([]);
    this.memory = await rememberLedger(this.db);
  }

  /** What does not hold now. */
  async broken(): Promise<string[]> {
    return brokenInvariants(this.db, {
      books: await this.sandbox.books(),
      ledger: this.memory,
      acknowledged: this.people.acknowledged,
      letIn: await this.sandbox.forgeriesLetIn(),
    });
  }

  /**
   * The time for which a killed process keeps work and requests from others runs out now: leases, claims of keys, and
   * what it may have taken off the queue. Only after the process that holds them is dead.
   */
  async passLeases(): Promise<void> {
    await this.db.query(`UPDATE platform.deliveries SET next_at = least(next_at, now()),
                           lease_until = CASE WHEN lease_until > now() THEN now() ELSE lease_until END
                         WHERE done_at IS NULL AND parked_at IS NULL AND next_at < now() + interval '60 seconds'`);
    await this.db.query(
      `UPDATE platform.idempotency SET locked_until = now() - interval '1 second' WHERE state = 'RUNNING'`,
    );
  }

  /** The time after which a payment that left no trace counts as never received has passed; it is asked about once more. */
  async passNotFound({ id }: { readonly id: string }): Promise<void> {
    const live = await this.rows<{ id: string }>(
      `UPDATE backend.payment_attempts SET sent_at = sent_at - make_interval(secs => $2)
       WHERE order_id = $1 AND state IN ('SENT', 'PENDING', 'UNKNOWN') RETURNING id`,
      id,
      NOT_FOUND_SECONDS,
    );
    for (const attempt of live) await this.bringForward('payments.follow_attempt', attempt.id);
  }

  /** Does what still waits for its time, so that what follows meets nothing but its own work. */
  async quiet(): Promise<void> {
    const follow = `handler LIKE '%.follow' AND done_at IS NULL`;
    await this.db.query(`UPDATE platform.deliveries SET next_at = now() WHERE ${follow} AND next_at > now()`);
    await until('all polls have ended', async () => {
      const { rowCount } = await this.db.query(`SELECT FROM platform.deliveries WHERE ${follow}`);
      return rowCount === 0;
    });
  }

  /** Polls come in an hour: only callbacks can tell. */
  async postponePolling(): Promise<void> {
    await this.db.query(`UPDATE platform.deliveries SET next_at = now() + interval '1 hour'
                         WHERE (handler LIKE '%.follow' OR handler LIKE '%.carry') AND done_at IS NULL`);
  }

  /** Brings a job that waits for its time forward to now: the poll of an attempt, the end of an order. */
  async bringForward(job: 'payments.expire_order' | 'payments.follow_attempt', subject: string): Promise<void> {
    if (job === 'payments.expire_order') await this.endOrder(subject);
    await this.db.query(
      `UPDATE platform.deliveries d SET next_at = now() FROM platform.outbox m
       WHERE m.id = d.message_id AND d.done_at IS NULL AND m.name = $1
         AND $2 IN (m.payload ->> 'orderId', m.payload ->> 'attemptId')`,
      [job, subject],
    );
  }

  /** The time of an order is over, and its end is ordered unless it has come to another. */
  private async endOrder(id: string): Promise<void> {
    await this.db.query(`UPDATE backend.orders SET expires_at = least(expires_at, now()) WHERE id = $1`, [id]);
    await until('the end of the order was noticed', async () => {
      const { noticed } = await this.row<{ noticed: boolean }>(
        `SELECT status <> 'PENDING' OR EXISTS (SELECT FROM platform.outbox WHERE key = 'expire:' || $1) AS noticed
         FROM backend.orders WHERE id = $1::uuid`,
        id,
      );
      return noticed;
    });
  }

  /** Shows what the processes said last. */
  explain(): void {
    for (const { name, output } of this.processes) {
      const lines = output.trim().split('\n').slice(-40).join('\n');
      process.stderr.write(`\n--- ${name} ---\n${lines}\n`);
    }
  }
}

/**
 * One marketplace for a file of specs. After each test it has to converge, all invariants have to hold and the books to
 * agree. When anything fails, the processes' last words are shown.
 */
export function useMarketplace(
  options: () => MarketplaceOptions | Promise<MarketplaceOptions> = () => ({}),
): () => Marketplace {
  // What is waited for has its own limit; a busy machine is no fault.
  jest.setTimeout(90_000);
  let market: Marketplace | undefined;
  let broken: string | undefined;
  beforeEach(() => {
    // What one test has left broken would only be found again and again.
    if (broken) throw new Error(`the marketplace is broken since "${broken}"`);
  });
  beforeAll(async () => {
    market = await Marketplace.start(await options());
  }, 60_000);
  afterEach(async () => {
    if (broken) return;
    try {
      await market!.sandbox.clearFaults();
      await market!.prove();
    } catch (error) {
      broken = expect.getState().currentTestName;
      market?.explain();
      throw error;
    }
  }, 60_000);
  afterAll(() => market?.stop(), 30_000);
  return () => market!;
}

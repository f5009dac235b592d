import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { Redis } from 'ioredis';
import { until } from './processes.js';

interface TestServices {
  startTestServices(): Promise<{ env: { TEST_PG_URL: string; TEST_REDIS_URL: string }; folder: string }>;
}
interface Template {
  ensureTemplate(adminUrl: string): Promise<string>;
}
interface Postgres {
  startPostgres(options: { dir: string; durable: boolean }): Promise<unknown>;
}
interface RedisServer {
  startRedis(options: { dir: string }): Promise<unknown>;
}

const tool = <T>(file: string): Promise<T> => import(`../../tools/${file}`) as Promise<T>;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A PostgreSQL and a Redis of one file of specs alone, so that they may be killed. */
export class OwnServices {
  private constructor(
    readonly database: string,
    readonly redis: string,
    private readonly folder: string,
  ) {}

  static async start(): Promise<OwnServices> {
    const { startTestServices } = await tool<TestServices>('check/test-services.mjs');
    const { ensureTemplate } = await tool<Template>('check/template-database.mjs');
    const { env, folder } = await startTestServices();
    const admin = new pg.Client({ connectionString: env.TEST_PG_URL });
    await admin.connect();
    await admin.query(`CREATE DATABASE pakashop_e2e TEMPLATE ${await ensureTemplate(env.TEST_PG_URL)}`);
    // A commit that was answered survives the end of the server, though not that of the machine.
    await admin.query('ALTER DATABASE pakashop_e2e SET synchronous_commit = on');
    await admin.end();
    const database = new URL(env.TEST_PG_URL);
    database.pathname = '/pakashop_e2e';
    return new OwnServices(database.href, env.TEST_REDIS_URL, folder);
  }

  private get postgresPid(): number {
    const note = readFileSync(path.join(this.folder, 'postgres/data/postmaster.pid'), 'utf8');
    return Number(note.split('\n')[0]);
  }

  /** kill -9, as when the machine loses the process. */
  async killPostgres(): Promise<void> {
    await end(this.postgresPid, 'SIGKILL');
  }

  /** Starts it again on its port, over what the dead one left. */
  async startPostgres(): Promise<void> {
    const { startPostgres } = await tool<Postgres>('services/postgres.mjs');
    await startPostgres({ dir: path.join(this.folder, 'postgres'), durable: false });
  }

  /** Forgets everything that is in Redis. */
  async emptyRedis(): Promise<void> {
    await this.command((client) => client.flushall());
  }

  /** kill -9; what was in it is gone. */
  async killRedis(): Promise<void> {
    const info = await this.command((client) => client.info('server'));
    await end(Number(/process_id:(\d+)/.exec(info)![1]), 'SIGKILL');
  }

  async startRedis(): Promise<void> {
    const { startRedis } = await tool<RedisServer>('services/redis.mjs');
    await startRedis({ dir: path.join(this.folder, 'redis') });
  }

  async stop(): Promise<void> {
    await this.killRedis().catch(() => undefined);
    // In good order: killed, it would leave its shared memory to the machine.
    await end(this.postgresPid, 'SIGINT').catch(() => undefined);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async command<T>(work: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.redis, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await work(client);
    } finally {
      client.disconnect();
    }
  }
}

async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  process.kill(pid, signal);
  await until(`process ${pid} is gone`, () => Promise.resolve(!isAlive(pid)));
}

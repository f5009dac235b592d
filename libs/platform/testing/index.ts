import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { compose } from '../contract/compose.js';
import type { DomainRow } from '../contract/topology.js';
import { Database, type Tx } from '../data/database.js';
import { type Sql, sql } from '../data/sql.js';
import { Actor, type ActorInit } from '../http/actor.js';
import { forwardActor } from '../http/internal.door.js';
import { ACTOR_HEADER, INTERNAL_KEY } from '../http/internal.headers.js';
import { kidOf, nameOf, prove, signingKey } from '../http/internal.proof.js';
import { createApplication } from '../run.js';
import { Processors } from '../work/processors.js';

export const INTERNAL_TEST_KEY = 'internal-test-key-0123456789';

/** Headers of a request that the gateway forwards: of this actor, or of nobody. */
export const forwarded = (actor: ActorInit = { kind: 'anonymous' }): Record<string, string> => ({
  'x-internal-key': INTERNAL_TEST_KEY,
  [ACTOR_HEADER]: forwardActor(new Actor(actor)),
});

export { listenInside } from '../http/internal.listener.js';

/** What lets the holder of an internal key in without knowing the key. */
export const publicKeyOf = (key: string): string => `ed25519.${nameOf(signingKey(key))}`;

interface Unsigned {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
}

/** Headers of a call that the holder of an internal key signs. */
export function signedBy(key: string, { method = 'GET', url, headers = {} }: Unsigned, body?: string) {
  const signer = signingKey(key);
  const typed: Record<string, string> =
    body === undefined ? headers : { 'content-type': 'application/json', ...headers };
  return { ...typed, [INTERNAL_KEY]: prove(signer, kidOf(nameOf(signer)), { method, url, headers: typed }, body) };
}

/** Environment of an application under test, the same on every machine; DATABASE_URL and REDIS_URL come from the test run. */
export const testEnv = (env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'test',
  LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
  INTERNAL_API_KEY: INTERNAL_TEST_KEY,
  DATA_KEYS: `test:${'a'.repeat(43)}=`,
  AUDIT_KEY: `test:${'b'.repeat(43)}=`,
  TOTP_ENCRYPTION_KEY: 'c'.repeat(64),
  CODE_KEY: 'd'.repeat(64),
  CLIENT_KEY_PEPPER: 'e'.repeat(64),
  PIN_KEY: `test:${'f'.repeat(43)}=`,
  DATABASE_POOL: '10',
  EVIDENCE_KEY: `test:${'g'.repeat(43)}=`,
  ...env,
});

const random = (bytes = 32) => randomBytes(bytes).toString('hex');

/** Secrets as production wants them, for {@link bootApp} with NODE_ENV=production. */
export const productionSecrets = (): NodeJS.ProcessEnv => ({
  INTERNAL_API_KEY: random(),
  DATA_KEYS: `one:${randomBytes(32).toString('base64')}`,
  AUDIT_KEY: `one:${randomBytes(32).toString('base64')}`,
  JWT_SECRET: random(),
  CODE_KEY: random(),
  TOTP_ENCRYPTION_KEY: random(),
  PIN_KEY: `one:${randomBytes(32).toString('base64')}`,
  EVIDENCE_KEY: `one:${randomBytes(32).toString('base64')}`,
  PAKASHOP_CLIENT_KEY: `pk_${random()}`,
  CLIENT_KEY_PEPPER: random(),
  PAWAPAY_API_KEY: random(),
  PAWAPAY_WEBHOOK_SECRET: random(),
  FLUTTERWAVE_SECRET_KEY: `FLWSECK-${random()}-X`,
  FLUTTERWAVE_SECRET_HASH: random(),
});

/**
 * Boots domains in this process against the test file's own database, ready for `app.inject`.
 *
 * @param entry `api`, `worker`, or a domain that then has all its faces
 * @param log where log lines go
 */
export async function bootApp(
  entry: string,
  registry: readonly DomainRow[],
  env: NodeJS.ProcessEnv = {},
  log?: DestinationStream,
): Promise<NestFastifyApplication> {
  const app = await createApplication(compose(entry, registry, testEnv(env), log));
  try {
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  } catch (error) {
    await app.close(); // else its connections keep the test's process alive
    throw error;
  }
  return app;
}

/**
 * Does all open work that is due now, in this process and in order, as the worker would; returns how many deliveries
 * were run. Work that comes due later is left.
 */
export async function drain(app: NestFastifyApplication, rounds = 50): Promise<number> {
  const db = app.get(Database);
  const processors = app.get(Processors);
  let done = 0;
  for (let round = 0; round < rounds; round++) {
    const due = await db.rows<{ id: number; free: boolean }>(sql`
      SELECT id, lease_until IS NULL OR lease_until <= now() AS free FROM platform.deliveries
      WHERE done_at IS NULL AND parked_at IS NULL AND next_at <= now() ORDER BY id`);
    if (due.length === 0) return done;
    const free = due.filter((delivery) => delivery.free);
    for (const { id } of free) await processors.run(id);
    done += free.length;
    // What the process's own workers have in hand ends by itself: that is not a round.
    if (free.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    if (free.length === 0) round -= 0.95;
  }
  throw new Error('the work did not come to an end');
}

/** The database as one of our services sees it, for specs that look behind the API at rows that policies guard. */
export class Behind {
  constructor(
    private readonly db: Database,
    private readonly service: string,
  ) {}
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.db.as({ service: this.service }, work);
  }
  rows<Row>(statement: Sql): Promise<Row[]> {
    return this.transaction((tx) => tx.rows<Row>(statement));
  }
  one<Row>(statement: Sql): Promise<Row> {
    return this.transaction((tx) => tx.one<Row>(statement));
  }
  execute(statement: Sql): Promise<number> {
    return this.transaction((tx) => tx.execute(statement));
  }
}

/** Changes what no role of our processes may: as the owner of the tables, who is not bound by their grants. */
export async function asOwner(...statements: readonly Sql[]): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    for (const { text, values } of statements) await client.query(text, [...values]);
  } finally {
    await client.end();
  }
}

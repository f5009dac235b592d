import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { compose } from '../contract/compose.js';
import type { DomainRow } from '../contract/topology.js';
import { Database } from '../data/database.js';
import { sql } from '../data/sql.js';
import { Actor, type ActorInit } from '../http/actor.js';
import { ACTOR_HEADER, forwardActor } from '../http/internal.door.js';
import { createApplication } from '../run.js';
import { Processors } from '../work/processors.js';

export const INTERNAL_TEST_KEY = 'internal-test-key-0123456789';

/** Headers of a request that the gateway forwards: of this actor, or of nobody. */
export const forwarded = (actor: ActorInit = { kind: 'anonymous' }): Record<string, string> => ({
  'x-internal-key': INTERNAL_TEST_KEY,
  [ACTOR_HEADER]: forwardActor(new Actor(actor)),
});

/** Environment of an application under test; DATABASE_URL and REDIS_URL come from the test run. */
export const testEnv = (env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'test',
  LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
  INTERNAL_API_KEY: INTERNAL_TEST_KEY,
  DATA_KEYS: `test:${'a'.repeat(43)}=`,
  ...env,
});

/**
 * Boots domains in this process against the test file's own database, ready for `app.inject`.
 *
 * @param entry `api`, `worker`, or a domain that then has all its faces
 */
export async function bootApp(
  entry: string,
  registry: readonly DomainRow[],
  env: NodeJS.ProcessEnv = {},
): Promise<NestFastifyApplication> {
  const app = await createApplication(entry, compose(entry, registry, testEnv(env)));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
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
    if (free.length === 0) round -= 0.05;
  }
  throw new Error('the work did not come to an end');
}

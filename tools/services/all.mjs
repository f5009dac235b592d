import path from 'node:path';
import { createProcesses } from '../run/processes.mjs';
import { serviceHome } from './home.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';

/**
 * Starts the services that are not given by address, side by side.
 *
 * @param {object} [options]
 * @param {string} [options.dir] where their data are; by default where `npm start` has them
 * @param {boolean} [options.durable] whether PostgreSQL survives a crash of the machine
 * @param {{ DATABASE_URL?: string, REDIS_URL?: string }} [options.given] addresses that make a service of ours needless
 * @param {ReturnType<typeof createProcesses>} [options.processes] who watches over them
 */
export async function startServices({ dir, durable = true, given = {}, processes = createProcesses() } = {}) {
  const home = dir ?? serviceHome();
  const [postgres, redis] = await settleAll([
    given.DATABASE_URL ? undefined : startPostgres({ dir: path.join(home, 'postgres'), durable, processes }),
    given.REDIS_URL ? undefined : startRedis({ dir: path.join(home, 'redis'), processes }),
  ]);
  return {
    env: { DATABASE_URL: given.DATABASE_URL ?? postgres.url, REDIS_URL: given.REDIS_URL ?? redis.url },
    postgres,
    redis,
    stop: () => processes.stop(),
  };
}

/** All answers, or the first failure once everything has come to rest. */
async function settleAll(promises) {
  const results = await Promise.allSettled(promises);
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  return results.map(({ value }) => value);
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig, PlatformConfig, RedisCache } from '@pakashop/platform';
import { testEnv } from '@pakashop/platform/testing';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Pace } from './messages.pace.js';

const cacheAt = (env: NodeJS.ProcessEnv) =>
  new RedisCache(loadConfig([PlatformConfig], testEnv(env)).get(PlatformConfig) as PlatformConfig);

describe('the pace towards a company', () => {
  const name = randomUUID();
  const caches: RedisCache[] = [];
  beforeAll(async () => {
    caches.push(cacheAt({}), cacheAt({}), cacheAt({ REDIS_URL: 'redis://127.0.0.1:1' }));
    await Promise.all(caches.slice(0, 2).map(({ client }) => client.status === 'ready' || once(client, 'ready')));
  });
  afterAll(() => Promise.all(caches.map(({ client, isReady }) => (isReady ? client.quit() : client.disconnect()))));

  /** How long so many turns take, shared by these processes. */
  async function timeOf(turns: number, paces: readonly Pace[]): Promise<number> {
    const start = performance.now();
    await Promise.all(
      Array.from({ length: turns }, async (_, i) => expect(await paces[i % paces.length]!.turn()).toBe(0)),
    );
    return performance.now() - start;
  }

  it('is kept by all processes together', async () => {
    const paces = caches.slice(0, 2).map((cache) => new Pace(cache, name, 20));
    expect(await timeOf(8, paces)).toBeGreaterThanOrEqual(7 * 49);
  });

  it('is kept by each process when Redis is away', async () => {
    expect(await timeOf(5, [new Pace(caches[2]!, name, 20)])).toBeGreaterThanOrEqual(4 * 49);
  });

  it('tells to come back instead of keeping somebody waiting for long', async () => {
    const slow = new Pace(caches[0]!, `${name}-slow`, 0.1);
    expect(await slow.turn()).toBe(0);
    expect(await slow.turn()).toBeGreaterThan(2_000);
  });
});

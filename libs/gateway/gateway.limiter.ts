import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { connectRedis, PlatformConfig } from '@pakashop/platform';
import type { Redis } from 'ioredis';
import { CHARGE_ALL } from './gateway.gcra.js';
import { LocalLedger } from './gateway.local.js';
import type { Demand } from './gateway.policies.js';
import { judge, type Verdict } from './gateway.quota.js';

/** After a failure Redis is left alone for so long, so that a slow one costs few requests their time-out. */
const PAUSE_MS = 250;

type Scripted = Redis & { chargeAll(keys: number, ...args: string[]): Promise<number[]> };

/**
 * Counts requests against their limits, all limits of a request in one call of Redis.
 *
 * While Redis is away or slower than REDIS_TIMEOUT_MS, each process counts alone, from nothing, by the same numbers; limits on
 * guessing and money then allow a quarter. So nothing waits, nothing is refused for Redis' sake, and with up to four
 * processes nobody gains tries by it.
 */
@Injectable()
export class Limiter implements OnApplicationShutdown {
  private readonly redis: Scripted;
  private readonly prefix: string;
  private readonly local = new LocalLedger();
  private readonly timeoutMs: number;
  private pausedUntil = 0;

  constructor(@Inject(PlatformConfig) config: PlatformConfig) {
    this.timeoutMs = config.REDIS_TIMEOUT_MS;
    this.prefix = `${config.REDIS_PREFIX}:limit:`;
    this.redis = connectRedis(config, 'limiter', {
      enableOfflineQueue: false,
      enableAutoPipelining: true,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
    }) as Scripted;
    this.redis.defineCommand('chargeAll', { lua: CHARGE_ALL });
  }

  /** Charges all demands or, when one of them is exhausted, none. Never rejects. */
  async take(demands: readonly Demand[]): Promise<Verdict> {
    if (this.redis.status !== 'ready' || performance.now() < this.pausedUntil) return this.local.take(demands);
    const answer = await this.ask(demands);
    if (answer) return judge(answer[0] === 1, demands, answer.slice(1));
    this.pausedUntil = performance.now() + PAUSE_MS;
    return this.local.take(demands);
  }

  /** The script's answer; undefined when there is none in time. */
  private ask(demands: readonly Demand[]): Promise<number[] | undefined> {
    const args = demands.map(({ key }) => this.prefix + key);
    for (const { policy, refund } of demands) args.push(...(refund ? policy.refund : policy.charge));
    return new Promise((resolve) => {
      const giveUp = (): void => resolve(undefined);
      // A process that was busy for long reads what has arrived before it calls Redis slow.
      const timer = setTimeout(() => setImmediate(giveUp), this.timeoutMs);
      this.redis
        .chargeAll(demands.length, ...args)
        .then(resolve, giveUp)
        .finally(() => clearTimeout(timer));
    });
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}

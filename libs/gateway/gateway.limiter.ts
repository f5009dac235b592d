import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { RedisCache } from '@pakashop/platform';
import type { Redis } from 'ioredis';
import { CHARGE_ALL } from './gateway.gcra.js';
import { GuardedLedger } from './gateway.guarded.js';
import { Leases } from './gateway.leases.js';
import { LocalLedger } from './gateway.local.js';
import type { Demand } from './gateway.policies.js';
import { judge, stricter, type Verdict } from './gateway.quota.js';

/** After a failure Redis is left alone for so long, so that a slow one costs few requests their time-out. */
const PAUSE_MS = 250;
const TIDY_MS = 1_000;

type Scripted = Redis & { chargeAll(keys: number, ...args: string[]): Promise<number[]> };

const isOpen = ({ policy }: Demand): boolean => !policy.isGuarded;

/**
 * Counts requests against their limits, all limits of a request in one call of Redis, or in none where all of them are busy
 * ones of which this process has charged some units ahead.
 *
 * While Redis is away or slower than REDIS_TIMEOUT_MS, each process counts alone, from nothing, by the same numbers: reads
 * do not wait and are not refused for Redis' sake. What guards guessing and money is counted in PostgreSQL.
 */
@Injectable()
export class Limiter implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly prefix: string;
  private readonly local = new LocalLedger();
  private readonly leases = new Leases((demands) => this.ask(demands, demands.length));
  private tidying?: NodeJS.Timeout;
  private pausedUntil = 0;

  constructor(
    private readonly redis: RedisCache,
    private readonly guarded: GuardedLedger,
  ) {
    this.prefix = `${redis.prefix}:limit:`;
    redis.client.defineCommand('chargeAll', { lua: CHARGE_ALL });
  }

  /**
   * Charges all demands of a set or, when one of them is exhausted, none. What stands in `then` is a set of its own, which
   * is charged when the first one was: who is stopped by it has still used up the first. Rejects only when a guarded
   * limit can be counted nowhere.
   */
  async take(demands: readonly Demand[], then: readonly Demand[] = []): Promise<Verdict> {
    const all = then.length === 0 ? demands : [...demands, ...then];
    const paid = this.leases.pay(all);
    if (paid) return paid;
    if (!this.redis.isReady || performance.now() < this.pausedUntil) return this.takeWithoutRedis(demands, then);
    const answer = await this.ask(all, demands.length);
    if (answer) {
      const [charged, ...debts] = answer;
      this.leases.hear(all, debts);
      return judge(all, charged!, debts);
    }
    this.pausedUntil = performance.now() + PAUSE_MS;
    return this.takeWithoutRedis(demands, then);
  }

  onApplicationBootstrap(): void {
    this.tidying = setInterval(() => void this.leases.tidy(), TIDY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.tidying);
  }

  private async takeWithoutRedis(demands: readonly Demand[], then: readonly Demand[]): Promise<Verdict> {
    const open = this.local.take(demands.filter(isOpen), then.filter(isOpen));
    const guarded = [...demands, ...then].filter(({ policy }) => policy.isGuarded);
    if (!open.allowed || guarded.length === 0) return open;
    return stricter(open, await this.guarded.take(guarded));
  }

  /** The script's answer; undefined when there is none in time. */
  private ask(demands: readonly Demand[], first: number): Promise<number[] | undefined> {
    const args = demands.map(({ key }) => this.prefix + key);
    args.push(String(first));
    for (const { policy, cost } of demands) {
      if (cost === 1) args.push(...policy.charge);
      else if (cost === -1) args.push(...policy.refund);
      else args.push(String(policy.interval), String(policy.window), String(cost));
    }
    return this.redis.attempt((client) => (client as Scripted).chargeAll(demands.length, ...args));
  }
}

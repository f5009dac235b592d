import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { PlatformConfig } from '../platform.config.js';

/**
 * What of Redis can be done without: caches, limits, hints. It may be emptied or away at any moment: everybody has a way
 * without it, nobody waits longer than REDIS_TIMEOUT_MS, and nothing is queued while it is away. One connection for all,
 * so that what a process asks in one turn of the event loop leaves in one packet.
 */
@Injectable()
export class RedisCache implements OnApplicationShutdown {
  readonly client: Redis;
  readonly prefix: string;
  private readonly timeoutMs: number;

  constructor(@Inject(PlatformConfig) config: PlatformConfig) {
    this.prefix = config.REDIS_PREFIX;
    this.timeoutMs = config.REDIS_TIMEOUT_MS;
    this.client = connectRedis(config, 'cache', {
      enableOfflineQueue: false,
      enableAutoPipelining: true,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
    });
  }

  get isReady(): boolean {
    return this.client.status === 'ready';
  }

  /** Runs a command; undefined when Redis is away or slow. */
  attempt<T>(work: (client: Redis) => Promise<T>): Promise<T | undefined> {
    if (!this.isReady) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const giveUp = (): void => resolve(undefined);
      // A process that was busy for long reads what has arrived before it calls Redis slow.
      const timer = setTimeout(() => setImmediate(giveUp), this.timeoutMs);
      work(this.client)
        .then(resolve, giveUp)
        .finally(() => clearTimeout(timer));
    });
  }

  onApplicationShutdown(): void {
    this.client.disconnect();
  }
}

/** A connection that reconnects for ever and reports each loss once. */
export function connectRedis(config: PlatformConfig, role: string, options: RedisOptions): Redis {
  const logger = new Logger(`Redis ${role}`);
  const client = new Redis(config.REDIS_URL, {
    connectTimeout: 2_000,
    retryStrategy: (times) => Math.min(times * 100, 1_000),
    ...options,
  });
  let lost = false;
  client.on('error', (error) => {
    if (!lost) logger.warn({ err: error }, 'Redis is away');
    lost = true;
  });
  client.on('ready', () => {
    if (lost) logger.log('Redis is back');
    lost = false;
  });
  return client;
}

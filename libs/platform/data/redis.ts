import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { PlatformConfig } from '../platform.config.js';

/**
 * The cache. It may be emptied or away at any moment: every reader has a way without it, no command waits longer than
 * REDIS_TIMEOUT_MS, and nothing is queued while it is away.
 */
@Injectable()
export class RedisCache implements OnApplicationShutdown {
  readonly client: Redis;
  readonly prefix: string;

  constructor(@Inject(PlatformConfig) config: PlatformConfig) {
    this.prefix = config.REDIS_PREFIX;
    this.client = connectRedis(config, 'cache', {
      commandTimeout: config.REDIS_TIMEOUT_MS,
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
  async attempt<T>(work: (client: Redis) => Promise<T>): Promise<T | undefined> {
    if (!this.isReady) return undefined;
    try {
      return await work(this.client);
    } catch {
      return undefined;
    }
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

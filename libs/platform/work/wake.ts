import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { RedisCache } from '../data/redis.js';

/**
 * Tells the relay that there is new work, so that it need not wait for its next look. Only a hint: a lost one costs the
 * relay's interval and nothing else. Hints of one process are sent at most every few milliseconds.
 */
@Injectable()
export class Wake implements OnApplicationShutdown {
  private timer?: NodeJS.Timeout;
  constructor(private readonly redis: RedisCache) {}

  static channel(prefix: string): string {
    return `${prefix}:wake`;
  }

  relay(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.redis.attempt((client) => client.publish(Wake.channel(this.redis.prefix), ''));
    }, 2);
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }
}

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { RedisCache } from '../data/redis.js';

/** Between two hints of one process. */
const GAP_MS = 20;

/**
 * Tells the relay that there is new work, so that it need not wait for its next look. Only a hint: a lost one costs the
 * relay's interval and nothing else. The first is sent at once, and what follows within a moment by one more.
 */
@Injectable()
export class Wake implements OnApplicationShutdown {
  private timer?: NodeJS.Timeout;
  private isWanted = false;
  constructor(private readonly redis: RedisCache) {}

  static channel(prefix: string): string {
    return `${prefix}:wake`;
  }

  relay(): void {
    this.isWanted = true;
    if (!this.timer) this.send();
  }

  private send(): void {
    this.timer = undefined;
    if (!this.isWanted) return;
    this.isWanted = false;
    this.timer = setTimeout(() => this.send(), GAP_MS);
    void this.redis.attempt((client) => client.publish(Wake.channel(this.redis.prefix), ''));
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }
}

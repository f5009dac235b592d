import { Injectable } from '@nestjs/common';
import { RedisCache } from '../data/redis.js';

/** Seconds that a signed call is valid; more than any caller waits, and the clocks may differ by this much. */
export const PROOF_SECONDS = 30;
/** A call may be dated so far ahead and be shown so much later. */
const KEPT_MS = 2 * PROOF_SECONDS * 1_000;

/**
 * Knows which signed calls have come already, for as long as they are valid: all processes together by Redis, and while
 * Redis is away each process by itself.
 */
@Injectable()
export class Replays {
  private recent = new Set<string>();
  private before = new Set<string>();
  private turnAt = 0;

  constructor(private readonly redis: RedisCache) {}

  /** True once for each nonce. */
  async isFirst(nonce: string): Promise<boolean> {
    this.forget();
    if (this.recent.has(nonce) || this.before.has(nonce)) return false;
    this.recent.add(nonce);
    const key = `${this.redis.prefix}:call:${nonce}`;
    const answer = await this.redis.attempt((client) => client.set(key, 1, 'PX', KEPT_MS, 'NX'));
    return answer !== null; // undefined without Redis
  }

  /** Drops what is older than it has to be kept, all at once. */
  private forget(): void {
    const now = performance.now();
    if (now < this.turnAt) return;
    this.before = now < this.turnAt + KEPT_MS ? this.recent : new Set();
    this.recent = new Set();
    this.turnAt = now + KEPT_MS;
  }
}

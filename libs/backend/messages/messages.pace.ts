import { RedisCache } from '@pakashop/platform';

/** How often a turn is asked for again before the caller is told to come back. */
const PATIENCE_MS = 2_000;

/**
 * Spaces calls to a company evenly over all processes: one turn per interval, taken in Redis. Without Redis each process
 * spaces its own calls; the company's own limit then refuses what is too much, and that is tried again later.
 */
export class Pace {
  private last = Number.NEGATIVE_INFINITY;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly redis: RedisCache,
    private readonly name: string,
    private readonly perSecond: number,
  ) {}

  /** Takes a turn and answers 0; after a short wait in vain, the milliseconds after which to ask again. */
  turn(): Promise<number> {
    const mine = this.queue.then(() => this.wait());
    this.queue = mine;
    return mine;
  }

  private async wait(): Promise<number> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const left = await this.tryTurn();
      if (left === 0 || performance.now() + left > deadline) return left;
      await new Promise((resolve) => setTimeout(resolve, left));
    }
  }

  /** 0 when the turn is ours, else the milliseconds until the next one. */
  private async tryTurn(): Promise<number> {
    const interval = Math.ceil(1000 / this.perSecond);
    const key = `${this.redis.prefix}:pace:${this.name}`;
    const taken = await this.redis.attempt((client) => client.set(key, '1', 'PX', interval, 'NX'));
    if (taken === undefined) return this.alone(interval);
    if (taken === 'OK') return 0;
    const left = await this.redis.attempt((client) => client.pttl(key));
    return Math.max(1, left ?? interval);
  }

  private alone(interval: number): number {
    const left = Math.ceil(this.last + interval - performance.now());
    if (left > 0) return left;
    this.last = performance.now();
    return 0;
  }
}

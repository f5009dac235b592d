import { Injectable } from '@nestjs/common';
import { RedisCache } from '@pakashop/platform';

/** A variant in a cart and how many of it. */
export interface CartLine {
  readonly variantId: string;
  readonly quantity: number;
}

/** What the cache knows of a cart. */
interface CachedCart {
  readonly lines?: readonly CartLine[];
  /** Stores what the rows say, unless the cart was changed meanwhile. */
  fill(lines: readonly CartLine[]): Promise<void>;
}

/** How long a cart is kept, and how long a changed one is not: longer than any statement may run. */
const KEPT_MS = 10_000;
const CHANGED_MS = 10_000;
const SLOWEST_READ_MS = 8_000;
const CHANGED = '-';

/**
 * What is in carts, in Redis: most carts that are read are empty or at rest. A change leaves a mark that keeps readers
 * from storing what they had read before it. Prices and stock are never kept here.
 */
@Injectable()
export class CartCache {
  /** Redis did not take a mark, so what it holds is in doubt until it has expired. */
  private doubtedUntil = 0;
  constructor(private readonly redis: RedisCache) {}

  async read(cart: string): Promise<CachedCart> {
    const startedAt = performance.now();
    if (startedAt < this.doubtedUntil) return { fill: nothing };
    const found = await this.redis.attempt((client) => client.get(this.keyOf(cart)));
    if (found === undefined || found === CHANGED) return { fill: nothing };
    if (found !== null) return { lines: JSON.parse(found) as CartLine[], fill: nothing };
    return {
      fill: async (lines) => {
        if (performance.now() - startedAt > SLOWEST_READ_MS) return;
        await this.redis.attempt((client) => client.set(this.keyOf(cart), JSON.stringify(lines), 'PX', KEPT_MS, 'NX'));
      },
    };
  }

  /** Marks a cart as changed; await it before the change is answered. */
  async changed(cart: string): Promise<void> {
    const marked = await this.redis.attempt((client) => client.set(this.keyOf(cart), CHANGED, 'PX', CHANGED_MS));
    if (marked === undefined) this.doubtedUntil = performance.now() + KEPT_MS;
  }

  private keyOf(cart: string): string {
    return `${this.redis.prefix}:cart:${cart}`;
  }
}

const nothing = (): Promise<void> => Promise.resolve();

import { AsyncResource } from 'node:async_hooks';
import type pg from 'pg';

interface Waiting {
  readonly send: (client: pg.PoolClient) => Promise<pg.QueryResult>;
  readonly resolve: (result: pg.QueryResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Statements that leave in one packet, at most: they run one after the other, so a slow one keeps few waiting. */
const MOST_EACH = 4;

/**
 * Statements that are transactions of their own. Each gets a connection to itself as long as there are enough; when all
 * are busy, one that gets free takes several of those that wait, which then cost one packet there and back.
 */
export class Statements {
  private readonly waiting: Waiting[] = [];
  /** Connections that were asked for and have not come yet. */
  private asked = 0;

  constructor(private readonly pool: pg.Pool) {}

  /** Those that wait beyond one for each connection that was asked for. */
  get backlog(): number {
    return Math.max(0, this.waiting.length - this.asked);
  }

  run(send: Waiting['send']): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      // Whoever gives it a connection may be at something else: traces would name the wrong cause.
      this.waiting.push({ send: AsyncResource.bind(send), resolve, reject });
      const { totalCount, idleCount, options } = this.pool;
      const isFree = idleCount + options.max - totalCount > this.asked;
      if (isFree || this.waiting.length > this.asked * MOST_EACH) this.ask();
    });
  }

  private ask(): void {
    this.asked++;
    this.pool.connect((error, client, release) => {
      this.asked--;
      if (client) void this.give(client, release);
      else this.giveUp(error);
    });
  }

  private async give(client: pg.PoolClient, release: () => void): Promise<void> {
    const share = Math.min(MOST_EACH, Math.ceil(this.waiting.length / (this.asked + 1)));
    const taken = this.waiting.splice(0, share);
    await Promise.all(taken.map(({ send, resolve, reject }) => send(client).then(resolve, reject)));
    // The pool looks itself whether the connection is still good.
    release();
  }

  /** The connections that are still to come are for the last ones. */
  private giveUp(error: unknown): void {
    const lost = Math.max(0, this.waiting.length - this.asked * MOST_EACH);
    for (const { reject } of this.waiting.splice(0, lost)) reject(error);
  }
}

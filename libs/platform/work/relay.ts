import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { setTimeout } from 'node:timers/promises';
import { Database } from '../data/database.js';
import { connectRedis } from '../data/redis.js';
import { sql } from '../data/sql.js';
import { Pause } from '../pause.js';
import { PlatformConfig } from '../platform.config.js';
import { within } from '../within.js';
import { Deliveries } from './deliveries.js';
import { failpoint } from './failpoint.js';
import { HANDLERS, type HandlerEntry } from './processors.js';
import { Wake } from './wake.js';

const BATCH = 200;
/** Jobs that wait in Redis, at most: Redis holds a bounded window of ids, never the work (R4). */
const WINDOW = 1_000;
/** Deliveries that are run together, at most. */
const TOGETHER = 32;
const IDLE_MS = 500;
/**
 * Between two looks, so that in a rush one look finds several deliveries, and several go into a bundle: a look and a
 * transaction cost more than a delivery in them. The more the last look found, the longer.
 */
const gapAfter = (emitted: number): number => Math.min(70, 20 + 4 * emitted);
/** Poison is looked for no more often than that, since all open work is looked at. */
const PARK_MS = 2_000;
/** What waits in Redis is counted no more often than that, while there is room. */
const COUNT_MS = 1_000;
/** An emitted delivery that nobody has taken after so many seconds is emitted again. */
const VISIBILITY_SECONDS = 3;

interface Emission {
  readonly id: number;
  readonly handler: string;
  readonly emissions: number;
}

/** What a BullMQ job carries: one delivery, or several of one handler that are run together. */
export interface Bundle {
  readonly handler: string;
  readonly ids: readonly number[];
}

/**
 * Hands ids of due deliveries to BullMQ. A row stays open until its effect commits, so an emptied Redis costs only the
 * time until the row is emitted again.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Relay.name);
  private readonly queues = new Map<string, Queue>();
  private readonly producer: Redis;
  private readonly listener: Redis;
  private stopped = false;
  private hinted = false;
  private readonly idle = new Pause();
  private loop: Promise<void> = Promise.resolve();
  private parkedAt = -PARK_MS;
  private readonly together: ReadonlySet<string>;
  private room = 0;
  private countedAt = 0;

  constructor(
    private readonly db: Database,
    private readonly deliveries: Deliveries,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(HANDLERS) handlers: readonly HandlerEntry[],
  ) {
    this.together = new Set(handlers.filter(({ several }) => several !== undefined).map(({ id }) => id));
    const failFast = { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 1_000 };
    this.producer = connectRedis(config, 'relay', failFast);
    this.listener = connectRedis(config, 'wake', { maxRetriesPerRequest: null });
  }

  onApplicationBootstrap(): void {
    void this.listener.subscribe(Wake.channel(this.config.REDIS_PREFIX)).catch(() => undefined);
    this.listener.on('message', () => this.wake());
    this.loop = this.run();
  }

  /** Looks at once instead of at the end of the interval. */
  wake(): void {
    this.hinted = true;
    this.idle.end();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.hinted = false;
      let emitted = 0;
      try {
        emitted = await this.emitDue();
        if (emitted === 0) await this.parkPoison();
      } catch (error) {
        this.logger.warn({ err: error }, 'the relay could not hand out work; it tries again');
      }
      if (emitted > 0 && emitted < BATCH) await setTimeout(gapAfter(emitted));
      if (emitted < BATCH && !this.hinted && !this.stopped) await this.idle.for(IDLE_MS);
    }
  }

  private async parkPoison(): Promise<void> {
    if (performance.now() - this.parkedAt < PARK_MS) return;
    this.parkedAt = performance.now();
    await this.deliveries.parkPoison();
  }

  /**
   * Emits one batch. Its new due time is committed before BullMQ has the ids: when they do not get there, they are due
   * again after their time, or at once if this process can still say so.
   */
  private async emitDue(): Promise<number> {
    if (this.producer.status !== 'ready' || !(await this.hasRoom())) return 0;
    const due = await this.db.rows<Emission>(
      sql`SELECT id, handler, emissions FROM platform.emit_deliveries(${BATCH}, ${VISIBILITY_SECONDS})`,
    );
    if (due.length === 0) return 0;
    try {
      await failpoint('C6');
      await this.hand(due);
    } catch (error) {
      await this.db.execute(sql`
        UPDATE platform.deliveries SET next_at = now() WHERE id = ANY(${due.map(({ id }) => id)}) AND done_at IS NULL
          AND parked_at IS NULL AND lease_until IS NULL`);
      throw error;
    }
    await failpoint('C7');
    return due.length;
  }

  private async hand(due: readonly Emission[]): Promise<void> {
    for (const [name, rows] of Map.groupBy(due, (row) => row.handler.split('.')[0]!)) {
      const bundles = this.bundle(rows);
      await this.queue(name).addBulk(
        bundles.map((bundle) => ({
          name: 'deliver',
          data: { handler: bundle[0]!.handler, ids: bundle.map(({ id }) => id) } satisfies Bundle,
          opts: { jobId: nameOf(bundle[0]!), removeOnComplete: true, removeOnFail: true },
        })),
      );
      this.room -= bundles.length;
    }
  }

  /** What is handed out again is run by itself, where its starts are counted (R13). */
  private bundle(rows: readonly Emission[]): Emission[][] {
    const { first = [], alone = [] } = Object.groupBy(rows, ({ handler, emissions }) =>
      emissions === 1 && this.together.has(handler) ? 'first' : 'alone',
    );
    const bundles = alone.map((row) => [row]);
    for (const of of Map.groupBy(first, ({ handler }) => handler).values()) {
      for (let i = 0; i < of.length; i += TOGETHER) bundles.push(of.slice(i, i + TOGETHER));
    }
    return bundles;
  }

  /** Asks Redis how many ids wait there, but not again before that many could have been added. */
  private async hasRoom(): Promise<boolean> {
    if (this.room > 0 && performance.now() - this.countedAt < COUNT_MS) return true;
    const counts = await Promise.all([...this.queues.values()].map((queue) => queue.getWaitingCount()));
    this.countedAt = performance.now();
    this.room = WINDOW - counts.reduce((sum, count) => sum + count, 0);
    return this.room > 0;
  }

  private queue(name: string): Queue {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = new Queue(name, { connection: this.producer, prefix: this.config.REDIS_PREFIX });
      queue.on('error', () => undefined); // reported by the connection itself
      this.queues.set(name, queue);
    }
    return queue;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.idle.end();
    await this.loop;
    if (this.producer.status === 'ready') {
      await within(2_000, Promise.allSettled([...this.queues.values()].map((queue) => queue.close())));
    }
    this.producer.disconnect();
    this.listener.disconnect();
  }
}

const nameOf = ({ id, emissions }: Emission): string => `d-${id}-${emissions}`;

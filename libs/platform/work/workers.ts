import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { connectRedis } from '../data/redis.js';
import { PlatformConfig } from '../platform.config.js';
import { within } from '../within.js';
import { HANDLERS, type HandlerEntry, Processors } from './processors.js';
import type { Bundle } from './relay.js';

/** Domains whose processors this process runs. */
export const WORKED_DOMAINS = Symbol('pakashop:worked-domains');

/** What a process may take to end its running handlers. */
const SHUTDOWN_MS = 10_000;

/** One BullMQ worker per domain. A job is only the ids of deliveries; everything that matters is in their rows. */
@Injectable()
export class Workers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Workers.name);
  private readonly workers: Worker[] = [];
  private readonly connections: Redis[] = [];

  constructor(
    @Inject(HANDLERS) private readonly handlers: readonly HandlerEntry[],
    @Inject(WORKED_DOMAINS) private readonly domains: readonly string[],
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    private readonly processors: Processors,
  ) {}

  onApplicationBootstrap(): void {
    const queues = new Set(this.handlers.map(({ id }) => id.split('.')[0]!));
    for (const queue of this.domains.filter((domain) => queues.has(domain))) this.start(queue);
  }

  private start(queue: string): void {
    const connection = connectRedis(this.config, `worker ${queue}`, { maxRetriesPerRequest: null });
    const worker = new Worker<Bundle>(queue, ({ data }) => this.run(data), {
      connection,
      prefix: this.config.REDIS_PREFIX,
      concurrency: this.config.WORKER_CONCURRENCY,
      lockDuration: 10_000,
      stalledInterval: 5_000,
      maxStalledCount: 50, // poison is counted in PostgreSQL (R13), not here
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    worker.on('error', () => undefined); // reported by the connection itself
    worker.on('failed', (_, error) => this.logger.warn({ err: error }, 'a delivery could not be taken'));
    this.workers.push(worker);
    this.connections.push(connection);
  }

  private run({ handler, ids }: Bundle): Promise<void> {
    return ids.length === 1 ? this.processors.run(ids[0]!) : this.processors.runTogether(handler, ids);
  }

  /** Ends what runs; what does not end in time is given back by its lease. */
  async beforeApplicationShutdown(): Promise<void> {
    await within(
      SHUTDOWN_MS,
      Promise.allSettled(this.workers.map((worker, i) => worker.close(this.connections[i]?.status !== 'ready'))),
    );
    for (const connection of this.connections) connection.disconnect();
  }
}

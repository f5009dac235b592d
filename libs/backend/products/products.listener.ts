import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Pause, PlatformConfig } from '@pakashop/platform';
import pg from 'pg';
import { CATALOGUE_CHANNEL, CatalogueNews, readNews } from './products.news.js';

/** What was heard up to this long ago may be relied on; with the time of an answer it stays under a second. */
const FRESH_MS = 900;
const HEARTBEAT_MS = 250;
const RETRY_MS = 250;

/**
 * Listens on a connection of its own to what other processes change in the catalogue.
 *
 * PostgreSQL delivers notifications before the answer to a later statement on the same connection, so every answered
 * heartbeat proves that all news up to the moment it was sent are here. A connection that silently died, a stopped
 * process and a blocked event loop all end that proof by themselves.
 */
@Injectable()
export class CatalogueListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CatalogueListener.name);
  private provenAt = Number.NEGATIVE_INFINITY;
  private stopped = false;
  private lost = false;
  private readonly rest = new Pause();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    private readonly news: CatalogueNews,
  ) {}

  /** Whether this process knows what others changed until a moment ago; without it nothing cached may be shown. */
  get isLive(): boolean {
    return performance.now() - this.provenAt < FRESH_MS;
  }

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      await this.listen().catch((error: unknown) => this.report(error));
      if (!this.stopped) await this.rest.for(RETRY_MS);
    }
  }

  private async listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.config.DATABASE_URL,
      application_name: 'pakashop catalogue',
      connectionTimeoutMillis: 3_000,
      query_timeout: 2_000,
      keepAlive: true,
    });
    const broken = () => (this.provenAt = Number.NEGATIVE_INFINITY);
    client.on('error', broken).on('end', broken);
    client.on('notification', ({ payload }) => this.news.tell(readNews(payload)));
    try {
      await client.connect();
      await client.query(`LISTEN ${CATALOGUE_CHANNEL}`);
      this.news.tell('all'); // nobody knows what changed while nobody listened
      if (this.lost) this.logger.log('news of the catalogue are heard again');
      this.lost = false;
      await this.heartbeats(client);
    } finally {
      broken();
      void client.end().catch(() => undefined);
    }
  }

  private async heartbeats(client: pg.Client): Promise<void> {
    while (!this.stopped) {
      const askedAt = performance.now();
      await client.query('SELECT 1');
      this.provenAt = askedAt;
      await this.rest.for(HEARTBEAT_MS);
    }
  }

  private report(error: unknown): void {
    if (!this.lost) this.logger.warn({ err: error }, 'news of the catalogue are not heard; reads go to the database');
    this.lost = true;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.rest.end();
    await this.loop;
  }
}

import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, sql } from '@pakashop/platform';
import { PricingConfig } from './pricing.config.js';

const BATCH = 5_000;

/** Forgets accepted quotes when their time is over. */
@Injectable()
export class AcceptedQuotesRetention {
  private readonly logger = new Logger(AcceptedQuotesRetention.name);

  constructor(
    private readonly db: Database,
    @Inject(PricingConfig) private readonly config: PricingConfig,
  ) {}

  @Interval('pricing.retention', 3_600_000)
  async tick(): Promise<void> {
    await this.forget().catch((error: unknown) =>
      this.logger.warn({ err: error }, 'old quotes were not forgotten; the next tick tries again'),
    );
  }

  /** In batches, so that no other work waits for it; returns how many lines were forgotten. */
  async forget(): Promise<number> {
    let forgotten = 0;
    for (;;) {
      const count = await this.db.execute(sql`
        DELETE FROM pricing.accepted_quotes WHERE line_id IN (
          SELECT line_id FROM pricing.accepted_quotes
          WHERE accepted_at < now() - make_interval(days => ${this.config.ACCEPTED_QUOTES_DAYS}) LIMIT ${BATCH})`);
      forgotten += count;
      if (count < BATCH) return forgotten;
    }
  }
}

import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, newId, runInContext, sql } from '@pakashop/platform';
import { PayoutBatches } from './payouts.batches.js';
import { PayoutsConfig } from './payouts.config.js';

interface DueCycle {
  readonly cycle: string;
  readonly every: string;
}

/**
 * Prepares the batches of days and weeks. Which cycle is due is computed from rows and the database's clock; the key of a
 * cycle is unique, so that any number of schedulers make one batch of it, and one that was missed is made late.
 */
@Injectable()
export class PayoutScheduler {
  private readonly logger = new Logger(PayoutScheduler.name);

  constructor(
    private readonly db: Database,
    private readonly batches: PayoutBatches,
    @Inject(PayoutsConfig) private readonly config: PayoutsConfig,
  ) {}

  @Interval('payouts.schedule', 60_000)
  async tick(): Promise<void> {
    await runInContext({ correlationId: newId(), actor: 'system:scheduler' }, () => this.prepare()).catch(
      (error: unknown) => this.logger.warn({ err: error }, 'the payouts were not scheduled; the next tick tries again'),
    );
  }

  /** Days begin in Lusaka at the hour of the configuration, weeks on Monday. One batch is filled at a time. */
  async prepare(): Promise<void> {
    const due = await this.db.rows<DueCycle>(sql`
      WITH local AS (SELECT now() AT TIME ZONE 'Africa/Lusaka' - make_interval(hours => ${this.config.PAYOUT_HOUR}) AS at),
      cycles AS (
        SELECT 'DAILY' AS every, 'DAILY:' || to_char(at, 'YYYY-MM-DD') AS cycle FROM local
        UNION ALL SELECT 'WEEKLY', 'WEEKLY:' || to_char(at, 'IYYY"-W"IW') FROM local)
      SELECT c.cycle, c.every FROM cycles c
      WHERE EXISTS (SELECT FROM settlement.policies r WHERE r.payout_every = c.every)
        AND NOT EXISTS (SELECT FROM settlement.payout_batches b WHERE b.cycle = c.cycle)
        AND NOT EXISTS (SELECT FROM settlement.payout_batches b WHERE b.state = 'DRAFT')
      ORDER BY c.every`);
    for (const { cycle, every } of due) await this.batches.prepareCycle(cycle, every);
  }
}

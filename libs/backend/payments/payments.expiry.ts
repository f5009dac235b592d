import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, newId, Outbox, runInContext, sql } from '@pakashop/platform';
import { ExpireOrder, expireKey } from './payments.jobs.js';

/** Orders whose end is ordered by one look; the next one takes the rest. */
const MOST = 500;

/**
 * Looks every second for unpaid orders whose time is over and orders the end of each. Most orders are paid: a job for each
 * that is placed would be written only to be withdrawn. It may run anywhere and as often as it likes: what is due stands in
 * the rows, and the job's key lets it be ordered once.
 */
@Injectable()
export class PaymentsExpiry {
  private readonly logger = new Logger(PaymentsExpiry.name);
  private isRunning = false;

  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  @Interval('payments.expiry', 1_000)
  async look(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    await runInContext({ correlationId: newId(), actor: 'system:expiry' }, () => this.order())
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the look failed; the next one tries again'))
      .finally(() => (this.isRunning = false));
  }

  private async order(): Promise<void> {
    const due = await this.db.rows<{ id: string }>(sql`
      SELECT o.id FROM backend.orders o
      WHERE o.status = 'PENDING' AND o.expires_at <= now()
        AND NOT EXISTS (SELECT FROM platform.outbox m WHERE m.key = ${expireKey('')}::text || o.id)
      ORDER BY o.expires_at LIMIT ${MOST}`);
    if (due.length === 0) return;
    await this.db.transaction((tx) =>
      Promise.all(
        due.map(({ id }) =>
          this.outbox.enqueue(tx, ExpireOrder, { orderId: id }, { key: expireKey(id), aggregateId: id }),
        ),
      ),
    );
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, newId, Outbox, runInContext, sql } from '@pakashop/platform';
import { ExpireOrder, FollowAttempt } from './payments.jobs.js';

/** Rows that are this much overdue have lost the job that should move them. */
const GRACE_SECONDS = 60;

/**
 * Looks for unfinished payments and orders that no open job will move, and gives each a new one. A healthy system never
 * has any: what is found is logged as an error (R10).
 */
@Injectable()
export class PaymentsSweeper {
  private readonly logger = new Logger(PaymentsSweeper.name);
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  @Interval('payments.sweep', 30_000)
  async sweep(): Promise<void> {
    await runInContext({ correlationId: newId(), actor: 'system:sweeper' }, async () => {
      const attempts = await this.adopt(
        FollowAttempt,
        'attemptId',
        sql`
        SELECT id FROM backend.payment_attempts
        WHERE state IN ('SENT', 'PENDING', 'UNKNOWN') AND sent_at < now() - make_interval(secs => ${GRACE_SECONDS})`,
      );
      const orders = await this.adopt(
        ExpireOrder,
        'orderId',
        sql`
        SELECT id FROM backend.orders
        WHERE status = 'PENDING' AND expires_at < now() - make_interval(secs => ${GRACE_SECONDS})`,
      );
      if (attempts + orders > 0) this.logger.error({ attempts, orders }, 'work had been lost and was ordered again');
    }).catch((error: unknown) => this.logger.warn({ err: error }, 'the sweep failed; the next one tries again'));
  }

  /** Orders a job for each subject that no open or parked delivery names. */
  private async adopt(
    job: typeof FollowAttempt | typeof ExpireOrder,
    field: 'attemptId' | 'orderId',
    subjects: ReturnType<typeof sql>,
  ): Promise<number> {
    const lost = await this.db.rows<{ id: string }>(sql`
      SELECT s.id FROM (${subjects}) s
      WHERE NOT EXISTS (
        SELECT FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
        WHERE d.done_at IS NULL AND m.kind = 'job' AND m.payload ->> ${field} = s.id::text)
      LIMIT 100`);
    for (const { id } of lost) {
      const payload = { [field]: id } as never;
      await this.db.transaction((tx) => this.outbox.enqueue(tx, job as typeof FollowAttempt, payload));
    }
    return lost.length;
  }
}

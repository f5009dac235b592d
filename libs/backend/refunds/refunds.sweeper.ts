import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, newId, runInContext, sql } from '@pakashop/platform';
import { RefundQueue } from './refunds.queue.js';
import { Refunds } from './refunds.service.js';

/** Refunds that are this much overdue have lost the job that should carry them. */
const GRACE_SECONDS = 60;

/**
 * Looks for owed refunds that no open job will carry, and for surplus whose refund was never opened. A healthy system has
 * neither: what is found is logged as an error.
 */
@Injectable()
export class RefundsSweeper {
  private readonly logger = new Logger(RefundsSweeper.name);
  constructor(
    private readonly db: Database,
    private readonly queue: RefundQueue,
    private readonly refunds: Refunds,
  ) {}

  @Interval('refunds.sweep', 30_000)
  async sweep(): Promise<void> {
    await runInContext({ correlationId: newId(), actor: 'system:sweeper' }, async () => {
      const refunds = await this.adopt();
      const surplus = await this.openDue();
      if (refunds + surplus > 0)
        this.logger.error({ refunds, surplus }, 'refunds had been lost and were ordered again');
    }).catch((error: unknown) => this.logger.warn({ err: error }, 'the sweep failed; the next one tries again'));
  }

  private async adopt(): Promise<number> {
    const lost = await this.db.rows<{ id: string }>(sql`
      SELECT r.id FROM backend.refunds r
      WHERE r.state IN ('RESERVED', 'SENT')
        AND greatest(r.created_at, r.retry_at, (
          SELECT max(a.sent_at) FROM backend.refund_attempts a WHERE a.refund_id = r.id))
          < now() - make_interval(secs => ${GRACE_SECONDS})
        AND NOT EXISTS (
          SELECT FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
          WHERE d.done_at IS NULL AND m.kind = 'job' AND m.payload ->> 'refundId' = r.id::text)
      LIMIT 100`);
    for (const { id } of lost) await this.db.transaction((tx) => this.queue.order(tx, id));
    return lost.length;
  }

  private async openDue(): Promise<number> {
    const due = await this.db.rows<{ id: string }>(sql`
      SELECT b.id FROM backend.payment_breaks b
      WHERE b.state = 'REFUND_DUE' AND b.attempt_id IS NOT NULL AND b.amount > 0
        AND NOT EXISTS (SELECT FROM backend.refunds r WHERE r.break_id = b.id)
      ORDER BY b.id LIMIT 100`);
    for (const { id } of due) await this.db.transaction((tx) => this.refunds.openSurplus(tx, id));
    return due.length;
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, newId, Outbox, runInContext, sql, type Sql } from '@pakashop/platform';
import { FollowPayout, FreezeBatch } from './payouts.jobs.js';
import { PayoutStarter } from './payouts.starter.js';

/** Rows that are this much overdue have lost the job that should move them. */
const GRACE_SECONDS = 120;

const hasJob = (field: 'payoutId' | 'batchId', id: Sql, job: string): Sql => sql`EXISTS (
  SELECT FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
  WHERE d.done_at IS NULL AND m.kind = 'job' AND m.name = ${job} AND m.payload ->> ${field} = ${id}::text)`;

/**
 * Looks for payouts and batches that no open job will move, and gives each a new one. A healthy system never has any: what
 * is found is logged as an error (R10), and so is a payout that nobody knows the end of for too long.
 */
@Injectable()
export class PayoutsSweeper {
  private readonly logger = new Logger(PayoutsSweeper.name);

  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly starter: PayoutStarter,
  ) {}

  @Interval('payouts.sweep', 30_000)
  async sweep(): Promise<void> {
    await runInContext({ correlationId: newId(), actor: 'system:sweeper' }, async () => {
      const [payouts, drafts, batches] = [await this.follow(), await this.freeze(), await this.send()];
      if (payouts + drafts + batches > 0)
        this.logger.error({ count: payouts + drafts + batches }, 'payout work had been lost and was ordered again');
      await this.warn();
    }).catch((error: unknown) => this.logger.warn({ err: error }, 'the sweep failed; the next one tries again'));
  }

  private async follow(): Promise<number> {
    const lost = await this.db.rows<{ id: string }>(sql`
      SELECT p.id FROM settlement.payouts p
      WHERE p.state IN ('SENT', 'PENDING', 'UNKNOWN') AND p.sent_at < now() - make_interval(secs => ${GRACE_SECONDS})
        AND NOT ${hasJob('payoutId', sql`p.id`, FollowPayout.name)} LIMIT 100`);
    for (const { id: payoutId } of lost)
      await this.db.transaction((tx) => this.outbox.enqueue(tx, FollowPayout, { payoutId }, { aggregateId: payoutId }));
    return lost.length;
  }

  private async freeze(): Promise<number> {
    const lost = await this.db.rows<{ id: string }>(sql`
      SELECT b.id FROM settlement.payout_batches b
      WHERE b.state = 'DRAFT' AND b.created_at < now() - make_interval(secs => ${GRACE_SECONDS})
        AND NOT ${hasJob('batchId', sql`b.id`, FreezeBatch.name)}`);
    for (const { id: batchId } of lost)
      await this.db.transaction((tx) => this.outbox.enqueue(tx, FreezeBatch, { batchId }, { aggregateId: batchId }));
    return lost.length;
  }

  private async send(): Promise<number> {
    const lost = await this.db.rows<{ id: string }>(sql`
      SELECT b.id FROM settlement.payout_batches b
      WHERE b.state = 'SENDING' AND b.resumed_at < now() - make_interval(secs => ${GRACE_SECONDS})
        AND EXISTS (SELECT FROM settlement.payouts p WHERE p.batch_id = b.id AND p.state = 'RESERVED')
        AND NOT ${hasJob('batchId', sql`b.id`, 'settlement.send_payouts')}`);
    for (const { id } of lost) await this.db.transaction((tx) => this.starter.order(tx, id));
    return lost.length;
  }

  /** Alerts by age: an hour, and a day (payments practice §6). */
  private async warn(): Promise<void> {
    const { hour, day } = await this.db.one<{ hour: number; day: number }>(sql`
      SELECT count(*) FILTER (WHERE sent_at < now() - interval '1 hour') AS hour,
        count(*) FILTER (WHERE sent_at < now() - interval '1 day') AS day
      FROM settlement.payouts WHERE state IN ('SENT', 'PENDING', 'UNKNOWN')`);
    if (day > 0) this.logger.error({ count: day }, 'payouts are unsettled for more than a day');
    else if (hour > 0) this.logger.warn({ count: hour }, 'payouts are unsettled for more than an hour');
  }
}

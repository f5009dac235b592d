import { Injectable } from '@nestjs/common';
import { Database, type Event, OnEvent, OnJob, Outbox, type Tx, type Work } from '@pakashop/platform';
import { Unexplained, type UnexplainedMoney } from '@pakashop/reconciliation';
import { RefundFollower } from './refunds.follower.js';
import { AskRefundAttempt, type RefundAttemptRef } from './refunds.jobs.js';
import { attemptById, attemptByReference } from './refunds.record.js';

/** Asks the provider again about refunds that a statement shows and that we count as not paid. */
@Injectable()
export class UnexplainedRefunds {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly follower: RefundFollower,
  ) {}

  /** To another wallet a refund goes as a payout. */
  @OnEvent(Unexplained)
  async hear({ payload: { provider, kind, reference } }: Event<UnexplainedMoney>, tx: Tx): Promise<void> {
    const attempt = kind === 'DEPOSIT' ? undefined : await attemptByReference(tx, provider, reference);
    if (!attempt) return;
    await this.outbox.enqueue(tx, AskRefundAttempt, { attemptId: attempt.id }, { aggregateId: attempt.id });
  }

  @OnJob(AskRefundAttempt)
  async ask(work: Work<RefundAttemptRef>): Promise<void> {
    const attempt = await attemptById(this.db, work.payload.attemptId);
    if (attempt) await this.follower.ask(attempt, 'statement', (tx) => work.close(tx));
  }
}

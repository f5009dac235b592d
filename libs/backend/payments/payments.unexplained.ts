import { Injectable } from '@nestjs/common';
import { Database, type Event, OnEvent, OnJob, Outbox, type Tx, type Work } from '@pakashop/platform';
import { Unexplained, type UnexplainedMoney } from '@pakashop/reconciliation';
import { attemptById, attemptByReference } from './payments.attempts.js';
import { PaymentFollower } from './payments.follower.js';
import { AskAttempt, type AttemptRef } from './payments.jobs.js';

/** Asks the provider again about attempts of which a statement shows money that we know nothing of. */
@Injectable()
export class UnexplainedPayments {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly follower: PaymentFollower,
  ) {}

  /** A statement is a hint like a callback: the provider's answer moves the attempt. An unknown reference is not ours to judge. */
  @OnEvent(Unexplained)
  async hear({ payload: { provider, kind, reference } }: Event<UnexplainedMoney>, tx: Tx): Promise<void> {
    const attempt = kind === 'DEPOSIT' ? await attemptByReference(tx, provider, reference) : undefined;
    if (!attempt) return;
    await this.outbox.enqueue(tx, AskAttempt, { attemptId: attempt.id }, { aggregateId: attempt.id });
  }

  @OnJob(AskAttempt)
  async ask(work: Work<AttemptRef>): Promise<void> {
    const attempt = await attemptById(this.db, work.payload.attemptId);
    if (attempt) await this.follower.ask(attempt, 'statement', (tx) => work.close(tx));
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { Again, Database, failpoint, Inbox, type Tx, type Work } from '@pakashop/platform';
import { attemptById, attemptByReference } from './payments.attempts.js';
import { recordBreak } from './payments.breaks.js';
import { type News, readCallback } from './payments.callbacks.js';
import { PaymentsConfig } from './payments.config.js';
import { PaymentFlow } from './payments.flow.js';
import type { AttemptRef, InboxRef } from './payments.jobs.js';
import { PaymentOrchestrator } from './payments.orchestrator.js';
import type { Attempt } from './payments.provider.js';
import { isLive, pollDelay } from './payments.rules.js';

/** A callback may overtake our own commit; after about ten minutes of looking its reference is not ours. */
const UNKNOWN_REFERENCE_ROUNDS = 8;

/** Finds out what became of attempts: by asking again and again, and when a callback says that there is news. */
@Injectable()
export class PaymentFollower {
  constructor(
    private readonly db: Database,
    private readonly flow: PaymentFlow,
    private readonly inbox: Inbox,
    private readonly orchestrator: PaymentOrchestrator,
    @Inject(PaymentsConfig) private readonly config: PaymentsConfig,
  ) {}

  /** Asks the provider about an attempt until it is settled; there is no last time. */
  async follow(work: Work<AttemptRef>): Promise<Again | void> {
    const attempt = await attemptById(this.db, work.payload.attemptId);
    if (!attempt || !isLive(attempt.state)) return undefined;
    const settled = await this.askAndApply(attempt, 'poll', (tx) => work.close(tx));
    return settled ? undefined : new Again(pollDelay(work.round + 1, this.config.PAYMENT_POLL_SECONDS));
  }

  /** A callback is a hint to ask: what it says moves nothing by itself. */
  async applyCallback(work: Work<InboxRef>): Promise<Again | void> {
    const { inboxId } = work.payload;
    const message = await this.inbox.read(inboxId);
    const news = message && readCallback(message.source, message.raw);
    if (!news) return this.finish(work, 'ignored: not about a payment');
    const attempt = await attemptByReference(this.db, news.provider, news.reference);
    if (!attempt) return this.unmatched(work, news);
    await failpoint('C15');
    const settled = await this.askAndApply(attempt, 'callback', async (tx) => {
      await this.inbox.processed(tx, inboxId, 'applied');
      await work.close(tx);
    });
    await failpoint('C16');
    if (settled) return undefined;
    // The callback says more than the provider's own answer: look again soon, then leave it to the poll.
    if (work.round < 3) return new Again(Math.min(5, this.config.PAYMENT_POLL_SECONDS));
    return this.finish(work, 'the provider does not confirm it; polling goes on');
  }

  /**
   * @param close joins the transaction when the attempt is settled
   * @returns whether it is
   */
  private async askAndApply(attempt: Attempt, cause: string, close: (tx: Tx) => Promise<void>): Promise<boolean> {
    const standing = await this.orchestrator.provider(attempt.provider).ask(attempt);
    const applied = await this.db.transaction(async (tx) => {
      const result = await this.flow.apply(tx, attempt, standing, cause);
      if (result === 'settled') await close(tx);
      return result;
    });
    return applied === 'settled';
  }

  private async unmatched(work: Work<InboxRef>, news: News): Promise<Again | void> {
    if (work.round < UNKNOWN_REFERENCE_ROUNDS) return new Again(2 ** work.round);
    await this.db.transaction(async (tx) => {
      const detail = 'a verified callback names a payment that we never made';
      const { provider, reference } = news;
      await recordBreak(tx, {
        kind: 'UNKNOWN_REFERENCE',
        provider,
        reference,
        amount: news.amount ?? undefined,
        currency: 'ZMW',
        detail,
        state: 'OPEN',
      });
      await this.inbox.processed(tx, work.payload.inboxId, 'unknown reference');
      await work.close(tx);
    });
    return undefined;
  }

  private async finish(work: Work<InboxRef>, outcome: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.inbox.processed(tx, work.payload.inboxId, outcome);
      await work.close(tx);
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { Again, Database, failpoint, Inbox, type Work } from '@pakashop/platform';
import { attemptByReference } from './payments.attempts.js';
import { recordBreak } from './payments.breaks.js';
import { PaymentsConfig } from './payments.config.js';
import { PaymentFollower } from './payments.follower.js';
import type { InboxRef, News } from './payments.jobs.js';

/** A callback may overtake our own commit; after about ten minutes of looking its reference is not ours. */
const UNKNOWN_REFERENCE_ROUNDS = 8;

/** Works on callbacks that were verified and stored. */
@Injectable()
export class PaymentNews {
  constructor(
    private readonly db: Database,
    private readonly inbox: Inbox,
    private readonly follower: PaymentFollower,
    @Inject(PaymentsConfig) private readonly config: PaymentsConfig,
  ) {}

  /** A callback is a hint to ask: what it says moves nothing by itself. */
  async apply(work: Work<InboxRef>): Promise<Again | void> {
    const { inboxId, news } = work.payload;
    if (!news) return this.finish(work, 'ignored: not about a payment');
    const attempt = await attemptByReference(this.db, news.provider, news.reference);
    if (!attempt) return this.unmatched(work, news);
    await failpoint('C15');
    const settled = await this.follower.ask(attempt, 'callback', async (tx) => {
      await Promise.all([this.inbox.processed(tx, inboxId, 'applied'), work.close(tx)]);
    });
    await failpoint('C16');
    if (settled) return undefined;
    // The callback says more than the provider's own answer: look again soon, then leave it to the poll.
    if (work.round < 3) return new Again(Math.min(5, this.config.PAYMENT_POLL_SECONDS));
    return this.finish(work, 'the provider does not confirm it; polling goes on');
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
      await Promise.all([this.inbox.processed(tx, work.payload.inboxId, outcome), work.close(tx)]);
    });
  }
}

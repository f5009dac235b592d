import { Injectable } from '@nestjs/common';
import { Again, Database, Inbox, Outbox, type Work } from '@pakashop/platform';
import { recordBreak } from '../payments/payments.breaks.js';
import { PayoutCallbackReceived } from '../payments/payments.events.js';
import { RefundFollower } from './refunds.follower.js';
import type { RefundInboxRef, RefundNews } from './refunds.jobs.js';
import { attemptByReference } from './refunds.record.js';

/** A callback may overtake our own commit; after about ten minutes of looking its reference is not ours. */
const UNKNOWN_REFERENCE_ROUNDS = 8;

/** How often a callback that the provider does not confirm yet is looked at again, before it is left to the poll. */
const ROUNDS = 3;

/** Works on stored callbacks about money that goes out. */
@Injectable()
export class RefundCallbacks {
  constructor(
    private readonly db: Database,
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly follower: RefundFollower,
  ) {}

  /** A callback is a hint to ask: what it says moves nothing by itself. */
  async apply(work: Work<RefundInboxRef>): Promise<Again | void> {
    const { inboxId, news } = work.payload;
    const attempt = await attemptByReference(this.db, news.provider, news.reference);
    if (!attempt) return news.operation === 'PAYOUT' ? this.passOn(work, news) : this.unmatched(work, news);
    const ended = await this.follower.ask(attempt, 'callback', async (tx) => {
      await Promise.all([this.inbox.processed(tx, inboxId, 'applied'), work.close(tx)]);
    });
    if (ended) return undefined;
    if (work.round < ROUNDS) return new Again(2);
    return this.db.transaction(async (tx) => {
      const outcome = 'the provider does not confirm it; polling goes on';
      await Promise.all([this.inbox.processed(tx, inboxId, outcome), work.close(tx)]);
    });
  }

  /** A payout that is none of ours is settlement's, which asks the provider itself. */
  private async passOn(work: Work<RefundInboxRef>, { provider, reference }: RefundNews): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.outbox.publish(tx, PayoutCallbackReceived, reference, { provider, reference });
      await Promise.all([this.inbox.processed(tx, work.payload.inboxId, 'passed on'), work.close(tx)]);
    });
  }

  private async unmatched(work: Work<RefundInboxRef>, news: RefundNews): Promise<Again | void> {
    if (work.round < UNKNOWN_REFERENCE_ROUNDS) return new Again(2 ** work.round);
    await this.db.transaction(async (tx) => {
      const { provider, reference, amount } = news;
      await recordBreak(tx, {
        kind: 'UNKNOWN_REFERENCE',
        provider,
        reference,
        amount: amount ?? undefined,
        currency: 'ZMW',
        detail: 'a verified callback names a refund that we never made',
        state: 'OPEN',
      });
      await this.inbox.processed(tx, work.payload.inboxId, 'unknown reference');
      await work.close(tx);
    });
    return undefined;
  }
}

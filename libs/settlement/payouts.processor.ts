import { Injectable } from '@nestjs/common';
import { PayoutCallbackReceived, type PayoutCallbackFact } from '@pakashop/backend';
import { type Again, type Event, OnEvent, OnJob, Outbox, sql, type Tx, type Work } from '@pakashop/platform';
import { PayoutFollower } from './payouts.follower.js';
import { PayoutFreezer } from './payouts.freezer.js';
import {
  AskPayout,
  type BatchRef,
  FollowPayout,
  FreezeBatch,
  type PayoutGroup,
  type PayoutRef,
  SendPayouts,
  UnwindBatch,
} from './payouts.jobs.js';
import { PayoutSender } from './payouts.sender.js';
import { PayoutUnwinder } from './payouts.unwinder.js';

/** What payouts hear and do by themselves. */
@Injectable()
export class PayoutsProcessor {
  constructor(
    private readonly outbox: Outbox,
    private readonly freezer: PayoutFreezer,
    private readonly sender: PayoutSender,
    private readonly follower: PayoutFollower,
    private readonly unwinder: PayoutUnwinder,
  ) {}

  /** A callback is a hint: the provider is asked, however the payout stands. An unknown reference is not ours to judge. */
  @OnEvent(PayoutCallbackReceived)
  async hearCallback({ payload: { provider, reference } }: Event<PayoutCallbackFact>, tx: Tx): Promise<void> {
    const payout = await tx.maybe<{ id: string }>(
      sql`SELECT id FROM settlement.payouts WHERE provider = ${provider} AND reference = ${reference}`,
    );
    if (payout) await this.outbox.enqueue(tx, AskPayout, { payoutId: payout.id }, { aggregateId: payout.id });
  }

  @OnJob(AskPayout)
  ask(work: Work<PayoutRef>): Promise<void> {
    return this.follower.hear(work);
  }

  @OnJob(FreezeBatch)
  freeze(work: Work<BatchRef>): Promise<Again | void> {
    return this.freezer.freeze(work);
  }

  @OnJob(SendPayouts)
  send(work: Work<PayoutGroup>): Promise<Again | void> {
    return this.sender.send(work);
  }

  @OnJob(FollowPayout)
  follow(work: Work<PayoutRef>): Promise<Again | void> {
    return this.follower.follow(work);
  }

  @OnJob(UnwindBatch)
  unwind(work: Work<BatchRef>): Promise<Again | void> {
    return this.unwinder.unwind(work);
  }
}

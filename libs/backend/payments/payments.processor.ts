import { Injectable } from '@nestjs/common';
import { type Again, type CloseAll, type Event, OnEvent, OnJob, OnJobs, type Tx, type Work } from '@pakashop/platform';
import { ReviewDecided, type ReviewDecision } from '@pakashop/fraud';
import { move } from '../transitions.js';
import { PaymentClosing } from './payments.closing.js';
import { PaymentFlow } from './payments.flow.js';
import { PaymentFollower } from './payments.follower.js';
import {
  ApplyCallback,
  type AttemptRef,
  ExpireOrder,
  FollowAttempt,
  type InboxRef,
  type OrderRef,
} from './payments.jobs.js';
import { PaymentNews } from './payments.news.js';

@Injectable()
export class PaymentsProcessor {
  constructor(
    private readonly follower: PaymentFollower,
    private readonly news: PaymentNews,
    private readonly closing: PaymentClosing,
    private readonly flow: PaymentFlow,
  ) {}

  @OnJob(FollowAttempt)
  follow(work: Work<AttemptRef>): Promise<Again | void> {
    return this.follower.follow(work);
  }

  @OnJob(ApplyCallback)
  callback(work: Work<InboxRef>): Promise<Again | void> {
    return this.news.apply(work);
  }

  @OnJobs(ApplyCallback)
  callbacks(works: readonly Work<InboxRef>[], close: CloseAll<InboxRef>): Promise<void> {
    return this.news.applyAll(works, close);
  }

  @OnJob(ExpireOrder)
  expire(work: Work<OrderRef>): Promise<Again | void> {
    return this.closing.expire(work);
  }

  @OnEvent(ReviewDecided)
  async decide({ payload }: Event<ReviewDecision>, tx: Tx): Promise<void> {
    const { orderId, paymentId, decision } = payload;
    if (decision === 'REJECTED') return this.closing.reject(tx, orderId, paymentId);
    const status = await this.flow.lock(tx, paymentId);
    // The reviewer can be quicker than the request that was told to wait: then the answer is heard again in a moment.
    if (status === 'PENDING' || status === 'FAILED') throw new Error('the payment is not in review yet');
    await move(tx, { machine: 'payment', id: paymentId, from: ['REVIEW'], to: 'PENDING', cause: 'review approved' });
  }
}

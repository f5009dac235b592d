import { Injectable } from '@nestjs/common';
import { type Again, OnJob, type Work } from '@pakashop/platform';
import { RefundFollower } from './refunds.follower.js';
import { ApplyRefundCallback, CarryRefund, type RefundInboxRef, type RefundRef } from './refunds.jobs.js';
import { RefundCallbacks } from './refunds.news.js';

@Injectable()
export class RefundsProcessor {
  constructor(
    private readonly follower: RefundFollower,
    private readonly callbacks: RefundCallbacks,
  ) {}

  @OnJob(CarryRefund)
  carry(work: Work<RefundRef>): Promise<Again | void> {
    return this.follower.carry(work);
  }

  @OnJob(ApplyRefundCallback)
  callback(work: Work<RefundInboxRef>): Promise<Again | void> {
    return this.callbacks.apply(work);
  }
}

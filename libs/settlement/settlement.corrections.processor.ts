import { Injectable } from '@nestjs/common';
import {
  LateRefundLost,
  LateRefundSettled,
  type LateRefundFact,
  RefundArrivedLate,
  type RefundCompletedFact,
  RefundReopened,
} from '@pakashop/backend';
import { type Event, OnEvent, type Tx } from '@pakashop/platform';
import type { Posting } from './ledger.postings.js';
import { LedgerService } from './ledger.service.js';
import { lateLost, lateSettled, refundLate, refundReopened } from './settlement.corrections.js';

/** Writes down what providers said about refunds that was not so, and what people made of it. */
@Injectable()
export class CorrectionsProcessor {
  constructor(private readonly ledger: LedgerService) {}

  @OnEvent(RefundReopened)
  reopen({ payload, occurredAt }: Event<RefundCompletedFact>, tx: Tx): Promise<void> {
    return this.takeBack(tx, refundReopened(payload, occurredAt));
  }

  @OnEvent(RefundArrivedLate)
  async arriveLate({ payload, occurredAt }: Event<LateRefundFact>, tx: Tx): Promise<void> {
    await this.ledger.post(tx, refundLate(payload, occurredAt));
  }

  @OnEvent(LateRefundSettled)
  settle({ payload, occurredAt }: Event<LateRefundFact>, tx: Tx): Promise<void> {
    return this.takeBack(tx, lateSettled(payload, occurredAt));
  }

  @OnEvent(LateRefundLost)
  async lose({ payload, occurredAt }: Event<LateRefundFact>, tx: Tx): Promise<void> {
    await this.ledger.post(tx, lateLost(payload, occurredAt));
  }

  /** @throws Error when what it takes back is not posted yet, so that it is heard again later */
  private async takeBack(tx: Tx, posting: Posting): Promise<void> {
    if (!(await this.ledger.isPosted(tx, posting.reverses!))) throw new Error(`${posting.reverses} is not posted yet`);
    await this.ledger.post(tx, posting);
  }
}

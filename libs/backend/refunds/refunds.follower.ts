import { Inject, Injectable } from '@nestjs/common';
import { Again, Database, type Work } from '@pakashop/platform';
import { PaymentsConfig } from '../payments/payments.config.js';
import { pollDelay } from '../payments/payments.rules.js';
import { type Close, RefundFlow } from './refunds.flow.js';
import type { RefundRef } from './refunds.jobs.js';
import type { RefundAttempt, RefundStanding } from './refunds.provider.js';
import { liveAttempt, otherRefundsOf, refundById } from './refunds.record.js';
import { jitter } from './refunds.rules.js';
import { RefundSender } from './refunds.sender.js';
import { RefundStarter } from './refunds.starter.js';

/** Carries refunds to their end: sends what is ready and asks about what was sent, again and again. */
@Injectable()
export class RefundFollower {
  constructor(
    private readonly db: Database,
    private readonly flow: RefundFlow,
    private readonly sender: RefundSender,
    private readonly starter: RefundStarter,
    @Inject(PaymentsConfig) private readonly config: PaymentsConfig,
  ) {}

  /** One step of a refund. There is no last time to ask: only the provider's word ends an attempt. */
  async carry(work: Work<RefundRef>): Promise<Again | void> {
    const refund = await refundById(this.db, work.payload.refundId);
    if (refund?.state === 'SENT') {
      const attempt = await liveAttempt(this.db, refund.id);
      return attempt && this.follow(work, attempt);
    }
    if (refund?.state !== 'RESERVED') return undefined;
    if (refund.waitSeconds > 0) return new Again(refund.waitSeconds);
    const attempt = await this.starter.start(refund);
    // Another refund of the same payment is under way: pawaPay takes one at a time.
    if (!attempt) return new Again(jitter(Math.min(5, this.config.PAYMENT_POLL_SECONDS)));
    return this.sender.send(work, attempt);
  }

  /**
   * Asks once.
   *
   * @param close joins the transaction when the attempt has ended
   * @returns whether it has
   */
  async ask(attempt: RefundAttempt, cause: string, close: Close): Promise<boolean> {
    return this.tell(attempt, await this.standing(attempt), cause, close);
  }

  private async follow(work: Work<RefundRef>, attempt: RefundAttempt): Promise<Again | void> {
    const standing = await this.standing(attempt);
    const isLost = attempt.state === 'SENT' && standing.kind === 'notFound';
    if (isLost && this.starter.provider(attempt.provider).knowsRepeats) return this.sender.sendAgain(work, attempt);
    if (await this.tell(attempt, standing, 'poll', (tx) => work.close(tx))) return undefined;
    return new Again(jitter(pollDelay(work.round + 1, this.config.PAYMENT_POLL_SECONDS)));
  }

  private async standing(attempt: RefundAttempt): Promise<RefundStanding> {
    const others = await otherRefundsOf(this.db, attempt);
    return this.starter.provider(attempt.provider).ask(attempt, others);
  }

  private tell(attempt: RefundAttempt, standing: RefundStanding, cause: string, close: Close): Promise<boolean> {
    return this.db.transaction((tx) => this.flow.apply(tx, attempt, standing, cause, close));
  }
}

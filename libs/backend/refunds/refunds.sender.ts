import { Injectable } from '@nestjs/common';
import { Database, type Work } from '@pakashop/platform';
import { RefundFlow } from './refunds.flow.js';
import type { RefundRef } from './refunds.jobs.js';
import type { RefundAttempt, RefundSent } from './refunds.provider.js';
import { RefundStarter } from './refunds.starter.js';

/** Sends refunds to providers: the only code that does. It runs under the lease of the refund's job. */
@Injectable()
export class RefundSender {
  constructor(
    private readonly db: Database,
    private readonly flow: RefundFlow,
    private readonly starter: RefundStarter,
  ) {}

  /** Sends an attempt that this process has just committed. */
  async send(work: Work<RefundRef>, attempt: RefundAttempt): Promise<void> {
    const sent = await this.starter.provider(attempt.provider).send(attempt);
    // No byte left this process and no other send can be alive: as definite as a refusal.
    const definite = sent.kind === 'unknown' && !sent.sent ? notSent(sent.reason) : sent;
    await this.db.transaction((tx) => this.flow.applySent(tx, work, attempt, definite));
  }

  /**
   * Sends an attempt once more of which the provider knows nothing: the process that committed it may have ended before a
   * byte had left. Only where a repeat is surely taken for the first one; and what is refused now may have arrived then.
   */
  async sendAgain(work: Work<RefundRef>, attempt: RefundAttempt): Promise<void> {
    const sent = await this.starter.provider(attempt.provider).send(attempt);
    const careful = sent.kind === 'refused' ? refusedLater(sent) : sent;
    await this.db.transaction((tx) => this.flow.applySent(tx, work, attempt, careful));
  }
}

const notSent = (message: string): RefundSent => ({ kind: 'refused', code: 'NOT_SENT', message });

const refusedLater = ({ code }: { code: string }): RefundSent => ({
  kind: 'unknown',
  reason: `the repeated request was refused: ${code}`,
  sent: true,
});

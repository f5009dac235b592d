import { Inject, Injectable } from '@nestjs/common';
import { Again, Database, type Work } from '@pakashop/platform';
import { attemptById } from './payments.attempts.js';
import { PaymentsConfig } from './payments.config.js';
import { type Close, PaymentFlow } from './payments.flow.js';
import type { AttemptRef } from './payments.jobs.js';
import { PaymentOrchestrator } from './payments.orchestrator.js';
import type { Attempt, Standing } from './payments.provider.js';
import { isLive, pollDelay } from './payments.rules.js';
import { PaymentSender } from './payments.sender.js';

/** Finds out what became of attempts, by asking again and again. */
@Injectable()
export class PaymentFollower {
  constructor(
    private readonly db: Database,
    private readonly flow: PaymentFlow,
    private readonly sender: PaymentSender,
    private readonly orchestrator: PaymentOrchestrator,
    @Inject(PaymentsConfig) private readonly config: PaymentsConfig,
  ) {}

  /**
   * Asks the provider about an attempt until it is settled; there is no last time. One that nobody has answered to may not
   * have left at all: it is sent again.
   */
  async follow(work: Work<AttemptRef>): Promise<Again | void> {
    const attempt = await attemptById(this.db, work.payload.attemptId);
    if (!attempt || !isLive(attempt.state)) return undefined;
    if (attempt.state === 'SENT') return this.sender.sendAgain(work, attempt);
    const settled = await this.ask(attempt, 'poll', (tx) => work.close(tx));
    return settled ? undefined : new Again(pollDelay(work.round + 1, this.config.PAYMENT_POLL_SECONDS));
  }

  /**
   * Asks once.
   *
   * @param close joins the transaction when the attempt is settled
   * @returns whether it is
   */
  async ask(attempt: Attempt, cause: string, close: Close): Promise<boolean> {
    return this.hear(attempt, await this.standingOf(attempt), cause, close);
  }

  /** Where the provider says that an attempt stands. */
  standingOf(attempt: Attempt): Promise<Standing> {
    return this.orchestrator.provider(attempt.provider).ask(attempt);
  }

  /** Applies what the provider said; whether the attempt is settled. */
  async hear(attempt: Attempt, standing: Standing, cause: string, close: Close): Promise<boolean> {
    return (await this.db.transaction((tx) => this.flow.apply(tx, attempt, standing, cause, close))) === 'settled';
  }
}

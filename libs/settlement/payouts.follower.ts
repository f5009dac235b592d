import { Inject, Injectable } from '@nestjs/common';
import { Again, Database, sql, type Work } from '@pakashop/platform';
import { PayoutsConfig } from './payouts.config.js';
import { type Applied, PayoutFlow } from './payouts.flow.js';
import { type PayoutRef, SEND_LEASE_SECONDS } from './payouts.jobs.js';
import type { Payout } from './payouts.kinds.js';
import { PayoutRails } from './payouts.rails.js';
import { payoutById } from './payouts.record.js';
import { isInFlight, pollDelay } from './payouts.rules.js';

/** Finds out what became of payouts, by asking again and again. */
@Injectable()
export class PayoutFollower {
  constructor(
    private readonly db: Database,
    private readonly flow: PayoutFlow,
    private readonly rails: PayoutRails,
    @Inject(PayoutsConfig) private readonly config: PayoutsConfig,
  ) {}

  /** Asks until the payout is settled; there is no last time. */
  async follow(work: Work<PayoutRef>): Promise<Again | void> {
    const payout = await payoutById(this.db, work.payload.payoutId);
    if (!payout || !isInFlight(payout.state)) return undefined;
    // Its sender may still be at work, or another one takes it up when the lease has ended.
    if (payout.state === 'SENT' && (payout.secondsSinceSent ?? 0) < 2 * SEND_LEASE_SECONDS) {
      return new Again(Math.min(SEND_LEASE_SECONDS, 6 * this.config.PAYMENT_POLL_SECONDS));
    }
    const applied = await this.ask(payout, 'poll');
    return applied === 'settled' ? undefined : new Again(pollDelay(work.round + 1, this.config.PAYMENT_POLL_SECONDS));
  }

  /**
   * Asks because the provider has called, also about what we believe was not sent: a process that hung before its request
   * may have sent it after others had put the payout back.
   */
  async hear({ payload: { payoutId } }: Work<PayoutRef>): Promise<void> {
    const payout = await payoutById(this.db, payoutId);
    if (payout) await this.ask(payout, 'callback');
  }

  /** Asks once, whatever state the payout is in: a callback about an ended one may contradict its end. */
  async ask(payout: Payout, cause: string): Promise<Applied> {
    const standing = await this.rails.rail(payout.provider).ask(payout.reference);
    return this.db.transaction((tx) => this.flow.apply(tx, payout.id, standing, cause));
  }

  /**
   * Asks about a payout that nobody has answered to. What the provider does not know goes back to be sent: surely when it
   * refused the request as a whole, and otherwise only where a second request under the same reference is ignored.
   */
  async look(payout: Payout, wasRefused: boolean): Promise<void> {
    const rail = this.rails.rail(payout.provider);
    const standing = await rail.ask(payout.reference);
    await this.db.transaction(async (tx) => {
      if (standing.kind === 'notFound' && (wasRefused || rail.repeatable)) {
        const current = await this.flow.lock(tx, payout.id);
        if (wasRefused) await this.flow.putBack(tx, current, 'refused as a whole', sql`, alone = true`);
        else await this.flow.putBackInDoubt(tx, current);
      } else await this.flow.apply(tx, payout.id, standing, 'look-up');
    });
  }
}

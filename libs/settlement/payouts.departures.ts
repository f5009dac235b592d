import { Inject, Injectable } from '@nestjs/common';
import { Database, Outbox, sql, type Tx } from '@pakashop/platform';
import { PayoutsConfig } from './payouts.config.js';
import { FollowPayout } from './payouts.jobs.js';
import type { Payout } from './payouts.kinds.js';
import { move } from './payouts.moves.js';
import type { Line, PayoutRail } from './payouts.rail.js';
import { PayoutRails } from './payouts.rails.js';
import { PayoutRecipients } from './payouts.recipients.js';
import { batchById } from './payouts.record.js';

/** How long a closed operator, an unreachable provider or a lost connection is waited for. */
const WAIT_SECONDS = 60;

/** What is about to leave in one request. */
export interface Departure {
  readonly rail: PayoutRail;
  readonly begun: readonly Payout[];
  readonly lines: readonly Line[];
}

/** The last step before a request: from here on nobody can tell whether a payout has left. */
@Injectable()
export class PayoutDepartures {
  constructor(
    private readonly db: Database,
    private readonly rails: PayoutRails,
    private readonly outbox: Outbox,
    private readonly recipients: PayoutRecipients,
    @Inject(PayoutsConfig) private readonly config: PayoutsConfig,
  ) {}

  /** Seconds until what cannot leave now is tried again. */
  get patience(): number {
    return Math.min(WAIT_SECONDS, 6 * this.config.PAYMENT_POLL_SECONDS);
  }

  /**
   * Opens the destinations of a group and commits that it is about to leave. What was cancelled, belongs to a batch that is
   * not being sent any more, or would go to another wallet than is the payee's now, stays behind.
   *
   * @param sender the delivery of the job that sends
   */
  async begin(batchId: string, group: readonly Payout[], sender: number): Promise<Departure> {
    const rail = this.rails.rail(group[0]!.provider);
    const known = group.filter(({ destination }) => destination !== '');
    const opened = await Promise.all(known.map((payout) => this.rails.toLine(payout)));
    const begun = await this.db.transaction(async (tx) => {
      const batch = await batchById(tx, batchId, sql`FOR NO KEY UPDATE`);
      if (batch?.state !== 'SENDING') return [];
      return this.commit(tx, await this.recipients.admit(tx, group, opened), sender);
    });
    const references = new Set(begun.map(({ reference }) => reference));
    return { rail, begun, lines: opened.filter(({ reference }) => references.has(reference)) };
  }

  private async commit(tx: Tx, group: readonly Payout[], sender: number): Promise<Payout[]> {
    const ids = group.map(({ id }) => id);
    const set = sql`sent_at = now(), sender = ${sender}, evidence = NULL`;
    const moved = await move(tx, { machine: 'payout', id: ids, from: ['RESERVED'], to: 'SENT', cause: 'sender', set });
    for (const payoutId of moved) {
      const inSeconds = this.config.PAYMENT_POLL_SECONDS;
      await this.outbox.enqueue(tx, FollowPayout, { payoutId }, { aggregateId: payoutId, inSeconds });
    }
    return group.filter(({ id }) => moved.includes(id));
  }
}

import { Injectable } from '@nestjs/common';
import { Again, Database, failpoint, sql, type Work } from '@pakashop/platform';
import { PayoutDepartures } from './payouts.departures.js';
import { PayoutFlow } from './payouts.flow.js';
import { PayoutFollower } from './payouts.follower.js';
import { type PayoutGroup, SEND_LEASE_SECONDS } from './payouts.jobs.js';
import type { Payout } from './payouts.kinds.js';
import { PayoutPreflight } from './payouts.preflight.js';
import type { PayoutRail, SentTogether } from './payouts.rail.js';
import { batchById, payoutsWhere } from './payouts.record.js';

/** Sends payouts to providers: the only code that does. It runs under the lease of the group's job. */
@Injectable()
export class PayoutSender {
  constructor(
    private readonly db: Database,
    private readonly flow: PayoutFlow,
    private readonly follower: PayoutFollower,
    private readonly preflight: PayoutPreflight,
    private readonly departures: PayoutDepartures,
  ) {}

  /**
   * Sends what of a group is still to be sent. What an earlier run of the same job began is asked about first; only what
   * the provider does not know, and may be sent twice there, is sent again. While the batch is not being sent nothing
   * leaves: resuming it orders new jobs.
   */
  async send({ deliveryId, payload: { batchId, payoutIds } }: Work<PayoutGroup>): Promise<Again | void> {
    await this.takeUp(deliveryId);
    const waiting = await this.waiting(payoutIds);
    if (waiting.length === 0 || (await batchById(this.db, batchId))?.state !== 'SENDING') return undefined;
    const ready = await this.preflight.check(batchId, waiting);
    for (const group of together(ready)) await this.sendGroup(batchId, group, deliveryId);
    const left = await this.waiting(payoutIds);
    if (left.length === 0) return undefined;
    return new Again(left.some(({ alone }) => alone) ? 1 : this.departures.patience);
  }

  /** Payouts that an earlier run of this job was about to send: the process may have died before or after. */
  private async takeUp(deliveryId: number): Promise<void> {
    const begun = await payoutsWhere(this.db, sql`p.sender = ${deliveryId} AND p.state = 'SENT'`);
    for (const payout of begun) await this.follower.look(payout, false);
  }

  private waiting(payoutIds: readonly string[]): Promise<Payout[]> {
    return payoutsWhere(this.db, sql`p.id = ANY(${payoutIds}::uuid[]) AND p.state = 'RESERVED'`);
  }

  private async sendGroup(batchId: string, group: readonly Payout[], deliveryId: number): Promise<void> {
    const { rail, begun, lines } = await this.departures.begin(batchId, group, deliveryId);
    if (begun.length === 0) return;
    const begunAt = performance.now();
    await failpoint('S3');
    // Whoever was stopped for longer than the lease has been replaced: others may have ended what they were to send.
    if (performance.now() - begunAt > SEND_LEASE_SECONDS * 1000) throw new Error('the lease is over, nothing was sent');
    const outcome = await rail.send(lines);
    await failpoint('S4');
    await this.settle(rail, begun, outcome);
  }

  private async settle(rail: PayoutRail, begun: readonly Payout[], outcome: SentTogether): Promise<void> {
    if (outcome.kind === 'refusedWhole') {
      for (const payout of begun) await this.follower.look(payout, true);
      return;
    }
    await failpoint('S5');
    for (const payout of begun) {
      const sent = outcome.lines.get(payout.reference)!;
      await this.db.transaction((tx) => this.flow.applySent(tx, payout.id, sent));
      if (sent.kind === 'refused' && OUT_OF_FUNDS.has(sent.code)) {
        await this.db.transaction((tx) => this.flow.pause(tx, payout.batchId, `${rail.name} has no money left`));
      }
      // What the provider knows already, it can tell.
      if (sent.kind === 'unknown' && sent.reason.startsWith('duplicate')) await this.follower.ask(payout, 'look-up');
    }
    await this.db.transaction((tx) => this.flow.watch(tx, begun[0]!.batchId));
    await failpoint('S6');
  }
}

const OUT_OF_FUNDS = new Set(['PAWAPAY_WALLET_OUT_OF_FUNDS']);

/** What goes out in one request: those of one provider, and alone what spoiled a request before. */
function together(payouts: readonly Payout[]): Payout[][] {
  const groups = Map.groupBy(payouts, ({ provider, alone, id }) =>
    alone || provider === 'flutterwave' ? id : provider,
  );
  return [...groups.values()];
}

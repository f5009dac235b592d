import { Injectable } from '@nestjs/common';
import { Database, formatMoney, money, sql } from '@pakashop/platform';
import { PayoutDoubts } from './payouts.doubts.js';
import { PayoutFlow } from './payouts.flow.js';
import type { Payout } from './payouts.kinds.js';
import type { PayoutRail } from './payouts.rail.js';
import { PayoutRails } from './payouts.rails.js';
import { payoutById } from './payouts.record.js';

/** Looks before anything leaves: is the operator open, is the amount one that it takes, is there enough money? */
@Injectable()
export class PayoutPreflight {
  constructor(
    private readonly db: Database,
    private readonly flow: PayoutFlow,
    private readonly rails: PayoutRails,
    private readonly doubts: PayoutDoubts,
  ) {}

  /**
   * Those of the payouts that can leave now. One that its operator would never take is failed here, one whose operator is
   * closed goes by the second rail or waits, and a batch that the provider's wallet cannot pay to its end is paused.
   */
  async check(batchId: string, payouts: readonly Payout[]): Promise<Payout[]> {
    await this.doubts.settle(payouts);
    const open: Payout[] = [];
    for (const payout of payouts) {
      const ready = await this.admit(payout);
      if (ready) open.push(ready);
    }
    const funded = new Map<string, boolean>();
    for (const { provider } of open) {
      if (!funded.has(provider)) funded.set(provider, await this.isFunded(batchId, this.rails.rail(provider)));
    }
    return open.filter(({ provider }) => funded.get(provider));
  }

  private async admit(payout: Payout): Promise<Payout | undefined> {
    const state = await this.rails.rail(payout.provider).network(payout.network);
    if (!state) return undefined;
    const { min, max } = state;
    if ((min !== null && payout.amount < min) || (max !== null && payout.amount > max)) {
      const message = `${payout.provider} takes ${min ?? 0} to ${max ?? 'any'} ngwee`;
      const ending = { to: 'FAILED', code: 'AMOUNT_OUT_OF_BOUNDS', message } as const;
      await this.db.transaction((tx) => this.flow.giveBack(tx, payout.id, ending, 'preflight'));
      return undefined;
    }
    return state.isOpen ? payout : this.reroute(payout);
  }

  /** Nothing of the payout was ever sent, so another company may pay it under a reference of its own. */
  private async reroute(payout: Payout): Promise<Payout | undefined> {
    const second = this.rails.second(payout);
    if (!second || ((await second.balance()) ?? 0) < payout.amount) return undefined;
    const evidence = `${payout.provider} is closed for ${payout.network}`;
    const changed = await this.db.execute(sql`
      UPDATE settlement.payouts SET provider = ${second.name}, reference = ${second.newReference(payout.id)},
        evidence = ${evidence}
      WHERE id = ${payout.id} AND state = 'RESERVED' AND sent_at IS NULL AND provider = ${payout.provider}
        AND NOT EXISTS (SELECT FROM settlement.payout_transitions t
                        WHERE t.machine = 'payout' AND t.subject_id = ${payout.id} AND t.to_state = 'SENT')`);
    return changed > 0 ? payoutById(this.db, payout.id) : undefined;
  }

  /** Pauses the batch when the wallet has less than what is left to send. */
  private async isFunded(batchId: string, rail: PayoutRail): Promise<boolean> {
    const balance = await rail.balance();
    if (balance === undefined) return false;
    const { remaining } = await this.db.one<{ remaining: number }>(sql`
      SELECT coalesce(sum(amount), 0)::bigint AS remaining FROM settlement.payouts
      WHERE batch_id = ${batchId} AND provider = ${rail.name} AND state = 'RESERVED'`);
    if (balance >= remaining) return true;
    const shown = (amount: number) => formatMoney(money(amount, 'ZMW'));
    const reason = `${rail.name} has ${shown(balance)}, and ${shown(remaining)} are left to send`;
    await this.db.transaction((tx) => this.flow.pause(tx, batchId, reason));
    return false;
  }
}

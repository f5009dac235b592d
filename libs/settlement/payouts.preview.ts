import { Inject, Injectable } from '@nestjs/common';
import { Database, money, sql } from '@pakashop/platform';
import { PayoutsConfig } from './payouts.config.js';
import type { DryRunLine, OmissionView, PayoutDryRun, PayoutRun, ProviderBalances } from './payouts.dto.js';
import { PayoutRails } from './payouts.rails.js';
import { PayoutSelection } from './payouts.selection.js';
import { omissionView } from './payouts.view.js';

/** More payees than a person reads; a batch has no such limit. */
const MOST = 1_000;

/** Shows what would happen, and with what; changes nothing. */
@Injectable()
export class PayoutPreview {
  constructor(
    private readonly db: Database,
    private readonly rails: PayoutRails,
    private readonly selection: PayoutSelection,
    @Inject(PayoutsConfig) private readonly config: PayoutsConfig,
  ) {}

  /** Who would be paid now and how much, and who not and why. */
  async dryRun({ payees }: PayoutRun): Promise<PayoutDryRun> {
    const found = await this.selection.due({ payees }, MOST + 1);
    const pays: DryRunLine[] = [];
    const leavesOut: OmissionView[] = [];
    for (const due of found.slice(0, MOST)) {
      const reason = await this.selection.omission(due);
      const { kind: payeeKind, id: payeeId, earnings, network, rail } = due;
      if (reason) leavesOut.push(omissionView({ ...due, reason }));
      else {
        const provider = this.rails.offering(rail!, network!)[0]!.name;
        pays.push({ payeeKind, payeeId, amount: money(due.amount, 'ZMW'), earnings, network: network!, provider });
      }
    }
    const total = pays.reduce((sum, { amount }) => sum + amount.amount, 0);
    return {
      total: money(total, 'ZMW'),
      count: pays.length,
      needsApproval: total > this.config.PAYOUT_APPROVAL_ABOVE,
      isComplete: found.length <= MOST,
      pays,
      leavesOut,
    };
  }

  /** What each company could pay out now, as it says itself. */
  async balances(): Promise<ProviderBalances> {
    const waiting = await this.db.rows<{ provider: string; amount: number }>(sql`
      SELECT provider, sum(amount)::bigint AS amount FROM settlement.payouts WHERE state = 'RESERVED' GROUP BY provider`);
    const reserved = new Map(waiting.map(({ provider, amount }) => [provider, amount]));
    const data = await Promise.all(
      this.rails.all.map(async (rail) => {
        const available = await rail.balance();
        return {
          provider: rail.name as string,
          available: available === undefined ? null : money(available, 'ZMW'),
          waiting: money(reserved.get(rail.name) ?? 0, 'ZMW'),
        };
      }),
    );
    return { data };
  }
}

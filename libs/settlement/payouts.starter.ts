import { Injectable } from '@nestjs/common';
import type { ProviderName } from '@pakashop/backend';
import { Outbox, sql, type Tx } from '@pakashop/platform';
import { SendPayouts } from './payouts.jobs.js';
import { move } from './payouts.moves.js';
import { PayoutRails } from './payouts.rails.js';

/** Orders the jobs that send a batch. */
@Injectable()
export class PayoutStarter {
  constructor(
    private readonly outbox: Outbox,
    private readonly rails: PayoutRails,
  ) {}

  /** Begins to send an approved batch, or goes on with a paused one. */
  async start(tx: Tx, batchId: string): Promise<boolean> {
    const set = sql`resumed_at = clock_timestamp(), reason = NULL`;
    const from = ['APPROVED', 'PAUSED'] as const;
    const moved = await move(tx, { machine: 'batch', id: batchId, from, to: 'SENDING', cause: 'start', set });
    if (moved.length > 0) await this.order(tx, batchId);
    return moved.length > 0;
  }

  /** A job for each group of what is still to be sent. */
  async order(tx: Tx, batchId: string): Promise<number> {
    const waiting = await tx.rows<{ id: string; provider: ProviderName }>(sql`
      SELECT id, provider FROM settlement.payouts WHERE batch_id = ${batchId} AND state = 'RESERVED' ORDER BY id`);
    for (const [provider, payouts] of Map.groupBy(waiting, (payout) => payout.provider)) {
      const { bulk } = this.rails.rail(provider);
      for (let i = 0; i < payouts.length; i += bulk) {
        const payoutIds = payouts.slice(i, i + bulk).map(({ id }) => id);
        await this.outbox.enqueue(tx, SendPayouts, { batchId, payoutIds }, { aggregateId: batchId });
      }
    }
    return waiting.length;
  }
}

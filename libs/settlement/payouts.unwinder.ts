import { Injectable } from '@nestjs/common';
import { Again, Database, sql, type Work } from '@pakashop/platform';
import { PayoutFlow } from './payouts.flow.js';
import type { BatchRef } from './payouts.jobs.js';
import { batchById } from './payouts.record.js';

/** Payouts that are given back under one lease. */
const PORTION = 200;

/** Gives back what a cancelled batch had reserved and not sent. */
@Injectable()
export class PayoutUnwinder {
  constructor(
    private readonly db: Database,
    private readonly flow: PayoutFlow,
  ) {}

  async unwind({ payload: { batchId } }: Work<BatchRef>): Promise<Again | void> {
    const batch = await batchById(this.db, batchId);
    if (batch?.state !== 'CANCELLED') return undefined;
    const left = await this.db.rows<{ id: string }>(sql`
      SELECT id FROM settlement.payouts WHERE batch_id = ${batchId} AND state = 'RESERVED' ORDER BY id LIMIT ${PORTION}`);
    for (const { id } of left) {
      await this.db.transaction(async (tx) => {
        const payout = await this.flow.lock(tx, id);
        if (payout.state !== 'RESERVED') return;
        const message = batch.reason ?? 'the batch was cancelled';
        await this.flow.end(tx, payout, { to: 'CANCELLED', code: 'BATCH_CANCELLED', message }, 'unwind');
      });
    }
    return left.length === PORTION ? new Again(0) : undefined;
  }
}

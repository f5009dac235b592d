import { Injectable } from '@nestjs/common';
import { Again, Database, sql, type Work } from '@pakashop/platform';
import { PayoutDoubts } from './payouts.doubts.js';
import { PayoutFlow } from './payouts.flow.js';
import type { BatchRef } from './payouts.jobs.js';
import type { Payout } from './payouts.kinds.js';
import { batchById, payoutsWhere } from './payouts.record.js';

/** Payouts that are given back under one lease. */
const PORTION = 200;

/** How long what may still be under way is waited for before it is looked at again. */
const PATIENCE_SECONDS = 60;

/** Gives back what a cancelled batch had reserved and not sent. */
@Injectable()
export class PayoutUnwinder {
  constructor(
    private readonly db: Database,
    private readonly flow: PayoutFlow,
    private readonly doubts: PayoutDoubts,
  ) {}

  /** What may still be under way is given back when that is over, and the provider does not know it then. */
  async unwind({ payload: { batchId } }: Work<BatchRef>): Promise<Again | void> {
    const batch = await batchById(this.db, batchId);
    if (batch?.state !== 'CANCELLED') return undefined;
    await this.doubts.settle(await this.doubted(batchId));
    const left = await this.db.rows<{ id: string }>(sql`
      SELECT id FROM settlement.payouts WHERE batch_id = ${batchId} AND state = 'RESERVED' AND doubted_until IS NULL
      ORDER BY id LIMIT ${PORTION}`);
    const message = batch.reason ?? 'the batch was cancelled';
    const ending = { to: 'CANCELLED', code: 'BATCH_CANCELLED', message } as const;
    for (const { id } of left) await this.db.transaction((tx) => this.flow.giveBack(tx, id, ending, 'unwind'));
    if (left.length === PORTION) return new Again(0);
    return (await this.doubted(batchId)).length > 0 ? new Again(PATIENCE_SECONDS) : undefined;
  }

  private doubted(batchId: string): Promise<Payout[]> {
    return payoutsWhere(this.db, sql`p.batch_id = ${batchId} AND p.state = 'RESERVED' AND p.doubted_until IS NOT NULL`);
  }
}

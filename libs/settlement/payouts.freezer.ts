import { Inject, Injectable } from '@nestjs/common';
import { Again, audit, Database, failpoint, sql, type Tx, type Work } from '@pakashop/platform';
import { createHash } from 'node:crypto';
import { PayoutsConfig } from './payouts.config.js';
import type { BatchRef } from './payouts.jobs.js';
import type { Omission, PayeeRef } from './payouts.kinds.js';
import { move } from './payouts.moves.js';
import { batchById, type BatchRow } from './payouts.record.js';
import { PayoutReservations } from './payouts.reservations.js';
import { type Due, PayoutSelection } from './payouts.selection.js';
import { PayoutStarter } from './payouts.starter.js';

/** Payees that are looked at under one lease. */
const PORTION = 200;

/** Fills a batch: reserves what each payee is due, one transaction each, and freezes sum and hash at the end. */
@Injectable()
export class PayoutFreezer {
  constructor(
    private readonly db: Database,
    private readonly selection: PayoutSelection,
    private readonly reservations: PayoutReservations,
    private readonly starter: PayoutStarter,
    @Inject(PayoutsConfig) private readonly config: PayoutsConfig,
  ) {}

  /** Goes through everybody who is due. Who has a payout of this batch already, from an earlier run, is passed over. */
  async freeze({ payload: { batchId } }: Work<BatchRef>): Promise<Again | void> {
    const batch = await batchById(this.db, batchId);
    if (batch?.state !== 'DRAFT') return undefined;
    await failpoint('S2');
    const portion = await this.selection.due(batch.scope, PORTION, await this.lastOf(batchId));
    await failpoint('S1');
    for (const due of portion) await this.take(batch, due);
    if (portion.length === PORTION) return new Again(0);
    await this.db.transaction((tx) => this.complete(tx, batchId));
    return undefined;
  }

  /** How far the batch is filled: payees are gone through in one order, and each leaves a payout or an omission. */
  private lastOf(batchId: string): Promise<PayeeRef | undefined> {
    return this.db.maybe(sql`
      SELECT kind, id FROM (
        SELECT payee_kind AS kind, payee_id AS id FROM settlement.payouts WHERE batch_id = ${batchId}
        UNION ALL SELECT payee_kind, payee_id FROM settlement.payout_omissions WHERE batch_id = ${batchId}) s
      ORDER BY kind DESC, id DESC LIMIT 1`);
  }

  private async take(batch: BatchRow, due: Due): Promise<void> {
    const omission = (await this.selection.omission(due)) ?? (await this.reservations.reserve(batch, due));
    if (omission) await this.omit(batch.id, due, omission);
  }

  private async omit(batchId: string, { kind, id, amount }: Due, reason: Omission): Promise<void> {
    await this.db.execute(sql`
      INSERT INTO settlement.payout_omissions (batch_id, payee_kind, payee_id, amount, reason)
      SELECT ${batchId}, ${kind}, ${id}, ${amount}, ${reason} WHERE NOT EXISTS (
        SELECT FROM settlement.payouts WHERE batch_id = ${batchId} AND payee_kind = ${kind} AND payee_id = ${id})
      ON CONFLICT DO NOTHING`);
  }

  /** Freezes what was filled. A batch above the limit waits for a second person, another one is sent at once. */
  private async complete(tx: Tx, batchId: string): Promise<void> {
    const batch = await batchById(tx, batchId, sql`FOR NO KEY UPDATE`);
    if (batch?.state !== 'DRAFT') return;
    const { total, count, hash } = await sumOf(tx, batchId);
    const alone = total + (await paidAlone(tx, batch));
    const needsApproval = count > 0 && alone > this.config.PAYOUT_APPROVAL_ABOVE;
    const to = count === 0 ? 'DONE' : needsApproval ? 'AWAITING_APPROVAL' : 'APPROVED';
    const set = sql`total = ${total}, count = ${count}, hash = ${hash}, needs_approval = ${needsApproval},
      ended_at = CASE WHEN ${count} = 0 THEN now() END, reason = CASE WHEN ${count} = 0 THEN 'nothing to pay' END`;
    await move(tx, { machine: 'batch', id: batchId, from: ['DRAFT'], to, cause: 'frozen', set });
    const after = { total, count, needsApproval };
    await audit(tx, { act: 'payout_batch_frozen', subject: 'payout_batch', subjectId: batchId, after });
    if (to === 'APPROVED') await this.starter.start(tx, batchId);
  }
}

/**
 * Ngwee that went out within a day in batches which the same person prepared and nobody else saw: a large batch stays one
 * when it is cut into small ones.
 */
async function paidAlone(tx: Tx, { id, preparedBy, trigger }: BatchRow): Promise<number> {
  if (trigger === 'SCHEDULED') return 0;
  const { sum } = await tx.one<{ sum: number }>(sql`
    SELECT coalesce(sum(p.amount), 0)::bigint AS sum
    FROM settlement.payout_batches b JOIN settlement.payouts p ON p.batch_id = b.id
    WHERE b.prepared_by = ${preparedBy} AND b.id <> ${id} AND b.approved_by IS NULL AND b.state <> 'AWAITING_APPROVAL'
      AND b.created_at > now() - interval '1 day' AND p.state NOT IN ('FAILED', 'CANCELLED')`);
  return sum;
}

/** What is to be paid to whom, in one number: two batches with the same hash pay the same. */
export async function sumOf(tx: Tx, batchId: string): Promise<{ total: number; count: number; hash: Buffer }> {
  const rows = await tx.rows<{ amount: number; line: string }>(sql`
    SELECT amount, concat_ws('|', id, payee_kind, payee_id, amount, currency, network, masked) AS line
    FROM settlement.payouts WHERE batch_id = ${batchId} ORDER BY id`);
  const hash = createHash('sha256');
  for (const { line } of rows) hash.update(`${line}\n`);
  return { total: rows.reduce((sum, { amount }) => sum + amount, 0), count: rows.length, hash: hash.digest() };
}

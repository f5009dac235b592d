import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  type Claim,
  Database,
  newId,
  Outbox,
  sql,
  type Sql,
  type Tx,
  sameSecret,
} from '@pakashop/platform';
import { breaksWhere } from './payouts.breaks.record.js';
import type { PayoutBatchView, PayoutRun } from './payouts.dto.js';
import { payoutsProblems as problems } from './payouts.errors.js';
import { sumOf } from './payouts.freezer.js';
import { type BatchRef, FreezeBatch, UnwindBatch } from './payouts.jobs.js';
import type { BatchState, Trigger } from './payouts.kinds.js';
import { move } from './payouts.moves.js';
import { batchById, type BatchRow, payoutById, type Scope } from './payouts.record.js';
import { CANCELLABLE } from './payouts.rules.js';
import { PayoutStarter } from './payouts.starter.js';
import { batchView } from './payouts.view.js';

interface NewBatch {
  readonly trigger: Trigger;
  readonly scope: Scope;
  readonly preparedBy: string;
  readonly cycle?: string;
}

/** What people do to batches. Each state changes by one guarded statement, so that of two who differ one wins. */
@Injectable()
export class PayoutBatches {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly starter: PayoutStarter,
  ) {}

  /**
   * Orders a batch of what is due; a worker fills and freezes it.
   *
   * @throws Problem settlement.payout_run_in_progress while another one is being filled
   */
  create(actor: Actor, { payees }: PayoutRun, claim: Claim): Promise<PayoutBatchView> {
    return this.prepare({ trigger: 'MANUAL', scope: { payees }, preparedBy: actor.label }, claim);
  }

  /**
   * Pays again what has failed: a new payout under a new reference, of what the payee is due now.
   *
   * @throws Problem settlement.no_payout, settlement.payout_not_failed, settlement.payout_contradicted,
   *   settlement.payout_run_in_progress
   */
  async retry(actor: Actor, payoutId: string, claim: Claim): Promise<PayoutBatchView> {
    const dead = await payoutById(this.db, payoutId);
    if (!dead) throw problems.noPayout('GET /staff/payouts lists them.');
    const replaced = await this.db.maybe(sql`SELECT FROM settlement.payouts WHERE replaces_id = ${payoutId}`);
    if (!['FAILED', 'CANCELLED'].includes(dead.state) || replaced) {
      throw problems.notFailed(replaced ? 'It was replaced by another one already.' : `It is ${dead.state}.`);
    }
    const [broken] = await breaksWhere(this.db, sql`k.payout_id = ${payoutId} AND k.state <> 'RESOLVED'`);
    if (broken) throw problems.contradicted(`Resolve break ${broken.id} first: ${broken.detail}.`);
    const scope = { payees: [{ kind: dead.payeeKind, id: dead.payeeId }], replaces: payoutId };
    return this.prepare({ trigger: 'RETRY', scope, preparedBy: actor.label }, claim);
  }

  /** Prepares the batch of a cycle, once, whoever comes first; false when there is one or another is being filled. */
  async prepareCycle(cycle: string, every: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const made = await this.insert(tx, {
        trigger: 'SCHEDULED',
        scope: { every },
        preparedBy: 'system:scheduler',
        cycle,
      });
      return made !== undefined;
    });
  }

  /**
   * Lets a batch go out that a second person has to see.
   *
   * @throws Problem settlement.no_batch, settlement.batch_altered, settlement.second_person, settlement.payout_state
   */
  approve(actor: Actor, id: string, hash: string, claim: Claim): Promise<PayoutBatchView> {
    return this.db.transaction(async (tx) => {
      const batch = await known(tx, id);
      if (batch.preparedBy === actor.label) throw problems.samePerson('Whoever prepared a batch does not approve it.');
      if (await paysTo(tx, id, actor)) throw problems.samePerson('Nobody approves a payout to themselves.');
      if (!batch.hash || !sameSecret(batch.hash, hash))
        throw problems.altered('Look at the batch again and approve what you see.');
      await this.step(tx, batch, ['AWAITING_APPROVAL'], 'APPROVED', {
        cause: 'approved',
        set: sql`approved_by = ${actor.label}, approved_at = now()`,
      });
      if ((await sumOf(tx, id)).hash.toString('hex') !== hash) throw problems.altered('Its payouts were changed.');
      await this.starter.start(tx, id);
      return this.answer(tx, id, 'payout_batch_approved', claim, { before: batch });
    });
  }

  /** Sends no more of a batch; what was sent goes on. @throws Problem settlement.no_batch, settlement.payout_state */
  pause(id: string, reason: string, claim: Claim): Promise<PayoutBatchView> {
    return this.db.transaction(async (tx) => {
      const batch = await known(tx, id);
      await this.step(tx, batch, ['SENDING'], 'PAUSED', { cause: reason, set: sql`reason = ${reason}` });
      return this.answer(tx, id, 'payout_batch_paused', claim, { before: batch, why: reason });
    });
  }

  /** Goes on with a paused batch. @throws Problem settlement.no_batch, settlement.payout_state */
  resume(id: string, claim: Claim): Promise<PayoutBatchView> {
    return this.db.transaction(async (tx) => {
      const batch = await known(tx, id);
      if (batch.state !== 'PAUSED' || !(await this.starter.start(tx, id))) throw wrongState(batch);
      return this.answer(tx, id, 'payout_batch_resumed', claim, { before: batch });
    });
  }

  /**
   * Ends a batch: what was not sent goes back to the balances, what was sent goes on to its own end.
   *
   * @throws Problem settlement.no_batch, settlement.payout_state
   */
  cancel(id: string, reason: string, claim: Claim): Promise<PayoutBatchView> {
    return this.db.transaction(async (tx) => {
      const batch = await known(tx, id);
      const set = sql`reason = ${reason}, ended_at = now()`;
      await this.step(tx, batch, CANCELLABLE, 'CANCELLED', { cause: reason, set });
      await this.outbox.enqueue(tx, UnwindBatch, { batchId: id }, { aggregateId: id });
      return this.answer(tx, id, 'payout_batch_cancelled', claim, { before: batch, why: reason });
    });
  }

  private async prepare(batch: NewBatch, claim: Claim): Promise<PayoutBatchView> {
    return this.db.transaction(async (tx) => {
      const id = await this.insert(tx, batch);
      if (!id) throw problems.runInProgress('Wait until it is prepared, or cancel it.');
      return this.answer(tx, id, 'payout_batch_prepared', claim, { status: 201 });
    });
  }

  private async insert(tx: Tx, { trigger, scope, preparedBy, cycle }: NewBatch): Promise<string | undefined> {
    const id = newId();
    const made = await tx.execute(sql`
      WITH batch AS (
        INSERT INTO settlement.payout_batches (id, trigger, cycle, scope, currency, prepared_by)
        VALUES (${id}, ${trigger}, ${cycle ?? null}, ${JSON.stringify(scope)}, 'ZMW', ${preparedBy})
        ON CONFLICT DO NOTHING RETURNING id)
      INSERT INTO settlement.payout_transitions (machine, subject_id, seq, from_state, to_state, cause, actor)
      SELECT 'batch', id, 1, NULL, 'DRAFT', ${trigger}, ${preparedBy} FROM batch`);
    if (made === 0) return undefined;
    await this.outbox.enqueue<BatchRef>(tx, FreezeBatch, { batchId: id }, { aggregateId: id });
    return id;
  }

  private async step(
    tx: Tx,
    batch: BatchRow,
    from: readonly BatchState[],
    to: BatchState,
    { cause, set }: { cause: string; set: Sql },
  ): Promise<void> {
    const moved = await move(tx, { machine: 'batch', id: batch.id, from, to, cause, set });
    if (moved.length === 0) throw wrongState(batch);
  }

  private async answer(
    tx: Tx,
    id: string,
    act: string,
    claim: Claim,
    { before, why, status = 200 }: { before?: BatchRow; why?: string; status?: number },
  ): Promise<PayoutBatchView> {
    const after = (await batchById(tx, id))!;
    await audit(tx, {
      act,
      subject: 'payout_batch',
      subjectId: id,
      detail: { number: after.number, total: after.total, count: after.count },
      ...(before && { before: { state: before.state } }),
      after: { state: after.state },
      why,
    });
    const view = batchView(after);
    await claim.answer(tx, status, view);
    return view;
  }
}

/** Locks the batch: whoever else changes it waits. */
async function known(tx: Tx, id: string): Promise<BatchRow> {
  const batch = await batchById(tx, id, sql`FOR NO KEY UPDATE`);
  if (!batch) throw problems.noBatch('GET /staff/payout-batches lists them.');
  return batch;
}

const paysTo = (tx: Tx, batchId: string, { userId }: Actor): Promise<object | undefined> =>
  tx.maybe(sql`
    SELECT FROM settlement.payouts p JOIN settlement.payees e ON e.kind = p.payee_kind AND e.id = p.payee_id
    WHERE p.batch_id = ${batchId} AND e.user_id = ${userId} LIMIT 1`);

const wrongState = ({ state }: BatchRow) => problems.wrongState(`The batch is ${state}.`);

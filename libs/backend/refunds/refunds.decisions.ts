import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, Outbox, sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';
import type { RefundDetail, RefundDecision } from './refunds.dto.js';
import { refundsProblems as problems } from './refunds.errors.js';
import { RefundWithdrawn } from './refunds.events.js';
import { RefundQueue } from './refunds.queue.js';
import { RefundReads } from './refunds.reads.js';
import { factOf, lockRefund, type Refund } from './refunds.record.js';
import { AT_REST } from './refunds.rules.js';
import { Refunds } from './refunds.service.js';

/** What staff decides about refunds that are open: agrees to them, sends them again, calls them off. */
@Injectable()
export class RefundDecisions {
  constructor(
    private readonly db: Database,
    private readonly refunds: Refunds,
    private readonly queue: RefundQueue,
    private readonly outbox: Outbox,
    private readonly reads: RefundReads,
  ) {}

  /** The second person agrees: to the refund, or to the wallet it is to go to. @throws Problem refunds.second_person */
  approve(actor: Actor, id: string, claim: Claim): Promise<RefundDetail> {
    return this.db.transaction(async (tx) => {
      const refund = await this.lock(tx, id);
      const isWallet =
        refund.state === 'NEEDS_ATTENTION' && refund.walletBy !== null && refund.walletApprovedBy === null;
      if (refund.state !== 'CREATED' && !isWallet) throw problems.wrongState('It does not wait for a second person.');
      if ((isWallet ? refund.walletBy : refund.openedBy) === actor.label) {
        throw problems.ownRefund('Somebody else has to agree.');
      }
      if (isWallet) await this.approveWallet(tx, id, actor);
      else await this.approveRefund(tx, id, actor);
      await this.note(tx, refund, isWallet ? 'refund_wallet_approved' : 'refund_approved');
      return this.answer(tx, id, claim);
    });
  }

  /** Sends a refund again the way it went before, which the last attempt surely did not get through. */
  retry(id: string, { reason }: RefundDecision, claim: Claim): Promise<RefundDetail> {
    return this.db.transaction(async (tx) => {
      const refund = await this.lock(tx, id);
      if (refund.state !== 'NEEDS_ATTENTION') throw stillMoving(refund);
      if (refund.walletNeedsApproval && !refund.walletApprovedBy)
        throw problems.wrongState('Its wallet waits for approval.');
      await this.queue.ready(tx, id, 'sent again by staff');
      await this.note(tx, refund, 'refund_retried', reason);
      return this.answer(tx, id, claim);
    });
  }

  /** Calls a refund off of which no attempt can be alive; the books put the money back. */
  withdraw(id: string, { reason }: RefundDecision, claim: Claim): Promise<RefundDetail> {
    return this.db.transaction(async (tx) => {
      const refund = await this.lock(tx, id);
      const moved = await move(tx, {
        machine: 'refund',
        id,
        from: ['CREATED', ...AT_REST],
        to: 'WITHDRAWN',
        cause: 'withdrawn by staff',
        set: sql`attention = NULL, retry_at = NULL`,
      });
      if (!moved) throw stillMoving(refund);
      if (refund.state !== 'CREATED') {
        await this.outbox.publish(tx, RefundWithdrawn, id, factOf(refund));
        await this.queue.withdraw(tx, refund);
      }
      await reopenBreak(tx, refund);
      await this.note(tx, refund, 'refund_withdrawn', reason);
      return this.answer(tx, id, claim);
    });
  }

  private async approveRefund(tx: Tx, id: string, { label }: Actor): Promise<void> {
    const set = sql`approved_by = ${label}`;
    await move(tx, { machine: 'refund', id, from: ['CREATED'], to: 'RESERVED', cause: 'approved', set });
    await this.refunds.begin(tx, id);
  }

  private async approveWallet(tx: Tx, id: string, { label }: Actor): Promise<void> {
    await tx.execute(sql`UPDATE backend.refunds SET wallet_approved_by = ${label} WHERE id = ${id}`);
    await this.queue.ready(tx, id, 'wallet approved');
  }

  private async lock(tx: Tx, id: string): Promise<Refund> {
    const refund = await lockRefund(tx, id);
    if (!refund) throw problems.notFound('Look it up with GET /refunds.');
    return refund;
  }

  private async note(tx: Tx, { id: subjectId, state: before }: Refund, act: string, why?: string): Promise<void> {
    const after = await tx.one<{ state: string }>(sql`SELECT state FROM backend.refunds WHERE id = ${subjectId}`);
    await audit(tx, { act, subject: 'refund', subjectId, why, before: { state: before }, after });
  }

  private async answer(tx: Tx, id: string, claim: Claim): Promise<RefundDetail> {
    const view = await this.reads.one(tx, id);
    await claim.answer(tx, 200, view);
    return view;
  }
}

const stillMoving = ({ state }: Refund) =>
  state === 'SENT'
    ? problems.mayStillArrive('Wait until the provider has said what became of it.')
    : problems.wrongState(`It is ${state}.`);

/** Surplus that is not given back after all is for a person to explain. */
async function reopenBreak(tx: Tx, { breakId }: Refund): Promise<void> {
  if (!breakId) return;
  await tx.execute(
    sql`UPDATE backend.payment_breaks SET state = 'OPEN' WHERE id = ${breakId} AND state = 'REFUND_DUE'`,
  );
}

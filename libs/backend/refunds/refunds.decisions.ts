import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';
import type { RefundDetail, RefundDecision } from './refunds.dto.js';
import { refundsProblems as problems } from './refunds.errors.js';
import { refuseLate } from './refunds.late.js';
import { refuseOwn } from './refunds.own.js';
import { RefundQueue } from './refunds.queue.js';
import { RefundReads } from './refunds.reads.js';
import { lockRefund, type Refund } from './refunds.record.js';
import { awaitsWithdrawal, stillMoving } from './refunds.rules.js';
import { Refunds } from './refunds.service.js';
import { NOT_WITHDRAWN, RefundWithdrawals } from './refunds.withdrawals.js';

/** What staff decides about refunds that are open: agrees to them, sends them again. */
@Injectable()
export class RefundDecisions {
  constructor(
    private readonly db: Database,
    private readonly refunds: Refunds,
    private readonly queue: RefundQueue,
    private readonly withdrawals: RefundWithdrawals,
    private readonly reads: RefundReads,
  ) {}

  /**
   * The second person agrees: to the refund, to the wallet it is to go to, or to calling it off.
   *
   * @throws Problem refunds.second_person, refunds.wrong_state, refunds.may_still_arrive
   */
  approve(actor: Actor, id: string, claim: Claim): Promise<RefundDetail> {
    return this.db.transaction(async (tx) => {
      const refund = await this.lock(tx, actor, id);
      if (awaitsWithdrawal(refund)) {
        await this.withdrawals.approve(tx, refund, actor);
        await this.note(tx, refund, 'refund_withdrawal_approved');
        return this.answer(tx, id, claim);
      }
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

  /**
   * Sends a refund again the way it went before, which the last attempt surely did not get through.
   *
   * @throws Problem refunds.second_person, refunds.wrong_state, refunds.may_still_arrive
   */
  retry(actor: Actor, id: string, { reason }: RefundDecision, claim: Claim): Promise<RefundDetail> {
    return this.db.transaction(async (tx) => {
      const refund = await this.lock(tx, actor, id);
      if (refund.state !== 'NEEDS_ATTENTION') throw stillMoving(refund);
      if (refund.walletNeedsApproval && !refund.walletApprovedBy)
        throw problems.wrongState('Its wallet waits for approval.');
      await refuseLate(tx, id);
      await tx.execute(sql`UPDATE backend.refunds SET ${NOT_WITHDRAWN} WHERE id = ${id}`);
      await this.queue.ready(tx, id, 'sent again by staff');
      await this.note(tx, refund, 'refund_retried', reason);
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

  private async lock(tx: Tx, actor: Actor, id: string): Promise<Refund> {
    const refund = await lockRefund(tx, id);
    if (!refund) throw problems.notFound('Look it up with GET /refunds.');
    await refuseOwn(tx, actor, refund.orderId);
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

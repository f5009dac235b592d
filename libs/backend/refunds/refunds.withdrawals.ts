import { Inject, Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, Outbox, sql, type Sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';
import { RefundsConfig } from './refunds.config.js';
import type { RefundDecision, RefundDetail } from './refunds.dto.js';
import { refundsProblems as problems } from './refunds.errors.js';
import { RefundRefused, RefundWithdrawn } from './refunds.events.js';
import { refuseLate } from './refunds.late.js';
import { refuseOwn } from './refunds.own.js';
import { RefundQueue } from './refunds.queue.js';
import { RefundReads } from './refunds.reads.js';
import { factOf, lockRefund, type Refund } from './refunds.record.js';
import { AT_REST, isOwed, stillMoving } from './refunds.rules.js';

/** Assignments that drop what somebody has proposed: another decision was made. */
export const NOT_WITHDRAWN: Sql = sql`withdrawal_by = NULL, withdrawal_needs_approval = false`;

/** Calls refunds off that are open: the buyer is not paid after all. */
@Injectable()
export class RefundWithdrawals {
  constructor(
    private readonly db: Database,
    private readonly queue: RefundQueue,
    private readonly outbox: Outbox,
    private readonly reads: RefundReads,
    @Inject(RefundsConfig) private readonly config: RefundsConfig,
  ) {}

  /**
   * Calls a refund off of which no attempt can be alive; the books put the money back. Above the limit, and where the buyer
   * is owed it by rule, it waits for a second person, unless the refund itself still does: then nothing was owed yet.
   *
   * @throws Problem refunds.not_found, refunds.second_person, refunds.may_still_arrive, refunds.wrong_state
   */
  withdraw(actor: Actor, id: string, { reason }: RefundDecision, claim: Claim): Promise<RefundDetail> {
    return this.db.transaction(async (tx) => {
      const refund = await lockRefund(tx, id);
      if (!refund) throw problems.notFound('Look it up with GET /refunds.');
      await refuseOwn(tx, actor, refund.orderId);
      if (refund.state !== 'CREATED' && !isAtRest(refund)) throw stillMoving(refund);
      await refuseLate(tx, id);
      const isLarge = refund.amount > this.config.REFUND_APPROVAL_ABOVE;
      const awaits = refund.state !== 'CREATED' && (isLarge || isOwed(refund));
      // A wallet that waits for a second person does so no longer: what they agree to is one thing.
      await tx.execute(sql`
        UPDATE backend.refunds SET withdrawal_by = ${actor.label}, withdrawal_needs_approval = ${awaits}${
          isWalletOpen(refund) ? FORGET_WALLET : sql``
        } WHERE id = ${id}`);
      if (!awaits) await this.carryOut(tx, refund, 'withdrawn by staff');
      const after = { state: awaits ? refund.state : 'WITHDRAWN', awaitsApproval: awaits };
      const act = awaits ? 'refund_withdrawal_proposed' : 'refund_withdrawn';
      await audit(tx, { act, subject: 'refund', subjectId: id, why: reason, before: { state: refund.state }, after });
      const view = await this.reads.one(tx, id);
      await claim.answer(tx, 200, view);
      return view;
    });
  }

  /** The second person agrees. @throws Problem refunds.may_still_arrive, refunds.wrong_state, refunds.second_person */
  async approve(tx: Tx, refund: Refund, { label }: Actor): Promise<void> {
    if (refund.withdrawalBy === label) throw problems.ownRefund('Somebody else has to agree.');
    if (!isAtRest(refund)) throw stillMoving(refund);
    await refuseLate(tx, refund.id);
    await tx.execute(sql`UPDATE backend.refunds SET withdrawal_approved_by = ${label} WHERE id = ${refund.id}`);
    await this.carryOut(tx, refund, 'withdrawal approved');
  }

  private async carryOut(tx: Tx, refund: Refund, cause: string): Promise<void> {
    const { id } = refund;
    const set = sql`attention = NULL, retry_at = NULL`;
    const from = ['CREATED', ...AT_REST] as const;
    await move(tx, { machine: 'refund', id, from, to: 'WITHDRAWN', cause, set });
    const wasOpen = refund.state !== 'CREATED';
    await this.outbox.publish(tx, wasOpen ? RefundWithdrawn : RefundRefused, id, factOf(refund));
    if (wasOpen) await this.queue.withdraw(tx, refund);
    await reopenBreak(tx, refund);
  }
}

const isAtRest = ({ state }: Refund): boolean => (AT_REST as readonly string[]).includes(state);

const isWalletOpen = ({ walletNeedsApproval, walletApprovedBy }: Refund): boolean =>
  walletNeedsApproval && walletApprovedBy === null;

const FORGET_WALLET = sql`, wallet_phone = NULL, wallet_operator = NULL, wallet_by = NULL, wallet_needs_approval = false`;

/** Surplus that is not given back after all is for people to decide about, as if for the first time. */
async function reopenBreak(tx: Tx, { breakId }: Refund): Promise<void> {
  if (!breakId) return;
  await tx.execute(sql`
    UPDATE backend.payment_breaks SET state = 'OPEN', outcome = NULL, reason = NULL, proposed_by = NULL, proposed_at = NULL,
      decided_by = NULL, decided_at = NULL WHERE id = ${breakId} AND state = 'REFUND_DUE'`);
}

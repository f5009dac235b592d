import { Inject, Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, maskPhone, sql, type Tx } from '@pakashop/platform';
import { phoneFor } from '../payments/payments.phone.js';
import { RefundsConfig } from './refunds.config.js';
import type { RedirectRefund, RefundDetail } from './refunds.dto.js';
import { refundsProblems as problems } from './refunds.errors.js';
import { refuseLate } from './refunds.late.js';
import { refuseOwn } from './refunds.own.js';
import { RefundQueue } from './refunds.queue.js';
import { RefundReads } from './refunds.reads.js';
import { lockRefund } from './refunds.record.js';
import { NOT_WITHDRAWN } from './refunds.withdrawals.js';

/** Sends a refund to another wallet of the buyer, when the way back is surely closed. */
@Injectable()
export class RefundRedirects {
  constructor(
    private readonly db: Database,
    private readonly queue: RefundQueue,
    private readonly reads: RefundReads,
    @Inject(RefundsConfig) private readonly config: RefundsConfig,
  ) {}

  /**
   * NEEDS_ATTENTION says that the last attempt has ended for certain: only then may the money go elsewhere. Above the
   * limit, and to a number that is not the order's contact, it waits for a second person.
   *
   * @throws Problem refunds.not_found, refunds.may_still_arrive, refunds.wrong_state, refunds.second_person, VAL_002
   */
  redirect(actor: Actor, id: string, wallet: RedirectRefund, claim: Claim): Promise<RefundDetail> {
    // Only a card has no number.
    const phone = phoneFor('MTN_MONEY', wallet.phone)!;
    return this.db.transaction(async (tx) => {
      const refund = await lockRefund(tx, id);
      if (!refund) throw problems.notFound('Look it up with GET /refunds.');
      if (refund.state === 'SENT') throw problems.mayStillArrive('Wait until the provider has said what became of it.');
      if (refund.state !== 'NEEDS_ATTENTION') throw problems.wrongState(`It is ${refund.state}.`);
      await refuseOwn(tx, actor, refund.orderId);
      await refuseLate(tx, id);
      const isLarge = refund.amount > this.config.REFUND_APPROVAL_ABOVE;
      const awaits = isLarge || !(await isContact(tx, refund.orderId, phone));
      await tx.execute(sql`
        UPDATE backend.refunds SET wallet_phone = ${phone}, wallet_operator = ${wallet.operator}, wallet_by = ${actor.label},
          wallet_needs_approval = ${awaits}, wallet_approved_by = NULL, ${NOT_WITHDRAWN} WHERE id = ${id}`);
      if (!awaits) await this.queue.ready(tx, id, 'redirected');
      const after = { phone: maskPhone(phone), operator: wallet.operator, awaitsApproval: awaits };
      await audit(tx, { act: 'refund_redirected', subject: 'refund', subjectId: id, why: wallet.reason, after });
      const view = await this.reads.one(tx, id);
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}

/** Whether the buyer gave this number with the order. */
async function isContact(tx: Tx, orderId: string, phone: string): Promise<boolean> {
  const found = await tx.maybe<object>(
    sql`SELECT FROM backend.orders WHERE id = ${orderId} AND contact_phone = ${phone}`,
  );
  return found !== undefined;
}

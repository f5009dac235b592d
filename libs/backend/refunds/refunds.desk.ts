import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, sql } from '@pakashop/platform';
import type { OpenRefundRequest, RefundDetail, RefundPart, RefundPreview } from './refunds.dto.js';
import { refundsProblems as problems } from './refunds.errors.js';
import { previewOf, RefundPlans } from './refunds.plan.js';
import { RefundReads } from './refunds.reads.js';
import { Refunds } from './refunds.service.js';

/** Where staff opens refunds. */
@Injectable()
export class RefundDesk {
  constructor(
    private readonly db: Database,
    private readonly plans: RefundPlans,
    private readonly refunds: Refunds,
    private readonly reads: RefundReads,
  ) {}

  /** @throws Problem ORDER_001, refunds.nothing, refunds.second_person, refunds.on_the_road */
  async preview(actor: Actor, part: RefundPart): Promise<RefundPreview> {
    return previewOf(await this.plans.make(this.db, actor, part));
  }

  /** @throws Problem ORDER_001, refunds.nothing, refunds.not_paid, refunds.too_much, refunds.second_person, refunds.on_the_road */
  open(actor: Actor, request: OpenRefundRequest, claim: Claim): Promise<RefundDetail> {
    const { shopOrderId, lines, reason: why } = request;
    return this.db.transaction(async (tx) => {
      // As everybody who moves it: whether its goods leave, and what was given back, stays as it is read.
      await tx.execute(sql`
        SELECT FROM backend.orders o JOIN backend.shop_orders s ON s.order_id = o.id WHERE s.id = ${shopOrderId} FOR UPDATE OF o`);
      const { of, ...plan } = await this.plans.make(tx, actor, request);
      const kind = plan.goods + plan.delivery === 0 ? 'GOODWILL' : 'STAFF';
      const key = `staff:${claim.scope}:${claim.key}`;
      const cause = { orderId: of.orderId, shopOrderId, key, reason: kind, lines, why, actor: actor.label } as const;
      const opened = await this.refunds.open(tx, { ...cause, ...plan });
      if (!opened) throw problems.nothing('This key was used for another refund.');
      await audit(tx, {
        ...{ act: 'refund_opened', subject: 'refund', subjectId: opened.refundId, why },
        after: { shopOrderId, ...plan },
      });
      const view = await this.reads.one(tx, opened.refundId);
      await claim.answer(tx, 201, view);
      return view;
    });
  }
}

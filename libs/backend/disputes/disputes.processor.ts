import { Injectable } from '@nestjs/common';
import { type Event, OnEvent, sql, type Tx } from '@pakashop/platform';
import { ShopOrderSteps } from '../orders/orders.steps.js';
import { type RefundFact, RefundOpened, RefundRefused } from '../refunds/refunds.events.js';
import { move } from '../transitions.js';
import { DisputeClosing } from './disputes.closing.js';
import type { DisputeFact } from './disputes.events.js';
import { reopened } from './disputes.rules.js';

interface Awaiting extends DisputeFact {
  readonly isAnswered: boolean;
}

/** What a second person says about the money of a decision. */
@Injectable()
export class DisputesProcessor {
  constructor(
    private readonly steps: ShopOrderSteps,
    private readonly closing: DisputeClosing,
  ) {}

  /** Somebody else has agreed: the dispute is decided. What one person may decide alone was closed before. */
  @OnEvent(RefundOpened)
  async approved({ payload }: Event<RefundFact>, tx: Tx): Promise<void> {
    const dispute = await awaiting(tx, payload);
    if (!dispute) return;
    // The order first, as everybody does who changes it.
    const held = (await this.steps.hold(tx, dispute.shopOrderId))!;
    const { isAnswered: _, ...fact } = dispute;
    const set = sql`closed_at = now()`;
    const step = { from: ['AWAITING_APPROVAL'], to: 'REFUNDED', cause: 'refund approved', set };
    if (await move(tx, { machine: 'dispute', id: fact.disputeId, ...step })) {
      await this.closing.refunded(tx, held, fact);
    }
  }

  /** Nobody has agreed: the dispute stands as it stood before, and is decided anew. */
  @OnEvent(RefundRefused)
  async refused({ payload }: Event<RefundFact>, tx: Tx): Promise<void> {
    const dispute = await awaiting(tx, payload);
    if (!dispute) return;
    const set = sql`decision = NULL, decided_by = NULL, refund_id = NULL`;
    const step = { from: ['AWAITING_APPROVAL'], to: reopened(dispute), cause: 'refund not approved', set };
    await move(tx, { machine: 'dispute', id: dispute.disputeId, ...step });
  }
}

async function awaiting(tx: Tx, { refundId, reason }: RefundFact): Promise<Awaiting | undefined> {
  if (reason !== 'DISPUTE') return undefined;
  return tx.maybe(sql`
    SELECT x.id AS "disputeId", x.shop_order_id AS "shopOrderId", x.order_id AS "orderId", x.shop_id AS "shopId",
      x.answered_at IS NOT NULL AS "isAnswered"
    FROM backend.disputes x WHERE x.refund_id = ${refundId} AND x.state = 'AWAITING_APPROVAL'`);
}

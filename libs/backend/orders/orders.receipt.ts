import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, Outbox, sql } from '@pakashop/platform';
import type { PartOfOrder } from './orders.cancel.js';
import { ordersProblems as problems } from './orders.errors.js';
import { ReceiptConfirmed } from './orders.events.js';
import { Orders } from './orders.read.js';
import { ownedBy } from './orders.scope.js';
import { shopOrderRef, ShopOrderSteps } from './orders.steps.js';
import type { OrderView } from './orders.view.dto.js';

/** Buyers who say that all is well: the shop need not wait for its money any longer. */
@Injectable()
export class Receipts {
  constructor(
    private readonly db: Database,
    private readonly steps: ShopOrderSteps,
    private readonly orders: Orders,
    private readonly outbox: Outbox,
  ) {}

  /** Told once; said again it changes nothing. @throws Problem ORDER_001, orders.wrong_state, orders.disputed */
  confirm(actor: Actor, { orderId, shopOrderId }: PartOfOrder, claim: Claim): Promise<OrderView> {
    return this.db.transaction(async (tx) => {
      const held = await this.steps.hold(tx, shopOrderId, sql`o.id = ${orderId} AND ${ownedBy(actor)}`);
      if (!held) throw problems.notFound('Look at your own orders with GET /orders.');
      if (held.status !== 'DELIVERED') throw problems.wrongState('Only what was delivered can be confirmed.');
      const disputed = await tx.maybe(sql`
        SELECT FROM backend.disputes WHERE shop_order_id = ${shopOrderId} AND closed_at IS NULL`);
      if (disputed) throw problems.disputed('Withdraw the dispute first.');
      const confirmed = await tx.execute(sql`
        UPDATE backend.shop_orders SET received_at = now() WHERE id = ${shopOrderId} AND received_at IS NULL`);
      if (confirmed > 0) await this.outbox.publish(tx, ReceiptConfirmed, shopOrderId, shopOrderRef(held));
      const view = await this.orders.one(actor, orderId, tx);
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}

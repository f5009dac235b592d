import { Injectable } from '@nestjs/common';
import { type Actor, Database, sql } from '@pakashop/platform';
import { PaymentClosing } from '../payments/payments.closing.js';
import { ordersProblems as problems } from './orders.errors.js';
import { CANCELLABLE, type Canceller, ShopOrderEnding } from './orders.ending.js';
import { Orders } from './orders.read.js';
import { ownedBy } from './orders.scope.js';
import { type ShopOrderAtHand, ShopOrderSteps } from './orders.steps.js';
import type { CancelledOrder, OrderView } from './orders.view.dto.js';

/** Calls orders off for their buyers: unpaid ones by their payment, paid ones shop by shop. */
@Injectable()
export class Cancelling {
  constructor(
    private readonly db: Database,
    private readonly closing: PaymentClosing,
    private readonly steps: ShopOrderSteps,
    private readonly ending: ShopOrderEnding,
    private readonly orders: Orders,
  ) {}

  /**
   * The buyer calls off a whole order, or as much of it as no shop has taken on.
   *
   * @throws Problem ORDER_001, payments.in_flight; ORDER_002 when nothing of it can be called off any more
   */
  async order(actor: Actor, orderId: string): Promise<CancelledOrder> {
    const { status } = await this.closing.cancelOrder(actor, orderId);
    if (status !== 'CANCELLED') await this.paidOrder(actor, orderId);
    const order = await this.orders.one(actor, orderId);
    const rest = order.shopOrders.filter((part) => part.status !== 'CANCELLED');
    return { ...order, notCancelled: rest.map(({ id }) => id) };
  }

  /** The buyer calls off what one shop has not taken on yet. @throws Problem ORDER_001, ORDER_002 */
  async part(actor: Actor, { orderId, shopOrderId }: PartOfOrder): Promise<OrderView> {
    await this.db.transaction(async (tx) => {
      const held = await this.steps.hold(tx, shopOrderId, sql`o.id = ${orderId} AND ${ownedBy(actor)}`);
      if (!held) throw problems.notFound('Look at your own orders with GET /orders.');
      if (held.status === 'CANCELLED') return;
      if (!(await this.ending.cancel(tx, held, { by: 'CUSTOMER' }))) throw tooLate(held, 'CUSTOMER');
    });
    return this.orders.one(actor, orderId);
  }

  /** In the order of the shops, so that of two orders over the same shops none waits for the other in a circle. */
  private paidOrder(actor: Actor, orderId: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const own = sql`o.id = ${orderId} AND ${ownedBy(actor)}`;
      const parts = await tx.rows<{ id: string }>(sql`
        SELECT s.id FROM backend.shop_orders s JOIN backend.orders o ON o.id = s.order_id WHERE ${own} ORDER BY s.shop_id`);
      let [ended, last]: [number, ShopOrderAtHand | undefined] = [0, undefined];
      for (const { id } of parts) {
        last = await this.steps.hold(tx, id, own);
        if (last && (await this.ending.cancel(tx, last, { by: 'CUSTOMER' }))) ended += 1;
      }
      if (ended === 0 && last?.orderStatus !== 'CANCELLED') throw tooLate(last, 'CUSTOMER');
    });
  }
}

/** Names a shop order as the buyer's part of an order. */
export interface PartOfOrder {
  readonly orderId: string;
  readonly shopOrderId: string;
}

/** Why it cannot be called off any more. */
export const tooLate = (held: ShopOrderAtHand | undefined, by: Canceller) =>
  problems.tooLate(
    `It is ${held?.status ?? 'gone'}${held && CANCELLABLE[by].includes(held.status) ? ' and handed over' : ''}. Ask our support.`,
  );

import { Injectable } from '@nestjs/common';
import { type Actor, Database, Outbox, type Queryable, sql, type Tx } from '@pakashop/platform';
import { Stock } from '../products/products.stock.js';
import { move } from '../transitions.js';
import { ordersProblems as problems } from './orders.errors.js';
import { OrderCancelled, OrderConfirmed, OrderExpired, type OrderFact } from './orders.events.js';
import { type OrderAtHand, readOrder } from './orders.fact.js';
import type { OrderPaymentStatus, ShopOrderState } from './orders.rules.js';
import { ownedBy } from './orders.scope.js';

/** What a payment needs to know of its order. */
export interface OrderForPayment {
  readonly orderId: string;
  readonly number: string;
  readonly status: ShopOrderState;
  readonly paymentStatus: OrderPaymentStatus;
  readonly paymentId: string;
  readonly total: number;
  readonly currency: string;
  readonly expiresAt: Date;
  readonly userId?: string;
  readonly contact: { readonly name: string; readonly phone: string; readonly email?: string };
  readonly shopOwnerIds: string[];
}

/**
 * What happens to unpaid orders: they are paid or they end, exactly once. The order's row is locked first, so whoever
 * comes second finds it no longer PENDING and changes nothing.
 */
@Injectable()
export class OrderFlow {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly outbox: Outbox,
  ) {}

  /**
   * The order is paid: it and its shop orders become CONFIRMED, what was held is sold, and everybody is told.
   *
   * @returns undefined, with nothing changed, when the order is not PENDING any more
   */
  async confirm(tx: Tx, orderId: string, cause: string): Promise<OrderFact | undefined> {
    const order = await readOrder(tx, orderId, true);
    if (order?.status !== 'PENDING') return undefined;
    await this.moveAll(tx, order, { to: 'CONFIRMED', paymentStatus: 'PAID', cause });
    await this.stock.sell(tx, order.lines);
    await this.outbox.publish(tx, OrderConfirmed, orderId, order.fact);
    return order.fact;
  }

  /**
   * The order ends unpaid: what was held is free again, and everybody is told.
   *
   * @returns false, with nothing changed, when the order is not PENDING any more
   */
  async close(tx: Tx, orderId: string, to: 'EXPIRED' | 'CANCELLED', cause: string): Promise<boolean> {
    const order = await readOrder(tx, orderId, true);
    if (order?.status !== 'PENDING') return false;
    await this.moveAll(tx, order, { to, paymentStatus: 'FAILED', cause });
    await this.stock.release(tx, order.lines);
    await this.outbox.publish(tx, to === 'EXPIRED' ? OrderExpired : OrderCancelled, orderId, order.fact);
    return true;
  }

  /** What the events say of an order, and the owners of its shops. */
  async fact(db: Queryable, orderId: string): Promise<OrderFact & { shopOwnerIds: string[] }> {
    const order = await readOrder(db, orderId);
    if (!order) throw problems.notFound('There is no such order.');
    return { ...order.fact, shopOwnerIds: order.shopOwnerIds };
  }

  /**
   * The order of the person or guest who asks.
   *
   * @throws Problem ORDER_001 when they have none with this id
   */
  async owned(actor: Actor, orderId: string): Promise<OrderForPayment> {
    const row = await this.db.maybe<OwnedRow>(sql`
      SELECT o.id AS "orderId", o.number, o.status, o.payment_status AS "paymentStatus", p.id AS "paymentId", o.total,
        o.currency, o.expires_at AS "expiresAt", o.user_id AS "userId", o.contact_name AS name,
        o.contact_phone AS phone, o.contact_email AS email,
        ARRAY(SELECT DISTINCT shop.owner_id FROM backend.shop_orders s JOIN backend.shops shop ON shop.id = s.shop_id
              WHERE s.order_id = o.id) AS "shopOwnerIds"
      FROM backend.orders o JOIN backend.payments p ON p.order_id = o.id
      WHERE o.id = ${orderId} AND ${ownedBy(actor)}`);
    if (!row) throw problems.notFound('Look at your own orders with GET /orders.');
    const { userId, name, phone, email, ...order } = row;
    return { ...order, ...(userId && { userId }), contact: { name, phone, ...(email && { email }) } };
  }

  /** Where an order and its payment stand, for the work that follows them; nobody's permission is asked. */
  paymentOf(orderId: string): Promise<{ paymentId: string; orderStatus: ShopOrderState } | undefined> {
    return this.db.maybe(sql`
      SELECT p.id AS "paymentId", o.status AS "orderStatus"
      FROM backend.orders o JOIN backend.payments p ON p.order_id = o.id WHERE o.id = ${orderId}`);
  }

  private async moveAll(tx: Tx, { fact }: OrderAtHand, { to, paymentStatus, cause }: Ending): Promise<void> {
    for (const { shopOrderId } of fact.shopOrders) {
      await this.moveOne(tx, { machine: 'shop_order', id: shopOrderId, from: ['PENDING'], to, cause });
    }
    const set = sql`payment_status = ${paymentStatus}`;
    await this.moveOne(tx, { machine: 'order', id: fact.orderId, from: ['PENDING'], to, cause, set });
  }

  /** Under the order's lock nothing can have moved: if it did, the transaction must not commit. */
  private async moveOne(tx: Tx, step: Parameters<typeof move>[1]): Promise<void> {
    if (!(await move(tx, step)))
      throw new Error(`${step.machine} ${step.id} was not PENDING under the lock of its order`);
  }
}

interface Ending {
  readonly to: ShopOrderState;
  readonly paymentStatus: 'PAID' | 'FAILED';
  readonly cause: string;
}

interface OwnedRow extends Omit<OrderForPayment, 'userId' | 'contact'> {
  readonly userId: string | null;
  readonly name: string;
  readonly phone: string;
  readonly email: string | null;
}

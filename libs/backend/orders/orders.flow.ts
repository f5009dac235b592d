import { Injectable } from '@nestjs/common';
import { type Actor, Database, Outbox, type Queryable, sql, type Tx } from '@pakashop/platform';
import { Stock } from '../products/products.stock.js';
import { type Move, moveAll } from '../transitions.js';
import { ordersProblems as problems } from './orders.errors.js';
import { OrderCancelled, OrderConfirmed, OrderExpired, type OrderFact } from './orders.events.js';
import { type OrderAtHand, readOrders } from './orders.fact.js';
import type { OrderPaymentStatus, ShopOrderState } from './orders.rules.js';
import { freePrices } from './orders.prices.js';
import { hasContactOf, ownedBy } from './orders.scope.js';

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
  /** Everybody who runs one of its shops now. */
  readonly sellerIds: string[];
  /** Its contact is a verified phone or e-mail address of one of these. */
  readonly hasSellersContact: boolean;
  /** Whether a try is under way that can still take money. */
  readonly isBeingPaid: boolean;
}

/** Who runs the shops of an order `o`. */
const SELLERS = sql`
  SELECT DISTINCT g.user_id FROM backend.shop_orders s
  JOIN backend.role_grants g ON g.scope_id = s.shop_id AND g.scope = 'shop' AND g.revoked_at IS NULL
  WHERE s.order_id = o.id`;

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

  /** Locks orders that can still be paid or end; those that are not PENDING any more are left out. */
  async lockPending(tx: Tx, orderIds: readonly string[]): Promise<OrderAtHand[]> {
    return (await readOrders(tx, orderIds, true)).filter(({ status }) => status === 'PENDING');
  }

  /**
   * Orders are paid: they and their shop orders become CONFIRMED, what was held is sold, and everybody is told.
   *
   * @param orders from {@link lockPending} in this transaction
   * @param along moves that are made with it, in the same statement
   */
  async confirm(tx: Tx, orders: readonly PaidOrder[], cause: string, along: readonly Move[] = []): Promise<void> {
    await Promise.all([
      this.moveAll(tx, orders, { to: 'CONFIRMED', paymentStatus: 'PAID', cause }, along),
      this.stock.sell(
        tx,
        orders.flatMap(({ lines }) => lines),
      ),
      this.outbox.publishAll(
        tx,
        OrderConfirmed,
        orders.map(({ fact, correlationId }) => ({ aggregateId: fact.orderId, payload: fact, correlationId })),
      ),
    ]);
  }

  /**
   * The order ends unpaid: what was held is free again, and everybody is told.
   *
   * @returns false, with nothing changed, when the order is not PENDING any more
   */
  async close(tx: Tx, orderId: string, to: 'EXPIRED' | 'CANCELLED', cause: string): Promise<boolean> {
    const [order] = await this.lockPending(tx, [orderId]);
    if (!order) return false;
    await this.moveAll(tx, [order], { to, paymentStatus: 'FAILED', cause });
    await this.stock.release(tx, order.lines);
    await freePrices(tx, sql`s.order_id = ${orderId}`);
    await this.outbox.publish(tx, to === 'EXPIRED' ? OrderExpired : OrderCancelled, orderId, order.fact);
    return true;
  }

  /** What the events say of an order. */
  async fact(db: Queryable, orderId: string): Promise<OrderFact> {
    const [order] = await readOrders(db, [orderId]);
    if (!order) throw problems.notFound('There is no such order.');
    return order.fact;
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
        ARRAY(${SELLERS}) AS "sellerIds",
        EXISTS (SELECT FROM backend.users u WHERE u.id IN (${SELLERS}) AND ${hasContactOf}) AS "hasSellersContact",
        EXISTS (SELECT FROM backend.payment_attempts a
                WHERE a.payment_id = p.id AND a.state IN ('CREATED', 'SENT', 'PENDING', 'UNKNOWN')) AS "isBeingPaid"
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

  /** Under the orders' locks nothing can have moved: if it did, the transaction must not commit. */
  private async moveAll(tx: Tx, orders: readonly OrderAtHand[], ending: Ending, along: readonly Move[] = []) {
    const { to, paymentStatus, cause } = ending;
    const ids = orders.map(({ fact }) => fact.orderId);
    const parts = orders.flatMap(({ fact }) => fact.shopOrders.map(({ shopOrderId }) => shopOrderId));
    const moved = await moveAll(tx, [
      { machine: 'shop_order', id: parts, from: ['PENDING'], to, cause },
      { machine: 'order', id: ids, from: ['PENDING'], to, cause, set: sql`payment_status = ${paymentStatus}` },
      ...along,
    ]);
    const expected = parts.length + ids.length + along.reduce((sum, { id }) => sum + [id].flat().length, 0);
    if (moved !== expected) throw new Error(`${moved} of ${expected} moves of ${ids.join(', ')} were possible`);
  }
}

/** An order at hand, and the correlation id of its payment where that is not what the process is at. */
type PaidOrder = OrderAtHand & { readonly correlationId?: string };

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

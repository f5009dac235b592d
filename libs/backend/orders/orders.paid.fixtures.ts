import { Actor, newId, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import { move } from '../transitions.js';
import { OrderFlow } from './orders.flow.js';
import type { ShopOrderState } from './orders.rules.js';
import { ShopOrderSteps } from './orders.steps.js';
import { Market, orderOf, person, registry, vendor } from './orders.suite.js';
import type { OrderView, VendorOrderView } from './orders.view.dto.js';

/** A part of a paid order, and who sells it. */
export interface Part {
  readonly id: string;
  readonly shopId: string;
  readonly vendor: Actor;
  readonly variants: readonly string[];
}

export interface PaidOrder {
  readonly buyer: Actor;
  readonly order: OrderView;
  readonly parts: readonly [Part, ...Part[]];
}

/** One entry per shop: the pieces of each of its lines. */
type Basket = readonly (readonly number[])[];

export const PRICE = 1_000;
export const STOCK = 100;

export const staff = (...permissions: string[]): Actor =>
  person({
    audience: 'staff',
    grants: permissions.map((permission) => ({ permission, scope: 'platform' })),
    factorAt: Math.floor(Date.now() / 1000),
  });

/** Orders that are paid, and what happens to them then. */
export class PaidOrders {
  constructor(readonly market: Market) {}

  static async boot(): Promise<PaidOrders> {
    return new PaidOrders(new Market(await bootApp('api', registry, { DATABASE_POOL: '20' })));
  }

  get db() {
    return this.market.db;
  }

  /** An order that is paid through pawaPay, as its callback left it. */
  async paid(basket: Basket = [[2]], buyer: Actor = person()): Promise<PaidOrder> {
    const { market } = this;
    const shops: { id: string; variants: string[] }[] = [];
    for (const lines of basket) {
      const { id } = await market.shop();
      const variants: string[] = [];
      for (const _ of lines) variants.push(await market.variant(id, { price: PRICE, available: STOCK }));
      shops.push({ id, variants });
    }
    const lines = shops.flatMap(({ variants }, i) =>
      variants.map((variantId, j) => ({ variantId, quantity: basket[i]![j]! })),
    );
    const { status, body: order } = await market.place(buyer, { ...orderOf(), lines });
    if (status !== 201) throw new Error(`the order was not taken: ${JSON.stringify(order)}`);
    await this.pay(order);
    const parts = shops.map(({ id: shopId, variants }) => {
      const { id } = order.shopOrders.find(({ shop }) => shop.id === shopId)!;
      return { id, shopId, vendor: vendor(shopId), variants };
    });
    return { buyer, order, parts: [parts[0]!, ...parts.slice(1)] };
  }

  /** The buyer's payment succeeds. */
  pay({ id: orderId, total: { amount, currency } }: Pick<OrderView, 'id' | 'total'>): Promise<void> {
    const flow = this.market.app.get(OrderFlow, { strict: false });
    return this.db.transaction(async (tx) => {
      const { paymentId } = (await flow.paymentOf(orderId))!;
      await tx.execute(sql`
        INSERT INTO backend.payment_attempts (id, payment_id, order_id, provider, method, reference, state, amount, currency)
        VALUES (${newId()}, ${paymentId}, ${orderId}, 'pawapay', 'MTN_MONEY', ${newId()}, 'SUCCEEDED', ${amount}, ${currency})`);
      const set = sql`captured_amount = amount, captured_at = now()`;
      const moved = {
        machine: 'payment',
        id: paymentId,
        from: ['PENDING'],
        to: 'CAPTURED',
        cause: 'test',
        set,
      } as const;
      if (!(await move(tx, moved))) throw new Error('it is paid already');
      await flow.confirm(tx, await flow.lockPending(tx, [orderId]), 'test');
    });
  }

  /** What the vendor of a part does. */
  act<T = VendorOrderView>({ id, vendor: actor }: Part, what: string, body?: object, key: string = newId()) {
    return this.market.call<T>(actor, 'POST', `/shop-orders/${id}/${what}`, body, key);
  }

  /** Brings a part to a state, by whoever brings it there. */
  async bring(part: Part, to: ShopOrderState): Promise<void> {
    const way = ['PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED'];
    const steps = [
      () => this.act(part, 'accept'),
      () => this.act(part, 'pack'),
      () => this.pickUp(part),
      () => this.deliver(part),
    ];
    for (const step of steps.slice(0, way.indexOf(to) + 1)) await step();
  }

  /** The delivery area makes the delivery, and its agent goes with the goods; whether that was possible. */
  async pickUp({ id }: Part): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const steps = this.market.app.get(ShopOrderSteps, { strict: false });
      const moved = await steps.step(tx, { shopOrderId: id, from: ['SHIPPED'], to: 'OUT_FOR_DELIVERY', cause: 'test' });
      if (!moved) return false;
      await this.assign(id, 'PICKED_UP', tx);
      return true;
    });
  }

  /** A delivery in the hands of an agent, written by hand. */
  async assign(shopOrderId: string, state: 'ASSIGNED' | 'PICKED_UP', db: Pick<Market['db'], 'execute'> = this.db) {
    const agentId = newId();
    const userId = newId();
    await db.execute(sql`
      INSERT INTO backend.users (id, name, email, email_verified_at, primary_contact)
      VALUES (${userId}, 'Agent', ${`${userId}@example.com`}, now(), 'email')`);
    await db.execute(sql`
      INSERT INTO backend.agents (id, user_id, legal_name, nrc, phone, vehicle, status)
      VALUES (${agentId}, ${userId}, 'Agent', 'v1.x', 'v1.x', 'BICYCLE', 'ACTIVE')`);
    await db.execute(sql`
      INSERT INTO backend.deliveries (id, shop_order_id, order_id, shop_id, state, agent_id, pay, currency, pin_key,
        assigned_at, picked_up_at)
      SELECT ${newId()}, s.id, s.order_id, s.shop_id, ${state}, ${agentId}, 0, s.currency, 'test', now(),
        CASE WHEN ${state} = 'PICKED_UP' THEN now() END
      FROM backend.shop_orders s WHERE s.id = ${shopOrderId}`);
  }

  async deliver({ id }: Part): Promise<void> {
    await this.db.transaction(async (tx) => {
      const steps = this.market.app.get(ShopOrderSteps, { strict: false });
      await tx.execute(
        sql`UPDATE backend.deliveries SET state = 'DELIVERED', delivered_at = now() WHERE shop_order_id = ${id}`,
      );
      await steps.step(tx, { shopOrderId: id, from: ['OUT_FOR_DELIVERY'], to: 'DELIVERED', cause: 'test' });
    });
  }

  /** The goods of a part are on their way back after these failures. */
  async sendBack({ id }: Part, ...failures: string[]): Promise<void> {
    for (const [i, reason] of failures.entries()) {
      await this.db.execute(sql`
        INSERT INTO backend.delivery_failures (id, delivery_id, agent_id, attempt, reason)
        SELECT ${newId()}, d.id, d.agent_id, ${i + 1}, ${reason} FROM backend.deliveries d WHERE d.shop_order_id = ${id}`);
    }
    await this.db.execute(sql`UPDATE backend.deliveries SET state = 'RETURNING' WHERE shop_order_id = ${id}`);
  }

  /** What is given back for a part, refund by refund. */
  refundsOf({
    id,
  }: Pick<Part, 'id'>): Promise<{ reason: string; key: string; goods: number; delivery: number; pieces: number }[]> {
    return this.db.rows(sql`
      SELECT reason, key, goods, delivery,
        (SELECT coalesce(sum(quantity), 0) FROM backend.refund_lines l WHERE l.refund_id = r.id) AS pieces
      FROM backend.refunds r WHERE shop_order_id = ${id} ORDER BY id`);
  }

  /** Names of what was told of a part or of something else, in order. */
  async toldOf(id: string): Promise<string[]> {
    const rows = await this.db.rows<{ name: string }>(
      sql`SELECT name FROM platform.outbox WHERE kind = 'event' AND aggregate_id = ${id} ORDER BY sequence`,
    );
    return rows.map(({ name }) => name);
  }

  async read({ buyer, order }: PaidOrder): Promise<OrderView> {
    return (await this.market.call<OrderView>(buyer, 'GET', `/orders/${order.id}`)).body;
  }

  async statusOf({ id }: Pick<Part, 'id'>): Promise<ShopOrderState> {
    return (await this.db.one<{ status: ShopOrderState }>(sql`SELECT status FROM backend.shop_orders WHERE id = ${id}`))
      .status;
  }
}

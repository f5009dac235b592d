import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Event, newId, sql } from '@pakashop/platform';
import type { RefundCompletedFact } from '../refunds/refunds.events.js';
import { Refunds } from '../refunds/refunds.service.js';
import { ShopOrderEnding } from './orders.ending.js';
import { type PaidOrder, PaidOrders, type Part, PRICE, staff, STOCK } from './orders.paid.fixtures.js';
import { OrdersProcessor } from './orders.processor.js';
import { isFeeGivenBack } from './orders.returns.rules.js';
import { ShopOrderSteps } from './orders.steps.js';
import { guest, person, type Refusal } from './orders.suite.js';
import type { CancelledOrder, VendorOrderView } from './orders.view.dto.js';

let paid: PaidOrders;
beforeAll(async () => {
  paid = await PaidOrders.boot();
});
afterAll(() => paid.market.app.close());

const REASON = { reason: 'the lorry broke down' };
const short = (lineId: string, quantity: number, fate = 'MISSING') => ({ lines: [{ lineId, quantity, fate }] });
const cancel = <T = CancelledOrder>({ buyer, order }: PaidOrder) =>
  paid.market.call<T>(buyer, 'PATCH', `/orders/${order.id}/cancel`);
const stockOf = ({ variants }: Part, i = 0) => paid.market.stockOf(variants[i]!);
const partOf = ({ order }: PaidOrder, { id }: Part) => order.shopOrders.find((part) => part.id === id)!;

describe('a paid order that its buyer calls off', () => {
  it.each([
    ['a person', person()],
    ['a guest', guest()],
  ])('goes back as a whole to %s', async (_, buyer) => {
    const order = await paid.paid([[2], [1]], buyer);
    const { status, body } = await cancel(order);
    expect([status, body.status, body.notCancelled]).toEqual([200, 'CANCELLED', []]);
    for (const part of order.parts) {
      const { goodsTotal, deliveryFee, total, lines } = partOf(order, part);
      expect(await paid.refundsOf(part)).toEqual([
        {
          reason: 'CANCELLED',
          key: `cancel:${part.id}`,
          goods: goodsTotal.amount,
          delivery: deliveryFee.amount,
          pieces: lines[0]!.quantity,
        },
      ]);
      expect(await paid.toldOf(part.id)).toEqual(['orders.shop_order_cancelled']);
      expect(await stockOf(part)).toEqual({ available: STOCK, held: 0, sold: 0 });
      expect(body.shopOrders.find(({ id }) => id === part.id)).toMatchObject({
        refunded: total,
        cancelledBy: 'CUSTOMER',
        lines: [{ cancelledQuantity: lines[0]!.quantity, refundedQuantity: lines[0]!.quantity }],
      });
    }
    expect((await cancel(order)).body).toEqual(body);
  });

  it('keeps what a shop has taken on, and says so', async () => {
    const order = await paid.paid([[1], [1]]);
    const [kept, gone] = order.parts as unknown as [Part, Part];
    await paid.act(kept, 'accept');
    const { body } = await cancel(order);
    expect([body.status, body.notCancelled]).toEqual(['PROCESSING', [kept.id]]);
    expect(await paid.statusOf(gone)).toBe('CANCELLED');
    expect(await paid.refundsOf(kept)).toEqual([]);
    const again = await cancel<Refusal>(order);
    expect([again.status, again.body.code]).toEqual([409, 'ORDER_002']);
  });

  it('is nobody else’s to call off', async () => {
    const order = await paid.paid();
    for (const who of [person(), guest()]) {
      const { status, body } = await cancel<Refusal>({ ...order, buyer: who });
      expect([status, body.code]).toEqual([404, 'ORDER_001']);
      const path = `/orders/${order.order.id}/shop-orders/${order.parts[0].id}/cancel`;
      expect((await paid.market.call(who, 'PATCH', path)).status).toBe(404);
    }
    const other = await paid.paid();
    const mixed = `/orders/${order.order.id}/shop-orders/${other.parts[0].id}/cancel`;
    expect((await paid.market.call(order.buyer, 'PATCH', mixed)).status).toBe(404);
    expect(await paid.statusOf(order.parts[0])).toBe('CONFIRMED');
  });
});

describe('what a shop cannot supply', () => {
  it('is given back, and the rest is delivered', async () => {
    const order = await paid.paid([[3, 2]]);
    const [part] = order.parts;
    const [first] = partOf(order, part).lines;
    await paid.act(part, 'accept');
    const { status, body } = await paid.act(part, 'shortages', short(first!.id, 2, 'DAMAGED'));
    expect([status, body.status]).toEqual([200, 'PROCESSING']);
    expect(body.lines[0]).toMatchObject({ quantity: 3, cancelledQuantity: 2, refundedQuantity: 2 });
    expect(body.refunded).toEqual({ amount: 2 * PRICE, currency: 'ZMW' });
    expect(await paid.refundsOf(part)).toEqual([
      { reason: 'CANNOT_SUPPLY', key: `cannot_supply:${part.id}:1`, goods: 2 * PRICE, delivery: 0, pieces: 2 },
    ]);
    const variant = part.variants.find((id) => id === first!.variantId)!;
    expect(await paid.market.stockOf(variant)).toEqual({ available: STOCK - 3, held: 0, sold: 1 });

    const much = await paid.act<Refusal>(part, 'shortages', short(first!.id, 2));
    expect([much.status, much.body.code]).toEqual([422, 'orders.not_so_many']);
    expect((await paid.act<Refusal>(part, 'shortages', short(newId(), 1))).body.code).toBe('orders.not_so_many');
    // Called off later: what was given back is not given back again.
    await paid.act(part, 'cancel', REASON);
    const refunds = await paid.refundsOf(part);
    const { goodsTotal, deliveryFee } = partOf(order, part);
    expect(refunds.map(({ goods }) => goods)).toEqual([2 * PRICE, goodsTotal.amount - 2 * PRICE]);
    expect(refunds[1]).toMatchObject({ delivery: deliveryFee.amount, pieces: 3 });
    expect(await paid.market.stockOf(variant)).toEqual({ available: STOCK - 2, held: 0, sold: 0 });
  });

  it('ends the shop order when nothing is left of it, and the delivery fee goes back too', async () => {
    const order = await paid.paid([[2]]);
    const [part] = order.parts;
    const { goodsTotal, deliveryFee, lines } = partOf(order, part);
    const all = { lines: ['MISSING', 'DAMAGED'].map((fate) => ({ lineId: lines[0]!.id, quantity: 1, fate })) };
    const { body } = await paid.act(part, 'shortages', all);
    expect(body).toMatchObject({ status: 'CANCELLED', cancelledBy: 'SHOP' });
    expect(await paid.refundsOf(part)).toEqual([
      {
        reason: 'CANNOT_SUPPLY',
        key: `cannot_supply:${part.id}:1`,
        goods: goodsTotal.amount,
        delivery: deliveryFee.amount,
        pieces: 2,
      },
    ]);
    expect(await paid.toldOf(part.id)).toEqual(['orders.shop_order_cancelled']);
    expect(await stockOf(part)).toEqual({ available: STOCK - 2, held: 0, sold: 0 });
  });

  it('is asked for with a key, and a repeat gives nothing back again', async () => {
    const order = await paid.paid([[3]]);
    const [part] = order.parts;
    const body = short(partOf(order, part).lines[0]!.id, 1);
    const key = newId();
    const first = await paid.act(part, 'shortages', body, key);
    expect(await paid.act(part, 'shortages', body, key)).toEqual(first);
    expect(await paid.refundsOf(part)).toHaveLength(1);
    const { vendor, id } = part;
    expect((await paid.market.call(vendor, 'POST', `/shop-orders/${id}/shortages`, body)).status).toBe(400);
  });
});

describe('a shop order that has left', () => {
  it('cannot be called off once the agent has the goods, by word of the shop', async () => {
    const { parts } = await paid.paid();
    const [part] = parts;
    await paid.bring(part, 'SHIPPED');
    await paid.assign(part.id, 'ASSIGNED');
    const first = await paid.act(part, 'handed-over');
    expect([first.status, first.body.deliveryState]).toEqual([200, 'ASSIGNED']);
    const handedOverAt = () =>
      paid.db.one(sql`SELECT handed_over_at FROM backend.deliveries WHERE shop_order_id = ${part.id}`);
    const at = await handedOverAt();
    await paid.act(part, 'handed-over');
    expect(await handedOverAt()).toEqual(at);
    const { status, body } = await paid.act<Refusal>(part, 'cancel', REASON);
    expect([status, body.code]).toEqual([409, 'ORDER_002']);
  });
});

describe('goods that come back undelivered', () => {
  async function returning(failures: string[], basket = [[3]]) {
    const order = await paid.paid(basket);
    await paid.bring(order.parts[0], 'OUT_FOR_DELIVERY');
    await paid.sendBack(order.parts[0], ...failures);
    return order;
  }
  const state = (lineId: string, restocked: number, damaged: number) => ({ lines: [{ lineId, restocked, damaged }] });

  it('are restocked or written off, and the buyer gets the money', async () => {
    const order = await returning(['VEHICLE']);
    const [part] = order.parts;
    const { goodsTotal, deliveryFee, lines } = partOf(order, part);
    const key = newId();
    const first = await paid.act<VendorOrderView>(part, 'returned', state(lines[0]!.id, 2, 1), key);
    expect(first.body).toMatchObject({
      status: 'REFUNDED',
      refunded: { amount: goodsTotal.amount + deliveryFee.amount },
    });
    expect(await paid.act(part, 'returned', state(lines[0]!.id, 2, 1), key)).toEqual(first);
    expect((await paid.act<Refusal>(part, 'returned', state(lines[0]!.id, 3, 0))).body.code).toBe(
      'orders.not_returning',
    );
    expect(await paid.refundsOf(part)).toEqual([
      {
        reason: 'RETURNED',
        key: `returned:${part.id}`,
        goods: goodsTotal.amount,
        delivery: deliveryFee.amount,
        pieces: 3,
      },
    ]);
    expect(await stockOf(part)).toEqual({ available: STOCK - 1, held: 0, sold: 0 });
    expect(await paid.toldOf(part.id)).toEqual(['orders.packed', 'orders.returned']);
    expect((await paid.read(order)).status).toBe('REFUNDED');
  });

  it('keep the delivery fee when the buyer did not take them', async () => {
    const order = await returning(['REFUSED']);
    const [part] = order.parts;
    const { lines, goodsTotal } = partOf(order, part);
    await paid.act(part, 'returned', state(lines[0]!.id, 3, 0));
    expect(await paid.refundsOf(part)).toMatchObject([{ goods: goodsTotal.amount, delivery: 0 }]);
  });

  it.each([
    [['REFUSED'], false],
    [['VEHICLE', 'REFUSED'], false],
    [['NOBODY_THERE', 'NOT_REACHED', 'NO_PIN'], false],
    [['NOBODY_THERE', 'NOT_REACHED'], true],
    [['NOBODY_THERE', 'NOT_REACHED', 'VEHICLE'], true],
    [['DAMAGED'], true],
    [[], true],
  ] as const)('after %j give the fee back: %s', (failures, isBack) => {
    expect(isFeeGivenBack(failures)).toBe(isBack);
  });

  it('are all accounted for', async () => {
    const order = await returning(['REFUSED']);
    const [part] = order.parts;
    const { id } = partOf(order, part).lines[0]!;
    for (const body of [
      state(id, 3, 1),
      state(id, 1, 1),
      state(newId(), 3, 0),
      { lines: [...state(id, 1, 0).lines, ...state(id, 2, 0).lines] },
    ]) {
      const { status, body: refusal } = await paid.act<Refusal>(part, 'returned', body);
      expect([status, refusal.code]).toEqual([422, 'orders.not_all_there']);
    }
    expect(await paid.statusOf(part)).toBe('OUT_FOR_DELIVERY');
    expect(await paid.refundsOf(part)).toEqual([]);
  });
});

describe('the buyer', () => {
  const confirm = ({ buyer, order, parts: [{ id }] }: PaidOrder) =>
    paid.market.call<Refusal & { shopOrders: { receivedAt: string | null }[] }>(
      buyer,
      'POST',
      `/orders/${order.id}/shop-orders/${id}/received`,
    );

  it('says once that all is well', async () => {
    const order = await paid.paid();
    await paid.bring(order.parts[0], 'DELIVERED');
    const answers = await Promise.all(Array.from({ length: 5 }, () => confirm(order)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.shopOrders[0]!.receivedAt)).size).toBe(1);
    expect(await paid.toldOf(order.parts[0].id)).toEqual(['orders.packed', 'orders.receipt_confirmed']);
    expect((await confirm({ ...order, buyer: person() })).status).toBe(404);
  });
});

describe('staff', () => {
  it('calls off and mends with a reason that is kept', async () => {
    const { parts } = await paid.paid([[1], [1]]);
    const [one, two] = parts as unknown as [Part, Part];
    const support = staff('orders.cancel.any');
    const does = (part: Part, what: string) =>
      paid.market.call<VendorOrderView>(support, 'POST', `/staff/shop-orders/${part.id}/${what}`, REASON, newId());
    expect((await does(one, 'accept')).body.status).toBe('PROCESSING');
    expect((await does(one, 'pack')).body.status).toBe('SHIPPED');
    expect((await does(two, 'cancel')).body).toMatchObject({ cancelledBy: 'STAFF', cancelReason: REASON.reason });
    const acts = await paid.db.rows(sql`
      SELECT act, why, before ->> 'status' AS "from", after ->> 'status' AS "to" FROM platform.audit
      WHERE subject = 'shop_order' AND subject_id IN (${one.id}, ${two.id}) ORDER BY id`);
    expect(acts).toEqual([
      { act: 'shop_order_accepted', why: REASON.reason, from: 'CONFIRMED', to: 'PROCESSING' },
      { act: 'shop_order_packed', why: REASON.reason, from: 'PROCESSING', to: 'SHIPPED' },
      { act: 'shop_order_cancelled', why: REASON.reason, from: 'CONFIRMED', to: 'CANCELLED' },
    ]);
    expect(
      (await paid.market.call(staff(), 'POST', `/staff/shop-orders/${one.id}/cancel`, REASON, newId())).status,
    ).toBe(403);
  });
});

describe('staff that bought or sold it', () => {
  const REFUSED = { status: 403, body: { code: 'orders.own' } };

  it('leaves it to others', async () => {
    const { parts, buyer } = await paid.paid([[1]]);
    const [part] = parts as unknown as [Part];
    const cancel = (userId: string) => {
      const clerk = Object.assign(staff('orders.cancel.any'), { userId });
      return paid.market.call(clerk, 'POST', `/staff/shop-orders/${part.id}/cancel`, REASON, newId());
    };
    expect(await cancel(buyer.userId!)).toMatchObject(REFUSED);
    const partner = newId();
    await paid.market.joins(partner, part.id);
    expect(await cancel(partner)).toMatchObject(REFUSED);
    expect((await cancel(newId())).status).toBe(200);
  });

  it('needs a proof of a moment ago to call off what is paid', async () => {
    const { parts } = await paid.paid([[1]]);
    const stale = Object.assign(staff('orders.cancel.any'), { factorAt: 1 });
    const path = `/staff/shop-orders/${parts[0].id}/cancel`;
    expect((await paid.market.call(stale, 'POST', path, REASON, newId())).status).toBe(401);
  });
});

describe('a shop order whose money went back as a whole by hand', () => {
  const refundedBy = (part: Part, goods: number, delivery: number) =>
    paid.db.transaction(async (tx) => {
      const { app } = paid.market;
      const { orderId } = await tx.one<{ orderId: string }>(
        sql`SELECT order_id AS "orderId" FROM backend.shop_orders WHERE id = ${part.id}`,
      );
      const refunds = app.get(Refunds, { strict: false });
      const wanted = { orderId, shopOrderId: part.id, key: `staff:${newId()}`, reason: 'STAFF' } as const;
      await refunds.open(tx, { ...wanted, goods, delivery, goodwill: 0 });
      const [steps, ending] = [app.get(ShopOrderSteps, { strict: false }), app.get(ShopOrderEnding, { strict: false })];
      const heard = { payload: { shopOrderId: part.id } } as Event<RefundCompletedFact>;
      await new OrdersProcessor(steps, ending).refunded(heard, tx);
    });

  it.each([
    ['PROCESSING', 'CANCELLED', STOCK],
    ['DELIVERED', 'REFUNDED', STOCK - 2],
    ['OUT_FOR_DELIVERY', 'OUT_FOR_DELIVERY', STOCK - 2],
  ] as const)('and was %s is %s, and gets no money twice', async (from, to, available) => {
    const order = await paid.paid([[2]]);
    const [part] = order.parts;
    await paid.bring(part, from);
    const { goodsTotal, deliveryFee } = partOf(order, part);
    await refundedBy(part, goodsTotal.amount, 0);
    expect(await paid.statusOf(part)).toBe(from);
    await refundedBy(part, 0, deliveryFee.amount);
    expect(await paid.statusOf(part)).toBe(to);
    expect(await paid.refundsOf(part)).toHaveLength(2);
    expect((await stockOf(part)).available).toBe(available);
  });
});

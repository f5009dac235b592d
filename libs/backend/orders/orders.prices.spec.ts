import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Actor, Database, type Event, newId, Outbox, share, sql, type Tx } from '@pakashop/platform';
import { bootApp, drain } from '@pakashop/platform/testing';
import fc from 'fast-check';
import type { OfferView } from '../../pricing/pricing.offers.dto.js';
import { Bazaar, kwacha } from '../../pricing/pricing.offers.fixtures.js';
import type { PriceList } from '../../pricing/pricing.plans.dto.js';
import { PricingProcessor } from '../../pricing/pricing.processor.js';
import { type CancelledShopOrder, OrderConfirmed, type OrderFact } from './orders.events.js';
import { readOrders } from './orders.fact.js';
import { OrderFlow } from './orders.flow.js';
import type { OrderPreview } from './orders.preview.dto.js';
import { PaidOrders } from './orders.paid.fixtures.js';
import { guest, Market, orderOf, person, type Refusal, registry, vendor } from './orders.suite.js';
import type { OrderView } from './orders.view.dto.js';

let market: Market;
let bazaar: Bazaar;
let worker: NestFastifyApplication;
let flow: OrderFlow;
let paid: PaidOrders;

beforeAll(async () => {
  market = new Market(await bootApp('api', registry));
  bazaar = new Bazaar(market.app);
  worker = await bootApp('worker', registry);
  flow = market.app.get(OrderFlow, { strict: false });
  paid = new PaidOrders(market);
});
afterAll(() => Promise.all([market.app.close(), worker.close()]));

const LIST = 10_000;
const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString();
const promotion = (amount: number, quota?: number) => ({
  model: 'PROMOTIONAL',
  promotional: {
    price: kwacha(amount),
    priorPrice: kwacha(LIST),
    startsAt: hours(-1),
    endsAt: hours(1),
    ...(quota && { quota }),
  },
});

interface Goods {
  readonly shopId: string;
  readonly variantId: string;
}

/** A variant at 100 kwacha, priced as its shop says. */
async function goods(price?: object): Promise<Goods> {
  const { id: shopId } = await market.shop();
  const variantId = await market.variant(shopId, { price: LIST });
  if (price) expect((await bazaar.setPrice(shopId, variantId, price)).status).toBe(200);
  return { shopId, variantId };
}

const basket = ({ variantId }: Goods, quantity = 1, offerId?: string) => ({
  ...orderOf(),
  lines: [{ variantId, quantity, ...(offerId && { offerId }) }],
});
const lineOf = ({ shopOrders }: OrderView) => shopOrders[0]!.lines[0]!;
const pay = (orderId: string): Promise<void> =>
  market.db.transaction(async (tx) => flow.confirm(tx, await flow.lockPending(tx, [orderId]), 'test'));
/** Tells once more that the order is paid. */
async function tellAgain(orderId: string): Promise<void> {
  await market.db.transaction(async (tx) => {
    const [order] = await readOrders(tx, [orderId]);
    await market.app.get(Outbox).publish(tx, OrderConfirmed, orderId, order!.fact);
  });
}
const free = (orderId: string): Promise<boolean> =>
  market.db.transaction((tx) => flow.close(tx, orderId, 'EXPIRED', 'test'));
/** Until pricing has heard everything; the worker may have some of it in hand. */
async function heard(): Promise<void> {
  const open = sql`SELECT FROM platform.deliveries WHERE done_at IS NULL AND handler LIKE 'pricing.%' AND failures = 0`;
  do await drain(worker);
  while ((await market.db.rows(open)).length > 0);
}
const refusal = (status: number, code: string) => ({ status, body: expect.objectContaining({ code }) });

/** An offer that buyer and shop have agreed on. */
async function agreed(buyer: Actor, of: Goods, amount = 7_000, quantity = 2): Promise<OfferView> {
  const terms = { floor: kwacha(1), acceptFrom: kwacha(amount) };
  await bazaar.setPrice(of.shopId, of.variantId, { model: 'NEGOTIABLE', negotiable: terms });
  const { body } = await bazaar.open(buyer, { ...of, quantity, price: kwacha(amount) });
  expect(body.state).toBe('ACCEPTED');
  return body;
}
const stateOf = async (buyer: Actor, { id }: OfferView): Promise<string> =>
  (await market.call<OfferView>(buyer, 'GET', `/offers/${id}`)).body.state;

describe('an order is charged by the price model of its shop', () => {
  it.each<[string, object | undefined, number, number]>([
    ['the list price without one', undefined, 3, LIST],
    ['the list price for a fixed one', { model: 'FIXED' }, 3, LIST],
    [
      'the top of a range for one',
      { model: 'RANGED', ranged: { from: kwacha(6_000), to: kwacha(12_000), lowestAt: 4 } },
      1,
      12_000,
    ],
    [
      'the bottom of a range for many',
      { model: 'RANGED', ranged: { from: kwacha(6_000), to: kwacha(12_000), lowestAt: 4 } },
      9,
      6_000,
    ],
    ['the list price without an offer', { model: 'NEGOTIABLE', negotiable: { floor: kwacha(5) } }, 2, LIST],
    ['the promotional price', promotion(8_001), 3, 8_001],
    [
      'the price of the tier',
      {
        model: 'WHOLESALE',
        wholesale: {
          tiers: [
            { minQuantity: 2, price: kwacha(9_000) },
            { minQuantity: 5, price: kwacha(7_777) },
          ],
        },
      },
      5,
      7_777,
    ],
  ])('%s', async (_what, price, quantity, expected) => {
    const wanted = await goods(price);
    const { status, body } = await market.place(person(), basket(wanted, quantity));
    expect(status).toBe(201);
    expect(lineOf(body)).toMatchObject({
      unitPrice: kwacha(expected),
      listPrice: kwacha(LIST),
      total: kwacha(expected * quantity),
    });
    const frozen = await market.db.one(sql`
      SELECT l.unit_price AS "unitPrice", l.price_reason <> '' AS explained, l.price_rule_version AS version, a.amount
      FROM backend.order_lines l JOIN backend.order_adjustments a ON a.line_id = l.id AND a.kind = 'COMMISSION'
      WHERE l.id = ${lineOf(body).id}`);
    const commission = share(expected * quantity, 500);
    expect(frozen).toEqual({ unitPrice: expected, explained: true, version: 1, amount: commission });
    expect((await market.call<OrderView>(person(), 'GET', `/orders/${body.id}`)).status).toBe(404);
  });

  it('and keeps it, whatever the shop sets afterwards', async () => {
    const [buyer, wanted] = [person(), await goods(promotion(8_000))];
    const { body } = await market.place(buyer, basket(wanted));
    await bazaar.setPrice(wanted.shopId, wanted.variantId, promotion(5_000));
    expect((await market.call<OrderView>(buyer, 'GET', `/orders/${body.id}`)).body).toEqual(body);
    expect(lineOf((await market.place(buyer, basket(wanted))).body).unitPrice.amount).toBe(5_000);
  });

  it('never by the plan that another shop has set for the same variant', async () => {
    const wanted = await goods();
    await bazaar.setPrice(newId(), wanted.variantId, promotion(1));
    await bazaar.setPrice((await market.shop()).id, wanted.variantId, { model: 'QUOTATION' });
    expect(lineOf((await market.place(person(), basket(wanted))).body).unitPrice.amount).toBe(LIST);
  });

  it('and refused below the least quantity, and where the price has to be asked for', async () => {
    const sacks = await goods({
      model: 'WHOLESALE',
      wholesale: { tiers: [{ minQuantity: 10, price: kwacha(9_000) }] },
    });
    const few = await market.place<Refusal>(person(), basket(sacks, 9));
    expect(few).toMatchObject(refusal(422, 'pricing.minimum_quantity'));
    expect(few.body).toMatchObject({ variantId: sacks.variantId, minQuantity: 10 });
    const cake = await goods({ model: 'QUOTATION' });
    const asked = refusal(409, 'pricing.price_on_request');
    expect(await market.place<Refusal>(person(), basket(cake))).toMatchObject(asked);
    expect(await market.call<Refusal>(person(), 'POST', '/orders/preview', preview(cake))).toMatchObject(asked);
    for (const { variantId } of [sacks, cake]) expect(await market.stockOf(variantId)).toMatchObject({ held: 0 });
  });
});

const preview = (of: Goods, quantity = 1, offerId?: string) => {
  const { contact: _contact, ...rest } = basket(of, quantity, offerId);
  return rest;
};

describe('the preview of an order', () => {
  it('says what it would cost and why, and changes nothing', async () => {
    const [buyer, wanted] = [guest(), await goods(promotion(8_000, 5))];
    const ask = () => market.call<OrderPreview>(buyer, 'POST', '/orders/preview', preview(wanted, 2));
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body.shops[0]!.lines).toMatchObject([
      { quantity: 2, unitPrice: kwacha(8_000), listPrice: kwacha(LIST), total: kwacha(16_000), offerId: null },
    ]);
    expect(body.shops[0]!.lines[0]!.reason).toMatch(/^promotion until /);
    expect(body.shops[0]!.deliveryReason).toMatch(/km/);
    expect(JSON.stringify(body)).not.toMatch(/commission/i);
    expect(await market.stockOf(wanted.variantId)).toEqual({ available: 100, held: 0, sold: 0 });
    expect((await ask()).body).toEqual(body);
    const placed = await market.place(buyer, { ...basket(wanted, 2), expectedTotal: body.total });
    expect(placed.body).toMatchObject({ total: body.total, deliveryTotal: body.deliveryTotal });
  });

  it('is of the cart, too, and of nobody without a name', async () => {
    const [buyer, wanted] = [guest(), await goods()];
    await market.call(buyer, 'POST', '/cart/items', { variantId: wanted.variantId, quantity: 3 });
    const { lines: _, ...rest } = preview(wanted);
    const request = { ...rest, fromCart: true };
    const { body } = await market.call<OrderPreview>(buyer, 'POST', '/orders/preview', request);
    expect(body.goodsTotal.amount).toBe(3 * LIST);
    expect((await market.call<{ itemCount: number }>(buyer, 'GET', '/cart')).body.itemCount).toBe(3);
    expect((await bazaar.call(undefined, 'POST', '/orders/preview', request)).status).toBe(401);
  });
});

describe('an accepted offer', () => {
  it.each([
    ['a person', person],
    ['a guest', guest],
  ])('is the price of exactly what it was agreed for, for %s', async (_who, made) => {
    const [buyer, wanted] = [made(), await goods()];
    const { id } = await agreed(buyer, wanted);
    const { body } = await market.place(buyer, basket(wanted, 2, id));
    expect(lineOf(body)).toMatchObject({ unitPrice: kwacha(7_000), listPrice: kwacha(LIST), total: kwacha(14_000) });
  });

  it('is of no use to others, for another quantity or variant, once it is over, or unless it is accepted', async () => {
    const [buyer, wanted, other] = [person(), await goods(), await goods()];
    const offer = await agreed(buyer, wanted);
    const place = (who: Actor, of: Goods, quantity: number) =>
      market.place<Refusal>(who, basket(of, quantity, offer.id));
    const unusable = refusal(409, 'pricing.offer_unusable');
    expect(await place(person(), wanted, 2)).toMatchObject(unusable);
    expect(await place(guest(), wanted, 2)).toMatchObject(unusable);
    expect(await place(buyer, wanted, 3)).toMatchObject(unusable);
    expect(await place(buyer, other, 2)).toMatchObject(unusable);
    const open = await bazaar.open(buyer, { ...wanted, quantity: 2, price: kwacha(6_999) });
    expect(open.body.state).toBe('AT_SHOP');
    expect(await market.place<Refusal>(buyer, basket(wanted, 2, open.body.id))).toMatchObject(unusable);
    await market.db.execute(sql`UPDATE pricing.offers SET expires_at = now() WHERE id = ${offer.id}`);
    expect(await place(buyer, wanted, 2)).toMatchObject(unusable);
    expect(await market.stockOf(wanted.variantId)).toMatchObject({ held: 0 });
  });

  it('stands alone in its line', async () => {
    const [buyer, wanted] = [person(), await goods()];
    const offer = await agreed(buyer, wanted);
    const { lines, ...rest } = basket(wanted, 2, offer.id);
    const twice = { ...rest, lines: [...lines, { variantId: wanted.variantId.toUpperCase(), quantity: 1 }] };
    expect(await market.place<Refusal>(buyer, twice)).toMatchObject(refusal(400, 'VAL_001'));
  });

  it('makes one order, however many are placed at once', async () => {
    const [buyer, wanted] = [person(), await goods()];
    const offer = await agreed(buyer, wanted);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => market.place<Refusal>(buyer, basket(wanted, 2, offer.id))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of answers) {
      if (status !== 201)
        expect([status, body.code]).toEqual([409, expect.stringMatching(/price_gone|offer_unusable/)]);
    }
    expect(await market.stockOf(wanted.variantId)).toMatchObject({ held: 2 });
  });

  it('is free again when the order ends unpaid, and used for good once it is paid', async () => {
    const [buyer, wanted] = [person(), await goods()];
    const offer = await agreed(buyer, wanted);
    const again = () => market.place<OrderView & Refusal>(buyer, basket(wanted, 2, offer.id));
    const first = (await again()).body;
    expect(await again()).toMatchObject(refusal(409, 'pricing.offer_unusable'));
    expect(await free(first.id)).toBe(true);
    const second = (await again()).body;
    await pay(second.id);
    await tellAgain(second.id);
    await heard();
    expect(await stateOf(buyer, offer)).toBe('USED');
    expect(await again()).toMatchObject(refusal(409, 'pricing.offer_unusable'));
    const { body } = await market.call<OfferView>(buyer, 'GET', `/offers/${offer.id}`);
    expect(body.history.map(({ state }) => state)).toEqual(['AT_SHOP', 'ACCEPTED', 'USED']);
  });

  it('to a quotation is the price, whatever the list says', async () => {
    const [buyer, cake] = [person(), await goods({ model: 'QUOTATION' })];
    const { id } = (await bazaar.open(buyer, { ...cake, quantity: 1 })).body;
    await bazaar.shop(cake.shopId, id, 'counter', { price: kwacha(45_000) });
    await bazaar.buyer(buyer, id, 'accept');
    expect(lineOf((await market.place(buyer, basket(cake, 1, id))).body).unitPrice).toEqual(kwacha(45_000));
  });
});

describe('a promotion with a quota', () => {
  const quotaOf = (quota: number) => goods(promotion(8_000, quota));
  const usedOf = async ({ variantId }: Goods): Promise<number> => {
    const row = await market.db.maybe<{ used: number }>(
      sql`SELECT used FROM backend.price_uses WHERE variant_id = ${variantId}`,
    );
    return row?.used ?? 0;
  };
  const soldAt = async ({ variantId }: Goods): Promise<number> => {
    const { pieces } = await market.db.one<{ pieces: number }>(sql`
      SELECT coalesce(sum(l.quantity), 0) AS pieces FROM backend.order_lines l
      JOIN backend.shop_orders s ON s.id = l.shop_order_id
      WHERE l.variant_id = ${variantId} AND l.unit_price = 8000 AND s.status NOT IN ('EXPIRED', 'CANCELLED')`);
    return pieces;
  };

  it('sells no piece more at its price, whatever is ordered, ends and is paid at once', async () => {
    const step = fc.record({
      quantity: fc.integer({ min: 1, max: 3 }),
      ending: fc.constantFrom('pay', 'end', 'leave', 'pay and cancel'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(step, { minLength: 2, maxLength: 6 }),
        async (quota, steps) => {
          const wanted = await quotaOf(quota);
          const orders = async () => {
            const answers = await Promise.all(
              steps.map(async ({ quantity, ending }) => {
                const buyer = guest();
                const { status, body } = await market.place<OrderView & Refusal>(buyer, basket(wanted, quantity));
                if (status !== 201) return expect([status, body.code]).toEqual([409, 'orders.price_gone']);
                if (ending === 'pay') await pay(body.id);
                if (ending === 'end') await free(body.id);
                if (ending !== 'pay and cancel') return;
                await paid.pay(body);
                await market.call(buyer, 'PATCH', `/orders/${body.id}/cancel`);
              }),
            );
            return answers;
          };
          await orders();
          await orders();
          const sold = await soldAt(wanted);
          expect(sold).toBeLessThanOrEqual(quota);
          expect(await usedOf(wanted)).toBe(sold);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('goes on at the list price once it is used up, and not with a total that was shown before', async () => {
    const wanted = await quotaOf(2);
    const { body: shown } = await market.call<OrderPreview>(guest(), 'POST', '/orders/preview', preview(wanted, 2));
    const first = await market.place(guest(), basket(wanted, 2));
    expect(lineOf(first.body).unitPrice.amount).toBe(8_000);
    const late = await market.place<Refusal>(guest(), { ...basket(wanted, 2), expectedTotal: shown.total });
    expect(late).toMatchObject(refusal(409, 'orders.price_changed'));
    expect(lineOf((await market.place(guest(), basket(wanted, 1))).body).unitPrice.amount).toBe(LIST);
    await free(first.body.id);
    expect(lineOf((await market.place(guest(), basket(wanted, 2))).body).unitPrice.amount).toBe(8_000);
  });

  it('has its pieces back when a paid shop order is called off as a whole before it is carried, once', async () => {
    const wanted = await quotaOf(3);
    const left = async () => {
      await heard();
      const path = `/prices?shopId=${wanted.shopId}&variantIds=${wanted.variantId}`;
      return (await bazaar.call<PriceList>(undefined, 'GET', path)).body.data[0]!.promotional?.left ?? 0;
    };
    const bought = async (quantity: number, buyer = guest()) => {
      const { body } = await market.place(buyer, basket(wanted, quantity));
      expect(lineOf(body).unitPrice.amount).toBe(8_000);
      await paid.pay(body);
      return { buyer, body };
    };
    const first = await bought(2);
    expect(await left()).toBe(1);
    const cancel = () => market.call(first.buyer, 'PATCH', `/orders/${first.body.id}/cancel`);
    await Promise.all([cancel(), cancel()]);
    await cancel();
    expect(await left()).toBe(3);
    expect(await usedOf(wanted)).toBe(0);
    await bought(3);
    expect(await left()).toBe(0);
    expect(lineOf((await market.place(guest(), basket(wanted, 1))).body).unitPrice.amount).toBe(LIST);
  });

  it('keeps what is short, and has it all back with the rest', async () => {
    const wanted = await quotaOf(3);
    const { body } = await market.place(guest(), basket(wanted, 3));
    await paid.pay(body);
    const [{ id, lines }] = body.shopOrders as [OrderView['shopOrders'][number]];
    const part = { id, shopId: wanted.shopId, vendor: vendor(wanted.shopId), variants: [] };
    const short = (quantity: number) => ({ lines: [{ lineId: lines[0]!.id, quantity, fate: 'MISSING' }] });
    await paid.act(part, 'shortages', short(1));
    expect(await usedOf(wanted)).toBe(3);
    await paid.act(part, 'shortages', short(2));
    expect(await paid.statusOf(part)).toBe('CANCELLED');
    expect(await usedOf(wanted)).toBe(0);
  });

  it('does not have back what was carried', async () => {
    const wanted = await quotaOf(3);
    const { body } = await market.place(guest(), basket(wanted, 3));
    await paid.pay(body);
    const [{ id, lines }] = body.shopOrders as [OrderView['shopOrders'][number]];
    const part = { id, shopId: wanted.shopId, vendor: vendor(wanted.shopId), variants: [] };
    await paid.bring(part, 'OUT_FOR_DELIVERY');
    await paid.sendBack(part, 'VEHICLE');
    await paid.act(part, 'returned', { lines: [{ lineId: lines[0]!.id, restocked: 3, damaged: 0 }] });
    expect(await paid.statusOf(part)).toBe('REFUNDED');
    expect(await usedOf(wanted)).toBe(3);
  });

  it('counts the same in whatever order pricing hears of payment and cancellation, and however often', async () => {
    const wanted = await quotaOf(5);
    const { body } = await market.place(guest(), basket(wanted, 2));
    const order = (await market.db.transaction((tx) => readOrders(tx, [body.id])))[0]!;
    const line = lineOf(body).id;
    const pricing = worker.get(PricingProcessor, { strict: false });
    const { id: shopOrderId } = body.shopOrders[0]!;
    const called = { shopOrderId, orderId: body.id, shopId: wanted.shopId, limitedLines: [line] };
    const cancelled = { payload: called } as Event<CancelledShopOrder>;
    const confirmed = { payload: order.fact, occurredAt: new Date().toISOString() } as Event<OrderFact>;
    const steps = [
      (tx: Tx) => pricing.giveBack(cancelled, tx),
      (tx: Tx) => pricing.keep([confirmed], tx),
      (tx: Tx) => pricing.giveBack(cancelled, tx),
      (tx: Tx) => pricing.keep([confirmed], tx),
    ];
    for (const step of steps) await worker.get(Database).transaction(step);
    const path = `/prices?shopId=${wanted.shopId}&variantIds=${wanted.variantId}`;
    const { body: prices } = await bazaar.call<PriceList>(undefined, 'GET', path);
    expect(prices.data[0]!.promotional).toMatchObject({ left: 5 });
  });

  it('shows how many are left once orders are paid, each counted once', async () => {
    const wanted = await quotaOf(3);
    const { body } = await market.place(guest(), basket(wanted, 2));
    await pay(body.id);
    await tellAgain(body.id);
    await heard();
    const path = `/prices?shopId=${wanted.shopId}&variantIds=${wanted.variantId}`;
    const left = async () => (await bazaar.call<PriceList>(undefined, 'GET', path)).body.data[0]!;
    expect((await left()).promotional).toMatchObject({ left: 1 });
    await pay((await market.place(guest(), basket(wanted, 1))).body.id);
    await heard();
    expect(await left()).toMatchObject({ model: 'FIXED', promotional: null });
  });
});

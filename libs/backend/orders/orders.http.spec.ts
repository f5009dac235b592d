import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, share, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import fc from 'fast-check';
import { OrderNumbers } from './orders.number.js';
import { guest, Market, orderOf, person, type Refusal, registry } from './orders.suite.js';
import type { OrderPage, OrderView } from './orders.view.dto.js';

let market: Market;
beforeAll(async () => {
  market = new Market(await bootApp('api', registry));
});
afterAll(() => market.app.close());

const ordersOf = async (userId?: string): Promise<number> =>
  (await market.db.one<{ count: number }>(sql`SELECT count(*) FROM backend.orders WHERE user_id = ${userId ?? null}`))
    .count;

describe('placing an order', () => {
  it('over two shops: prices both, holds the stock, freezes every amount with its rule, and waits for payment', async () => {
    const buyer = person();
    const [near, far] = [await market.shop(), await market.shop({ province: 'Copperbelt', town: 'Kitwe' })];
    const [maize, oil] = [
      await market.variant(near.id, { price: 10_050 }),
      await market.variant(far.id, { price: 333 }),
    ];
    const { status, body } = await market.place(buyer, {
      ...orderOf(),
      lines: [
        { variantId: maize, quantity: 2 },
        { variantId: oil, quantity: 1 },
        { variantId: maize.toUpperCase(), quantity: 1 },
      ],
    });

    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'PENDING', paymentStatus: 'PENDING', currency: 'ZMW' });
    // Kitwe is some 280 km from Lusaka.
    expect(
      body.shopOrders.map(({ shop, lines, goodsTotal, deliveryFee }) => [
        shop.id,
        lines.length,
        goodsTotal.amount,
        deliveryFee.amount,
      ]),
    ).toEqual([
      [near.id, 1, 30_150, 2_500],
      [far.id, 1, 333, 15_000],
    ]);
    expect(body.total.amount).toBe(30_150 + 333 + 2_500 + 15_000);
    expect(body.delivery.phone).toBe('+260966123456');
    expect(Date.parse(body.expiresAt) - Date.parse(body.placedAt)).toBe(1_800_000);
    expect(await market.stockOf(maize)).toEqual({ available: 97, held: 3, sold: 0 });

    const rows = await market.db.rows<{ kind: string; amount: number; funder: string }>(sql`
      SELECT kind, amount, funder FROM backend.order_adjustments a JOIN backend.shop_orders s ON s.id = a.shop_order_id
      WHERE s.order_id = ${body.id} AND rule_id IS NOT NULL AND rule_version = 1 AND reason <> '' ORDER BY kind, amount`);
    const commissions = [share(333, 500), share(30_150, 500)];
    expect(rows).toEqual([
      ...[1_500, 12_000].map((amount) => ({ kind: 'AGENT_PAY', amount, funder: 'PLATFORM' })),
      ...commissions.map((amount) => ({ kind: 'COMMISSION', amount, funder: 'SHOP' })),
      ...commissions.map((amount) => ({ kind: 'COMMISSION_VAT', amount: share(amount, 1_600), funder: 'SHOP' })),
      ...[2_500, 15_000].map((amount) => ({ kind: 'DELIVERY_FEE', amount, funder: 'CUSTOMER' })),
    ]);
    const about = await market.db.one(sql`
      SELECT p.status, p.amount,
        (SELECT count(*) FROM backend.transitions t WHERE t.from_state IS NULL AND t.to_state = 'PENDING' AND t.actor = ${buyer.label}
           AND t.subject_id IN (SELECT o.id UNION SELECT p.id UNION SELECT id FROM backend.shop_orders WHERE order_id = o.id)) AS begun
      FROM backend.payments p JOIN backend.orders o ON o.id = p.order_id WHERE o.id = ${body.id}`);
    expect(about).toEqual({ status: 'PENDING', amount: body.total.amount, begun: 4 });
  });

  it('is the same when it is read again, whatever happens to prices and rules', async () => {
    const buyer = person();
    const shop = await market.shop();
    const variant = await market.variant(shop.id, { price: 5_000 });
    const placed = await market.placed(buyer, variant);
    await market.db.execute(sql`UPDATE backend.variants SET price = 9_999 WHERE id = ${variant}`);
    await market.db.execute(sql`
      INSERT INTO pricing.rules (id, version, kind, shop_id, terms, reason)
      VALUES (${newId()}, 1, 'COMMISSION', ${shop.id}, '{"basisPoints": 3000, "tiers": [], "perUnit": 0}', 'higher')`);
    const { body } = await market.call<OrderView>(buyer, 'GET', `/orders/${placed.id}`);
    expect(body).toEqual(placed);
    expect((await market.placed(buyer, variant)).goodsTotal.amount).toBe(9_999);
  });

  it('from the cart empties it; an empty cart is no order', async () => {
    const buyer = guest();
    const [first, second] = [await market.goods(), await market.goods()];
    for (const variantId of [first, second])
      await market.call(buyer, 'POST', '/cart/items', { variantId, quantity: 2 });
    const { lines: _, ...request } = { ...orderOf(), fromCart: true };
    const { status, body } = await market.place(buyer, request);
    expect(status).toBe(201);
    expect(
      body.shopOrders.flatMap(({ lines }) => lines.map(({ variantId, quantity }) => [variantId, quantity])),
    ).toEqual([
      [first, 2],
      [second, 2],
    ]);
    expect(await market.place<Refusal>(buyer, request)).toMatchObject({
      status: 409,
      body: { code: 'orders.cart_empty' },
    });
  });

  it('from one cart twice at once is one order', async () => {
    const buyer = guest();
    const variant = await market.goods();
    await market.call(buyer, 'POST', '/cart/items', { variantId: variant, quantity: 3 });
    const { lines: _, ...request } = { ...orderOf(), fromCart: true };
    const answers = await Promise.all(Array.from({ length: 8 }, () => market.place<Refusal>(buyer, request)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ status, body }) => status === 201 || /cart_(empty|changed)$/.test(body.code))).toBe(true);
    expect(await market.stockOf(variant)).toEqual({ available: 97, held: 3, sold: 0 });
  });

  it('takes another number when the first is taken', async () => {
    const numbers = market.app.get(OrderNumbers, { strict: false });
    const { number: taken } = await market.placed(person(), await market.goods());
    const fresh = numbers.next.bind(numbers);
    const given: string[] = [];
    numbers.next = () => {
      given.push(given.length === 0 ? taken : fresh());
      return given.at(-1)!;
    };
    try {
      const variant = await market.goods();
      const { number } = await market.placed(person(), variant);
      expect(given).toEqual([taken, number]);
      expect(await market.stockOf(variant)).toEqual({ available: 99, held: 1, sold: 0 });
    } finally {
      numbers.next = fresh;
    }
  });
});

describe('the same request again', () => {
  it.each([
    ['of many pieces', 100],
    ['of the last piece', 1],
  ])('twenty times at once %s makes one order, and every answer is that order', async (_what, available) => {
    const buyer = person();
    const [variant, key] = [await market.goods({ available }), newId()];
    const answer = async (): Promise<OrderView> => {
      for (let tries = 0; tries < 500; tries++) {
        const { status, body } = await market.place<OrderView & Refusal>(buyer, orderOf(variant), key);
        if (status === 201) return body;
        expect([status, body.code]).toEqual([409, 'idempotency.in_progress']);
      }
      throw new Error('the first request did not end');
    };
    const answers = await Promise.all(Array.from({ length: 20 }, answer));
    for (const other of answers) expect(other).toEqual(answers[0]);
    expect(await ordersOf(buyer.userId)).toBe(1);
    expect(await market.stockOf(variant)).toMatchObject({ held: 1 });
  });

  it('gets its answer also when it could not be placed any more, and another body does not', async () => {
    const buyer = person();
    const [variant, key] = [await market.goods({ available: 1 }), newId()];
    await market.call(buyer, 'POST', '/cart/items', { variantId: variant, quantity: 1 });
    const { lines, ...request } = { ...orderOf(variant), fromCart: true };
    const first = await market.place(buyer, request, key);
    expect(first.status).toBe(201);
    expect(await market.place(buyer, request, key)).toEqual(first);
    expect(await market.place<Refusal>(buyer, { ...request, fromCart: undefined, lines }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key_reused' },
    });
    expect(await ordersOf(buyer.userId)).toBe(1);
    expect(await market.stockOf(variant)).toEqual({ available: 0, held: 1, sold: 0 });
  });

  it('finds the answer stored with the order, in the very same transaction', async () => {
    const buyer = person();
    const [variant, key] = [await market.goods(), newId()];
    const { body } = await market.place(buyer, orderOf(variant), key);
    const { together, response } = await market.db.one<{ together: boolean; response: object }>(sql`
      SELECT i.response, i.xmin = o.xmin AS together FROM platform.idempotency i, backend.orders o
      WHERE i.key = ${key} AND o.id = ${body.id}`);
    expect(together).toBe(true);
    expect(response).toEqual(body);
  });

  it('with another body, or without a key, is refused', async () => {
    const buyer = person();
    const [variant, key] = [await market.goods(), newId()];
    await market.place(buyer, orderOf(variant), key);
    const other = { ...orderOf(variant), lines: [{ variantId: variant, quantity: 2 }] };
    expect(await market.place<Refusal>(buyer, other, key)).toMatchObject({ status: 422 });
    expect(await market.call(buyer, 'POST', '/orders', orderOf(variant))).toMatchObject({ status: 400 });
    expect(await ordersOf(buyer.userId)).toBe(1);
  });
});

describe('the last unit', () => {
  it('goes to exactly one of those who race for it', async () => {
    const [scarce, plenty] = [await market.goods({ available: 1 }), await market.goods()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => market.place<Refusal>(person(), orderOf(plenty, scarce))),
    );
    const lost = answers.filter(({ status }) => status !== 201);
    expect(lost.map(({ status, body }) => [status, body.code])).toEqual(Array(19).fill([409, 'products.out_of_stock']));
    expect(await market.stockOf(scarce)).toEqual({ available: 0, held: 1, sold: 0 });
    expect(await market.stockOf(plenty)).toEqual({ available: 99, held: 1, sold: 0 });
  });
});

describe('what is refused, with nothing changed', () => {
  it('prices that the client names', async () => {
    const buyer = person();
    const variant = await market.goods();
    const order = orderOf(variant);
    const line = order.lines[0]!;
    const tampered = [
      { ...order, lines: [{ ...line, price: 1 }] },
      { ...order, lines: [{ ...line, unitPrice: { amount: 1, currency: 'ZMW' } }] },
      { ...order, total: 1 },
      { ...order, discount: 100 },
      { ...order, userId: newId() },
      { ...order, delivery: { ...order.delivery, fee: 0 } },
      { ...order, contact: { ...order.contact, status: 'PAID' } },
      { ...order, fromCart: true },
      { ...order, lines: undefined },
      { ...order, lines: undefined, fromCart: false },
      { ...order, lines: [{ ...line, quantity: '1' }] },
      { ...order, lines: [{ ...line, quantity: 0.5 }] },
      { ...order, lines: [] },
      { ...order, lines: [null] },
      { ...order, lines: [[]] },
      { ...order, delivery: undefined },
      { ...order, delivery: [] },
      { ...order, contact: null },
      { ...order, expectedTotal: [] },
    ];
    for (const body of tampered) {
      expect(await market.place<Refusal>(buyer, body)).toMatchObject({ status: 400, body: { code: 'VAL_001' } });
    }
    expect(await ordersOf(buyer.userId)).toBe(0);
    expect(await market.stockOf(variant)).toMatchObject({ held: 0 });
  });

  it('a total that is not the one shown', async () => {
    const buyer = person();
    const variant = await market.goods({ price: 1_000 });
    const expecting = (amount: number) => ({ ...orderOf(variant), expectedTotal: { amount, currency: 'ZMW' } });
    expect(await market.place<Refusal>(buyer, expecting(3_499))).toMatchObject({
      status: 409,
      body: { code: 'orders.price_changed', total: { amount: 3_500, currency: 'ZMW' } },
    });
    expect(await market.stockOf(variant)).toMatchObject({ held: 0 });
    expect((await market.place(buyer, expecting(3_500))).status).toBe(201);
  });

  it('what is not for sale, by name', async () => {
    const [unknown, good, archived] = [newId(), await market.goods(), await market.goods()];
    await market.db.execute(sql`UPDATE backend.variants SET status = 'ARCHIVED' WHERE id = ${archived}`);
    expect(await market.place<Refusal>(person(), orderOf(good, unknown, archived))).toMatchObject({
      status: 409,
      body: { code: 'orders.not_orderable', variantIds: [unknown, archived] },
    });
  });

  it('two currencies, too many pieces, too many shops', async () => {
    const shop = await market.shop();
    const [kwacha, dollar] = [await market.variant(shop.id), await market.variant(shop.id, { currency: 'USD' })];
    expect(await market.place<Refusal>(person(), orderOf(kwacha, dollar))).toMatchObject({
      status: 422,
      body: { code: 'orders.currency_mixed' },
    });
    const pieces = { ...orderOf(), lines: [600, 600].map((quantity) => ({ variantId: kwacha, quantity })) };
    expect(await market.place<Refusal>(person(), pieces)).toMatchObject({
      status: 422,
      body: { code: 'orders.too_large' },
    });
    const shops = orderOf(...(await Promise.all(Array.from({ length: 21 }, () => market.goods()))));
    expect(await market.place<Refusal>(person(), shops)).toMatchObject({
      status: 422,
      body: { code: 'orders.too_large' },
    });
  });

  it('a phone number that is none, and the field is named', async () => {
    const order = orderOf(await market.goods());
    const answer = await market.place<Refusal>(person(), { ...order, contact: { ...order.contact, phone: '12345' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'VAL_002', errors: [{ path: 'contact.phone' }] } });
  });

  it('anything strange in any field, never with a fault of ours', async () => {
    const buyer = person();
    const order = orderOf(await market.goods());
    const weird = fc.oneof(
      fc.constantFrom<unknown>(null, true, '', ' ', '\u0000', '\ud800', [], {}, -1, 1e300, 2 ** 53, '1', { not: '' }, [
        'a',
      ]),
      fc.string({ unit: 'binary' }),
    );
    const path = fc.constantFrom(
      ['lines'],
      ['lines', '0'],
      ['lines', '0', 'variantId'],
      ['lines', '0', 'quantity'],
      ['delivery'],
      ['delivery', 'province'],
      ['delivery', 'town'],
      ['delivery', 'landmark'],
      ['delivery', 'latitude'],
      ['delivery', 'phone'],
      ['contact', 'name'],
      ['contact', 'email'],
      ['contact', 'phone'],
      ['expectedTotal'],
      ['fromCart'],
    );
    await fc.assert(
      fc.asyncProperty(path, weird, async (where, value) => {
        const body = structuredClone(order) as object;
        const parent = where.slice(0, -1).reduce((at, part) => (at as Record<string, object>)[part]!, body);
        (parent as Record<string, unknown>)[where.at(-1)!] = value;
        const { status } = await market.place(buyer, body);
        expect([201, 400, 409, 422]).toContain(status);
      }),
      { numRuns: 150 },
    );
  });
});

describe('unpaid orders', () => {
  it('are limited to five a buyer, also when all come at once', async () => {
    // Each of something else, so that it is not the stock that puts them in a queue.
    const variants = await Promise.all(Array.from({ length: 12 }, () => market.goods()));
    for (const buyer of [person(), guest()]) {
      const answers = await Promise.all(variants.map((variant) => market.place<Refusal>(buyer, orderOf(variant))));
      const refused = answers.filter(({ status }) => status !== 201);
      expect(refused.map(({ body }) => body.code)).toEqual(Array(7).fill('orders.too_many_unpaid'));
    }
    const stock = await Promise.all(variants.map((variant) => market.stockOf(variant)));
    expect(stock.reduce((held, of) => held + of.held, 0)).toBe(10);
  });

  it('count only while they are unpaid', async () => {
    const buyer = person();
    const variant = await market.goods();
    for (let i = 0; i < 5; i++) await market.placed(buyer, variant);
    expect((await market.place(buyer, orderOf(variant))).status).toBe(409);
    await market.db.execute(sql`
      UPDATE backend.orders SET status = 'CANCELLED' WHERE id = (SELECT id FROM backend.orders WHERE user_id = ${buyer.userId} LIMIT 1)`);
    expect((await market.place(buyer, orderOf(variant))).status).toBe(201);
  });
});

describe('whose order it is', () => {
  it('decides who sees it: for everybody else it does not exist', async () => {
    const [owner, visitor] = [person(), guest()];
    const variant = await market.goods();
    const [owned, visited] = [await market.placed(owner, variant), await market.placed(visitor, variant)];
    const staff = person({ grants: [{ permission: 'orders.read.any', scope: 'platform' }] });
    const scoped = person({ grants: [{ permission: 'orders.read.any', scope: 'shop', scopeId: newId() }] });
    const sees = async (actor: typeof owner, { id }: OrderView): Promise<boolean> => {
      const { status, body } = await market.call<OrderView & Refusal>(actor, 'GET', `/orders/${id}`);
      if (status === 404) {
        const absent = await market.call<Refusal>(actor, 'GET', `/orders/${newId()}`);
        expect({ ...body, correlationId: '' }).toEqual({ ...absent.body, correlationId: '' });
        expect(body.code).toBe('ORDER_001');
      }
      return status === 200;
    };
    const seen = await Promise.all(
      [owner, visitor, staff, person(), guest(), scoped].map(async (actor) => [
        await sees(actor, owned),
        await sees(actor, visited),
      ]),
    );
    expect(seen).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [false, false],
      [false, false],
      [false, false],
    ]);
  });

  it("lists one's own only, newest first, page by page", async () => {
    const buyer = guest();
    const variant = await market.goods();
    const placed: string[] = [];
    for (let i = 0; i < 5; i++) placed.unshift((await market.placed(buyer, variant)).id);
    const listed: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/orders?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await market.call<OrderPage>(buyer, 'GET', path);
      listed.push(...body.data.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(listed).toEqual(placed);
    expect((await market.call<OrderPage>(guest(), 'GET', '/orders')).body).toEqual({ data: [], nextCursor: null });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, share, sql, type Tx } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import fc from 'fast-check';
import type { OrderFact } from './orders.events.js';
import { OrderFlow } from './orders.flow.js';
import { guest, Market, person, registry } from './orders.suite.js';
import type { OrderView } from './orders.view.dto.js';

let market: Market;
let flow: OrderFlow;
beforeAll(async () => {
  market = new Market(await bootApp('api', registry));
  flow = market.app.get(OrderFlow, { strict: false });
});
afterAll(() => market.app.close());

type Ending = 'CONFIRMED' | 'EXPIRED' | 'CANCELLED';

/** Confirms an order, as its payment does; what is told of it, or undefined when it cannot be paid any more. */
async function confirm(tx: Tx, orderId: string): Promise<OrderFact | undefined> {
  const [order] = await flow.lockPending(tx, [orderId]);
  if (order) await flow.confirm(tx, [order], 'test');
  return order?.fact;
}

/** Ends an order in a transaction of its own; whether it did. */
const end = (orderId: string, to: Ending): Promise<boolean> =>
  market.db.transaction(async (tx) =>
    to === 'CONFIRMED' ? (await confirm(tx, orderId)) !== undefined : flow.close(tx, orderId, to, 'test'),
  );

const eventsOf = async (orderId: string): Promise<string[]> => {
  const rows = await market.db.rows<{ name: string }>(
    sql`SELECT name FROM platform.outbox WHERE kind = 'event' AND aggregate_id = ${orderId} ORDER BY sequence`,
  );
  return rows.map(({ name }) => name);
};

const statesOf = (orderId: string) =>
  market.db.one(sql`
    SELECT status, payment_status AS "paymentStatus",
      ARRAY(SELECT DISTINCT status FROM backend.shop_orders WHERE order_id = o.id) AS parts,
      (SELECT count(*) FROM backend.transitions t WHERE t.subject_id = o.id OR t.subject_id IN
        (SELECT id FROM backend.shop_orders WHERE order_id = o.id)) AS transitions
    FROM backend.orders o WHERE o.id = ${orderId}`);

/** An order over two shops, one piece each. */
async function twoShops(buyer = person()): Promise<{ order: OrderView; variants: string[] }> {
  const variants = [await market.goods({ price: 1_234 }), await market.goods({ price: 4_321 })];
  return { order: await market.placed(buyer, ...variants), variants };
}

const EVENT = { CONFIRMED: 'orders.confirmed', EXPIRED: 'orders.expired', CANCELLED: 'orders.cancelled' };
const STOCK = { CONFIRMED: { available: 99, held: 0, sold: 1 }, EXPIRED: { available: 100, held: 0, sold: 0 } };

describe('an unpaid order', () => {
  it.each<Ending>(['CONFIRMED', 'EXPIRED', 'CANCELLED'])('becomes %s once, however many say so at once', async (to) => {
    const { order, variants } = await twoShops();
    const ended = await Promise.all(Array.from({ length: 8 }, () => end(order.id, to)));
    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await statesOf(order.id)).toEqual({
      status: to,
      paymentStatus: to === 'CONFIRMED' ? 'PAID' : 'FAILED',
      parts: [to],
      transitions: 6,
    });
    for (const variant of variants) {
      expect(await market.stockOf(variant)).toEqual(to === 'CONFIRMED' ? STOCK.CONFIRMED : STOCK.EXPIRED);
    }
    expect(await eventsOf(order.id)).toEqual([EVENT[to]]);
  });

  it('ends one way only, whichever endings race', async () => {
    const race = fc.array(fc.constantFrom<Ending>('CONFIRMED', 'EXPIRED', 'CANCELLED'), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(race, async (endings) => {
        const { order, variants } = await twoShops();
        const ended = await Promise.all(endings.map((to) => end(order.id, to)));
        const winners = endings.filter((_, i) => ended[i]);
        expect(winners).toHaveLength(1);
        const [won] = winners;
        expect(await statesOf(order.id)).toMatchObject({ status: won, parts: [won], transitions: 6 });
        expect(await eventsOf(order.id)).toEqual([EVENT[won!]]);
        expect(await market.stockOf(variants[0]!)).toEqual(won === 'CONFIRMED' ? STOCK.CONFIRMED : STOCK.EXPIRED);
      }),
      { numRuns: 12 },
    );
  });

  it('is left alone when the transaction does not commit', async () => {
    const { order, variants } = await twoShops();
    const failing = market.db.transaction(async (tx) => {
      await confirm(tx, order.id);
      throw new Error('the caller changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await statesOf(order.id)).toMatchObject({ status: 'PENDING', parts: ['PENDING'] });
    expect(await market.stockOf(variants[0]!)).toEqual({ available: 99, held: 1, sold: 0 });
    expect(await eventsOf(order.id)).toEqual([]);
  });

  it('that is none changes nothing', async () => {
    expect(await end(newId(), 'CONFIRMED')).toBe(false);
    expect(await end(newId(), 'CANCELLED')).toBe(false);
  });
});

describe('what is told of an order', () => {
  it('sums up, names the commission, and holds nothing of the customer', async () => {
    const buyer = person();
    const { order } = await twoShops(buyer);
    const fact = await market.db.transaction((tx) => confirm(tx, order.id));
    expect(fact).toMatchObject({ orderId: order.id, number: order.number, userId: buyer.userId, total: order.total });
    const sum = fact!.shopOrders.reduce((total, part) => total + part.total.amount, 0);
    expect(sum).toBe(order.total.amount);
    for (const { goodsTotal, commission, commissionVat } of fact!.shopOrders) {
      expect(commission.amount).toBe(share(goodsTotal.amount, 500));
      expect(commissionVat.amount).toBe(share(commission.amount, 1_600));
    }
    const { payload } = await market.db.one<{ payload: object }>(
      sql`SELECT payload FROM platform.outbox WHERE kind = 'event' AND aggregate_id = ${order.id}`,
    );
    expect(payload).toEqual(fact);
    expect(JSON.stringify(payload)).not.toMatch(/mutale|97712|96612|landmark/i);
    expect(await flow.fact(market.db, order.id)).toEqual(fact);
  });
});

describe('what a payment may know', () => {
  it('is asked by the owner only', async () => {
    const [owner, visitor] = [person(), guest()];
    for (const buyer of [owner, visitor]) {
      const { order } = await twoShops(buyer);
      const owned = await flow.owned(buyer, order.id);
      expect(owned).toMatchObject({
        orderId: order.id,
        status: 'PENDING',
        total: order.total.amount,
        contact: { name: 'Mutale Banda', phone: '+260977123456', email: 'mutale@example.com' },
        sellerIds: [],
        hasSellersContact: false,
      });
      expect(owned.expiresAt.toISOString()).toBe(order.expiresAt);
      expect(owned.userId).toBe(buyer.userId);
      expect(await flow.paymentOf(order.id)).toEqual({ paymentId: owned.paymentId, orderStatus: 'PENDING' });
      const staff = person({ grants: [{ permission: 'orders.read.any', scope: 'platform' }] });
      for (const other of [person(), guest(), staff]) {
        await expect(flow.owned(other, order.id)).rejects.toMatchObject({ code: 'ORDER_001', status: 404 });
      }
    }
  });

  it('names everybody who runs the shops now, and no founder who was removed', async () => {
    const buyer = person();
    const { order } = await twoShops(buyer);
    const [founder, partner, other] = [newId(), newId(), newId()];
    await market.joins(founder, order.shopOrders[0]!.id);
    await market.joins(partner, order.shopOrders[0]!.id);
    await market.joins(other, order.shopOrders[1]!.id);
    const sellers = async () => (await flow.owned(buyer, order.id)).sellerIds.toSorted();
    expect(await sellers()).toEqual([founder, partner, other].toSorted());
    await market.db.execute(sql`
      UPDATE backend.shops SET owner_id = ${founder} WHERE id = ${order.shopOrders[0]!.shop.id}`);
    await market.db.execute(sql`UPDATE backend.role_grants SET revoked_at = now() WHERE user_id = ${founder}`);
    expect(await sellers()).toEqual([partner, other].toSorted());
  });

  it.each([
    ['a proven phone', sql`phone = contact_phone, phone_verified_at = now()`, true],
    ['a phone that is not proven', sql`phone = contact_phone, phone_verified_at = NULL`, false],
    ['a proven address', sql`email = lower(contact_email), email_verified_at = now()`, true],
  ])('says whether a guest is reached where a seller is: %s', async (_, contact, isSellers) => {
    const visitor = guest();
    const { order } = await twoShops(visitor);
    const [seller, stranger] = [newId(), newId()];
    await market.joins(seller, order.shopOrders[0]!.id);
    await market.joins(stranger, (await twoShops(guest())).order.shopOrders[0]!.id);
    const unique = `${Date.now()}`.slice(-7);
    await market.db.execute(sql`
      UPDATE backend.orders SET contact_phone = ${`+26096${unique}`}, contact_email = ${`Mutale${unique}@Example.com`}
      WHERE id = ${order.id}`);
    const has = async () => (await flow.owned(visitor, order.id)).hasSellersContact;
    const give = (userId: string) =>
      market.db.execute(sql`
        UPDATE backend.users u SET ${contact} FROM backend.orders o WHERE o.id = ${order.id} AND u.id = ${userId}`);
    await give(stranger);
    expect(await has()).toBe(false);
    await market.db.execute(sql`
      UPDATE backend.users SET phone = NULL, phone_verified_at = NULL, email = ${`${stranger}@example.com`} WHERE id = ${stranger}`);
    await give(seller);
    expect(await has()).toBe(isSellers);
  });
});

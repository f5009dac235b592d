import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { PaidOrders, type PaidOrder, STOCK, staff } from './orders.paid.fixtures.js';

let paid: PaidOrders;
beforeAll(async () => {
  paid = await PaidOrders.boot();
});
afterAll(() => paid.market.app.close());

const REASON = { reason: 'a race' };
const support = staff('orders.cancel.any');

type Runner = (order: PaidOrder) => Promise<boolean>;
const ok = async (answer: Promise<{ status: number }>): Promise<boolean> => (await answer).status === 200;

const RUNNERS = {
  buyerCancels: ({ buyer, order, parts: [{ id }] }) =>
    ok(paid.market.call(buyer, 'PATCH', `/orders/${order.id}/shop-orders/${id}/cancel`)),
  shopCancels: ({ parts: [part] }) => ok(paid.act(part, 'cancel', REASON)),
  staffCancels: ({ parts: [{ id }] }) =>
    ok(paid.market.call(support, 'POST', `/staff/shop-orders/${id}/cancel`, REASON, newId())),
  accepts: ({ parts: [part] }) => ok(paid.act(part, 'accept')),
  picksUp: ({ parts: [part] }) => paid.pickUp(part),
} satisfies Record<string, Runner>;

async function expectWhole({ order, parts: [part] }: PaidOrder): Promise<void> {
  const isCancelled = (await paid.statusOf(part)) === 'CANCELLED';
  const { goodsTotal, deliveryFee, lines } = order.shopOrders[0]!;
  const refunds = isCancelled ? [{ goods: goodsTotal.amount, delivery: deliveryFee.amount }] : [];
  expect(await paid.refundsOf(part)).toMatchObject(refunds);
  expect(await paid.refundsOf(part)).toHaveLength(refunds.length);
  const sold = lines[0]!.quantity;
  expect(await paid.market.stockOf(part.variants[0]!)).toEqual({
    available: isCancelled ? STOCK : STOCK - sold,
    held: 0,
    sold: isCancelled ? 0 : sold,
  });
  const told = await paid.toldOf(part.id);
  expect(told.filter((name) => name === 'orders.shop_order_cancelled')).toHaveLength(refunds.length);
  const [{ count }] = (await paid.db.rows<{ count: number }>(sql`
    SELECT count(*) FROM backend.transitions WHERE machine = 'shop_order' AND subject_id = ${part.id} AND to_state = 'CANCELLED'`)) as [
    { count: number },
  ];
  expect(count).toBe(refunds.length);
}

describe('exactly one wins', () => {
  it.each([
    ['CONFIRMED', ['buyerCancels', 'accepts']],
    ['SHIPPED', ['shopCancels', 'staffCancels', 'picksUp']],
  ] as const)('of those who want a shop order that is %s, 20 at once: %j', async (state, names) => {
    for (let round = 0; round < 4; round++) {
      const order = await paid.paid();
      await paid.bring(order.parts[0], state);
      const all = Array.from({ length: 20 }, (_, i) => names[(i + round) % names.length]!);
      const won = await Promise.all(all.map((name) => RUNNERS[name](order)));
      const kinds = new Set(all.filter((_, i) => won[i]));
      // Repeating what the buyer wants is no second cancellation.
      const isBuyer = kinds.has('buyerCancels');
      expect([...kinds]).toHaveLength(1);
      if (!isBuyer) expect(won.filter(Boolean)).toHaveLength(1);
      await expectWhole(order);
    }
  });

  it('of a shop that packs and staff that calls off, and what loses changes nothing', async () => {
    for (let round = 0; round < 4; round++) {
      const order = await paid.paid();
      await paid.bring(order.parts[0], 'PROCESSING');
      await Promise.all([
        ...Array.from({ length: 10 }, () => paid.act(order.parts[0], 'pack')),
        ...Array.from({ length: 10 }, () => RUNNERS.staffCancels(order)),
      ]);
      expect(await paid.statusOf(order.parts[0])).toBe('CANCELLED');
      await expectWhole(order);
    }
  });

  it('of shortages of the same pieces', async () => {
    const order = await paid.paid([[3]]);
    const [part] = order.parts;
    const body = { lines: [{ lineId: order.order.shopOrders[0]!.lines[0]!.id, quantity: 2, fate: 'MISSING' }] };
    const answers = await Promise.all(Array.from({ length: 20 }, () => paid.act(part, 'shortages', body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await paid.refundsOf(part)).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, newId, sql } from '@pakashop/platform';
import { type PaidOrder, PaidOrders, type Part, staff, STOCK } from './orders.paid.fixtures.js';
import { ShopOrderSteps } from './orders.steps.js';
import type { Refusal } from './orders.suite.js';
import type { VendorOrderView } from './orders.view.dto.js';

let paid: PaidOrders;
beforeAll(async () => {
  paid = await PaidOrders.boot();
});
afterAll(() => paid.market.app.close());

const LOSS = { fate: 'MISSING', bearer: 'AGENT', reason: 'The agent cannot be found' };
const support = staff('deliveries.write');
const lose = <T = VendorOrderView>({ id }: Part, by: Actor = support, body: object = LOSS, key = newId()) =>
  paid.market.call<T>(by, 'POST', `/staff/shop-orders/${id}/lost`, body, key);
const stockOf = ({ variants }: Part) => paid.market.stockOf(variants[0]!);
const movementsOf = ({ variants }: Part) =>
  paid.db.rows<{ kind: string; quantity: number }>(sql`
    SELECT kind, quantity FROM backend.stock_movements WHERE variant_id = ${variants[0]!} AND kind NOT IN ('RESERVE', 'SELL')
      AND key LIKE '%:lost:%' ORDER BY quantity`);

/** Three pieces on the road, or further. */
async function onTheRoad(...failures: string[]): Promise<PaidOrder> {
  const order = await paid.paid([[3]]);
  await paid.bring(order.parts[0], 'OUT_FOR_DELIVERY');
  if (failures.length > 0) await paid.sendBack(order.parts[0], ...failures);
  return order;
}
const setState = ({ id }: Part, state: string) =>
  paid.db.execute(sql`UPDATE backend.deliveries SET state = ${state} WHERE shop_order_id = ${id}`);

describe('goods that their agent lost', () => {
  it.each(['PICKED_UP', 'FAILED', 'RETURNING'])(
    'while %s end with the buyer’s money on its way back, once',
    async (state) => {
      const order = await onTheRoad();
      const [part] = order.parts;
      await setState(part, state);
      const { goodsTotal, deliveryFee, total } = order.order.shopOrders[0]!;
      const key = newId();
      const first = await lose(part, support, LOSS, key);
      expect(first).toMatchObject({ status: 200, body: { status: 'REFUNDED', refunded: total } });
      expect(await lose(part, support, LOSS, key)).toEqual(first);
      expect(await lose<Refusal>(part)).toMatchObject({ status: 409, body: { code: 'orders.not_on_the_road' } });
      expect(await paid.refundsOf(part)).toEqual([
        {
          reason: 'RETURNED',
          key: `lost:${part.id}`,
          goods: goodsTotal.amount,
          delivery: deliveryFee.amount,
          pieces: 3,
        },
      ]);
      expect(await stockOf(part)).toEqual({ available: STOCK - 3, held: 0, sold: 0 });
      expect(await movementsOf(part)).toEqual([
        { kind: 'ADJUSTMENT', quantity: -3 },
        { kind: 'RETURN', quantity: 3 },
      ]);
      expect((await paid.read(order)).status).toBe('REFUNDED');
      const { payload } = await paid.db.one<{ payload: object }>(
        sql`SELECT payload FROM platform.outbox WHERE name = 'orders.lost' AND aggregate_id = ${part.id}`,
      );
      expect(payload).toMatchObject({ goods: goodsTotal, bearer: 'AGENT', decidedBy: support.label });
      const acts = await paid.db.rows(
        sql`SELECT act, actor, why FROM platform.audit WHERE subject_id = ${part.id} ORDER BY id`,
      );
      expect(acts).toEqual([{ act: 'shop_order_lost', actor: support.label, why: LOSS.reason }]);
    },
  );

  it('are damage when they are there and worth nothing', async () => {
    const { parts } = await onTheRoad();
    expect((await lose(parts[0], support, { ...LOSS, fate: 'DAMAGED', bearer: 'PLATFORM' })).status).toBe(200);
    expect(await movementsOf(parts[0])).toMatchObject([{ kind: 'DAMAGE' }, { kind: 'RETURN' }]);
  });

  it('keep the delivery fee when the buyer had refused them at the door, and only then', async () => {
    for (const [state, isSpent] of [
      ['RETURNING', true],
      ['PICKED_UP', false],
    ] as const) {
      const order = await onTheRoad('REFUSED');
      await setState(order.parts[0], state);
      await lose(order.parts[0]);
      const { deliveryFee } = order.order.shopOrders[0]!;
      expect(deliveryFee.amount).toBeGreaterThan(0);
      expect(await paid.refundsOf(order.parts[0])).toMatchObject([{ delivery: isSpent ? 0 : deliveryFee.amount }]);
    }
  });

  it('may have been given out by the shop without their agent ever saying so', async () => {
    const { parts } = await paid.paid([[1]]);
    await paid.bring(parts[0], 'SHIPPED');
    await paid.assign(parts[0].id, 'ASSIGNED');
    expect(await lose<Refusal>(parts[0])).toMatchObject({ status: 409, body: { code: 'orders.not_on_the_road' } });
    await paid.act(parts[0], 'handed-over');
    expect(await lose(parts[0])).toMatchObject({ status: 200, body: { status: 'REFUNDED' } });
  });

  it('are not those in a shop, nor those that were delivered', async () => {
    const { parts } = await paid.paid([[1]]);
    for (const state of ['PROCESSING', 'DELIVERED'] as const) {
      await paid.bring(parts[0], state);
      expect(await lose<Refusal>(parts[0])).toMatchObject({ status: 409, body: { code: 'orders.not_on_the_road' } });
    }
    expect(await paid.refundsOf(parts[0])).toEqual([]);
  });

  it('are for staff with a proof of a moment ago, who neither bought, sold nor carried them', async () => {
    const { parts, buyer } = await onTheRoad();
    const [part] = parts;
    expect((await lose(part, part.vendor)).status).toBe(403);
    expect((await lose(part, staff('deliveries.assign'))).status).toBe(403);
    expect((await lose(part, Object.assign(staff('deliveries.write'), { factorAt: 1 }))).status).toBe(401);
    const { carrier } = await paid.db.one<{ carrier: string }>(sql`
      SELECT a.user_id AS carrier FROM backend.deliveries d JOIN backend.agents a ON a.id = d.agent_id
      WHERE d.shop_order_id = ${part.id}`);
    for (const userId of [buyer.userId!, carrier])
      expect(await lose<Refusal>(part, Object.assign(staff('deliveries.write'), { userId }))).toMatchObject({
        status: 403,
        body: { code: 'orders.own' },
      });
    expect((await lose({ ...part, id: newId() })).status).toBe(404);
    expect((await lose(part, support, { ...LOSS, bearer: 'SHOP' })).status).toBe(400);
    expect(await paid.statusOf(part)).toBe('OUT_FOR_DELIVERY');
  });
});

describe('exactly one wins', () => {
  const loses = async (part: Part): Promise<boolean> => (await lose(part)).status === 200;
  /** As a right PIN does. */
  const confirms = ({ id }: Part): Promise<boolean> =>
    paid.db.transaction(async (tx) => {
      const steps = paid.market.app.get(ShopOrderSteps, { strict: false });
      const step = { from: ['OUT_FOR_DELIVERY'], to: 'DELIVERED', cause: 'PIN and signature' } as const;
      return (await steps.step(tx, { shopOrderId: id, ...step })) !== undefined;
    });
  const isTaken = async (part: Part, lineId: string): Promise<boolean> =>
    (await paid.act(part, 'returned', { lines: [{ lineId, restocked: 3, damaged: 0 }] })).status === 200;

  it('of a loss and a confirmation', async () => {
    for (let round = 0; round < 4; round++) {
      const { parts } = await onTheRoad();
      const [part] = parts;
      const won = await Promise.all(
        Array.from({ length: 12 }, (_, i) => ((i + round) % 2 ? loses(part) : confirms(part))),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      const isLost = (await paid.statusOf(part)) === 'REFUNDED';
      expect(await paid.refundsOf(part)).toHaveLength(isLost ? 1 : 0);
      expect(await stockOf(part)).toEqual({ available: STOCK - 3, held: 0, sold: isLost ? 0 : 3 });
    }
  });

  it('of a loss and a return', async () => {
    for (let round = 0; round < 4; round++) {
      const { parts, order } = await onTheRoad('NOBODY_THERE');
      const [part] = parts;
      const lineId = order.shopOrders[0]!.lines[0]!.id;
      const won = await Promise.all(
        Array.from({ length: 12 }, (_, i) => ((i + round) % 2 ? loses(part) : isTaken(part, lineId))),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      const [refund, ...more] = await paid.refundsOf(part);
      expect(more).toEqual([]);
      const isLost = refund!.key === `lost:${part.id}`;
      expect(await stockOf(part)).toEqual({ available: isLost ? STOCK - 3 : STOCK, held: 0, sold: 0 });
    }
  });
});

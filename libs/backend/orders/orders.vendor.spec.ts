import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId, share, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import { OrderFlow } from './orders.flow.js';
import { Market, person, type Refusal, registry, vendor } from './orders.suite.js';
import type { OrderView, VendorOrderPage, VendorOrderView } from './orders.view.dto.js';

let market: Market;
beforeAll(async () => {
  market = new Market(await bootApp('api', registry));
});
afterAll(() => market.app.close());

/** A paid order over two shops. */
async function paidOrder() {
  const buyer = person();
  const [one, two] = [await market.shop(), await market.shop()];
  const order = await market.placed(
    buyer,
    await market.variant(one.id, { price: 7_777 }),
    await market.variant(two.id),
  );
  const flow = market.app.get(OrderFlow, { strict: false });
  await market.app.get(Database).transaction(async (tx) => {
    await flow.confirm(tx, await flow.lockPending(tx, [order.id]), 'test');
  });
  const [first, second] = [one, two].map((shop) => order.shopOrders.find((part) => part.shop.id === shop.id)!.id);
  return { buyer, order, one: { ...shopActor(one.id), part: first! }, two: { ...shopActor(two.id), part: second! } };
}
const shopActor = (shopId: string) => ({ shopId, actor: vendor(shopId) });

describe('the vendor', () => {
  it('sees the shop orders of the own shop, with what is needed to pack them and nothing of the customer', async () => {
    const { order, one } = await paidOrder();
    const { body } = await market.call<VendorOrderPage>(one.actor, 'GET', `/shops/${one.shopId}/orders`);
    expect(body).toEqual({
      data: [
        expect.objectContaining({
          id: one.part,
          orderNumber: order.number,
          status: 'CONFIRMED',
          goodsTotal: { amount: 7_777, currency: 'ZMW' },
          commission: { amount: share(7_777, 500), currency: 'ZMW' },
          commissionVat: { amount: share(share(7_777, 500), 1_600), currency: 'ZMW' },
          destination: { province: 'Lusaka', town: 'Lusaka', landmark: 'behind the Total filling station' },
        }),
      ],
      nextCursor: null,
    });
    expect(JSON.stringify(body)).not.toMatch(/mutale|97712|96612/i);
    const filtered = await market.call<VendorOrderPage>(one.actor, 'GET', `/shops/${one.shopId}/orders?status=PENDING`);
    expect(filtered.body.data).toEqual([]);
  });

  it('does not see other shops, which are as if they did not exist', async () => {
    const { one, two } = await paidOrder();
    const other = await market.call<Refusal>(one.actor, 'GET', `/shops/${two.shopId}/orders`);
    const absent = await market.call<Refusal>(one.actor, 'GET', `/shops/${newId()}/orders`);
    expect([other.status, other.body.code]).toEqual([404, 'shops.not_found']);
    expect({ ...other.body, correlationId: '' }).toEqual({ ...absent.body, correlationId: '' });
    expect((await market.call(person(), 'GET', `/shops/${two.shopId}/orders`)).status).toBe(403);
  });

  it('accepts and packs; the order follows the slower of its shops', async () => {
    const { buyer, order, one, two } = await paidOrder();
    const step = (who: typeof one, what: string) =>
      market.call<VendorOrderView>(who.actor, 'POST', `/shop-orders/${who.part}/${what}`);
    const status = async () => (await market.call<OrderView>(buyer, 'GET', `/orders/${order.id}`)).body.status;

    expect((await step(one, 'accept')).body.status).toBe('PROCESSING');
    expect(await status()).toBe('CONFIRMED');
    expect((await step(two, 'accept')).body.status).toBe('PROCESSING');
    expect(await status()).toBe('PROCESSING');
    expect((await step(one, 'pack')).body.status).toBe('SHIPPED');
    expect((await step(two, 'pack')).body.status).toBe('SHIPPED');
    expect(await status()).toBe('SHIPPED');
    const history = await market.db.rows(sql`
      SELECT from_state AS "from", to_state AS "to", actor FROM backend.transitions WHERE machine = 'order' AND subject_id = ${order.id} ORDER BY seq`);
    expect(history.slice(2)).toEqual([
      { from: 'CONFIRMED', to: 'PROCESSING', actor: two.actor.label },
      { from: 'PROCESSING', to: 'SHIPPED', actor: two.actor.label },
    ]);
  });

  it('both at the same moment leave the order where both are', async () => {
    for (let round = 0; round < 5; round++) {
      const { buyer, order, one, two } = await paidOrder();
      const both = await Promise.all(
        [one, two].map((who) => market.call(who.actor, 'POST', `/shop-orders/${who.part}/accept`)),
      );
      expect(both.map(({ status }) => status)).toEqual([200, 200]);
      expect((await market.call<OrderView>(buyer, 'GET', `/orders/${order.id}`)).body.status).toBe('PROCESSING');
    }
  });

  it('can take no step twice, too early, or for another shop', async () => {
    const { one, two } = await paidOrder();
    const unpaid = await market.placed(person(), await market.variant(one.shopId));
    const refused = async (actor: typeof one.actor, id: string, what: string) => {
      const { status, body } = await market.call<Refusal>(actor, 'POST', `/shop-orders/${id}/${what}`);
      return [status, body.code];
    };
    expect(await refused(one.actor, one.part, 'pack')).toEqual([409, 'orders.wrong_state']);
    expect(await refused(one.actor, unpaid.shopOrders[0]!.id, 'accept')).toEqual([409, 'orders.wrong_state']);
    expect(await refused(one.actor, two.part, 'accept')).toEqual([404, 'ORDER_001']);
    expect(await refused(one.actor, newId(), 'accept')).toEqual([404, 'ORDER_001']);
    const accepts = await Promise.all(
      Array.from({ length: 6 }, () => market.call(one.actor, 'POST', `/shop-orders/${one.part}/accept`)),
    );
    expect(accepts.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('gets the first answer again for the same key', async () => {
    const { one } = await paidOrder();
    const key = newId();
    const accept = () => market.call(one.actor, 'POST', `/shop-orders/${one.part}/accept`, undefined, key);
    const first = await accept();
    expect(first.status).toBe(200);
    expect(await accept()).toEqual(first);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { money, Outbox, sql } from '@pakashop/platform';
import { type LostShopOrder, ShopOrderLost, ShopOrderReturned } from '../orders/orders.events.js';
import { Depot, type Parcel } from './delivery.depot.fixtures.js';
import type { DeliveryList } from './delivery.deliveries.dto.js';

let depot: Depot;
beforeAll(async () => {
  depot = await Depot.boot();
});
afterAll(() => depot?.app.close());

/** The shop order has ended, as the orders area says. */
async function ends({ shopOrderId, orderId, shopId }: Parcel, lost?: Partial<LostShopOrder>): Promise<void> {
  const ref = { shopOrderId, orderId, shopId };
  await depot.db.transaction(async (tx) => {
    await tx.execute(sql`UPDATE backend.shop_orders SET status = 'REFUNDED' WHERE id = ${shopOrderId}`);
    const outbox = depot.app.get(Outbox);
    if (!lost) return outbox.publish(tx, ShopOrderReturned, shopOrderId, ref);
    const fact = { ...ref, goods: money(10_000), bearer: 'PLATFORM', decidedBy: 'person:test', ...lost } as const;
    return outbox.publish(tx, ShopOrderLost, shopOrderId, fact);
  });
  await depot.settle();
}
const told = ({ shopOrderId }: Parcel) =>
  depot.db.rows<{ name: string; payload: object }>(sql`
    SELECT name, payload FROM platform.outbox WHERE payload ->> 'shopOrderId' = ${shopOrderId} AND name LIKE 'delivery.%'`);

describe('a delivery whose goods are lost', () => {
  it.each(['PICKED_UP', 'FAILED', 'RETURNING'])(
    'while %s is over, and nobody has earned it or has it in hand',
    async (state) => {
      const { agent, pin, ...parcel } = await depot.carried({ pay: 4_200 });
      if (state !== 'PICKED_UP') await depot.step(agent, parcel, 'fail', { reason: 'NOBODY_THERE' });
      if (state === 'RETURNING') await depot.step(agent, parcel, 'return');
      expect((await depot.call(agent, 'POST', '/delivery/agent/close')).body.code).toBe('delivery.has_goods');
      await ends(parcel, { bearer: 'AGENT' });
      await ends(parcel, { bearer: 'AGENT' });
      expect((await depot.rowOf(parcel.deliveryId)).state).toBe('LOST');
      const fact = { bearer: 'AGENT', goods: money(10_000), decidedBy: 'person:test', agentId: agent.agentId };
      expect(await told(parcel)).toMatchObject([
        { name: 'delivery.lost', payload: { ...fact, agentPay: money(0), deliveryId: parcel.deliveryId } },
      ]);
      expect((await depot.confirm(agent, parcel.shopOrderId, pin)).body.code).toBe('delivery.wrong_state');
      const staff = await depot.desk.staff('deliveries.read');
      const list = await depot.call<DeliveryList>(staff, 'GET', `/deliveries?state=LOST&shopId=${parcel.shopId}`);
      expect(list.body.data).toMatchObject([{ id: parcel.deliveryId, agentId: agent.agentId }]);
      expect((await depot.call(agent, 'POST', '/delivery/agent/close')).status).toBeLessThan(300);
    },
  );

  it('may have been given out by the shop and never picked up', async () => {
    const [parcel, agent] = [await depot.parcel(), await depot.agent()];
    await depot.step(agent, parcel, 'claim');
    await depot.db.execute(sql`UPDATE backend.deliveries SET handed_over_at = now() WHERE id = ${parcel.deliveryId}`);
    await ends(parcel, {});
    expect((await depot.rowOf(parcel.deliveryId)).state).toBe('LOST');
  });
});

describe('a delivery that is brought back', () => {
  it.each([
    [['NOBODY_THERE'], 4_200],
    [['VEHICLE', 'REFUSED'], 4_200],
    [['VEHICLE'], 0],
    [['DAMAGED'], 0],
    [['NOBODY_THERE', 'VEHICLE'], 0],
  ])('after %j earns %d', async (failures, earned) => {
    const { agent, ...parcel } = await depot.carried({ pay: 4_200 });
    for (const [i, reason] of failures.entries()) {
      if (i > 0) await depot.step(agent, parcel, 'reattempt');
      await depot.step(agent, parcel, 'fail', { reason });
    }
    await depot.step(agent, parcel, 'return');
    await ends(parcel);
    expect(await told(parcel)).toMatchObject([
      { name: 'delivery.brought_back', payload: { agentPay: money(earned), agentId: agent.agentId } },
    ]);
  });
});

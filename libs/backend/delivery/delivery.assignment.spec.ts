import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor, newId, Outbox, sql, type Tx } from '@pakashop/platform';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import { ShopOrderCancelled, ShopOrderPacked, ShopOrderReturned } from '../orders/orders.events.js';
import type { BuyerDelivery } from './delivery.customer.dto.js';
import { Depot, HERE, type Parcel } from './delivery.depot.fixtures.js';
import type { DeliveryList } from './delivery.deliveries.dto.js';
import { fleetAgent, openFleet } from './delivery.fixtures.js';
import { DeliveryMaking } from './delivery.making.js';
import type { AgentDelivery, AgentDeliveryList, AvailableList } from './delivery.rounds.dto.js';

let depot: Depot;
beforeAll(async () => {
  depot = await Depot.boot();
});
afterAll(() => depot?.app.close());

const tell = async (
  event: typeof ShopOrderPacked,
  { shopOrderId, orderId, shopId }: Omit<Parcel, 'deliveryId' | 'buyer'>,
) => {
  await depot.db.transaction((tx) =>
    depot.app.get(Outbox).publish(tx, event, shopOrderId, { shopOrderId, orderId, shopId }),
  );
  await depot.settle();
};
const path = ({ deliveryId }: Pick<Parcel, 'deliveryId'>, step = '') =>
  `/delivery/agent/deliveries/${deliveryId}${step && `/${step}`}`;
const statusOf = async ({ shopOrderId }: Pick<Parcel, 'shopOrderId'>) =>
  (await depot.db.one<{ status: string }>(sql`SELECT status FROM backend.shop_orders WHERE id = ${shopOrderId}`))
    .status;

describe('a packed shop order', () => {
  it('becomes one delivery, however often it is told', async () => {
    const parcel = await depot.parcel({ pay: 4_000 });
    await tell(ShopOrderPacked, parcel);
    const rows = await depot.db.rows(sql`
      SELECT state, pay, moves FROM backend.deliveries WHERE shop_order_id = ${parcel.shopOrderId}`);
    expect(rows).toEqual([{ state: 'WAITING', pay: 4_000, moves: 1 }]);
  });

  it('becomes the same one again when a crash of the database has forgotten it', async () => {
    const payload = await depot.packed();
    // The worker of this process hears the event as well, perhaps first.
    const { id } = await depot.db.one<{ id: string }>(
      sql`SELECT id FROM platform.outbox WHERE name = ${ShopOrderPacked.name} AND aggregate_id = ${payload.shopOrderId}`,
    );
    const event = { id, payload };
    const begin = async (tx: Tx) => {
      await depot.app.get(DeliveryMaking).begin(tx, event);
      return tx.one<{ id: string }>(
        sql`SELECT id FROM backend.deliveries WHERE shop_order_id = ${event.payload.shopOrderId}`,
      );
    };
    let seen: { id: string } | undefined;
    const crashed = depot.db.transaction(async (tx) => {
      seen = await begin(tx);
      throw new Error('the lights went out');
    });
    await expect(crashed).rejects.toThrow('lights');
    expect(await depot.db.transaction(begin)).toEqual(seen);
  });

  it('that was called off needs nobody, in whatever order it is heard', async () => {
    const cancel = (id: string) =>
      depot.db.execute(sql`UPDATE backend.shop_orders SET status = 'CANCELLED' WHERE id = ${id}`);
    const early = await depot.packed();
    await cancel(early.shopOrderId);
    await tell(ShopOrderCancelled, early);
    const none = await depot.db.rows(sql`SELECT FROM backend.deliveries WHERE shop_order_id = ${early.shopOrderId}`);
    expect(none).toEqual([]);

    const [late, agent] = [await depot.parcel(), await depot.agent()];
    await depot.step(agent, late, 'claim');
    await cancel(late.shopOrderId);
    expect((await depot.call(agent, 'POST', path(late, 'pick-up'))).body.code).toBe('delivery.order_moved');
    await tell(ShopOrderCancelled, late);
    expect((await depot.rowOf(late.deliveryId)).state).toBe('CANCELLED');
    expect((await depot.confirm(agent, late.shopOrderId, '000000')).status).toBe(409);
  });
});

describe('agents', () => {
  it('see what waits near them, without where it goes, and take it', async () => {
    const [parcel, away] = [
      await depot.parcel(),
      await depot.parcel({ place: { province: 'Copperbelt', town: 'Kitwe' } }),
    ];
    const agent = await depot.agent('FOOT', { latitude: HERE.latitude + 0.01, longitude: HERE.longitude });
    const { body } = await depot.call<AvailableList>(agent, 'GET', '/delivery/agent/available');
    const ids = body.data.map(({ id }) => id);
    expect(ids).toContain(parcel.deliveryId);
    expect(ids).not.toContain(away.deliveryId);
    expect(body.data[0]!.distanceM).toBe(1_112);
    expect(JSON.stringify(body)).not.toMatch(/mutale|96612|behind/i);
    const taken = await depot.call<AgentDelivery>(agent, 'POST', path(parcel, 'claim'));
    expect(taken.body).toMatchObject({
      state: 'ASSIGNED',
      pay: { amount: 2_500, currency: 'ZMW' },
      destination: { name: 'Mutale Banda', phone: '+260966123456', landmark: 'behind the market' },
    });
    const buyer = await depot.call<BuyerDelivery>(
      parcel.buyer,
      'GET',
      `/orders/${parcel.orderId}/shop-orders/${parcel.shopOrderId}/delivery`,
    );
    expect(buyer.body).toMatchObject({ state: 'ASSIGNED', carrier: { firstName: 'Mutale', vehicle: 'FOOT' } });
    expect(buyer.body.carrier).toEqual({ firstName: 'Mutale', vehicle: 'FOOT' });
  });

  it('that want the same delivery at once: one gets it (X-10)', async () => {
    const parcel = await depot.parcel();
    const agents = await Promise.all(Array.from({ length: 6 }, () => depot.agent()));
    const answers = await Promise.all(agents.map((agent) => depot.call(agent, 'POST', path(parcel, 'claim'))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
    const winner = agents[answers.findIndex(({ status }) => status === 200)]!;
    expect((await depot.rowOf(parcel.deliveryId)).agentId).toBe(winner.agentId);
  });

  it('carry no more than they can, also when they ask for all at once', async () => {
    const agent = await depot.agent();
    const parcels = await Promise.all(Array.from({ length: 5 }, () => depot.parcel()));
    const answers = await Promise.all(parcels.map((parcel) => depot.call(agent, 'POST', path(parcel, 'claim'))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('delivery.full');
    const { body } = await depot.call<AgentDeliveryList>(agent, 'GET', '/delivery/agent/deliveries?which=OPEN');
    expect(body.data).toHaveLength(3);
  });

  it('off duty or suspended take nothing, and hand back what they have not picked up', async () => {
    const [parcel, agent] = [await depot.parcel(), await depot.agent()];
    await depot.onDuty(agent, false);
    expect((await depot.call(agent, 'POST', path(parcel, 'claim'))).body.code).toBe('delivery.off_duty');
    await depot.onDuty(agent, true);
    await depot.step(agent, parcel, 'claim');
    const staff = await depot.desk.staff('delivery.suspend');
    await depot.call(staff, 'POST', `/staff/agents/${agent.agentId}/suspend`, { reason: 'a complaint' });
    expect((await depot.call(agent, 'POST', path(parcel, 'pick-up'))).body.code).toBe('delivery.not_active');
    await depot.step(agent, parcel, 'hand-back', { reason: 'I am suspended' });
    expect(await depot.rowOf(parcel.deliveryId)).toMatchObject({ state: 'WAITING', agentId: null });
    expect((await depot.call(agent, 'GET', path(parcel))).status).toBe(404);
  });

  it('keep what the shop has given them, and bring nobody what they bought themselves', async () => {
    const [parcel, agent] = [await depot.parcel(), await depot.agent()];
    await depot.step(agent, parcel, 'claim');
    await depot.db.execute(sql`UPDATE backend.deliveries SET handed_over_at = now() WHERE id = ${parcel.deliveryId}`);
    const back = await depot.call(agent, 'POST', path(parcel, 'hand-back'), { reason: 'too far' });
    expect(back).toMatchObject({ status: 409, body: { code: 'delivery.wrong_state' } });
    expect((await depot.call(agent, 'POST', '/delivery/agent/close')).body.code).toBe('delivery.has_goods');
    const bought = await depot.parcel({ buyer: new Actor({ kind: 'person', userId: agent.userId }) });
    expect((await depot.call(agent, 'POST', path(bought, 'claim'))).body.code).toBe('delivery.own_goods');
  });

  it('pick up, fail, go again, and bring back; the shop order goes with them', async () => {
    const [parcel, agent] = [await depot.parcel(), await depot.agent()];
    await depot.step(agent, parcel, 'claim');
    const picked = await Promise.all(
      Array.from({ length: 4 }, () => depot.call(agent, 'POST', path(parcel, 'pick-up'))),
    );
    expect(picked.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await statusOf(parcel)).toBe('OUT_FOR_DELIVERY');
    const pin = await depot.pinOf(parcel);
    const letters = await lettersOf(depot.app, 'delivery.pin');
    expect(letters.filter(({ text }) => text.includes(`PIN ${pin}`))).toHaveLength(1);
    expect((await depot.call(agent, 'POST', path(parcel, 'hand-back'), { reason: 'too far' })).status).toBe(409);
    expect((await depot.call(agent, 'POST', '/delivery/agent/close')).body.code).toBe('delivery.has_goods');
    for (let attempt = 1; attempt <= 3; attempt++) {
      await depot.step(agent, parcel, 'fail', { reason: 'NOBODY_THERE', note: 'The gate is closed' });
      const again = await depot.call(agent, 'POST', path(parcel, 'reattempt'));
      expect(again.status).toBe(attempt < 3 ? 200 : 409);
    }
    await depot.step(agent, parcel, 'return');
    expect((await depot.call<AgentDelivery>(agent, 'GET', path(parcel))).body.destination).toBeNull();
    await tell(ShopOrderReturned, parcel);
    await tell(ShopOrderReturned, parcel);
    expect((await depot.rowOf(parcel.deliveryId)).state).toBe('RETURNED');
    const told = await depot.db.rows<{ name: string; payload: object }>(sql`
      SELECT name, payload FROM platform.outbox
      WHERE payload ->> 'shopOrderId' = ${parcel.shopOrderId} AND name LIKE 'delivery.%'`);
    expect(told).toMatchObject([
      { name: 'delivery.brought_back', payload: { agentId: agent.agentId, agentPay: { amount: 2_500 } } },
    ]);
  });
});

describe('the PIN', () => {
  const pinPath = ({ orderId, shopOrderId }: Parcel) => `/orders/${orderId}/shop-orders/${shopOrderId}/delivery-pin`;

  it('is the buyer alone: person or guest, and nobody who looks through their eyes', async () => {
    const guest = new Actor({ kind: 'guest', guestHash: newId() });
    const parcel = await depot.parcel({ buyer: guest });
    expect((await depot.call<{ pin: string }>(guest, 'GET', pinPath(parcel))).body.pin).toMatch(/^\d{6}$/);
    const own = await depot.parcel();
    const [agent, staff] = [await depot.agent(), await depot.desk.staff('deliveries.read', 'orders.read.any')];
    for (const stranger of [agent, staff, guest]) {
      expect((await depot.call(stranger, 'GET', pinPath(own))).status).toBe(404);
    }
    const behind = { ...own.buyer, kind: 'person', userId: own.buyer.userId, impersonatorId: staff.userId } as const;
    expect((await depot.call(behind, 'GET', pinPath(own))).status).toBe(403);
  });

  it('is made anew three times, and is nowhere in the database or in what others are told', async () => {
    const { agent, pin, ...parcel } = await depot.carried();
    const pins = [pin];
    for (let i = 0; i < 3; i++) {
      expect((await depot.call(parcel.buyer, 'POST', `${pinPath(parcel)}/reissue`, undefined, newId())).status).toBe(
        204,
      );
      pins.push(await depot.pinOf(parcel));
    }
    expect((await depot.call(parcel.buyer, 'POST', `${pinPath(parcel)}/reissue`)).body.code).toBe(
      'delivery.reissues_used',
    );
    expect(new Set(pins).size).toBe(4);
    const staff = await depot.desk.staff('deliveries.read');
    const shown = await Promise.all([
      depot.call(agent, 'GET', path(parcel)),
      depot.call(staff, 'GET', `/deliveries/${parcel.deliveryId}`),
      depot.call(parcel.buyer, 'GET', pinPath(parcel).replace('-pin', '')),
    ]);
    const stored = await depot.db.rows(sql`
      SELECT to_jsonb(d)::text AS row FROM backend.deliveries d WHERE id = ${parcel.deliveryId}
      UNION ALL SELECT to_jsonb(m)::text FROM backend.messages m WHERE reference = ${parcel.deliveryId}
      UNION ALL SELECT to_jsonb(i)::text FROM platform.idempotency i WHERE i.created_at > now() - interval '1 minute'
      UNION ALL SELECT payload::text FROM platform.outbox WHERE payload::text LIKE ${`%${parcel.shopOrderId}%`}`);
    const text = JSON.stringify([shown.map(({ body }) => body), stored]);
    for (const one of pins) expect(text.match(new RegExp(`(?<![\\da-f-])${one}(?![\\da-f-])`))).toBeNull();
  });
});

describe('those who oversee', () => {
  it('give deliveries, give them to others, and take them back, with a reason', async () => {
    const [parcel, one, two] = [await depot.parcel(), await depot.agent(), await depot.agent()];
    const staff = await depot.desk.staff('deliveries.assign', 'deliveries.read');
    const give = (agentId: string) =>
      depot.call(staff, 'POST', `/deliveries/${parcel.deliveryId}/assign`, { agentId, reason: 'the nearest' });
    expect((await give(one.agentId)).body).toMatchObject({ state: 'ASSIGNED', agentId: one.agentId });
    expect((await give(two.agentId)).body).toMatchObject({ state: 'ASSIGNED', agentId: two.agentId });
    expect((await depot.call(one, 'GET', path(parcel))).status).toBe(404);
    const back = await depot.call(staff, 'POST', `/deliveries/${parcel.deliveryId}/unassign`, {
      reason: 'broken bike',
    });
    expect(back.body).toMatchObject({ state: 'WAITING', agentId: null });
    const list = await depot.call<DeliveryList>(staff, 'GET', `/deliveries?state=WAITING&shopId=${parcel.shopId}`);
    expect(list.body.data).toMatchObject([{ id: parcel.deliveryId, toTown: 'Lusaka' }]);
    const acts = await depot.db.rows<{ act: string }>(
      sql`SELECT act FROM platform.audit WHERE subject_id = ${parcel.deliveryId} ORDER BY id`,
    );
    expect(acts.map(({ act }) => act)).toEqual(['delivery_assigned', 'delivery_assigned', 'delivery_unassigned']);
  });

  it('run a fleet see and give what is in its hands, and nothing else', async () => {
    const [fleet, other] = [await openFleet(depot.desk), await openFleet(depot.desk)];
    const [one, two] = [await fleetAgent(depot.desk, fleet), await fleetAgent(depot.desk, fleet)];
    const stranger = await fleetAgent(depot.desk, other);
    const idOf = async ({ userId }: { userId: string }) =>
      (await depot.db.one<{ id: string }>(sql`SELECT id FROM backend.agents WHERE user_id = ${userId}`)).id;
    const parcel = await depot.parcel();
    await depot.onDuty(one, true);
    await depot.step(one, parcel, 'claim');
    const base = `/delivery/fleets/${fleet.id}/deliveries`;
    const give = async (manager: typeof fleet.manager, agent: { userId: string }, at = base) =>
      (
        await depot.call(manager, 'POST', `${at}/${parcel.deliveryId}/assign`, {
          agentId: await idOf(agent),
          reason: 'nearer',
        })
      ).status;
    const seen = await depot.call<DeliveryList>(fleet.manager, 'GET', base);
    expect(seen.body.data).toMatchObject([{ id: parcel.deliveryId, fleetId: fleet.id }]);
    expect((await depot.call<DeliveryList>(other.manager, 'GET', base)).body.data).toEqual([]);
    expect(await give(fleet.manager, stranger)).toBe(404);
    expect(await give(other.manager, stranger, `/delivery/fleets/${other.id}/deliveries`)).toBe(404);
    expect(await give(other.manager, two)).toBe(404);
    expect(await give(fleet.manager, two)).toBe(200);
    expect((await depot.rowOf(parcel.deliveryId)).agentId).toBe(await idOf(two));
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import { Depot, HERE, wrongPin } from './delivery.depot.fixtures.js';
import type { DeliveryReceipt } from './delivery.proof.dto.js';

let depot: Depot;
beforeAll(async () => {
  depot = await Depot.boot();
});
afterAll(() => depot?.app.close());

const toldOf = (shopOrderId: string) =>
  depot.db.rows<{ name: string; payload: object }>(sql`
    SELECT name, payload FROM platform.outbox WHERE payload ->> 'shopOrderId' = ${shopOrderId} AND name LIKE 'delivery.%'`);

const counts = (answers: readonly { status: number }[]) =>
  Object.fromEntries([...Map.groupBy(answers, ({ status }) => status)].map(([status, same]) => [status, same.length]));

describe('a confirmation by PIN and signature', () => {
  it('delivers the shop order, tells it once, and is answered the same when it comes again', async () => {
    const { agent, shopOrderId, deliveryId, orderId, shopId, pin } = await depot.carried({ pay: 4_200 });
    const first = await depot.confirm<DeliveryReceipt>(agent, shopOrderId, pin);
    expect(first).toMatchObject({ status: 200, body: { deliveryId, shopOrderId, flags: [] } });
    const second = await depot.confirm<DeliveryReceipt>(agent, shopOrderId, pin, {
      position: { ...HERE, accuracyM: 1 },
    });
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(await toldOf(shopOrderId)).toEqual([
      {
        name: 'delivery.delivered',
        payload: {
          deliveryId,
          shopOrderId,
          orderId,
          shopId,
          shopClass: 'STANDARD',
          agentId: agent.agentId,
          agentUserId: agent.userId,
          agentPay: { amount: 4_200, currency: 'ZMW' },
          at: first.body.deliveredAt,
        },
      },
    ]);
    const { status } = await depot.db.one<{ status: string }>(
      sql`SELECT status FROM backend.shop_orders WHERE id = ${shopOrderId}`,
    );
    expect(status).toBe('DELIVERED');
    await depot.settle();
    const letter = (await lettersOf(depot.app, 'delivery.delivered')).at(-1);
    expect(letter).toMatchObject({ to: { phone: '+260977123456' }, text: expect.stringContaining('was handed over') });
  });

  it('needs the PIN: five tries in all, over every PIN, until support counts anew', async () => {
    const { agent, shopOrderId, deliveryId, orderId, buyer, pin } = await depot.carried();
    const wrong = await depot.confirm(agent, shopOrderId, wrongPin(pin));
    expect(wrong).toMatchObject({ status: 422, body: { code: 'delivery.pin_wrong', triesLeft: 4 } });
    const pinPath = `/orders/${orderId}/shop-orders/${shopOrderId}/delivery-pin`;
    expect((await depot.call(buyer, 'POST', `${pinPath}/reissue`)).status).toBe(204);
    const another = await depot.pinOf({ orderId, shopOrderId, buyer, deliveryId, shopId: '' });
    expect(another).not.toBe(pin);
    expect((await depot.confirm(agent, shopOrderId, pin)).body).toMatchObject({ triesLeft: 3 });
    for (let left = 2; left >= 0; left--)
      expect((await depot.confirm(agent, shopOrderId, wrongPin(another))).body).toMatchObject({ triesLeft: left });
    const locked = await depot.confirm(agent, shopOrderId, another);
    expect(locked).toMatchObject({ status: 423, body: { code: 'delivery.pin_locked' } });
    expect((await depot.call<{ isLocked: boolean }>(buyer, 'GET', pinPath)).body.isLocked).toBe(true);

    const support = await depot.desk.staff('deliveries.assign');
    const resetBy = (who: typeof support) =>
      depot.call(who, 'POST', `/deliveries/${deliveryId}/pin-reset`, { reason: 'called us' });
    for (const { userId } of [buyer, agent]) {
      const own = await resetBy({ ...support, userId: userId! });
      expect(own).toMatchObject({ status: 403, body: { code: 'delivery.own' } });
    }
    const reset = await resetBy(support);
    expect(reset).toMatchObject({ status: 200, body: { pinTries: 0, pinIssue: 3 } });
    const last = await depot.pinOf({ orderId, shopOrderId, buyer, deliveryId, shopId: '' });
    expect(new Set([pin, another, last]).size).toBe(3);
    expect((await depot.confirm(agent, shopOrderId, last)).status).toBe(200);
    const acts = await depot.db.rows(sql`SELECT act, why FROM platform.audit WHERE subject_id = ${deliveryId}`);
    expect(acts).toEqual([{ act: 'delivery_pin_reset', why: 'called us' }]);
  });

  it('fifty times at once is one: all who know the PIN get one receipt', async () => {
    const { agent, shopOrderId, pin } = await depot.carried();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => depot.confirm<DeliveryReceipt>(agent, shopOrderId, pin)),
    );
    expect(counts(answers)).toEqual({ 200: 50 });
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await toldOf(shopOrderId)).toHaveLength(1);
  });

  it('fifty times at once, right and wrong: never more tries than five, never confirmed twice (INV-15)', async () => {
    const { agent, shopOrderId, deliveryId, pin } = await depot.carried();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => depot.confirm(agent, shopOrderId, i % 2 ? pin : wrongPin(pin, i + 1))),
    );
    const { state, pinTries } = await depot.rowOf(deliveryId);
    expect(pinTries).toBeLessThanOrEqual(5);
    const told = await toldOf(shopOrderId);
    expect(told).toHaveLength(state === 'DELIVERED' ? 1 : 0);
    const right = answers.filter((_, i) => i % 2);
    const wrong = answers.filter((_, i) => i % 2 === 0);
    expect(counts(right)).toEqual({ [state === 'DELIVERED' ? 200 : 423]: 25 });
    expect(wrong.every(({ status }) => status === 422 || status === 423)).toBe(true);
  });

  it('a hundred wrong ones at once are five tries', async () => {
    const { agent, shopOrderId, deliveryId, pin } = await depot.carried();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => depot.confirm(agent, shopOrderId, wrongPin(pin, i + 1))),
    );
    expect(counts(answers)).toEqual({ 422: 5, 423: 95 });
    expect((await depot.rowOf(deliveryId)).pinTries).toBe(5);
    expect((await depot.confirm(agent, shopOrderId, pin)).status).toBe(423);
  });

  it('is for the agent who has the goods, on the way, and no other moment', async () => {
    const { agent, shopOrderId, pin, ...parcel } = await depot.carried();
    const other = await depot.agent();
    expect((await depot.confirm(other, shopOrderId, pin)).body).toMatchObject({ code: 'delivery.not_found' });
    expect((await depot.confirm(agent, newId(), pin)).status).toBe(404);
    await depot.step(agent, { ...parcel, shopOrderId }, 'fail', { reason: 'NOBODY_THERE' });
    expect(await depot.confirm(agent, shopOrderId, pin)).toMatchObject({
      status: 409,
      body: { code: 'delivery.wrong_state' },
    });

    const early = await depot.parcel();
    await depot.step(agent, early, 'claim');
    expect(await depot.confirm(agent, early.shopOrderId, '000000')).toMatchObject({ status: 409 });
    expect((await depot.rowOf(early.deliveryId)).pinTries).toBe(0);
  });

  it('from some distance is marked for staff, and from far away refused without counting', async () => {
    const { agent, shopOrderId, deliveryId, pin } = await depot.carried();
    const at = (metres: number) => ({
      position: { ...HERE, latitude: HERE.latitude + metres / 111_195, accuracyM: 5 },
    });
    const far = await depot.confirm(agent, shopOrderId, pin, at(5_100));
    expect(far).toMatchObject({ status: 422, body: { code: 'delivery.too_far', distanceM: 5_100 } });
    expect((await depot.rowOf(deliveryId)).pinTries).toBe(0);
    const near = await depot.confirm<DeliveryReceipt>(agent, shopOrderId, pin, at(450));
    expect(near.body.flags).toEqual(['FAR']);
    const staff = await depot.desk.staff('deliveries.read');
    const { body } = await depot.call<{ data: { id: string }[] }>(staff, 'GET', '/deliveries?flagged=true');
    expect(body.data.map(({ id }) => id)).toContain(deliveryId);
  });

  it('without coordinates of the order is measured from the town, and marked from outside of it', async () => {
    const staff = await depot.desk.staff('deliveries.read');
    const confirmed = async (km: number, town = 'Lusaka', accuracyM = 5) => {
      const { agent, shopOrderId, shopId, orderId, pin } = await depot.carried({ hasCoordinates: false });
      await depot.db.execute(sql`UPDATE backend.orders SET town = ${town} WHERE id = ${orderId}`);
      const position = { ...HERE, latitude: HERE.latitude + km / 111.195, accuracyM };
      const { body } = await depot.confirm<DeliveryReceipt>(agent, shopOrderId, pin, { position });
      const path = `/deliveries?flagged=true&shopId=${shopId}`;
      const list = await depot.call<{ data: { flags: string[] }[] }>(staff, 'GET', path);
      return { flags: body.flags, isListed: list.body.data.length > 0 };
    };
    expect(await confirmed(3)).toEqual({ flags: ['UNLOCATED'], isListed: false });
    expect(await confirmed(300)).toEqual({ flags: ['FAR', 'UNLOCATED'], isListed: true });
    expect(await confirmed(300, 'Rufunsa')).toEqual({ flags: ['UNLOCATED'], isListed: false });
    expect(await confirmed(3, 'Lusaka', 100_000)).toEqual({ flags: ['UNLOCATED', 'VAGUE'], isListed: true });
  });

  it('that waited offline is checked by the server clock', async () => {
    const { agent, shopOrderId, deliveryId, pin } = await depot.carried({ hasCoordinates: false });
    const device = (minutes: number) => ({
      device: { id: 'device-0001', at: new Date(Date.now() + minutes * 60_000).toISOString(), sequence: 7 },
    });
    const refused = async (minutes: number) =>
      (await depot.confirm(agent, shopOrderId, pin, device(minutes))).body.code;
    expect(await refused(6)).toBe('delivery.time_invalid');
    expect(await refused(-6)).toBe('delivery.time_invalid');
    await depot.db.execute(sql`
      UPDATE backend.deliveries SET picked_up_at = now() - interval '48 hours' WHERE id = ${deliveryId}`);
    expect(await refused(-25 * 60)).toBe('delivery.time_invalid');
    expect((await depot.rowOf(deliveryId)).pinTries).toBe(0);
    const { body } = await depot.confirm<DeliveryReceipt>(agent, shopOrderId, pin, device(-90));
    expect(body.flags).toEqual(['OFFLINE', 'UNLOCATED']);
    expect(Date.parse(body.deliveredAt) - Date.parse(body.handedOverAt)).toBeGreaterThan(89 * 60_000);
  });

  it.each<[string, object]>([
    ['five digits', { pin: '12345' }],
    ['a name of one letter', { signature: { name: 'M', strokes: [[0, 0, 1, 1]] } }],
    ['no stroke', { signature: { name: 'Mutale', strokes: [] } }],
    ['half a point', { signature: { name: 'Mutale', strokes: [[0, 0, 1]] } }],
    ['a drawing without end', { signature: { name: 'Mutale', strokes: [Array.from({ length: 8_002 }, () => 1)] } }],
    ['no place on earth', { position: { latitude: 91, longitude: 0, accuracyM: 1 } }],
    ['no time', { device: { id: 'device-0001', at: 'yesterday', sequence: 1 } }],
  ])('is refused with %s', async (_, part) => {
    const agent = await depot.agent();
    expect((await depot.confirm(agent, newId(), '000000', part)).body.code).toBe('VAL_001');
  });

  it('needs a key', async () => {
    const agent = await depot.agent();
    const answer = await depot.call(agent, 'POST', '/delivery/agent/confirm', {});
    expect(answer.status).toBe(400);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, newId, sql } from '@pakashop/platform';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import { type PaidOrder, PaidOrders, PRICE, staff } from '../orders/orders.paid.fixtures.js';
import { guest, person, type Refusal, vendor } from '../orders/orders.suite.js';
import type { OrderView } from '../orders/orders.view.dto.js';
import type { DisputePage, DisputeView } from './disputes.dto.js';

let paid: PaidOrders;
beforeAll(async () => {
  paid = await PaidOrders.boot();
});
afterAll(() => paid.market.app.close());

const decider = staff('disputes.decide');

async function delivered(basket = [[3]], buyer: Actor = person()): Promise<PaidOrder> {
  const order = await paid.paid(basket, buyer);
  await paid.bring(order.parts[0], 'DELIVERED');
  return order;
}
const partOf = ({ order, parts: [{ id }] }: PaidOrder) => order.shopOrders.find((part) => part.id === id)!;
const path = ({ order, parts: [{ id }] }: PaidOrder, what: string) => `/orders/${order.id}/shop-orders/${id}/${what}`;
const complaint = (order: PaidOrder, quantity = 1) => ({
  reason: 'DAMAGED',
  complaint: 'Two of the bags are torn open',
  lines: [{ lineId: partOf(order).lines[0]!.id, quantity }],
});
const open = <T = DisputeView>(
  order: PaidOrder,
  { body, by = order.buyer, key = newId() }: { body?: object; by?: Actor; key?: string } = {},
) => paid.market.call<T>(by, 'POST', path(order, 'disputes'), body ?? complaint(order), key);
const decide = <T = DisputeView>(id: string, body: object, by = decider) =>
  paid.market.call<T>(by, 'POST', `/staff/disputes/${id}/decide`, { decision: 'Seen the photos', ...body }, newId());
const codeOf = async (answer: Promise<{ status: number; body: Refusal }>) => {
  const { status, body } = await answer;
  return [status, body.code];
};

describe('a dispute', () => {
  it.each([
    ['a person', person()],
    ['a guest', guest()],
  ])('is opened by %s, answered by the shop and seen by both', async (_, buyer) => {
    const order = await delivered([[3]], buyer);
    const [part] = order.parts;
    const { status, body } = await open(order);
    expect([status, body.state, body.lines]).toEqual([201, 'OPEN', complaint(order).lines]);
    expect(await paid.toldOf(body.id)).toEqual(['disputes.opened']);
    expect((await paid.read(order)).shopOrders[0]).toMatchObject({ dispute: { id: body.id, state: 'OPEN' } });

    const answered = await paid.market.call<DisputeView>(part.vendor, 'POST', `/disputes/${body.id}/answer`, {
      answer: 'We packed it well',
    });
    expect(answered.body).toMatchObject({ state: 'ANSWERED', answer: 'We packed it well' });
    const ofShop = await paid.market.call<DisputePage>(
      part.vendor,
      'GET',
      `/shops/${part.shopId}/disputes?state=ANSWERED`,
    );
    expect(ofShop.body.data).toEqual([answered.body]);
    expect((await paid.market.call<DisputePage>(buyer, 'GET', path(order, 'disputes'))).body.data).toEqual([
      answered.body,
    ]);
    expect((await paid.market.call(decider, 'GET', `/staff/disputes/${body.id}`)).body).toEqual(answered.body);
  });

  it('stands alone: of many at once one is opened, and a repeat gets its answer', async () => {
    const order = await delivered();
    const answers = await Promise.all(Array.from({ length: 10 }, () => open<Refusal>(order)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
    const key = newId();
    const other = await delivered();
    const first = await open(other, { key });
    expect(await open(other, { key })).toEqual(first);
  });

  it('is about goods that were delivered, in time, to the one who bought them', async () => {
    const early = await paid.paid();
    expect(await codeOf(open<Refusal>(early))).toEqual([409, 'disputes.not_delivered']);
    const order = await delivered();
    expect(await codeOf(open<Refusal>(order, { by: person() }))).toEqual([404, 'ORDER_001']);
    expect(await codeOf(open<Refusal>(order, { body: complaint(order, 4) }))).toEqual([422, 'disputes.lines_invalid']);
    const foreign = { ...complaint(order), lines: [{ lineId: newId(), quantity: 1 }] };
    expect(await codeOf(open<Refusal>(order, { body: foreign }))).toEqual([422, 'disputes.lines_invalid']);
    await paid.db.execute(sql`
      UPDATE backend.deliveries SET delivered_at = now() - interval '7 days 1 minute' WHERE shop_order_id = ${order.parts[0].id}`);
    expect(await codeOf(open<Refusal>(order))).toEqual([409, 'disputes.too_late']);
  });

  it('is no business of other shops', async () => {
    const { body } = await open(await delivered());
    const other = vendor(newId());
    expect(
      await codeOf(paid.market.call(other, 'POST', `/disputes/${body.id}/answer`, { answer: 'None of ours' })),
    ).toEqual([404, 'disputes.not_found']);
    expect((await paid.market.call(person(), 'POST', `/disputes/${body.id}/withdraw`)).status).toBe(404);
  });

  it('keeps the buyer from saying that all is well, until it is withdrawn', async () => {
    const order = await delivered();
    const { body } = await open(order);
    const confirm = () => paid.market.call<Refusal>(order.buyer, 'POST', path(order, 'received'));
    expect(await codeOf(confirm())).toEqual([409, 'orders.disputed']);
    const withdrawn = await paid.market.call<DisputeView>(order.buyer, 'POST', `/disputes/${body.id}/withdraw`);
    expect(withdrawn.body.state).toBe('WITHDRAWN');
    expect((await confirm()).status).toBe(200);
    expect(await paid.toldOf(body.id)).toEqual(['disputes.opened', 'disputes.closed']);
    expect((await paid.market.call(order.buyer, 'POST', `/disputes/${body.id}/withdraw`)).status).toBe(409);
  });
});

describe('the decision', () => {
  it('rejects it: nothing goes back', async () => {
    const order = await delivered();
    const { body } = await open(order);
    const decided = await decide(body.id, { outcome: 'REJECTED' });
    expect(decided.body).toMatchObject({ state: 'REJECTED', decision: 'Seen the photos' });
    expect(await paid.refundsOf(order.parts[0])).toEqual([]);
    expect(await paid.statusOf(order.parts[0])).toBe('DELIVERED');
    expect(await codeOf(decide<Refusal>(body.id, { outcome: 'REFUNDED' }))).toEqual([409, 'disputes.closed']);
  });

  it.each([
    ['lines', (lineId: string) => ({ lines: [{ lineId, quantity: 2 }] }), { goods: 2 * PRICE, delivery: 0, pieces: 2 }],
    [
      'a line in two parts',
      (lineId: string) => ({ lines: [1, 1].map((quantity) => ({ lineId, quantity })) }),
      { goods: 2 * PRICE, delivery: 0, pieces: 2 },
    ],
    ['an amount', () => ({ goods: { amount: 777, currency: 'ZMW' } }), { goods: 777, delivery: 0, pieces: 0 }],
    [
      'lines for less',
      (lineId: string) => ({ lines: [{ lineId, quantity: 2 }], goods: { amount: 900, currency: 'ZMW' } }),
      { goods: 900, delivery: 0, pieces: 2 },
    ],
  ])('gives back %s', async (_, wanted, expected) => {
    const order = await delivered();
    const { body } = await open(order);
    const { status } = await decide(body.id, { outcome: 'REFUNDED', ...wanted(partOf(order).lines[0]!.id) });
    expect(status).toBe(200);
    const key = `dispute:${body.id}:2`;
    expect(await paid.refundsOf(order.parts[0])).toEqual([{ reason: 'DISPUTE', key, ...expected }]);
    expect(await paid.statusOf(order.parts[0])).toBe('DELIVERED');
    const audited = await paid.db.one(sql`
      SELECT act, why, before ->> 'state' AS "from", after ->> 'state' AS "to", (after ->> 'goods')::int AS goods
      FROM platform.audit WHERE subject = 'dispute' AND subject_id = ${body.id}`);
    expect(audited).toEqual({
      act: 'dispute_decided',
      why: 'Seen the photos',
      from: 'OPEN',
      to: 'REFUNDED',
      goods: expected.goods,
    });
  });

  it('gives all back: the shop order is refunded, once, however many decide', async () => {
    const order = await delivered();
    const { body } = await open(order);
    const answers = await Promise.all(Array.from({ length: 10 }, () => decide(body.id, { outcome: 'REFUNDED' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    const { goodsTotal, deliveryFee } = partOf(order);
    expect(await paid.refundsOf(order.parts[0])).toMatchObject([
      { goods: goodsTotal.amount, delivery: deliveryFee.amount },
    ]);
    expect(await paid.statusOf(order.parts[0])).toBe('REFUNDED');
    const view: OrderView = await paid.read(order);
    expect([view.status, view.shopOrders[0]!.dispute?.state]).toEqual(['REFUNDED', 'REFUNDED']);
    expect(await paid.toldOf(body.id)).toEqual(['disputes.opened', 'disputes.closed']);
  });

  it('gives back no more than was paid, and then nothing has changed', async () => {
    const order = await delivered();
    const { body } = await open(order);
    const goods = { amount: partOf(order).goodsTotal.amount + 1, currency: 'ZMW' };
    expect(await codeOf(decide<Refusal>(body.id, { outcome: 'REFUNDED', goods }))).toEqual([409, 'refunds.too_much']);
    const wrong = { goods: { amount: 1, currency: 'USD' } };
    expect(await codeOf(decide<Refusal>(body.id, { outcome: 'REFUNDED', ...wrong }))).toEqual([400, 'VAL_001']);
    const none = { goods: { amount: 0, currency: 'ZMW' } };
    expect(await codeOf(decide<Refusal>(body.id, { outcome: 'REFUNDED', ...none }))).toEqual([
      409,
      'disputes.nothing_left',
    ]);
    expect((await paid.market.call<DisputeView>(decider, 'GET', `/staff/disputes/${body.id}`)).body.state).toBe('OPEN');
  });

  it('is made by staff that has no part in it', async () => {
    const userId = newId();
    const order = await delivered([[1]], person({ userId }));
    const { body } = await open(order);
    const own = staff('disputes.decide');
    Object.assign(own, { userId });
    expect(await codeOf(decide<Refusal>(body.id, { outcome: 'REFUNDED' }, own))).toEqual([403, 'disputes.own']);
    expect((await decide(body.id, { outcome: 'REJECTED' }, staff())).status).toBe(403);
  });
});

describe('what happens in a dispute', () => {
  const about = async ({ order }: PaidOrder, purpose: string) =>
    (await lettersOf(paid.market.app, `disputes.${purpose}`))
      .filter(({ text }) => text.includes(order.number))
      .map(({ to, text }) => {
        expect(text.length).toBeLessThanOrEqual(160);
        expect(text).not.toMatch(/torn|packed|photos/);
        return [to.email, text];
      });
  const answer = ({ parts: [{ vendor: by }] }: PaidOrder, id: string) =>
    paid.market.call(by, 'POST', `/disputes/${id}/answer`, { answer: 'We packed it well' });
  async function inShop(buyer: Actor = guest()) {
    const order = await delivered([[3]], buyer);
    const userId = newId();
    await paid.market.joins(userId, order.parts[0].id);
    return { order, ofShop: `${userId}@example.com` };
  }
  const ofBuyer = 'mutale@example.com';

  it('is told to the other side: opened, answered, decided against the buyer', async () => {
    const { order, ofShop } = await inShop();
    const { id } = (await open(order)).body;
    expect(await about(order, 'dispute_opened')).toEqual([[ofShop, expect.stringContaining('complains about it')]]);
    await answer(order, id);
    // The shop has done what it was asked for.
    expect(await about(order, 'dispute_opened')).toEqual([]);
    await answer(order, id);
    expect(await about(order, 'dispute_answered')).toEqual([[ofBuyer, expect.stringContaining('has answered')]]);
    await decide(id, { outcome: 'REJECTED' });
    expect(await about(order, 'dispute_answered')).toEqual([]);
    expect(await about(order, 'dispute_rejected')).toEqual([[ofBuyer, expect.stringContaining('was not upheld')]]);
    expect(await about(order, 'dispute_closed')).toEqual([[ofShop, expect.stringContaining('decided for you')]]);
  });

  it('is told when it is decided for the buyer, or withdrawn', async () => {
    const { order, ofShop } = await inShop(person());
    await decide((await open(order)).body.id, { outcome: 'REFUNDED', goods: { amount: 500, currency: 'ZMW' } });
    expect(await about(order, 'dispute_closed')).toEqual([[ofShop, expect.stringContaining('for the buyer')]]);
    expect(await about(order, 'dispute_rejected')).toEqual([]);
    const { id } = (await open(order)).body;
    await paid.market.call(order.buyer, 'POST', `/disputes/${id}/withdraw`);
    expect((await about(order, 'dispute_closed')).at(-1)).toEqual([ofShop, expect.stringContaining('withdrawn')]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { asOwner } from '@pakashop/platform/testing';
import { type Letter, lettersOf } from '../messages/messages.postbox.fixtures.js';
import { type PaidOrder, PaidOrders, staff } from './orders.paid.fixtures.js';
import { guest, person } from './orders.suite.js';
import type { VendorOrderView } from './orders.view.dto.js';

let paid: PaidOrders;
beforeAll(async () => {
  paid = await PaidOrders.boot();
});
afterAll(() => paid.market.app.close());

const REASON = 'the lorry broke down near Kabwe';
/** What GSM-7 writes with one septet a letter, as far as we use it. */
const GSM = /^[\w @$!"#%&'()*+,\-./:;<=>?]*$/;

/** Letters of a purpose about an order; each fits one SMS and holds no reason and no link. */
async function about({ order }: PaidOrder, purpose: string): Promise<Letter[]> {
  const letters = await lettersOf(paid.market.app, purpose);
  const own = letters.filter(({ text }) => text.includes(order.number));
  for (const { text } of own) {
    expect(text).toMatch(GSM);
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text).not.toMatch(/https?:|Kabwe/);
  }
  return own;
}
const textsOf = async (order: PaidOrder, purpose: string) => (await about(order, purpose)).map(({ text }) => text);

/** A paid order of a shop in which somebody works, whose address it is. */
async function sold(basket = [[2]], buyer = person()): Promise<PaidOrder & { readonly email: string }> {
  const order = await paid.paid(basket, buyer);
  const userId = newId();
  await paid.market.joins(userId, order.parts[0].id);
  return { ...order, email: `${userId}@example.com` };
}
const byStaff = ({ parts: [{ id }] }: PaidOrder) =>
  paid.market.call(staff('orders.cancel.any'), 'POST', `/staff/shop-orders/${id}/cancel`, { reason: REASON }, newId());

describe('an order that is called off', () => {
  it.each([
    ['a person', person],
    ['a guest', guest],
  ])('by %s who bought it is told to them with the money, and to the shop', async (_, made) => {
    const order = await sold([[2]], made());
    await paid.market.call(order.buyer, 'PATCH', `/orders/${order.order.id}/cancel`);
    const [letter, ...others] = await about(order, 'refunds.refund_opened');
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      to: { phone: '+260977123456', email: 'mutale@example.com' },
      text: expect.stringMatching(/is called off, as you asked\. K[\d.]+ goes back to you\.$/),
      whatsappTemplate: { name: 'pakashop_notice', params: [letter!.text.slice('Pakashop: '.length)] },
    });
    const [notice, ...more] = await about(order, 'orders.order_cancelled');
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ to: { email: order.email }, text: expect.stringContaining('by the buyer') });
  });

  it('by the shop is told to the buyer, and not to the shop', async () => {
    const order = await sold();
    await paid.act(order.parts[0], 'cancel', { reason: REASON });
    expect(await textsOf(order, 'refunds.refund_opened')).toEqual([
      expect.stringMatching(/^Pakashop: Chisomo Traders had to call off your order \S+\. K[\d.]+ goes back to you\.$/),
    ]);
    expect(await about(order, 'orders.order_cancelled')).toEqual([]);
  });

  it('by staff is told to both', async () => {
    const order = await sold();
    await byStaff(order);
    expect(await textsOf(order, 'refunds.refund_opened')).toEqual([expect.stringContaining('Our staff called off')]);
    expect(await textsOf(order, 'orders.order_cancelled')).toEqual([expect.stringContaining('by our staff')]);
  });

  it('is told once, however often it is called off', async () => {
    const order = await sold();
    const cancel = () => paid.market.call(order.buyer, 'PATCH', `/orders/${order.order.id}/cancel`);
    await Promise.all([cancel(), cancel(), byStaff(order)]);
    expect(await about(order, 'refunds.refund_opened')).toHaveLength(1);
    expect(await about(order, 'orders.order_cancelled')).toHaveLength(1);
  });

  it('is told nobody any more who has left the shop, or was erased', async () => {
    const order = await sold();
    await paid.db.execute(
      sql`UPDATE backend.role_grants SET revoked_at = now() WHERE scope_id = ${order.parts[0].shopId}`,
    );
    await byStaff(order);
    expect(await about(order, 'orders.order_cancelled')).toEqual([]);
    await paid.db.execute(
      sql`UPDATE backend.orders SET contact_phone = '', contact_email = NULL WHERE id = ${order.order.id}`,
    );
    expect((await about(order, 'refunds.refund_opened')).map(({ to }) => to)).toEqual([{}]);
  });
});

describe('goods that do not come', () => {
  const lineOf = ({ order }: PaidOrder, i = 0) => order.shopOrders[0]!.lines[i]!.id;
  const short = (lineId: string, quantity: number) => ({ lineId, quantity, fate: 'MISSING' });

  it('because the shop has too few are named, with the money for them', async () => {
    const order = await sold([[3]]);
    await paid.act(order.parts[0], 'shortages', { lines: [short(lineOf(order), 1)] });
    expect(await textsOf(order, 'refunds.refund_opened')).toEqual([
      expect.stringMatching(
        /cannot supply 1 x Mealie meal.* of order \S+\. K10\.00 goes back to you, the rest will come\.$/,
      ),
    ]);
    await paid.act(order.parts[0], 'shortages', { lines: [short(lineOf(order), 2)] });
    const letters = await textsOf(order, 'refunds.refund_opened');
    expect(letters.at(-1)).toMatch(/cannot supply your order \S+\. K[\d.]+ goes back to you\.$/);
    expect(await about(order, 'orders.order_cancelled')).toEqual([]);
  });

  it('of several lines are one letter', async () => {
    const order = await sold([[3, 2]]);
    await paid.act(order.parts[0], 'shortages', { lines: [short(lineOf(order), 1), short(lineOf(order, 1), 1)] });
    expect(await textsOf(order, 'refunds.refund_opened')).toEqual([expect.stringMatching(/1 x .+ and more of order/)]);
  });

  it('because nobody took them are told when the shop has them back', async () => {
    const order = await sold();
    const [part] = order.parts;
    await paid.bring(part, 'OUT_FOR_DELIVERY');
    await paid.sendBack(part, 'VEHICLE');
    const lines = [{ lineId: lineOf(order), restocked: 2, damaged: 0 }];
    expect((await paid.act<VendorOrderView>(part, 'returned', { lines })).body.status).toBe('REFUNDED');
    expect(await textsOf(order, 'refunds.refund_opened')).toEqual([
      expect.stringContaining('came back to the shop undelivered'),
    ]);
  });
});

it('that were lost are told to the buyer with the money, and to the shop', async () => {
  const order = await sold();
  const [part] = order.parts;
  await paid.bring(part, 'OUT_FOR_DELIVERY');
  const loss = { fate: 'MISSING', bearer: 'PLATFORM', reason: REASON };
  const path = `/staff/shop-orders/${part.id}/lost`;
  expect((await paid.market.call(staff('deliveries.write'), 'POST', path, loss, newId())).status).toBe(200);
  expect(await textsOf(order, 'refunds.refund_opened')).toEqual([
    expect.stringContaining('was lost on its way to you'),
  ]);
  const [notice, ...more] = await about(order, 'orders.goods_lost');
  expect(more).toEqual([]);
  expect(notice).toMatchObject({ to: { email: order.email }, text: expect.stringContaining('were lost on their way') });
});

it('names shops and goods in letters that every phone has, and still fits one SMS', async () => {
  const order = await sold([[100]]);
  const [shopName, title] = [
    'Ñandú Élégance – Kitwe’s Household & Garden Traders “Best”',
    'Чайник électrique ☕ 2 litres',
  ];
  await paid.db.execute(sql`UPDATE backend.shop_orders SET shop_name = ${shopName} WHERE id = ${order.parts[0].id}`);
  await asOwner(sql`UPDATE backend.order_lines SET title = ${title} WHERE shop_order_id = ${order.parts[0].id}`);
  const lineId = order.order.shopOrders[0]!.lines[0]!.id;
  await paid.act(order.parts[0], 'shortages', { lines: [{ lineId, quantity: 99, fate: 'MISSING' }] });
  expect(await about(order, 'refunds.refund_opened')).toHaveLength(1);
});

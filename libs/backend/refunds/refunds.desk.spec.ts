import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { PaidOrders } from '../orders/orders.paid.fixtures.js';
import { guest, person, type Refusal, vendor } from '../orders/orders.suite.js';
import { RefundsConfig } from './refunds.config.js';
import type { OwnRefunds, RefundDetail, RefundPage, RefundPreview } from './refunds.dto.js';
import type { OpenRefund } from './refunds.service.js';
import { type Paid, RefundsStage, staff, until } from './refunds.fixtures.js';

let stage: RefundsStage;
beforeAll(async () => void (stage = await RefundsStage.open({ REFUND_APPROVAL_ABOVE: '20000' })), 20_000);
afterEach(() => stage.calm());
afterAll(() => stage.close());

const money = (amount: number) => ({ amount, currency: 'ZMW' });
const reason = 'The customer called.';
const clerk = staff('refunds.read', 'refunds.write');
const chief = staff('refunds.read', 'refunds.write', 'refunds.approve');

const open = <T = RefundDetail>(actor: typeof clerk, { shopOrderId }: Paid, more: object, key = newId()) =>
  stage.call<T>(actor, 'POST', '/refunds', { shopOrderId, reason, ...more }, key);

const act = <T = RefundDetail>(actor: typeof clerk, id: string, what: string, body: object = { reason }) =>
  stage.call<T>(actor, 'POST', `/refunds/${id}/${what}`, body, newId());

/** A refund whose way back is closed. */
async function stranded(price: number, why: OpenRefund['reason'] = 'STAFF'): Promise<{ paid: Paid; id: string }> {
  const paid = await stage.paid({ price });
  await stage.fault({ kind: 'fail', code: 'RECIPIENT_NOT_FOUND', ms: 5 });
  const { refundId } = (await stage.open(paid, { goods: price, reason: why }))!;
  await stage.becomes(refundId, 'NEEDS_ATTENTION');
  return { paid, id: refundId };
}

describe('staff', () => {
  it('gives back lines, a delivery fee and goodwill, once per key, and it is audited', async () => {
    const paid = await stage.paid({ price: 4_000, quantity: 3 });
    const { id: lineId } = await stage.db.one<{ id: string }>(
      sql`SELECT id FROM backend.order_lines WHERE shop_order_id = ${paid.shopOrderId}`,
    );
    const wanted = { lines: [{ lineId, quantity: 2 }], deliveryFee: money(500), goodwill: money(250), funder: 'SHOP' };
    const preview = await stage.call<RefundPreview>(clerk, 'POST', '/refunds/preview', {
      shopOrderId: paid.shopOrderId,
      ...wanted,
    });
    expect(preview.body).toMatchObject({ amount: money(8_750), goods: money(8_000), needsApproval: false });
    const key = newId();
    const [first, second] = [await open(clerk, paid, wanted, key), await open(clerk, paid, wanted, key)];
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(first.body).toMatchObject({ state: 'RESERVED', reason: 'STAFF', amount: money(8_750), funder: 'SHOP' });
    await stage.becomes(first.body.id, 'COMPLETED');
    expect(await stage.paidBack(paid)).toBe(8_750);
    // Goodwill was never paid: it is no part of what came back.
    expect(await stage.paymentOf(paid)).toMatchObject({ refunded: 8_500 });
    const acts = await stage.db.rows(sql`SELECT act, why FROM platform.audit WHERE subject_id = ${first.body.id}`);
    expect(acts).toEqual([{ act: 'refund_opened', why: reason }]);
  });

  it('cannot give back more than is left, nothing, or lines with a sum of their own', async () => {
    const paid = await stage.paid();
    const { body: line } = await open<Refusal>(clerk, paid, { lines: [{ lineId: newId(), quantity: 1 }] });
    expect(line.code).toBe('VAL_001');
    expect((await open<Refusal>(clerk, paid, { goods: money(10_001) })).body.code).toBe('refunds.too_much');
    expect((await open<Refusal>(clerk, paid, {})).body.code).toBe('refunds.nothing');
    expect((await open<Refusal>(clerk, paid, { goods: { amount: 1, currency: 'USD' } })).body.code).toBe('VAL_001');
  });

  it('needs the permission, a second factor of now, and another person for what is large', async () => {
    const paid = await stage.paid({ price: 30_000 });
    const stale = person({ grants: clerk.grants, factorAt: 1 });
    expect((await open(stale, paid, { goods: money(1) })).status).toBe(401);
    expect((await open(staff('refunds.read'), paid, { goods: money(1) })).status).toBe(403);
    const { body: refund } = await open(chief, paid, { goods: money(30_000) });
    expect(refund.state).toBe('CREATED');
    expect(await stage.told(refund.id)).toEqual([]);
    expect((await act<Refusal>(chief, refund.id, 'approve', {})).body.code).toBe('refunds.second_person');
    expect((await act(clerk, refund.id, 'approve', {})).status).toBe(403);
    const other = staff('refunds.read', 'refunds.approve');
    expect((await act(other, refund.id, 'approve', {})).body.state).toBe('RESERVED');
    await stage.becomes(refund.id, 'COMPLETED');
  });

  it('does not refund an order of their own', async () => {
    const paid = await stage.paid({ buyer: clerk });
    expect((await open<Refusal>(clerk, paid, { goods: money(1) })).body.code).toBe('refunds.second_person');
  });

  it('has no say in what they bought, also as the second person, nor in what their shop sold', async () => {
    const buyer = staff('refunds.read', 'refunds.write', 'refunds.approve');
    const partner = staff('refunds.read', 'refunds.write', 'refunds.approve');
    const paid = await stage.paid({ price: 30_000, buyer });
    await stage.joins(partner.userId!, paid.shopOrderId);
    const { body: refund } = await open(clerk, paid, { goods: money(30_000) });
    for (const own of [buyer, partner]) {
      expect((await act<Refusal>(own, refund.id, 'approve', {})).body.code).toBe('refunds.second_person');
      expect((await act<Refusal>(own, refund.id, 'withdraw')).body.code).toBe('refunds.second_person');
      expect((await act<Refusal>(own, refund.id, 'retry')).body.code).toBe('refunds.second_person');
      expect((await open<Refusal>(own, paid, { goods: money(1) })).body.code).toBe('refunds.second_person');
    }
    expect((await act(chief, refund.id, 'approve', {})).body.state).toBe('RESERVED');
    await stage.becomes(refund.id, 'COMPLETED');
  });

  it('needs the other person as well for what somebody gives back in a day, of whichever orders', async () => {
    const config = stage.app.get(RefundsConfig);
    const [busy, usual] = [staff('refunds.read', 'refunds.write'), config.REFUND_DAY_ABOVE];
    config.REFUND_DAY_ABOVE = 18_000;
    const orders = [await stage.paid(), await stage.paid(), await stage.paid()] as const;
    const states = [];
    for (const paid of orders) {
      const { id, state } = (await open(busy, paid, { goods: money(9_000) })).body;
      states.push(state);
      if (state === 'RESERVED') await stage.becomes(id, 'COMPLETED');
    }
    expect(states).toEqual(['RESERVED', 'RESERVED', 'CREATED']);
    config.REFUND_DAY_ABOVE = usual;
    expect((await open(busy, orders[2], { goods: money(500) })).body.state).toBe('RESERVED');
  });

  it('needs the other person as well for many small ones that together are large', async () => {
    const paid = await stage.paid({ price: 30_000 });
    const states = [];
    for (const part of [{ goods: money(12_000) }, { goodwill: money(8_000) }, { goods: money(1) }]) {
      const { id, state } = (await open(clerk, paid, part)).body;
      states.push(state);
      if (state === 'RESERVED') await stage.becomes(id, 'COMPLETED');
    }
    expect(states).toEqual(['RESERVED', 'RESERVED', 'CREATED']);
  });

  it('sends a refund again after a failure, under a new id', async () => {
    const { id, paid } = await stranded(10_000);
    expect((await act(clerk, id, 'retry')).body.state).toBe('RESERVED');
    const { attempts } = await stage.becomes(id, 'COMPLETED');
    expect(attempts.map(({ state }) => state)).toEqual(['FAILED', 'COMPLETED']);
    expect(await stage.paidBack(paid)).toBe(10_000);
  });

  it('sends it to the number of the order, when that is another wallet, as a payout', async () => {
    const { id, paid } = await stranded(10_000);
    const wallet = { phone: '0977123456', operator: 'AIRTEL_OAPI_ZMB', reason };
    const { body } = await act(clerk, id, 'redirect', wallet);
    expect(body.wallet).toMatchObject({ operator: 'AIRTEL_OAPI_ZMB', awaitsApproval: false });
    expect(JSON.stringify(body)).not.toContain('977123456');
    const { attempts } = await stage.becomes(id, 'COMPLETED');
    expect(attempts.map(({ route, state }) => [route, state])).toEqual([
      ['SAME_RAIL', 'FAILED'],
      ['OTHER_WALLET', 'COMPLETED'],
    ]);
    expect(await stage.paidBack(paid)).toBe(0);
    const payout = stage.sandbox.pawapay.all().find((one) => one.id === attempts[1]!.reference);
    expect(payout).toMatchObject({ kind: 'payout', amount: 10_000, status: 'COMPLETED' });
    const passedOn = await stage.db.rows(sql`
      SELECT FROM platform.outbox WHERE name = 'payments.payout_callback' AND payload ->> 'reference' = ${payout!.id}`);
    expect(passedOn).toEqual([]);
  });

  it.each([
    ['for what is large', 25_000, '0977123456', 'AIRTEL_OAPI_ZMB'],
    ['whose number the order does not name', 10_000, '0763456789', 'MTN_MOMO_ZMB'],
  ])('has a second person agree to another wallet %s', async (_, price, phone, operator) => {
    const { id } = await stranded(price);
    const wallet = { phone, operator, reason };
    expect((await act(chief, id, 'redirect', wallet)).body).toMatchObject({ state: 'NEEDS_ATTENTION' });
    expect((await act<Refusal>(chief, id, 'approve', {})).body.code).toBe('refunds.second_person');
    expect((await act<Refusal>(clerk, id, 'retry')).body.code).toBe('refunds.wrong_state');
    await act(staff('refunds.read', 'refunds.approve'), id, 'approve', {});
    await stage.becomes(id, 'COMPLETED');
  });

  it('neither redirects nor withdraws what may still arrive', async () => {
    await stage.fault({ kind: 'stuck' });
    const paid = await stage.paid();
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    await stage.becomes(refundId, 'SENT');
    const wallet = { phone: '0763456789', operator: 'MTN_MOMO_ZMB', reason };
    for (const [what, body] of [
      ['redirect', wallet],
      ['withdraw', { reason }],
      ['retry', { reason }],
    ] as const) {
      expect((await act<Refusal>(clerk, refundId, what, body)).body.code).toBe('refunds.may_still_arrive');
    }
  });

  it('withdraws a refund once nothing can arrive; the books hear of it', async () => {
    const { id } = await stranded(10_000);
    expect((await act(clerk, id, 'withdraw')).body.state).toBe('WITHDRAWN');
    expect(await stage.told(id)).toEqual(['refunds.opened', 'refunds.withdrawn']);
    expect((await act<Refusal>(clerk, id, 'withdraw')).body.code).toBe('refunds.wrong_state');
    expect((await act<Refusal>(clerk, newId(), 'withdraw')).body.code).toBe('refunds.not_found');
  });

  it.each([
    ['what is large', 25_000, 'STAFF'],
    ['what the buyer is owed, however small', 100, 'CANCELLED'],
    ['what the shop could not supply', 100, 'CANNOT_SUPPLY'],
    ['what came back', 100, 'RETURNED'],
  ] as const)('has a second person agree to call off %s', async (_, price, why) => {
    const { id } = await stranded(price, why);
    const { body } = await act(chief, id, 'withdraw');
    expect(body).toMatchObject({ state: 'NEEDS_ATTENTION', withdrawal: { awaitsApproval: true } });
    expect(await stage.told(id)).toEqual(['refunds.opened']);
    await expect(
      stage.db.execute(sql`UPDATE backend.refunds SET state = 'WITHDRAWN', attention = NULL WHERE id = ${id}`),
    ).rejects.toThrow(/refunds_withdrawal(_owed)?_check/);
    expect((await act<Refusal>(chief, id, 'approve', {})).body.code).toBe('refunds.second_person');
    expect((await act<Refusal>(clerk, id, 'approve', {})).status).toBe(403);
    const agreed = await act(staff('refunds.read', 'refunds.approve'), id, 'approve', {});
    expect(agreed.body).toMatchObject({ state: 'WITHDRAWN', withdrawal: { awaitsApproval: false } });
    expect(await stage.told(id)).toEqual(['refunds.opened', 'refunds.withdrawn']);
    const acts = await stage.db.rows<{ act: string }>(
      sql`SELECT act FROM platform.audit WHERE subject_id = ${id} ORDER BY id`,
    );
    expect(acts.map((one) => one.act)).toEqual(['refund_withdrawal_proposed', 'refund_withdrawal_approved']);
  });

  it('lets another decision take the place of a proposal to call it off, and the other way round', async () => {
    const { id } = await stranded(25_000);
    const wallet = { phone: '0763456789', operator: 'MTN_MOMO_ZMB', reason };
    await act(chief, id, 'redirect', wallet);
    expect((await act(chief, id, 'withdraw')).body).toMatchObject({
      wallet: null,
      withdrawal: { awaitsApproval: true },
    });
    expect((await act(chief, id, 'redirect', wallet)).body).toMatchObject({
      ...{ wallet: { awaitsApproval: true }, withdrawal: null },
    });
    await act(chief, id, 'withdraw');
    await act(clerk, id, 'retry');
    expect((await stage.becomes(id, 'COMPLETED')).withdrawal).toBeNull();
    expect((await act<Refusal>(staff('refunds.read', 'refunds.approve'), id, 'approve', {})).body.code).toBe(
      'refunds.wrong_state',
    );
  });

  it('takes a large one back alone as long as nobody has agreed to it', async () => {
    const { body } = await open(clerk, await stage.paid({ price: 25_000 }), { goods: money(25_000) });
    expect(body.state).toBe('CREATED');
    expect((await act(clerk, body.id, 'withdraw')).body.state).toBe('WITHDRAWN');
    expect(await stage.told(body.id)).toEqual(['refunds.refused']);
  });

  it('finds the refunds that wait for a person', async () => {
    const { id } = await stranded(10_000);
    const { body } = await stage.call<RefundPage>(clerk, 'GET', '/refunds?state=NEEDS_ATTENTION&limit=100');
    expect(body.data.map((refund) => refund.id)).toContain(id);
    expect((await stage.call(person(), 'GET', '/refunds')).status).toBe(403);
  });
});

describe('everything of an order whose goods are on the road', () => {
  let orders: PaidOrders;
  beforeAll(() => void (orders = new PaidOrders(stage)));

  /** A paid order, brought so far, and all that was paid for it. */
  async function onTheWay(to: 'SHIPPED' | 'OUT_FOR_DELIVERY') {
    const paid = await stage.paid();
    const { id, shop, goodsTotal, deliveryFee } = paid.order.shopOrders[0]!;
    const part = { id, shopId: shop.id, vendor: vendor(shop.id), variants: [] };
    await orders.bring(part, to);
    return { paid, part, all: { goods: goodsTotal, deliveryFee } };
  }
  const preview = (shopOrderId: string, more: object) =>
    stage.call<Refusal>(clerk, 'POST', '/refunds/preview', { shopOrderId, ...more });
  const refused = [409, 'refunds.on_the_road'];
  const codeOf = ({ status, body }: { status: number; body: Refusal }) => [status, body.code];

  it('is not given back, at once or in parts, unless they come back first; a part of it is', async () => {
    const { paid, part, all } = await onTheWay('OUT_FOR_DELIVERY');
    expect(codeOf(await open<Refusal>(clerk, paid, all))).toEqual(refused);
    expect(codeOf(await preview(part.id, all))).toEqual(refused);
    expect((await open(clerk, paid, { goods: all.goods })).status).toBe(201);
    expect(codeOf(await open<Refusal>(clerk, paid, { deliveryFee: all.deliveryFee }))).toEqual(refused);
    await orders.sendBack(part, 'NOBODY_THERE');
    const rest = await open(clerk, paid, { deliveryFee: all.deliveryFee });
    expect(rest.status).toBe(201);
    await stage.becomes(rest.body.id, 'COMPLETED');
    const lines = [{ lineId: paid.order.shopOrders[0]!.lines[0]!.id, restocked: 1, damaged: 0 }];
    expect((await orders.act(part, 'returned', { lines })).status).toBe(200);
    expect(await orders.refundsOf(part)).toHaveLength(2);
  });

  it('nor once the shop has given them out of hand', async () => {
    const { paid, part, all } = await onTheWay('SHIPPED');
    await orders.assign(part.id, 'ASSIGNED');
    await orders.act(part, 'handed-over');
    expect(codeOf(await open<Refusal>(clerk, paid, all))).toEqual(refused);
  });

  it('is given back while they are in the shop, and then they stay there', async () => {
    await stage.fault({ kind: 'stuck' });
    const { paid, part, all } = await onTheWay('SHIPPED');
    const { id } = (await open(clerk, paid, all)).body;
    await stage.becomes(id, 'SENT');
    expect(await orders.pickUp(part)).toBe(false);
    await orders.assign(part.id, 'ASSIGNED');
    const handed = await orders.act<Refusal>(part, 'handed-over');
    expect(codeOf(handed)).toEqual([409, 'orders.not_assigned']);
    expect(await orders.statusOf(part)).toBe('SHIPPED');
  });

  it('ends a shop order that is packed when the money has arrived', async () => {
    const { paid, part, all } = await onTheWay('SHIPPED');
    await stage.becomes((await open(clerk, paid, all)).body.id, 'COMPLETED');
    await until(async () => (await orders.statusOf(part)) === 'CANCELLED');
  });

  it('either is carried or goes back, when both begin at once', async () => {
    for (let i = 0; i < 5; i++) {
      const { paid, part, all } = await onTheWay('SHIPPED');
      const [isCarried, { status, body }] = await Promise.all([orders.pickUp(part), open(clerk, paid, all)]);
      expect([isCarried, status]).toEqual(isCarried ? [true, 409] : [false, 201]);
      if (!isCarried) await stage.becomes(body.id, 'COMPLETED');
    }
  });
});

describe('a buyer', () => {
  it('sees the refunds of their own order and of no other', async () => {
    const buyer = guest();
    const paid = await stage.paid({ buyer });
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    await stage.becomes(refundId, 'COMPLETED');
    const path = `/orders/${paid.order.id}/refunds`;
    const { body } = await stage.call<OwnRefunds>(buyer, 'GET', path);
    expect(body.data).toEqual([expect.objectContaining({ id: refundId, amount: money(10_000), status: 'PAID' })]);
    expect((await stage.call<Refusal>(guest(), 'GET', path)).body.code).toBe('ORDER_001');
    expect((await stage.call<Refusal>(person(), 'GET', path)).status).toBe(404);
  });
});

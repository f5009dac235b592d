import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import { PaidOrders } from '../orders/orders.paid.fixtures.js';
import { guest, type Refusal, vendor } from '../orders/orders.suite.js';
import type { RefundDetail, RefundPage } from '../refunds/refunds.dto.js';
import { type Paid, RefundsStage, staff, until } from '../refunds/refunds.fixtures.js';
import type { DisputeView } from './disputes.dto.js';

let stage: RefundsStage;
let orders: PaidOrders;
beforeAll(async () => {
  stage = await RefundsStage.open({ REFUND_APPROVAL_ABOVE: '20000' });
  orders = new PaidOrders(stage);
}, 20_000);
/** What one test has sent does not reach into the next one. */
afterEach(() =>
  until(
    async () =>
      (await stage.db.rows(sql`SELECT FROM backend.refunds WHERE state IN ('RESERVED', 'SENT')`)).length === 0,
  ),
);
afterAll(() => stage.close());

const decider = staff('disputes.decide', 'refunds.read', 'refunds.write', 'refunds.approve');
const finance = staff('refunds.read', 'refunds.write', 'refunds.approve');
const decision = 'We have seen the photos';

interface Case extends Paid {
  readonly shopId: string;
  readonly id: string;
}

/** A dispute about goods that were delivered; answered by the shop where that is said. */
async function disputed({ price = 30_000, quantity = 1, isAnswered = false } = {}): Promise<Case> {
  const paid = await stage.paid({ price, quantity, buyer: guest() });
  const { shop, lines } = paid.order.shopOrders[0]!;
  await orders.bring({ id: paid.shopOrderId, shopId: shop.id, vendor: vendor(shop.id), variants: [] }, 'DELIVERED');
  const path = `/orders/${paid.order.id}/shop-orders/${paid.shopOrderId}/disputes`;
  const complaint = {
    reason: 'DAMAGED',
    complaint: 'All of it is torn open',
    lines: [{ lineId: lines[0]!.id, quantity }],
  };
  const { status, body } = await stage.call<DisputeView>(paid.buyer, 'POST', path, complaint, newId());
  if (status !== 201) throw new Error(`the dispute was not opened: ${JSON.stringify(body)}`);
  const answer = { answer: 'We packed it well' };
  if (isAnswered) await stage.call(vendor(shop.id), 'POST', `/disputes/${body.id}/answer`, answer, newId());
  return { ...paid, shopId: shop.id, id: body.id };
}
const decide = <T = DisputeView>({ id }: Case, more: object = {}) =>
  stage.call<T>(decider, 'POST', `/staff/disputes/${id}/decide`, { outcome: 'REFUNDED', decision, ...more }, newId());
const act = <T = RefundDetail>(by: typeof finance, id: string, what: string, body: object = {}) =>
  stage.call<T>(by, 'POST', `/refunds/${id}/${what}`, body, newId());
async function refundsOf({ order }: Case) {
  const { body } = await stage.call<RefundPage>(finance, 'GET', `/refunds?orderId=${order.id}`);
  return body.data;
}
const stateOf = async ({ id }: Case) =>
  (await stage.db.one<{ state: string }>(sql`SELECT state FROM backend.disputes WHERE id = ${id}`)).state;
const toldOf = ({ id }: Case) => orders.toldOf(id);
const becomes = (dispute: Case, state: string) => until(async () => (await stateOf(dispute)) === state);

describe('a decision about much money', () => {
  it('waits for a second person: the money stays where it is until then, and goes back after', async () => {
    const dispute = await disputed();
    const { status, body } = await decide(dispute);
    expect([status, body.state, body.decision, body.closedAt]).toEqual([200, 'AWAITING_APPROVAL', null, null]);
    const [refund] = await refundsOf(dispute);
    expect(refund).toMatchObject({ state: 'CREATED', reason: 'DISPUTE', why: decision });
    expect(await stage.told(refund!.id)).toEqual([]);
    expect(await toldOf(dispute)).toEqual(['disputes.opened']);

    expect((await act<Refusal>(decider, refund!.id, 'approve')).body.code).toBe('refunds.second_person');
    expect((await act(finance, refund!.id, 'approve')).body.state).toBe('RESERVED');
    await becomes(dispute, 'REFUNDED');
    await stage.becomes(refund!.id, 'COMPLETED');
    expect(await toldOf(dispute)).toEqual(['disputes.opened', 'disputes.closed']);
    expect(await orders.statusOf({ id: dispute.shopOrderId })).toBe('REFUNDED');
    expect(await stage.paidBack(dispute)).toBe(refund!.amount.amount);
    const seen = await stage.call<DisputeView>(decider, 'GET', `/staff/disputes/${dispute.id}`);
    expect(seen.body).toMatchObject({ state: 'REFUNDED', decision, closedAt: expect.any(String) });
    const acts = await stage.db.rows<{ act: string }>(sql`
      SELECT act FROM platform.audit WHERE subject_id = ANY(${[dispute.id, refund!.id]}) ORDER BY id`);
    expect(acts.map((one) => one.act)).toEqual(['dispute_decided', 'refund_approved']);
  });

  it('leaves nothing for anybody else to do about it meanwhile', async () => {
    const dispute = await disputed();
    await decide(dispute);
    const part = `/orders/${dispute.order.id}/shop-orders/${dispute.shopOrderId}`;
    const lines = [{ lineId: dispute.order.shopOrders[0]!.lines[0]!.id, quantity: 1 }];
    const complaint = { reason: 'OTHER', complaint: 'And it smells, too', lines };
    const answers = [
      await decide<Refusal>(dispute, { outcome: 'REJECTED' }),
      await stage.call<Refusal>(dispute.buyer, 'POST', `/disputes/${dispute.id}/withdraw`, undefined, newId()),
      await stage.call<Refusal>(vendor(dispute.shopId), 'POST', `/disputes/${dispute.id}/answer`, { answer: 'No!' }),
      await stage.call<Refusal>(dispute.buyer, 'POST', `${part}/received`, undefined, newId()),
      await stage.call<Refusal>(dispute.buyer, 'POST', `${part}/disputes`, complaint, newId()),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      ...[1, 2, 3].map(() => [409, 'disputes.closed']),
      [409, 'orders.disputed'],
      [409, 'disputes.standing'],
    ]);
  });

  it.each([
    ['OPEN', false],
    ['ANSWERED', true],
  ])('to which nobody agrees is made anew, and it is %s again', async (state, isAnswered) => {
    const dispute = await disputed({ isAnswered });
    await decide(dispute);
    const [first] = await refundsOf(dispute);
    expect((await act(finance, first!.id, 'withdraw', { reason: 'too much' })).body.state).toBe('WITHDRAWN');
    await becomes(dispute, state);
    expect(await stage.told(first!.id)).toEqual(['refunds.refused']);
    expect(await toldOf(dispute)).toEqual(['disputes.opened']);
    const less = await decide(dispute, { goods: { amount: 5_000, currency: 'ZMW' } });
    expect(less.body).toMatchObject({ state: 'REFUNDED', decision });
    await stage.becomes((await refundsOf(dispute))[0]!.id, 'COMPLETED');
    expect(await stage.paidBack(dispute)).toBe(5_000);
    expect(await orders.statusOf({ id: dispute.shopOrderId })).toBe('DELIVERED');
  });

  it('counts with what staff gave back of the order before, and the other way round', async () => {
    const dispute = await disputed();
    const given = { shopOrderId: dispute.shopOrderId, reason: 'The customer called.' };
    const goods = (amount: number) => ({ goods: { amount, currency: 'ZMW' } });
    const refund = (amount: number) =>
      stage.call<RefundDetail>(finance, 'POST', '/refunds', { ...given, ...goods(amount) }, newId());
    expect((await refund(12_000)).body.state).toBe('RESERVED');
    expect((await decide(dispute, goods(8_001))).body.state).toBe('AWAITING_APPROVAL');
    const other = await disputed();
    expect((await decide(other, goods(20_000))).body.state).toBe('REFUNDED');
    const more = { ...given, shopOrderId: other.shopOrderId, ...goods(1) };
    expect((await stage.call<RefundDetail>(finance, 'POST', '/refunds', more, newId())).body.state).toBe('CREATED');
  });

  it('is either agreed to or refused, once, however many say so at once', async () => {
    const dispute = await disputed();
    await decide(dispute);
    const [refund] = await refundsOf(dispute);
    const approve = () => act(staff('refunds.read', 'refunds.approve'), refund!.id, 'approve');
    await Promise.all([approve(), approve(), act(finance, refund!.id, 'withdraw', { reason: 'too much' }), approve()]);
    await until(async () => (await stateOf(dispute)) !== 'AWAITING_APPROVAL');
    const told = await stage.told(refund!.id);
    const isRefused = told.includes('refunds.refused');
    // Who agrees and then calls it off withdraws what was owed; the decision stands.
    expect(told.filter((name) => name === 'refunds.opened')).toHaveLength(isRefused ? 0 : 1);
    expect(await stateOf(dispute)).toBe(isRefused ? 'OPEN' : 'REFUNDED');
    const closed = (await toldOf(dispute)).filter((name) => name === 'disputes.closed');
    expect(closed).toHaveLength(isRefused ? 0 : 1);
  });

  it('is told to the buyer by the refund alone, once it is agreed to', async () => {
    const dispute = await disputed();
    await decide(dispute);
    const about = async () =>
      (await lettersOf(stage.api, 'refunds.refund_opened')).filter(({ text }) => text.includes(dispute.order.number));
    expect(await about()).toEqual([]);
    const [refund] = await refundsOf(dispute);
    await act(finance, refund!.id, 'approve');
    expect((await about()).map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^Pakashop: Your complaint about order \S+ from .+ was decided: K[\d.,]+ goes back to you\.$/,
      ),
    ]);
  });
});

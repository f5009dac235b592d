import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OrderConfirmed, type OrderFact } from '@pakashop/backend';
import { type ActorInit, money, newId, Outbox, share, sql } from '@pakashop/platform';
import { bootApp, drain } from '@pakashop/platform/testing';
import { registry } from '../../apps/domains.js';
import { commissionOf, RuleDesk, rulesStaff } from './pricing.fixtures.js';
import { Bazaar, kwacha, type Refused } from './pricing.offers.fixtures.js';
import type { ProposalView, SimulatedShopList } from './pricing.proposals.dto.js';
import { AcceptedQuotesRetention } from './pricing.retention.js';
import type { RuleList } from './pricing.rules.dto.js';

let bazaar: Bazaar;
let desk: RuleDesk;
beforeAll(async () => {
  bazaar = new Bazaar(await bootApp('pricing', registry));
  desk = new RuleDesk(bazaar);
});
afterAll(() => bazaar.app.close());

interface Sale {
  readonly shopId: string;
  readonly categoryId?: string;
  readonly total: number;
  readonly commission?: number;
  readonly markup?: number;
}

/** Until nothing is open: what this process's own workers have in hand ends by itself. */
async function settle(): Promise<void> {
  const isOpen = async () =>
    (
      await bazaar.db.one<{ open: boolean }>(sql`
      SELECT EXISTS (SELECT FROM platform.deliveries WHERE done_at IS NULL AND parked_at IS NULL) AS open`)
    ).open;
  while (await isOpen()) await drain(bazaar.app);
}

/** An order of one line that was paid; told twice. */
async function sell({ shopId, categoryId, total, commission: taken = 0, markup }: Sale): Promise<void> {
  const zero = money(0);
  const line = {
    lineId: newId(),
    productId: newId(),
    variantId: newId(),
    ...(categoryId && { categoryId }),
    quantity: 1,
  };
  const amounts = { total: money(total), commission: money(taken), commissionVat: zero };
  const fact: OrderFact = {
    orderId: newId(),
    number: '1',
    total: money(total),
    shopOrders: [
      {
        shopOrderId: newId(),
        shopId,
        goodsTotal: money(total),
        deliveryFee: zero,
        ...amounts,
        lines: [{ ...line, ...amounts, ...(markup && { markup: money(markup) }) }],
      },
    ],
  };
  const { app, db } = bazaar;
  for (let told = 0; told < 2; told++) {
    await db.transaction((tx) => app.get(Outbox).publish(tx, OrderConfirmed, fact.orderId, fact));
  }
  await settle();
}

describe('a proposal', () => {
  const propose = (rule: object, by = desk.author, more: object = {}) =>
    bazaar.call<ProposalView>(by, 'POST', '/pricing/proposals', {
      reason: 'a better table',
      changes: [{ act: 'OPEN', rule, ...more }],
    });
  const decide = <T = ProposalView>(id: string, step: string, by: ActorInit) =>
    bazaar.call<T>(by, 'POST', `/pricing/proposals/${id}/${step}`, { reason: 'we looked at it' });
  const read = async (id: string) =>
    (await bazaar.call<ProposalView>(desk.author, 'GET', `/pricing/proposals/${id}`)).body;

  it('is tried on what was sold, shop by shop, before a second person approves it', async () => {
    const [shopId, other, categoryId] = [newId(), newId(), newId()];
    await sell({ shopId, categoryId, total: 30_000, commission: 1_500 });
    await sell({ shopId, categoryId, total: 11_000, markup: 1_000, commission: 500 + 862 });
    await sell({ shopId: other, total: 50_000, commission: 2_500 });
    const { body: proposal } = await propose(commissionOf(1_000, { categoryId }));
    expect(proposal).toMatchObject({ state: 'OPEN', simulation: { isDone: false } });
    await settle();
    expect((await read(proposal.id)).simulation).toMatchObject({ isDone: true, isCurrent: true, difference: 2_000 });
    const shops = (await bazaar.call<SimulatedShopList>(desk.author, 'GET', `/pricing/proposals/${proposal.id}/shops`))
      .body.data;
    expect(shops[0]).toEqual({
      shopId,
      orders: 2,
      goods: kwacha(41_000),
      commissionCharged: kwacha(2_000),
      commissionNow: kwacha(2_000),
      commissionThen: kwacha(4_000),
      difference: 2_000,
    });
    expect(shops.find((shop) => shop.shopId === other)).toMatchObject({ difference: 0 });

    expect(await decide<Refused>(proposal.id, 'approve', desk.author)).toMatchObject({
      status: 403,
      body: { code: 'pricing.second_person' },
    });
    expect(await desk.rateOf(newId(), categoryId)).toBe(5);
    const approver = rulesStaff('read', 'approve');
    expect((await decide(proposal.id, 'approve', approver)).body).toMatchObject({
      state: 'APPROVED',
      decidedBy: approver.userId,
    });
    expect(await desk.rateOf(newId(), categoryId)).toBe(10);
    expect(await decide<Refused>(proposal.id, 'approve', rulesStaff())).toMatchObject({
      status: 409,
      body: { code: 'pricing.proposal_decided' },
    });
  });

  it('cannot be approved by its desk.author even behind the API', async () => {
    const { body } = await propose(commissionOf(100, { shopId: newId() }));
    const approve = bazaar.db.execute(sql`
      UPDATE pricing.proposals SET state = 'APPROVED', decided_by = proposed_by, decided_at = now() WHERE id = ${body.id}`);
    await expect(approve).rejects.toThrow('proposals_second_person_check');
  });

  it('must be tried again when rules have changed meanwhile, and all its changes hold or none', async () => {
    const shopId = newId();
    const { body: rule } = await desk.open(commissionOf(100, { shopId }));
    const changes = [
      { act: 'OPEN', rule: commissionOf(100, { shopId, priority: 1 }) },
      { act: 'CHANGE', ruleId: rule.id, version: 1, rule: commissionOf(900, { shopId }) },
    ];
    const { body } = await bazaar.call<ProposalView>(desk.author, 'POST', '/pricing/proposals', {
      reason: 'both',
      changes,
    });
    await settle();
    await desk.change({ act: 'CHANGE', ruleId: rule.id, version: 1, rule: commissionOf(300, { shopId }) });
    expect(await decide<Refused>(body.id, 'approve', rulesStaff())).toMatchObject({
      status: 409,
      body: { code: 'pricing.not_simulated' },
    });
    const again = await bazaar.call(desk.author, 'POST', `/pricing/proposals/${body.id}/simulations`, {});
    expect(again).toMatchObject({ status: 201, body: { simulation: { isDone: false } } });
    await settle();
    expect((await read(body.id)).simulation).toMatchObject({ isDone: true, isCurrent: true });
    expect(await decide<Refused>(body.id, 'approve', rulesStaff())).toMatchObject({
      status: 409,
      body: { code: 'pricing.rule_changed' },
    });
    expect(await desk.rateOf(shopId)).toBe(3);
    expect((await read(body.id)).state).toBe('OPEN');
    expect((await decide(body.id, 'withdraw', rulesStaff())).status).toBe(404);
    expect((await decide(body.id, 'withdraw', desk.author)).body.state).toBe('WITHDRAWN');
  });

  it('about anything but commissions says that it was not simulated, and is approved only by somebody who says so too', async () => {
    const shopId = newId();
    const pay = { kind: 'AGENT_PAY', agentPay: { bands: [{ base: 100, perKm: 0 }] }, reason: 'short ways' };
    const { body: old } = await desk.open({ ...pay, shopId });
    const changes = [
      { act: 'OPEN', rule: commissionOf(1_000, { shopId }) },
      { act: 'OPEN', rule: { kind: 'MARKUP', markup: { basisPoints: 100, keeper: 'SHOP' }, reason: 'costs', shopId } },
      { act: 'END', ruleId: old.id, version: 1 },
    ];
    const { body } = await bazaar.call<ProposalView>(desk.author, 'POST', '/pricing/proposals', {
      reason: 'three at once',
      changes,
    });
    await settle();
    expect((await read(body.id)).simulation).toMatchObject({ isDone: true, notSimulated: ['AGENT_PAY', 'MARKUP'] });
    const approve = (more: object) =>
      bazaar.call<Refused & ProposalView>(rulesStaff(), 'POST', `/pricing/proposals/${body.id}/approve`, {
        reason: 'we looked at it',
        ...more,
      });
    for (const more of [{}, { confirmNotSimulated: ['MARKUP'] }, { confirmNotSimulated: ['MARKUP', 'DELIVERY_FEE'] }]) {
      expect(await approve(more)).toMatchObject({
        ...{ status: 409, body: { code: 'pricing.not_confirmed', notSimulated: ['AGENT_PAY', 'MARKUP'] } },
      });
    }
    expect((await approve({ confirmNotSimulated: ['MARKUP', 'AGENT_PAY'] })).body.state).toBe('APPROVED');
    const { body: plain } = await propose(commissionOf(100, { shopId: newId() }));
    await settle();
    expect((await read(plain.id)).simulation).toMatchObject({ notSimulated: [] });
  });

  it('of what could not be done at this moment is refused at once', async () => {
    const shopId = newId();
    await desk.open(commissionOf(100, { shopId }));
    const before = await bazaar.call<RuleList>(desk.author, 'GET', `/pricing/rules?shopId=${shopId}`);
    expect((await propose(commissionOf(200, { shopId }))).status).toBe(409);
    expect((await propose(commissionOf(200, { shopId: newId() }), rulesStaff('read', 'approve'))).status).toBe(403);
    expect(await bazaar.call(desk.author, 'GET', `/pricing/rules?shopId=${shopId}`)).toMatchObject({
      body: before.body,
    });
  });

  it('that reaches much needs the word of its desk.author', async () => {
    const [shopId, categoryId] = [newId(), newId()];
    await bazaar.db.execute(sql`
      INSERT INTO pricing.accepted_quotes (line_id, order_id, shop_order_id, shop_id, category_id, product_id, quantity, total,
        base, commission, currency, accepted_at)
      SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), ${shopId}, ${categoryId}, gen_random_uuid(), 1, 100, 100,
        5, 'ZMW', now() - interval '3 days' FROM generate_series(1, 120)`);
    const wide = await propose(commissionOf(100, { categoryId }));
    expect(wide).toMatchObject({ status: 409, body: { code: 'pricing.too_wide', matches: 120 } });
    expect((await propose(commissionOf(100, { categoryId }), desk.author, { confirmMatches: 119 })).status).toBe(409);
    expect((await propose(commissionOf(100, { categoryId }), desk.author, { confirmMatches: 120 })).status).toBe(201);
    // Widened from nothing to much is as wide.
    const { body: rule } = await desk.open(commissionOf(100, { shopId: newId(), categoryId }));
    const widened = {
      act: 'CHANGE',
      ruleId: rule.id,
      version: 1,
      rule: commissionOf(100, { categoryId, priority: 3 }),
    };
    const refused = { status: 409, body: { code: 'pricing.needs_proposal', matches: 120 } };
    expect(await desk.change<Refused>({ ...widened, confirmMatches: 120 })).toMatchObject(refused);
    // So are other terms of what reached much already.
    const { status } = await propose(commissionOf(100, { categoryId, priority: 4 }), desk.author, {
      confirmMatches: 120,
    });
    expect(status).toBe(201);
    const id = newId();
    await bazaar.db.execute(sql`
      INSERT INTO pricing.rules (id, version, kind, category_id, priority, terms, reason)
      SELECT ${id}, 1, kind, ${categoryId}, 5, terms, reason FROM pricing.rules WHERE kind = 'COMMISSION' LIMIT 1`);
    const again = { act: 'CHANGE', ruleId: id, version: 1, rule: commissionOf(900, { categoryId, priority: 5 }) };
    expect(await desk.change<Refused>(again)).toMatchObject(refused);
    expect(await desk.change<Refused>({ act: 'END', ruleId: id, version: 1 })).toMatchObject(refused);
  });
});

describe('accepted quotes', () => {
  it('are kept once, and forgotten when their time is over', async () => {
    const shopId = newId();
    await sell({ shopId, total: 1_000, commission: share(1_000, 500) });
    const kept = () =>
      bazaar.db.rows(sql`SELECT total, base, commission FROM pricing.accepted_quotes WHERE shop_id = ${shopId}`);
    expect(await kept()).toEqual([{ total: 1_000, base: 1_000, commission: 50 }]);
    await bazaar.db.execute(sql`
      INSERT INTO pricing.accepted_quotes SELECT gen_random_uuid(), order_id, shop_order_id, shop_id, category_id, product_id,
        quantity, 7, 7, 0, currency, now() - interval '401 days' FROM pricing.accepted_quotes WHERE shop_id = ${shopId}`);
    expect(await bazaar.app.get(AcceptedQuotesRetention).forget()).toBe(1);
    expect(await kept()).toHaveLength(1);
  });
});

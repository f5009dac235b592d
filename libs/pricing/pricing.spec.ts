import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import { registry } from '../../apps/domains.js';
import type { CommissionRuleView, ExplainedQuote, PricePreview } from './pricing.dto.js';
import { basketOf, commissionOf, RuleDesk, rulesStaff } from './pricing.fixtures.js';
import { Bazaar, kwacha, pricer, type Refused, shopper } from './pricing.offers.fixtures.js';
import type { RuleList } from './pricing.rules.dto.js';

let bazaar: Bazaar;
let desk: RuleDesk;
beforeAll(async () => {
  bazaar = new Bazaar(await bootApp('pricing', registry));
  desk = new RuleDesk(bazaar);
});
afterAll(() => bazaar.app.close());

describe('a commission rule', () => {
  it('decides for what it is for, the more specific before the more general, whichever came first', async () => {
    const [shopId, categoryId] = [newId(), newId()];
    for (const rule of [
      commissionOf(100, { shopId, categoryId }),
      commissionOf(300, { categoryId }),
      commissionOf(200, { shopId }),
    ]) {
      expect((await desk.open(rule)).status).toBe(201);
    }
    expect(
      await Promise.all([
        desk.rateOf(shopId, categoryId),
        desk.rateOf(shopId),
        desk.rateOf(newId(), categoryId),
        desk.rateOf(newId()),
      ]),
    ).toEqual([1, 2, 3, 5]);
  });

  it('with a lower priority comes first, and the list shows the order', async () => {
    const shopId = newId();
    await desk.open(commissionOf(100, { shopId, categoryId: newId() }));
    await desk.open(commissionOf(400, { shopId, priority: 7 }));
    await desk.open(commissionOf(200, { shopId }));
    const { body } = await bazaar.call<RuleList>(desk.author, 'GET', `/pricing/rules?kind=COMMISSION&shopId=${shopId}`);
    expect(body.data.map(({ priority, terms }) => [priority, (terms as { basisPoints: number }).basisPoints])).toEqual([
      [7, 400],
      [100, 100],
      [100, 200],
    ]);
    expect(body.data.map(({ place }) => place)).toEqual(body.data.map(({ place }) => place!).toSorted((a, b) => a - b));
    expect(await desk.rateOf(shopId)).toBe(4);
  });

  it('is never one of two equals: age cannot decide', async () => {
    const shopId = newId();
    expect((await desk.open(commissionOf(100, { shopId }))).status).toBe(201);
    expect(await desk.change<Refused>({ act: 'OPEN', rule: commissionOf(200, { shopId }) })).toMatchObject({
      status: 409,
      body: { code: 'pricing.same_rank' },
    });
    const results = await Promise.all([1, 2, 3].map((n) => desk.open(commissionOf(n, { shopId, priority: 5 }))));
    expect(results.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });

  it('has versions: a change closes one and opens the next, and a stale change is refused', async () => {
    const shopId = newId();
    const { body: first } = await desk.open(commissionOf(100, { shopId }));
    const next = { act: 'CHANGE', ruleId: first.id, version: 1, rule: commissionOf(900, { shopId }) };
    expect((await desk.change(next)).body).toMatchObject({ id: first.id, version: 2, validTo: null });
    expect(await desk.change<Refused>(next)).toMatchObject({ status: 409, body: { code: 'pricing.rule_changed' } });
    expect(await desk.rateOf(shopId)).toBe(9);
    const line = (await desk.quote(basketOf(shopId))).shops[0]!.lines[0]!;
    expect(line.commissionRule).toMatchObject({ ruleId: first.id, ruleVersion: 2 });
    expect(line.commissionRule.reason).toBe('an agreement; for this shop: 9 % of K100.00');
    expect((await desk.change({ act: 'END', ruleId: first.id, version: 2 })).status).toBe(201);
    expect(await desk.rateOf(shopId)).toBe(5);
    const { body: history } = await bazaar.call<RuleList>(desk.author, 'GET', `/pricing/rules/${first.id}`);
    expect(history.data.map(({ version, validTo }) => [version, validTo !== null])).toEqual([
      [2, true],
      [1, true],
    ]);
  });

  it('waits for its time, and the one before holds until then', async () => {
    const shopId = newId();
    const { body: first } = await desk.open(commissionOf(100, { shopId }));
    const validFrom = new Date(Date.now() + 3_600_000).toISOString();
    const later = { act: 'CHANGE', ruleId: first.id, version: 1, rule: commissionOf(900, { shopId, validFrom }) };
    expect((await desk.change(later)).body).toMatchObject({ version: 2, validFrom });
    expect(await desk.rateOf(shopId)).toBe(1);
    const { body } = await bazaar.call<RuleList>(desk.author, 'GET', `/pricing/rules?shopId=${shopId}`);
    expect(body.data.map(({ version, validTo }) => [version, validTo])).toEqual([
      [1, validFrom],
      [2, null],
    ]);
    // A further change before that time takes the place of both.
    const sooner = { act: 'CHANGE', ruleId: first.id, version: 2, rule: commissionOf(300, { shopId }) };
    expect((await desk.change(sooner)).status).toBe(201);
    expect(await desk.rateOf(shopId)).toBe(3);
  });

  it.each([
    ['terms of another kind', { kind: 'MARKUP', commission: { basisPoints: 1 }, reason: 'why' }],
    ['a province', commissionOf(1, { toProvince: 'Lusaka' })],
    ['a minimum above the maximum', { ...commissionOf(1), commission: { basisPoints: 1, minimum: 2, maximum: 1 } }],
    ['a time that is over', commissionOf(1, { shopId: newId(), validTo: '2020-01-01T00:00:00Z' })],
  ])('with %s is refused', async (_, rule) => {
    expect(await desk.change<Refused>({ act: 'OPEN', rule })).toMatchObject({ status: 400, body: { code: 'VAL_001' } });
  });

  it('is refused by the database too when its terms contradict each other', async () => {
    for (const terms of [
      { basisPoints: 1, perUnit: 0, tiers: [], minimum: 2, maximum: 1 },
      { basisPoints: 1, perUnit: 0, tiers: [{ from: 9 }, { from: 9 }] },
      { basisPoints: 5_001, perUnit: 0, tiers: [] },
    ]) {
      const insert = bazaar.db.execute(sql`
        INSERT INTO pricing.rules (id, version, kind, shop_id, terms, reason)
        VALUES (${newId()}, 1, 'COMMISSION', ${newId()}, ${JSON.stringify(terms)}, 'why')`);
      await expect(insert).rejects.toThrow('rules_terms_check');
    }
    await expect(bazaar.db.execute(sql`UPDATE pricing.rules SET terms = '{}'`)).rejects.toThrow('permission denied');
  });

  it('for everything is changed by nobody alone, in neither form', async () => {
    const { body } = await bazaar.call<RuleList>(desk.author, 'GET', '/pricing/rules?kind=COMMISSION&limit=100');
    const rule = body.data.find(({ specificity }) => specificity === 0)!;
    const at = { ruleId: rule.id, version: rule.version };
    const refused = { status: 409, body: { code: 'pricing.needs_proposal', matches: 0 } };
    expect(await desk.change<Refused>({ act: 'END', ...at })).toMatchObject(refused);
    for (const wanted of [commissionOf(500), commissionOf(500, { shopId: newId() })]) {
      const change = { act: 'CHANGE', ...at, rule: wanted, confirmMatches: 0 };
      expect(await desk.change<Refused>(change)).toMatchObject(refused);
    }
    const markup = { kind: 'MARKUP', markup: { basisPoints: 100, keeper: 'PLATFORM' }, reason: 'costs' };
    expect(await desk.change<Refused>({ act: 'OPEN', rule: markup, confirmMatches: 0 })).toMatchObject(refused);
    const short = { basisPoints: 900, reason: 'an agreement', confirmMatches: 0 };
    expect(await bazaar.call<Refused>(desk.author, 'POST', '/pricing/commission-rules', short)).toMatchObject(refused);
    expect(await desk.rateOf(newId())).toBe(5);
  });

  it('for everything cannot end, and is proposed only by somebody who means it', async () => {
    const { body } = await bazaar.call<RuleList>(desk.author, 'GET', '/pricing/rules?kind=COMMISSION&limit=100');
    const rule = body.data.find(({ specificity }) => specificity === 0)!;
    const propose = (change: object) =>
      bazaar.call<Refused>(desk.author, 'POST', '/pricing/proposals', {
        reason: 'a test',
        changes: [{ ruleId: rule.id, version: rule.version, ...change }],
      });
    expect(await propose({ act: 'END' })).toMatchObject({ status: 409, body: { code: 'pricing.last_rule' } });
    const wide = { act: 'CHANGE', rule: commissionOf(500) };
    expect(await propose(wide)).toMatchObject({ status: 409, body: { code: 'pricing.too_wide', matches: 0 } });
    expect((await propose({ ...wide, confirmMatches: 0 })).status).toBe(201);
  });

  it('may be set in short, as a percentage', async () => {
    const [shopId, categoryId] = [newId(), newId()];
    const set = (basisPoints: number) =>
      bazaar.call<CommissionRuleView>(desk.author, 'POST', '/pricing/commission-rules', {
        shopId,
        categoryId,
        basisPoints,
        reason: 'an agreement',
      });
    const [first, second] = [(await set(700)).body, (await set(800)).body];
    expect([first.version, second.version, second.id]).toEqual([1, 2, first.id]);
    expect(await desk.rateOf(shopId, categoryId)).toBe(8);
    const all = await bazaar.call<{ data: CommissionRuleView[] }>(desk.author, 'GET', '/pricing/commission-rules');
    expect(all.body.data.filter((rule) => rule.shopId === shopId)).toEqual([second]);
  });

  it('is for staff who may', async () => {
    const body = { act: 'OPEN', rule: commissionOf(1, { shopId: newId() }) };
    expect((await desk.change(body, rulesStaff('read'))).status).toBe(403);
    const stale = { ...rulesStaff('write'), factorAt: undefined };
    expect(await desk.change<Refused>(body, stale)).toMatchObject({
      ...{ status: 401, body: { code: 'auth.step_up_required' } },
    });
    expect((await desk.change(body, pricer(newId()))).status).toBe(403);
    expect((await bazaar.call(shopper(), 'GET', '/pricing/rules')).status).toBe(403);
  });
});

describe('a delivery', () => {
  it('costs by shop, province and weight, and its agent is paid', async () => {
    const shopId = newId();
    const fee = (bands: object[], more: object) =>
      desk.open({
        kind: 'DELIVERY_FEE',
        deliveryFee: { bands, freeWeightG: 2_000, perKg: 100 },
        reason: 'by agreement',
        shopId,
        ...more,
      });
    await fee([{ fee: 3_000 }], {});
    await fee([{ fee: 9_000 }], { fromProvince: 'Lusaka', toProvince: 'Central' });
    await desk.open({
      kind: 'AGENT_PAY',
      agentPay: { bands: [{ base: 700, perKm: 0 }], perKg: 50 },
      reason: 'by agreement',
      shopId,
    });
    const [near, far] = [
      (await desk.quote(basketOf(shopId, { weightG: 4_500 }))).shops[0]!,
      (await desk.quote(basketOf(shopId, { to: { province: 'Central', town: 'Kabwe' } }))).shops[0]!,
    ];
    expect([near.deliveryFee.amount, near.agentPay.amount]).toEqual([3_300, 950]);
    expect([far.deliveryFee.amount, far.agentPay.amount]).toEqual([9_000, 750]);
    expect(near.deliveryRule.reason).toContain('K3.00 for 4.5 kg');
  });

  it('is free from a threshold on, and somebody pays it', async () => {
    const shopId = newId();
    await desk.open({
      kind: 'FREE_DELIVERY',
      freeDelivery: { fromGoods: 20_000, funder: 'SHOP' },
      reason: 'campaign',
      shopId,
    });
    const below = (await desk.quote(basketOf(shopId, { price: 19_999 }))).shops[0]!;
    expect([below.deliveryFee.amount, below.deliveryDiscount]).toEqual([2_500, undefined]);
    const shop = (await desk.quote(basketOf(shopId, { price: 20_000 }))).shops[0]!;
    expect(shop).toMatchObject({ deliveryFee: kwacha(0), total: kwacha(20_000) });
    expect(shop.deliveryDiscount).toMatchObject({ amount: kwacha(2_500), funder: 'SHOP' });
    expect(shop.deliveryDiscount!.commission.amount + shop.deliveryDiscount!.commissionVat.amount).toBe(2_500);
    expect(shop.agentPay.amount).toBeGreaterThan(0);
  });
});

describe('a mark-up', () => {
  it('raises the list price before the commission, and the preview says what is left', async () => {
    const [shopId, categoryId] = [newId(), newId()];
    await desk.open({
      kind: 'MARKUP',
      markup: { basisPoints: 1_000, keeper: 'PLATFORM' },
      reason: 'import costs',
      shopId,
    });
    const line = (await desk.quote(basketOf(shopId))).shops[0]!.lines[0]!;
    expect(line).toMatchObject({ unitPrice: kwacha(11_000), listPrice: kwacha(10_000), commission: kwacha(500) });
    expect(line.priceRule.reason).toBe('list price and K10.00 mark-up');
    const preview = (shop: string, actor = pricer(shopId)) =>
      bazaar.call<PricePreview>(actor, 'POST', `/shops/${shop}/pricing/preview`, {
        categoryId,
        price: kwacha(10_000),
        quantity: 3,
      });
    expect((await preview(shopId)).body).toMatchObject({
      customerPrice: kwacha(11_000),
      total: kwacha(33_000),
      commission: kwacha(1_500),
      commissionVat: kwacha(240),
      net: kwacha(30_000 - 1_500 - 240),
    });
    expect((await preview(newId())).status).toBe(404);
    expect((await preview(shopId, shopper())).status).toBe(403);
  });
});

describe('an explanation', () => {
  it('names every rule that was asked, and why it did not decide', async () => {
    const [shopId, categoryId] = [newId(), newId()];
    await desk.open(commissionOf(100, { shopId }));
    await desk.open(commissionOf(200, { categoryId }));
    await desk.open(commissionOf(300, { shopId, categoryId: newId(), priority: 1 }));
    const { body } = await bazaar.call<ExplainedQuote>(
      desk.author,
      'POST',
      '/pricing/quotes/explain',
      basketOf(shopId, { categoryId }),
    );
    const asked = body.shops[0]!.lines[0]!.rules.filter(({ kind }) => kind === 'COMMISSION');
    expect(asked.map(({ outcome }) => outcome)).toEqual(['APPLIED', 'LATER', 'LATER']);
    expect(asked[0]!.why).toBe(body.quote.shops[0]!.lines[0]!.commissionRule.reason);
    expect(body.shops[0]!.delivery.filter(({ outcome }) => outcome === 'APPLIED').map(({ kind }) => kind)).toEqual([
      'DELIVERY_FEE',
      'AGENT_PAY',
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import { registry } from '../../apps/domains.js';
import { Bazaar, kwacha, pricer, type Refused, shopper } from './pricing.offers.fixtures.js';
import type { PlanList, PriceList } from './pricing.plans.dto.js';

let bazaar: Bazaar;
beforeAll(async () => {
  bazaar = new Bazaar(await bootApp('pricing', registry));
});
afterAll(() => bazaar.app.close());

const negotiable = (floor: number, acceptFrom?: number) => ({
  model: 'NEGOTIABLE',
  negotiable: { floor: kwacha(floor), ...(acceptFrom && { acceptFrom: kwacha(acceptFrom) }) },
});
const wholesale = (...tiers: readonly (readonly [number, number])[]) => ({
  model: 'WHOLESALE',
  wholesale: { tiers: tiers.map(([minQuantity, amount]) => ({ minQuantity, price: kwacha(amount) })) },
});
const promotion = (fromHours: number, toHours: number, quota?: number) => ({
  model: 'PROMOTIONAL',
  promotional: {
    price: kwacha(8_000),
    priorPrice: kwacha(10_000),
    startsAt: new Date(Date.now() + fromHours * 3_600_000).toISOString(),
    endsAt: new Date(Date.now() + toHours * 3_600_000).toISOString(),
    ...(quota && { quota }),
  },
});
const ranged = { model: 'RANGED', ranged: { from: kwacha(500), to: kwacha(900), lowestAt: 5 } };

const pricesOf = async (shopId: string, ...variantIds: string[]): Promise<PriceList['data']> =>
  (await bazaar.call<PriceList>(undefined, 'GET', `/prices?shopId=${shopId}&variantIds=${variantIds.join(',')}`)).body
    .data;

describe('how a shop prices a variant', () => {
  it('is set by its own people, and each change is a version that stays', async () => {
    const [shopId, variantId] = [newId(), newId()];
    const first = await bazaar.setPrice(shopId, variantId, ranged);
    expect(first).toMatchObject({
      status: 200,
      body: { version: 1, model: 'RANGED', ranged: ranged.ranged, validTo: null },
    });
    const second = await bazaar.setPrice(shopId, variantId, wholesale([10, 900], [50, 800]));
    expect(second.body).toMatchObject({
      version: 2,
      ranged: null,
      wholesale: [{ minQuantity: 10 }, { minQuantity: 50 }],
    });
    const path = `/shops/${shopId}/prices`;
    const { body: now } = await bazaar.call<PlanList>(pricer(shopId), 'GET', path);
    expect(now.data.map(({ version }) => version)).toEqual([2]);
    const { body: history } = await bazaar.call<PlanList>(pricer(shopId), 'GET', `${path}/${variantId}`);
    expect(history.data.map(({ version, validTo }) => [version, validTo === null])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('is nobody else’s to see or set', async () => {
    const [shopId, variantId] = [newId(), newId()];
    await bazaar.setPrice(shopId, variantId, ranged);
    const path = `/shops/${shopId}/prices`;
    for (const [method, to] of [
      ['GET', path],
      ['GET', `${path}/${variantId}`],
      ['PUT', `${path}/${variantId}`],
    ] as const) {
      const body = method === 'PUT' ? { model: 'FIXED' } : undefined;
      expect(await bazaar.call<Refused>(pricer(newId()), method, to, body)).toMatchObject({
        status: 404,
        body: { code: 'pricing.shop_not_found' },
      });
      expect((await bazaar.call(shopper(), method, to, body)).status).toBe(403);
      expect((await bazaar.call(undefined, method, to, body)).status).toBe(401);
    }
    expect((await bazaar.call(pricer(shopId), 'GET', `${path}/${newId()}`)).status).toBe(404);
  });

  it('set by several at once is one version after the other, or refused', async () => {
    const [shopId, variantId] = [newId(), newId()];
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => bazaar.setPrice<Refused>(shopId, variantId, negotiable(100 + i))),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    for (const answer of refused) expect(answer).toMatchObject({ status: 409, body: { code: 'pricing.plan_changed' } });
    const { body } = await bazaar.call<PlanList>(pricer(shopId), 'GET', `/shops/${shopId}/prices/${variantId}`);
    const versions = body.data.map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: 8 - refused.length }, (_, i) => 8 - refused.length - i));
    expect(body.data.filter(({ validTo }) => validTo === null)).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ['without its terms', { model: 'RANGED' }, 'ranged'],
    ['with terms of another model', { ...ranged, model: 'FIXED' }, 'ranged'],
    ['for nothing', { model: 'NEGOTIABLE', negotiable: { floor: kwacha(0) } }, 'negotiable.floor.amount'],
    [
      'in another currency',
      { model: 'NEGOTIABLE', negotiable: { floor: { amount: 5, currency: 'USD' } } },
      'negotiable.floor.currency',
    ],
    ['by tiers that go back', wholesale([10, 90], [5, 80]), 'wholesale.tiers'],
    ['by a promotion that has ended before it starts', promotion(2, 1), 'promotional.endsAt'],
    ['by a model that is none', { model: 'AUCTION' }, 'model'],
  ])('%s is refused', async (_what, price, path) => {
    expect(await bazaar.setPrice<Refused>(newId(), newId(), price)).toMatchObject({
      status: 400,
      body: { code: 'VAL_001', errors: [expect.objectContaining({ path })] },
    });
  });

  it('is checked by the database, too', async () => {
    const insert = (model: string, terms: object) =>
      bazaar.db.execute(sql`
        INSERT INTO pricing.price_plans (id, version, shop_id, variant_id, model, terms, currency, actor)
        VALUES (${newId()}, 1, ${newId()}, ${newId()}, ${model}, ${JSON.stringify(terms)}, 'ZMW', 'test')`);
    await insert('NEGOTIABLE', { floor: 5, acceptFrom: null });
    await expect(insert('NEGOTIABLE', { floor: 5, acceptFrom: 4 })).rejects.toThrow('price_plans_terms_check');
    await expect(insert('RANGED', { from: 9, to: 9, lowestAt: 2 })).rejects.toThrow('price_plans_terms_check');
    await expect(insert('GIFT', {})).rejects.toThrow('price_plans_terms_check');
  });
});

describe('the prices that everybody sees', () => {
  it('name what a buyer can do, never a floor, and nothing of another shop', async () => {
    const shopId = newId();
    const [dress, drum, cake, maize, salt, pot] = [newId(), newId(), newId(), newId(), newId(), newId()];
    await bazaar.setPrice(shopId, dress, negotiable(123_456, 234_567));
    await bazaar.setPrice(shopId, drum, ranged);
    await bazaar.setPrice(shopId, cake, { model: 'QUOTATION' });
    await bazaar.setPrice(shopId, maize, wholesale([10, 900], [50, 800]));
    await bazaar.setPrice(shopId, salt, promotion(-1, 1, 7));
    await bazaar.setPrice(newId(), pot, { model: 'QUOTATION' });
    const prices = await pricesOf(shopId, dress, drum, cake, maize, salt, pot, dress.toUpperCase());
    expect(prices.map(({ variantId, model, takesOffers }) => [variantId, model, takesOffers])).toEqual([
      [dress, 'NEGOTIABLE', true],
      [drum, 'RANGED', false],
      [cake, 'QUOTATION', true],
      [maize, 'WHOLESALE', false],
      [salt, 'PROMOTIONAL', false],
      [pot, 'FIXED', false],
    ]);
    expect(prices[4]!.promotional).toMatchObject({ price: kwacha(8_000), priorPrice: kwacha(10_000), left: 7 });
    expect(JSON.stringify(prices)).not.toMatch(/123456|234567|floor/);
  });

  it('say nothing of promotions that do not run', async () => {
    const [shopId, soon, over] = [newId(), newId(), newId()];
    await bazaar.setPrice(shopId, soon, promotion(1, 2));
    await bazaar.setPrice(shopId, over, promotion(-2, -1));
    for (const price of await pricesOf(shopId, soon, over)) {
      expect(price).toMatchObject({ model: 'FIXED', promotional: null });
    }
  });

  it('are sent once to whoever has them', async () => {
    const [shopId, variantId] = [newId(), newId()];
    const url = `/api/v1/prices?shopId=${shopId}&variantIds=${variantId}`;
    const inject = (etag?: string) =>
      bazaar.app.inject({
        url,
        headers: { 'x-internal-key': 'internal-test-key-0123456789', ...(etag && { 'if-none-match': etag }) },
      });
    await bazaar.setPrice(shopId, variantId, ranged);
    const first = await inject();
    expect(first).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'public, no-cache' } });
    const etag = String(first.headers.etag);
    expect(await inject(etag)).toMatchObject({ statusCode: 304, payload: '' });
    await bazaar.setPrice(shopId, variantId, { model: 'FIXED' });
    expect((await inject(etag)).statusCode).toBe(200);
    const { status } = await bazaar.call(undefined, 'GET', `/prices?shopId=${shopId}&variantIds=nonsense`);
    expect(status).toBe(400);
  });
});

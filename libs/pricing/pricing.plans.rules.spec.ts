import { describe, expect, it } from '@jest/globals';
import { newId } from '@pakashop/platform';
import fc from 'fast-check';
import { verdictOn } from './pricing.offers.rules.js';
import { type Agreement, assertSound, type Plan, priceOf, type Terms, type Wanted } from './pricing.plans.rules.js';

const NOW = new Date('2026-11-23T10:00:00Z');
const hours = (count: number): string => new Date(NOW.getTime() + count * 3_600_000).toISOString();

const amount = fc.integer({ min: 1, max: 10_000_000_000 });
const quantity = fc.integer({ min: 1, max: 999 });
/** Two amounts of which the second is the higher. */
const rising = fc
  .tuple(amount, amount)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

const ranged = fc
  .tuple(rising, fc.integer({ min: 2, max: 999 }))
  .map(([[from, to], lowestAt]) => ({ model: 'RANGED', from, to, lowestAt }) as const);
const negotiable = fc
  .tuple(rising, fc.boolean())
  .map(([[floor, high], accepts]) => ({ model: 'NEGOTIABLE', floor, acceptFrom: accepts ? high : null }) as const);
const promotional = fc
  .record({
    prices: rising,
    startsIn: fc.integer({ min: -48, max: 48 }),
    lasts: fc.integer({ min: 1, max: 96 }),
    quota: fc.option(fc.integer({ min: 1, max: 2_000 })),
  })
  .map(({ prices: [price, priorPrice], startsIn, lasts, quota }) => {
    return {
      model: 'PROMOTIONAL',
      price,
      priorPrice,
      startsAt: hours(startsIn),
      endsAt: hours(startsIn + lasts),
      quota,
    } as const;
  });
const wholesale = fc
  .uniqueArray(fc.tuple(quantity, amount), { minLength: 1, maxLength: 10, selector: ([from]) => from })
  .map((pairs) => {
    const starts = pairs.map(([from]) => from).toSorted((a, b) => a - b);
    const prices = [...new Set(pairs.map(([, price]) => price))].toSorted((a, b) => b - a);
    const tiers = prices.map((price, i) => ({ minQuantity: starts[i]!, price }));
    return { model: 'WHOLESALE', tiers } as const;
  });
const fixed = fc.constant({ model: 'FIXED' } as const);
const anyTerms: fc.Arbitrary<Terms> = fc.oneof(fixed, ranged, negotiable, promotional, wholesale);

const planOf = (terms: Terms): Plan => ({ ...terms, id: newId(), version: 3, shopId: newId(), variantId: newId() });
const wanted = (more: Partial<Wanted>): Wanted => ({
  listPrice: 10_000,
  currency: 'ZMW',
  quantity: 1,
  now: NOW,
  taken: () => 0,
  ...more,
});
const least = (terms: Terms): number => (terms.model === 'WHOLESALE' ? terms.tiers[0]!.minQuantity : 1);

describe('the price of a piece', () => {
  it('is whole, above zero, explained, and above the list price for no model but a range', () => {
    fc.assert(
      fc.property(anyTerms, amount, quantity, (terms, listPrice, count) => {
        assertSound(terms);
        const plan = planOf(terms);
        const { unitPrice, rule } = priceOf(wanted({ listPrice, plan, quantity: Math.max(count, least(terms)) }));
        expect(Number.isSafeInteger(unitPrice) && unitPrice > 0).toBe(true);
        if (terms.model !== 'RANGED') expect(unitPrice).toBeLessThanOrEqual(listPrice);
        expect(rule).toMatchObject({ ruleId: plan.id, ruleVersion: 3, reason: expect.stringMatching(/\w/) });
      }),
    );
  });

  it('in a range stays in it, falls with the quantity, and reaches both ends', () => {
    fc.assert(
      fc.property(ranged, quantity, quantity, (terms, one, other) => {
        const plan = planOf(terms);
        const at = (count: number): number => priceOf(wanted({ plan, quantity: count })).unitPrice;
        const [few, many] = [Math.min(one, other), Math.max(one, other)];
        expect(at(few)).toBeGreaterThanOrEqual(at(many));
        expect(at(many)).toBeGreaterThanOrEqual(terms.from);
        expect([at(1), at(terms.lowestAt), at(999)]).toEqual([terms.to, terms.from, terms.from]);
      }),
    );
  });

  it('in wholesale is that of the highest tier reached, and falls with the quantity', () => {
    fc.assert(
      fc.property(wholesale, amount, quantity, (terms, listPrice, extra) => {
        const plan = planOf(terms);
        const at = (count: number): number => priceOf(wanted({ listPrice, plan, quantity: count })).unitPrice;
        for (const [i, { minQuantity, price }] of terms.tiers.entries()) {
          expect(at(minQuantity)).toBe(Math.min(price, listPrice));
          const before = terms.tiers[i - 1];
          if (before) expect(at(minQuantity - 1)).toBe(Math.min(before.price, listPrice));
        }
        const least = terms.tiers[0]!.minQuantity;
        expect(at(least + extra)).toBeLessThanOrEqual(at(least));
        if (least > 1)
          expect(() => at(least - 1)).toThrow(expect.objectContaining({ code: 'pricing.minimum_quantity' }));
      }),
    );
  });

  it('in a promotion holds from its start until its end, and as long as pieces are left', () => {
    fc.assert(
      fc.property(promotional, amount, quantity, fc.nat(2_000), (terms, listPrice, count, taken) => {
        const plan = planOf(terms);
        const { unitPrice, limit } = priceOf(wanted({ listPrice, plan, quantity: count, taken: () => taken }));
        const runs = Date.parse(terms.startsAt) <= NOW.getTime() && NOW.getTime() < Date.parse(terms.endsAt);
        const isLeft = terms.quota === null || taken + count <= terms.quota;
        expect(unitPrice).toBe(runs && isLeft ? Math.min(terms.price, listPrice) : listPrice);
        expect(limit).toBe(runs && isLeft ? (terms.quota ?? undefined) : undefined);
      }),
    );
  });

  it('that was agreed comes before every plan, for its own quantity, never above the list price', () => {
    const kinds = fc.constantFrom('NEGOTIATION', 'QUOTATION');
    fc.assert(
      fc.property(anyTerms, kinds, amount, amount, quantity, (terms, kind, price, listPrice, count) => {
        const agreement: Agreement = { offerId: newId(), kind, price, quantity: count, rounds: 2 };
        const plan = planOf(terms);
        const { unitPrice, rule, limit } = priceOf(wanted({ listPrice, plan, agreement, quantity: count }));
        expect(unitPrice).toBe(kind === 'QUOTATION' ? price : Math.min(price, listPrice));
        expect({ ...rule, limit }).toMatchObject({ ruleId: agreement.offerId, ruleVersion: 2, limit: count });
        for (const wrong of [{ quantity: count + 1 }, { quantity: count, taken: () => count }]) {
          expect(() => priceOf(wanted({ listPrice, agreement, ...wrong }))).toThrow(
            expect.objectContaining({ code: 'pricing.offer_unusable' }),
          );
        }
      }),
    );
  });

  it('on request is none until it is agreed', () => {
    const plan = planOf({ model: 'QUOTATION' });
    expect(() => priceOf(wanted({ plan }))).toThrow(expect.objectContaining({ code: 'pricing.price_on_request' }));
  });

  it('without a plan is the list price', () => {
    expect(priceOf(wanted({ listPrice: 777 }))).toMatchObject({ unitPrice: 777, rule: { reason: 'list price' } });
  });
});

describe('terms that do not hold together are refused', () => {
  const tiers = (...pairs: readonly (readonly [number, number])[]) => ({
    model: 'WHOLESALE' as const,
    tiers: pairs.map(([minQuantity, price]) => ({ minQuantity, price })),
  });
  const promotion = (more: object) => ({
    model: 'PROMOTIONAL' as const,
    ...{ price: 80, priorPrice: 100, startsAt: hours(0), endsAt: hours(1), quota: null },
    ...more,
  });
  it.each<[string, Terms]>([
    ['a range of one price', { model: 'RANGED', from: 100, to: 100, lowestAt: 5 }],
    ['proposals accepted below the floor', { model: 'NEGOTIABLE', floor: 100, acceptFrom: 99 }],
    ['a promotion that is no cheaper', promotion({ price: 100 })],
    ['a promotion that ends before it starts', promotion({ endsAt: hours(-1) })],
    ['tiers that go back', tiers([10, 90], [5, 80])],
    ['tiers that meet', tiers([10, 90], [10, 80])],
    ['a larger tier that is no cheaper', tiers([10, 90], [20, 90])],
  ])('%s', (_what, terms) => {
    expect(() => assertSound(terms)).toThrow(expect.objectContaining({ code: 'VAL_001' }));
  });
});

describe('what becomes of a proposal at once', () => {
  it('never goes below the floor, and needs no answer from where the shop accepts', () => {
    fc.assert(
      fc.property(negotiable, amount, (terms, price) => {
        const accepts = terms.acceptFrom !== null && price >= terms.acceptFrom;
        expect(verdictOn(terms, price)).toBe(price < terms.floor ? 'DECLINED' : accepts ? 'ACCEPTED' : 'AT_SHOP');
      }),
    );
  });
});

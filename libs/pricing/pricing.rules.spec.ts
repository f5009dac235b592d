import { describe, expect, it } from '@jest/globals';
import { newId } from '@pakashop/platform';
import fc from 'fast-check';
import { commissionOn, VAT } from './pricing.commission.rules.js';
import { agentPay, deliveryFee, type Way } from './pricing.delivery.rules.js';
import { LIST_PRICE } from './pricing.plans.rules.js';
import { earnedOf, priceLine } from './pricing.rules.js';
import { byRank, covers, firstFitting, type Scope, specificity } from './pricing.scopes.rules.js';
import { priceShop } from './pricing.shop.rules.js';
import { commissionBy, finderOf, type PricedRule, withChanges } from './pricing.simulation.rules.js';
import { type CommissionTerms, flawIn, type Rule, type RateTier } from './pricing.terms.rules.js';

const amount = fc.integer({ min: 0, max: 10_000_000_000 });
const basisPoints = fc.integer({ min: 0, max: 5_000 });
const quantity = fc.integer({ min: 1, max: 999 });

const tiers: fc.Arbitrary<RateTier[]> = fc
  .uniqueArray(fc.record({ from: fc.integer({ min: 1, max: 1_000_000 }), basisPoints }), {
    maxLength: 6,
    selector: ({ from }) => from,
  })
  .map((list) => list.toSorted((a, b) => a.from - b.from));

const commission: fc.Arbitrary<CommissionTerms> = fc
  .record({
    basisPoints,
    tiers,
    perUnit: fc.integer({ min: 0, max: 5_000 }),
    bounds: fc.tuple(fc.option(amount), fc.option(amount)),
  })
  .map(({ bounds: [a, b], ...terms }) => ({
    ...terms,
    minimum: a !== null && b !== null ? Math.min(a, b) : a,
    maximum: a !== null && b !== null ? Math.max(a, b) : b,
  }));

/** Few ids, so that scopes meet. */
const SHOPS = [newId(), newId()];
const CATEGORIES = [newId(), newId()];
const PRODUCTS = [newId(), newId()];
const goods: fc.Arbitrary<Scope> = fc.record({
  shopId: fc.option(fc.constantFrom(...SHOPS)),
  categoryId: fc.option(fc.constantFrom(...CATEGORIES)),
  productId: fc.option(fc.constantFrom(...PRODUCTS)),
  fromProvince: fc.constant(null),
  toProvince: fc.constant(null),
});

const ALL: Scope = { shopId: null, categoryId: null, productId: null, fromProvince: null, toProvince: null };
const ruleOf = <R extends object>(terms: R, kind: Rule['kind'], more: Partial<Rule> = {}): Rule =>
  ({ ...ALL, id: newId(), version: 1, kind, priority: 100, terms, reason: 'agreed', ...more }) as Rule;

/** Rules as the database lets them stand: no two of one scope and priority. */
const rulebook = fc
  .uniqueArray(fc.record({ scope: goods, priority: fc.constantFrom(1, 50, 100), terms: commission }), {
    maxLength: 30,
    selector: ({ scope, priority }) => JSON.stringify([scope, priority]),
  })
  .map((list) => list.map(({ scope, priority, terms }) => ruleOf(terms, 'COMMISSION', { ...scope, priority })))
  .map((rules): PricedRule[] =>
    [...rules, ruleOf(flat(500), 'COMMISSION', { priority: 1000 })].map((rule) => ({ ...rule, currency: 'ZMW' })),
  );
const flat = (rate: number): CommissionTerms => ({
  basisPoints: rate,
  tiers: [],
  perUnit: 0,
  minimum: null,
  maximum: null,
});

const subject = fc.record({
  shopId: fc.constantFrom(...SHOPS),
  categoryId: fc.constantFrom(...CATEGORIES),
  productId: fc.constantFrom(...PRODUCTS),
});

describe('the rule that decides', () => {
  it('never depends on the order or the age of rules', () => {
    fc.assert(
      fc.property(rulebook, subject, fc.integer(), (rules, about, seed) => {
        const shuffled = rules.map((rule, i) => ({ rule, at: Math.sin(seed + i) })).toSorted((a, b) => a.at - b.at);
        const decided = firstFitting(rules, about);
        expect(
          firstFitting(
            shuffled.map(({ rule }) => rule),
            about,
          )?.id,
        ).toBe(decided?.id);
        expect(firstFitting(rules.toReversed(), about)?.id).toBe(decided?.id);
      }),
    );
  });

  it('fits, and no rule that fits is asked before it', () => {
    fc.assert(
      fc.property(rulebook, subject, (rules, about) => {
        const decided = firstFitting(rules, about)!;
        expect(covers(decided, about)).toBe(true);
        for (const rule of rules.filter((one) => one.id !== decided.id && covers(one, about))) {
          expect(byRank(decided, rule)).toBeLessThan(0);
        }
      }),
    );
  });

  it('goes by priority, then by product, shop, category and place', () => {
    const [shopId, categoryId, productId] = [SHOPS[0]!, CATEGORIES[0]!, PRODUCTS[0]!];
    const weights = [{}, { categoryId }, { shopId }, { shopId, categoryId }, { productId }].map((scope) =>
      specificity({ ...ALL, ...scope }),
    );
    expect(weights).toEqual(weights.toSorted((a, b) => a - b));
    const general = ruleOf(flat(100), 'COMMISSION', { priority: 99 });
    const narrow = ruleOf(flat(200), 'COMMISSION', { shopId, productId });
    expect(firstFitting([narrow, general], { shopId, productId })?.id).toBe(general.id);
  });
});

describe('a commission', () => {
  it('never leaves its bounds, and with its VAT never exceeds the line', () => {
    fc.assert(
      fc.property(amount, quantity, commission, (base, count, terms) => {
        const taken = commissionOn(base, count, terms);
        expect(taken.commission).toBeGreaterThanOrEqual(0);
        expect(taken.commission + taken.commissionVat).toBeLessThanOrEqual(base);
        if (terms.maximum !== null) expect(taken.commission).toBeLessThanOrEqual(terms.maximum);
        const cap = Math.floor((base * 10_000) / (10_000 + VAT));
        if (terms.minimum !== null && terms.minimum < cap)
          expect(taken.commission).toBeGreaterThanOrEqual(terms.minimum);
      }),
    );
  });

  it('is never lower for a dearer line', () => {
    fc.assert(
      fc.property(amount, amount, quantity, commission, (a, b, count, terms) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(commissionOn(low, count, terms).commission).toBeLessThanOrEqual(
          commissionOn(high, count, terms).commission,
        );
      }),
    );
  });

  it('charges each slice the rate of its tier, without gap or overlap', () => {
    const terms = {
      ...flat(1_000),
      tiers: [
        { from: 10_000, basisPoints: 500 },
        { from: 20_000, basisPoints: 0 },
      ],
    };
    expect([10_000, 10_001, 20_000, 90_000].map((base) => commissionOn(base, 1, terms).commission)).toEqual([
      1_000, 1_000, 1_500, 1_500,
    ]);
    fc.assert(
      fc.property(amount, quantity, tiers, basisPoints, (base, count, list, rate) => {
        const same = { ...flat(rate), tiers: list.map(({ from }) => ({ from, basisPoints: rate })) };
        const plain = commissionOn(base, count, flat(rate)).commission;
        // Each slice is rounded for itself.
        expect(Math.abs(commissionOn(base, count, same).commission - plain)).toBeLessThanOrEqual(list.length + 1);
      }),
    );
  });

  it.each([
    [
      'tiers',
      {
        ...flat(1),
        tiers: [
          { from: 20, basisPoints: 1 },
          { from: 20, basisPoints: 2 },
        ],
      },
    ],
    ['maximum', { ...flat(1), minimum: 10, maximum: 9 }],
  ])('is refused with %s that contradict each other', (field, terms) => {
    expect(flawIn('COMMISSION', terms)?.[0]).toBe(field);
  });
});

const quoteLine = (price: number, count: number) => ({
  ref: '1',
  productId: PRODUCTS[0]!,
  variantId: newId(),
  categoryId: CATEGORIES[0]!,
  unitPrice: { amount: price, currency: 'ZMW' },
  quantity: count,
});
const atList = (price: number) => ({ unitPrice: price, rule: LIST_PRICE, isListPrice: true as const });

describe('a priced line', () => {
  const keeper = fc.constantFrom('SHOP' as const, 'PLATFORM' as const);

  it('is the sum of what everybody gets of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        quantity,
        commission,
        keeper,
        basisPoints,
        (price, count, terms, kept, rate) => {
          const markup = ruleOf({ basisPoints: rate, perUnit: 7, keeper: kept }, 'MARKUP');
          const line = quoteLine(price, count);
          const priced = priceLine([ruleOf(terms, 'COMMISSION'), markup], {
            shopId: SHOPS[0]!,
            line,
            price: atList(price),
          })!;
          const platform = [priced.markup!.commission, priced.markup!.commissionVat].reduce(
            (sum, part) => sum + part.amount,
            0,
          );
          expect(platform).toBe(kept === 'PLATFORM' ? priced.markup!.amount.amount : 0);
          expect(priced.total.amount).toBe(price * count + priced.markup!.amount.amount);
          const earned = earnedOf(priced);
          expect(earned + priced.commission.amount + priced.commissionVat.amount + platform).toBe(priced.total.amount);
          expect(earned).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('leaves the shop the same, whatever the platform adds for itself', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        quantity,
        commission,
        basisPoints,
        (price, count, terms, rate) => {
          const rule = ruleOf(terms, 'COMMISSION');
          const markup = ruleOf({ basisPoints: rate, perUnit: 1, keeper: 'PLATFORM' }, 'MARKUP');
          const at = { shopId: SHOPS[0]!, line: quoteLine(price, count), price: atList(price) };
          expect(earnedOf(priceLine([rule, markup], at)!)).toBe(earnedOf(priceLine([rule], at)!));
        },
      ),
    );
  });

  it('has no mark-up where the price is agreed, ranged or reduced', () => {
    const markup = ruleOf({ basisPoints: 1_000, perUnit: 0, keeper: 'SHOP' }, 'MARKUP');
    const at = { shopId: SHOPS[0]!, line: quoteLine(1_000, 2), price: { unitPrice: 900, rule: LIST_PRICE } };
    const priced = priceLine([ruleOf(flat(500), 'COMMISSION'), markup], at)!;
    expect([priced.markup, priced.total.amount]).toEqual([undefined, 1_800]);
  });
});

const bandsUp = fc
  .uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 6 })
  .map((ends) => [...ends.toSorted((a, b) => a - b), null]);
const way = (metres: number, weightG = 0): Way => ({
  shopId: SHOPS[0]!,
  fromProvince: 'Lusaka',
  toProvince: 'Central',
  metres,
  weightG,
  currency: 'ZMW',
});

describe('a delivery', () => {
  it('costs by the one band that reaches, and more with more weight', () => {
    fc.assert(
      fc.property(bandsUp, fc.integer({ min: 0, max: 2_000_000 }), fc.nat(100_000), (ends, metres, weight) => {
        const bands = ends.map((upToM, i) => ({ upToM, fee: (i + 1) * 100 }));
        const rule = ruleOf({ bands, freeWeightG: 5_000, perKg: 30 }, 'DELIVERY_FEE');
        const reached = bands.findIndex(({ upToM }) => upToM === null || metres <= upToM);
        const extra = weight > 5_000 ? Math.ceil((weight - 5_000) / 1_000) * 30 : 0;
        expect(deliveryFee([rule], way(metres, weight))?.amount).toBe(bands[reached]!.fee + extra);
        expect(deliveryFee([rule], way(metres, weight + 1_000))!.amount).toBeGreaterThanOrEqual(
          bands[reached]!.fee + extra,
        );
      }),
    );
  });

  it('passes over a rule that does not reach so far', () => {
    const near = ruleOf({ bands: [{ upToM: 5_000, fee: 1 }], freeWeightG: 0, perKg: 0 }, 'DELIVERY_FEE', {
      shopId: SHOPS[0]!,
    });
    const far = ruleOf({ bands: [{ upToM: 9_000, fee: 2 }], freeWeightG: 0, perKg: 0 }, 'DELIVERY_FEE');
    const fees = [5_000, 5_001, 9_001].map((metres) => deliveryFee([far, near], way(metres))?.amount);
    expect(fees).toEqual([1, 2, undefined]);
  });

  it('pays the agent more for a longer way within a band', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), fc.nat(1_000), (a, b, perKm) => {
        const rule = ruleOf({ bands: [{ upToM: null, base: 1_500, perKm }], freeWeightG: 0, perKg: 0 }, 'AGENT_PAY');
        const pay = (metres: number) => agentPay([rule], way(metres))!.amount;
        expect(pay(Math.min(a, b))).toBeLessThanOrEqual(pay(Math.max(a, b)));
      }),
    );
  });

  it('pays the agent for the way to the ngwee, half of one rounded up, without leaving the integers', () => {
    const pay = (perKm: number, metres: number) =>
      agentPay(
        [ruleOf({ bands: [{ upToM: null, base: 0, perKm }], freeWeightG: 0, perKg: 0 }, 'AGENT_PAY')],
        way(metres),
      )!.amount;
    expect([pay(1, 499), pay(1, 500), pay(3, 2_500), pay(350, 12_345)]).toEqual([0, 1, 8, 4_321]);
    // Beyond 2^53 a float would be one off.
    expect(pay(36_028_797_020_498, 2_503)).toBe(90_180_078_942_306);
  });

  it('is paid by the shop only as far as its earnings go', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom('SHOP' as const, 'PLATFORM' as const),
        fc.option(fc.integer({ min: 1, max: 5_000 })),
        commission,
        (price, funder, most, terms) => {
          const fee = 2_500;
          const delivery = { bands: [{ upToM: null, fee }], freeWeightG: 0, perKg: 0 };
          const pay = { bands: [{ upToM: null, base: 1_000, perKm: 0 }], freeWeightG: 0, perKg: 0 };
          const rules = [
            ruleOf(terms, 'COMMISSION'),
            ruleOf(delivery, 'DELIVERY_FEE'),
            ruleOf(pay, 'AGENT_PAY'),
            ruleOf({ fromGoods: 1, funder, most }, 'FREE_DELIVERY'),
          ];
          const here = { province: 'Lusaka', town: 'Lusaka' } as const;
          const shop = { shopId: SHOPS[0]!, from: here, lines: [quoteLine(price, 1)] };
          const priced = priceShop(rules, shop, { currency: 'ZMW', to: here, shops: [shop] }, () => atList(price));
          const paid = priced.deliveryDiscount;
          expect(priced.deliveryFee.amount + (paid?.amount.amount ?? 0)).toBe(fee);
          const charge = (paid?.commission.amount ?? 0) + (paid?.commissionVat.amount ?? 0);
          expect(charge).toBe(funder === 'SHOP' ? (paid?.amount.amount ?? 0) : 0);
          expect(earnedOf(priced.lines[0]!) - charge).toBeGreaterThanOrEqual(0);
          if (funder === 'PLATFORM') expect(paid!.amount.amount).toBe(Math.min(fee, most ?? fee));
          expect(priced.total.amount).toBe(priced.goodsTotal.amount + priced.deliveryFee.amount);
        },
      ),
    );
  });
});

describe('a simulation', () => {
  const sold = fc.array(
    fc
      .record({ about: subject, quantity, base: fc.nat(10_000_000), lines: fc.integer({ min: 1, max: 50 }) })
      .map(({ about, ...line }) => ({
        ...about,
        ...line,
        currency: 'ZMW',
      })),
    { maxLength: 40 },
  );

  it('of the present table changes nothing, also when each rule gets a next version that is the same', () => {
    fc.assert(
      fc.property(rulebook, sold, (rules, lines) => {
        const again = rules.map((rule) => ({ act: 'CHANGE' as const, ruleId: rule.id, version: 1, rule }));
        const now = commissionBy(finderOf(rules), lines);
        expect(commissionBy(finderOf(withChanges(rules, [])), lines)).toBe(now);
        expect(commissionBy(finderOf(withChanges(rules, again)), lines)).toBe(now);
      }),
    );
  });

  it('is what each line would have been charged', () => {
    fc.assert(
      fc.property(rulebook, sold, (rules, lines) => {
        const each = lines.map(({ lines: count, base, quantity: pieces, ...about }) => {
          const rule = firstFitting(rules, about) as PricedRule & { terms: CommissionTerms };
          return commissionOn(base, pieces, rule.terms).commission * count;
        });
        expect(commissionBy(finderOf(rules), lines)).toBe(each.reduce((sum, part) => sum + part, 0));
      }),
    );
  });
});

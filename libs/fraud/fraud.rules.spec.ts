import { describe, expect, it } from '@jest/globals';
import { money, newId } from '@pakashop/platform';
import fc from 'fast-check';
import { FraudConfig } from './fraud.config.js';
import { RULE_IDS, rulesetOf, scorePayment, type PaymentFacts, type Ruleset } from './fraud.rules.js';

const seed = rulesetOf(new FraudConfig());
const [buyerId, seller] = [newId(), newId()];
const paid = (amount: number, sellerIds = [seller]): PaymentFacts => ({
  buyerId,
  sellerIds,
  amount: money(amount),
});
const fires = (facts: PaymentFacts, ruleset = seed): string[] =>
  scorePayment(facts, ruleset).fired.map(({ rule }) => rule);
const guest = (sellerIds: string[]): PaymentFacts => ({ sellerIds, amount: money(25_000) });

describe('the fraud rules', () => {
  it('let an ordinary payment pass with a score of 0', () => {
    expect(scorePayment(paid(25_000), seed)).toEqual({ score: 0, fired: [], isSuspicious: false });
  });

  it('SDL_001: a buyer who owns one of the shops is suspicious at once', () => {
    expect(scorePayment(paid(25_000, [seller, buyerId]), seed)).toEqual({
      score: 100,
      fired: [{ rule: 'SDL_001', weight: 100 }],
      isSuspicious: true,
    });
    expect(fires(paid(25_000, []))).toEqual([]);
    expect(fires(guest([seller]))).toEqual([]);
  });

  it('SDL_001: so is one who is reached where one of those is who run the shops, as a guest, too', () => {
    expect(fires({ ...guest([seller]), hasSellersContact: true })).toEqual(['SDL_001']);
    expect(fires({ ...paid(25_000), hasSellersContact: true })).toEqual(['SDL_001']);
  });

  it.each([
    [300_000, []],
    [300_001, ['AMT_001']],
    [100, []],
    [99, ['AMT_002']],
  ])('AMT_001 and AMT_002: %i ngwee fires %j', (amount, rules) => {
    expect(fires(paid(amount))).toEqual(rules);
  });

  it('alone, an amount stays below the threshold of the seed', () => {
    expect(scorePayment(paid(900_000), seed)).toMatchObject({ score: 20, isSuspicious: false });
    expect(scorePayment(paid(1), seed)).toMatchObject({ score: 15, isSuspicious: false });
  });

  it('a score on the threshold is not above it', () => {
    const at = (threshold: number): boolean => scorePayment(paid(900_000), { ...seed, threshold }).isSuspicious;
    expect([at(19), at(20), at(21)]).toEqual([true, false, false]);
  });

  it('weights sum, up to 100, and a weight of 0 switches a rule off', () => {
    const weights = { SDL_001: 60, AMT_001: 30, AMT_002: 15 };
    const worst = paid(900_000, [buyerId]);
    expect(scorePayment(worst, { ...seed, weights }).score).toBe(90);
    expect(scorePayment(worst, seed).score).toBe(100);
    expect(fires(worst, { ...seed, weights: { ...weights, SDL_001: 0 } })).toEqual(['AMT_001']);
  });

  it('keep score and decision consistent for every payment and every figures', () => {
    const ruleset: fc.Arbitrary<Ruleset> = fc.record({
      version: fc.constant('v'),
      threshold: fc.nat(99),
      referenceOrder: fc.integer({ min: 1, max: 10 ** 9 }),
      weights: fc.record({ SDL_001: fc.nat(100), AMT_001: fc.nat(100), AMT_002: fc.nat(100) }),
    });
    const people = ['a', 'b', 'c'];
    const facts = fc.record(
      {
        buyerId: fc.constantFrom(...people),
        sellerIds: fc.subarray(people),
        amount: fc.nat(10 ** 10).map((n) => money(n)),
      },
      { requiredKeys: ['sellerIds', 'amount'] },
    );
    fc.assert(
      fc.property(facts, ruleset, (payment, figures) => {
        const { score, fired, isSuspicious } = scorePayment(payment, figures);
        expect(score).toBe(
          Math.min(
            100,
            fired.reduce((sum, { weight }) => sum + weight, 0),
          ),
        );
        expect(isSuspicious).toBe(score > figures.threshold);
        const isOwner = payment.buyerId !== undefined && payment.sellerIds.includes(payment.buyerId);
        expect(fired.some(({ rule }) => rule === 'SDL_001')).toBe(isOwner && figures.weights.SDL_001 > 0);
      }),
    );
  });

  it('have another version for every other figure, and the same for the same', () => {
    const versions = [
      {},
      { FRAUD_REVIEW_THRESHOLD: 40 },
      { FRAUD_REFERENCE_ORDER: 90_000 },
      ...RULE_IDS.map((rule) => ({ [`FRAUD_WEIGHT_${rule}`]: 1 })),
    ].map((changes) => rulesetOf({ ...new FraudConfig(), ...changes }).version);
    expect(new Set(versions).size).toBe(versions.length);
    expect(rulesetOf(new FraudConfig()).version).toBe(versions[0]);
  });
});

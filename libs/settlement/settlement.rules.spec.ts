import { describe, expect, it } from '@jest/globals';
import { newId } from '@pakashop/platform';
import fc from 'fast-check';
import {
  deliveryMargin,
  heldOf,
  netting,
  refundSplit,
  releaseSplit,
  releaseTime,
  type Settlement,
  stateOf,
} from './settlement.rules.js';

const NOW = new Date('2026-11-23T10:00:00Z');
const blank: Settlement = {
  shopOrderId: newId(),
  orderId: newId(),
  shopId: newId(),
  currency: 'ZMW',
  goods: 0,
  deliveryFee: 0,
  commission: 0,
  commissionVat: 0,
  refundedGoods: 0,
  refundedDelivery: 0,
  commissionBack: 0,
  commissionVatBack: 0,
  shopClass: 'STANDARD',
  agentPay: null,
  deliveryPayeeKind: null,
  deliveryPayeeId: null,
  deliveredAt: null,
  confirmedAt: null,
  releaseAt: null,
  releasedAt: null,
  deliverySettled: false,
  disputes: 0,
  doubts: 0,
  reserved: 0,
  reserveDueAt: null,
  reserveReleasedAt: null,
  payoutId: null,
  paidAt: null,
};

/** Any paid shop order; commission and VAT never exceed the goods. */
const paid = fc
  .record({
    goods: fc.integer({ min: 1, max: 10 ** 9 }),
    deliveryFee: fc.integer({ min: 0, max: 10 ** 6 }),
    shares: fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 })),
  })
  .map(({ goods, deliveryFee, shares: [a, b] }) => {
    const commission = Math.floor((goods * Math.min(a, b)) / 10_000);
    return {
      ...blank,
      goods,
      deliveryFee,
      commission,
      commissionVat: Math.floor((goods * (Math.max(a, b) - Math.min(a, b))) / 10_000),
    };
  });

const cuts = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 });
const none = { goods: 0, delivery: 0, goodwill: 0, funder: 'PLATFORM' } as const;

/** So much of the goods in several refunds: the cuts are shares of the whole. */
function pieces(whole: number, shares: readonly number[]): number[] {
  const total = shares.reduce((sum, one) => sum + one, 0);
  if (total === 0) return [whole];
  let given = 0;
  return shares.map((_, i) => {
    const upTo = Math.floor((whole * shares.slice(0, i + 1).reduce((sum, one) => sum + one, 0)) / total);
    const piece = upTo - given;
    given = upTo;
    return piece;
  });
}

const sumOf = (split: object): number => Object.values(split).reduce((sum: number, part) => sum + (part as number), 0);

describe('the rules of settlement', () => {
  it('divide a release so that the parts are what was held of the goods', () => {
    fc.assert(
      fc.property(paid, cuts, fc.integer({ min: 0, max: 10_000 }), (s, shares, bps) => {
        const [first] = pieces(s.goods, shares);
        const { after } = refundSplit(s, { ...none, goods: first! }, 1);
        const { goods, ...parts } = releaseSplit(after, bps);
        expect(sumOf(parts)).toBe(goods);
        expect(goods).toBe(s.goods - first!);
        expect(parts.reserved).toBeGreaterThanOrEqual(0);
        expect(parts.shop + parts.reserved).toBeGreaterThanOrEqual(-1);
      }),
    );
  });

  it('give back everything in any number of refunds, before and after the release, and each is the sum of its parts', () => {
    fc.assert(
      fc.property(paid, cuts, fc.nat(12), fc.nat(500), (start, shares, releasedAfter, agentPay) => {
        let s: Settlement = { ...start, agentPay };
        const got = { shop: 0, commission: 0, commissionVat: 0, margin: 0, held: s.goods + s.deliveryFee };
        const refunds = pieces(s.goods, shares).map((goods, i) => ({
          ...none,
          goods,
          delivery: pieces(s.deliveryFee, shares)[i]!,
        }));
        for (const [i, refund] of refunds.entries()) {
          if (i === releasedAfter) {
            const split = releaseSplit(s, 0);
            got.shop += split.shop;
            got.commission += split.commission;
            got.commissionVat += split.commissionVat;
            got.margin += deliveryMargin(s);
            got.held -= heldOf(s);
            s = { ...s, releaseAt: NOW, releasedAt: NOW, deliverySettled: true };
          }
          const { after, split } = refundSplit(s, refund, 1);
          expect(sumOf(split)).toBe(refund.goods + refund.delivery);
          got.shop -= split.shop;
          got.commission -= split.commission;
          got.commissionVat -= split.commissionVat;
          got.margin -= split.margin;
          got.held -= split.held;
          s = after;
        }
        const isReleased = s.releasedAt !== null;
        expect(got).toEqual({
          shop: 0,
          commission: 0,
          commissionVat: 0,
          margin: isReleased ? 0 - agentPay : 0,
          held: 0,
        });
        expect(s).toMatchObject({ commissionBack: s.commission, commissionVatBack: s.commissionVat });
        expect(stateOf(s)).toBe(isReleased ? 'REVERSED' : 'REFUNDED');
      }),
    );
  });

  it('take a withdrawn refund back to where it came from', () => {
    fc.assert(
      fc.property(
        paid,
        fc.integer({ min: 0, max: 100 }),
        fc.boolean(),
        fc.nat(900),
        (s, percent, isReleased, goodwill) => {
          const before: Settlement = isReleased ? { ...s, releasedAt: NOW, deliverySettled: true, agentPay: 1 } : s;
          const refund = {
            goods: Math.floor((s.goods * percent) / 100),
            delivery: s.deliveryFee,
            goodwill,
            funder: 'SHOP',
          } as const;
          const opened = refundSplit(before, refund, 1);
          const withdrawn = refundSplit(opened.after, refund, -1);
          expect(withdrawn.after).toEqual(before);
          for (const [part, amount] of Object.entries(opened.split)) {
            expect(withdrawn.split[part as keyof typeof withdrawn.split]).toBe(0 - amount);
          }
        },
      ),
    );
  });

  it('give back the commission of the lines that goods come off, and the average of the rest where nobody says which', () => {
    const s = { ...blank, goods: 20_000, commission: 2_000, commissionVat: 320, releasedAt: NOW };
    const known = refundSplit(s, { ...none, goods: 10_000, commission: 2_000, commissionVat: 320 }, 1);
    expect(known.split).toMatchObject({ shop: 7_680, commission: 2_000, commissionVat: 320 });
    const rest = refundSplit(known.after, { ...none, goods: 10_000 }, 1);
    expect(rest.split).toMatchObject({ shop: 10_000, commission: 0, commissionVat: 0 });
    expect(refundSplit(s, { ...none, goods: 5_000 }, 1).split).toMatchObject({ commission: 500, commissionVat: 80 });
    expect(refundSplit(blank, none, 1)).toEqual({ after: blank, split: refundSplit(blank, none, -1).split });
  });

  it('never bring a balance below zero, whatever is earned and given back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 10 ** 6 }), { maxLength: 40 }), (changes) => {
        let balance = { payable: 0, receivable: 0 };
        for (const change of changes) {
          const { payable, receivable } = netting(change, balance);
          balance = { payable: balance.payable + payable, receivable: balance.receivable + receivable };
          expect(balance.payable).toBeGreaterThanOrEqual(0);
          expect(balance.receivable).toBeGreaterThanOrEqual(0);
          // Nobody has a balance and a debt.
          expect(balance.payable * balance.receivable).toBe(0);
        }
        expect(balance.payable - balance.receivable).toBe(changes.reduce((sum, change) => sum + change, 0));
      }),
    );
  });

  it('release when the hold is over, or when the customer says so after delivery', () => {
    const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
    expect(releaseTime(NOW, 3600, null)).toEqual(at(3600));
    expect(releaseTime(NOW, 3600, at(60))).toEqual(at(60));
    expect(releaseTime(NOW, 3600, at(-60))).toEqual(NOW);
    expect(releaseTime(NOW, 3600, at(7200))).toEqual(at(3600));
  });

  it('see the state in the facts', () => {
    const s = { ...blank, goods: 100 };
    expect(stateOf(s)).toBe('HELD');
    expect(stateOf({ ...s, disputes: 1 })).toBe('FROZEN');
    expect(stateOf({ ...s, deliveredAt: NOW, releaseAt: NOW })).toBe('RELEASABLE');
    expect(stateOf({ ...s, releaseAt: NOW, disputes: 2 })).toBe('FROZEN');
    expect(stateOf({ ...s, releaseAt: NOW, releasedAt: NOW, disputes: 1 })).toBe('RELEASED');
    expect(stateOf({ ...s, refundedGoods: 100, deliveryFee: 5, releaseAt: NOW })).toBe('RELEASABLE');
    expect(stateOf({ ...s, refundedGoods: 100 })).toBe('REFUNDED');
    const released = { ...s, releaseAt: NOW, releasedAt: NOW };
    expect(stateOf({ ...released, payoutId: 'p' })).toBe('PAYOUT_PENDING');
    expect(stateOf({ ...released, payoutId: 'p', paidAt: NOW })).toBe('PAID_OUT');
    expect(stateOf({ ...released, refundedGoods: 99, payoutId: 'p', paidAt: NOW })).toBe('PAID_OUT');
    for (const paid of [{}, { payoutId: 'p' }, { payoutId: 'p', paidAt: NOW }]) {
      expect(stateOf({ ...released, ...paid, refundedGoods: 100 })).toBe('REVERSED');
    }
  });
});

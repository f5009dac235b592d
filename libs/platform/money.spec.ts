import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, formatMoney, money, share, taxWithin } from './money.js';

const amount = fc.integer({ min: 0, max: 1_000_000_000_000 });
const rate = fc.integer({ min: 0, max: 10_000 });

describe('money', () => {
  it.each([
    [0, 'K0.00'],
    [5, 'K0.05'],
    [123_450, 'K1,234.50'],
    [-250, '-K2.50'],
  ])('writes %i ngwee as %s', (ngwee, text) => {
    expect(formatMoney(money(ngwee))).toBe(text);
  });

  it('finds the VAT within an inclusive price: 689.66 of 5,000.00', () => {
    expect(taxWithin(500_000, 1_600)).toBe(68_966);
  });

  it('rounds a share half to even', () => {
    expect([share(50, 500), share(150, 500), share(30, 500), share(200_00, 500)]).toEqual([2, 8, 2, 1000]);
  });

  it('takes a share that never exceeds the whole and grows with the rate', () => {
    fc.assert(
      fc.property(amount, rate, rate, (whole, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(share(whole, low)).toBeLessThanOrEqual(share(whole, high));
        expect(share(whole, high)).toBeLessThanOrEqual(whole);
      }),
    );
  });

  it('divides so that the parts sum to the whole and none is off by more than one ngwee', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((w) => w > 0));
    fc.assert(
      fc.property(amount, weights, (whole, list) => {
        const parts = allocate(whole, list);
        const sum = list.reduce((a, b) => a + b, 0);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(whole);
        parts.forEach((part, i) => expect(Math.abs(part - (whole * list[i]!) / sum)).toBeLessThan(1 + whole * 1e-12));
      }),
    );
  });

  it('refuses to divide by nothing', () => {
    expect(() => allocate(100, [0, 0])).toThrow(RangeError);
  });
});

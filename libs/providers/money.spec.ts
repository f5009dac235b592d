import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isNgwee, ngweeToDecimal, ngweeToNumber, toNgwee } from './money.js';

const NGWEE = fc.oneof(fc.integer({ min: 1, max: 100_000_000_000 }), fc.integer({ min: 1, max: 100_000_000_000_000 }));

describe('money to and from providers', () => {
  it('writes the shortest decimal', () => {
    const written = [1, 10, 99, 100, 1050, 1500, 15_050, 100_000_000_000].map(ngweeToDecimal);
    expect(written).toEqual(['0.01', '0.1', '0.99', '1', '10.5', '15', '150.5', '1000000000']);
  });

  it('reads padded, bare and numeric amounts alike', () => {
    for (const amount of ['100', '100.0', '100.00', '100.000', 100]) expect(toNgwee(amount)).toBe(10_000);
    expect([98.6, 1.4, 0.1, 0.29, 1.15, 0].map(toNgwee)).toEqual([9860, 140, 10, 29, 115, 0]);
  });

  it('reads nothing from what is not exactly ngwee', () => {
    const texts = ['', ' 1', '1 ', '01', '1.', '.5', '-1', '+1', '1e3', '1,000', '0x10', '0.001', '12345678901234567'];
    for (const text of texts) expect(toNgwee(text)).toBeNull();
    const others = [98.60000000000001, 1e21, 1e-7, -1, Number.NaN, Infinity, null, undefined, {}, [], true, 5n, '١'];
    for (const other of others) expect(toNgwee(other)).toBeNull();
  });

  it('refuses to write what is not money', () => {
    for (const amount of [0, -1, 1.5, Number.NaN, Infinity, 100_000_000_000_001]) {
      expect(isNgwee(amount)).toBe(false);
      expect(() => ngweeToDecimal(amount)).toThrow(RangeError);
    }
  });

  it('comes back unchanged through text, padded text and JSON', () => {
    fc.assert(
      fc.property(NGWEE, (ngwee) => {
        const decimal = ngweeToDecimal(ngwee);
        const [whole, fraction = ''] = decimal.split('.');
        expect(toNgwee(decimal)).toBe(ngwee);
        expect(toNgwee(`${whole}.${fraction.padEnd(2, '0')}`)).toBe(ngwee);
        expect(JSON.stringify({ amount: ngweeToNumber(ngwee) })).toBe(`{"amount":${decimal}}`);
        expect(toNgwee((JSON.parse(`[${decimal}]`) as unknown[])[0])).toBe(ngwee);
      }),
      { numRuns: 500 },
    );
  });

  it('writes what pawaPay accepts: no sign, no leading or trailing zeros, at most two decimals and 23 characters', () => {
    fc.assert(
      fc.property(NGWEE, (ngwee) => {
        expect(ngweeToDecimal(ngwee)).toMatch(/^(?=.{1,23}$)(0|[1-9]\d*)(\.\d?[1-9])?$/);
      }),
    );
  });
});

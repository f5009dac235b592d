import { IsInt, IsISO4217CurrencyCode, Max, Min } from 'class-validator';

/** An amount in the smallest unit of its currency: ngwee for ZMW. Never a float. */
export class Money {
  /** Whole ngwee. */
  @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) amount: number;
  @IsISO4217CurrencyCode() currency: string;
}

export const money = (amount: number, currency = 'ZMW'): Money => ({ amount, currency });

/** K1,234.50 */
export function formatMoney({ amount, currency }: Money): string {
  const whole = Math.trunc(Math.abs(amount) / 100).toLocaleString('en-US');
  const cents = String(Math.abs(amount) % 100).padStart(2, '0');
  return `${amount < 0 ? '-' : ''}${currency === 'ZMW' ? 'K' : `${currency} `}${whole}.${cents}`;
}

/**
 * A share of an amount in basis points (1/100 of a percent), rounded half to even, without leaving the integers.
 *
 * @param amount whole ngwee, not negative
 * @param basisPoints 0 to 10,000
 */
export function share(amount: number, basisPoints: number): number {
  return divideHalfEven(BigInt(amount) * BigInt(basisPoints), 10_000n);
}

/** The tax contained in an inclusive amount: amount × rate / (1 + rate). */
export function taxWithin(amount: number, basisPoints: number): number {
  return divideHalfEven(BigInt(amount) * BigInt(basisPoints), BigInt(10_000 + basisPoints));
}

function divideHalfEven(numerator: bigint, denominator: bigint): number {
  const whole = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && whole % 2n === 1n);
  return Number(up ? whole + 1n : whole);
}

/**
 * Divides an amount in proportion to weights so that the parts sum to the whole: the largest remainders get the rest,
 * the earlier one where they are equal.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) throw new RangeError('allocate needs a weight above zero');
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((e) => e / total);
  let rest = Number(BigInt(amount) - parts.reduce((sum, part) => sum + part, 0n));
  const order = exact
    .map((e, i) => ({ i, remainder: e % total }))
    .sort((a, b) => compare(b.remainder, a.remainder) || a.i - b.i);
  for (const { i } of order) {
    if (rest === 0) break;
    parts[i] = parts[i]! + 1n;
    rest -= 1;
  }
  return parts.map(Number);
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

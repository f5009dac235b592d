import { allocate } from '@pakashop/platform';

/** A part of a whole, cumulative: after all parts exactly the whole was given, whatever was rounded on the way. */
const upTo = (whole: number, part: number, of: number): number =>
  of === 0 ? 0 : Number((2n * BigInt(whole) * BigInt(part) + BigInt(of)) / (2n * BigInt(of)));

/**
 * What falls to a refund of something that was frozen over the whole: commission, its VAT, what a funder gave. The parts
 * of several refunds sum to the whole when everything is refunded.
 *
 * @param whole what was frozen, in ngwee
 * @param before refunded until now, of `of`
 * @param now refunded by this refund
 * @param of what can be refunded at most
 */
export const proportional = (whole: number, before: number, now: number, of: number): number =>
  upTo(whole, before + now, of) - upTo(whole, before, of);

/** Divides what is refunded for goods over the lines that come back, by what they cost; the parts sum to it. */
export const overLines = (goods: number, worth: readonly number[]): number[] =>
  worth.length === 0 ? [] : allocate(goods, worth);

/** Who paid for the goods of a shop order: the buyer, and those who funded coupons and points. */
export interface Funding {
  /** Ngwee that the buyer paid. */
  readonly buyer: number;
  /** Of COUPON and POINTS adjustments, by kind and funder. */
  readonly others: readonly {
    readonly kind: 'COUPON' | 'POINTS';
    readonly funder: 'SHOP' | 'PLATFORM';
    readonly amount: number;
  }[];
}

/**
 * What comes back when goods of that value are given back: to each who paid, in the proportion in which they did. Parts
 * are taken one out of the rest of the others, so that none is ever negative, those of one refund sum to its value, and
 * those of all refunds to what each had paid.
 *
 * @param value of the goods that come back now
 * @param before value of what came back earlier
 */
export function sharesOf(value: number, { buyer, others }: Funding, before = 0): { buyer: number; others: number[] } {
  const weights = [buyer, ...others.map(({ amount }) => amount)];
  const earlier = nested(before, weights);
  const [mine = 0, ...theirs] = nested(before + value, weights).map((part, i) => part - earlier[i]!);
  return { buyer: mine, others: theirs };
}

function nested(value: number, weights: readonly number[]): number[] {
  let rest = value;
  let left = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => {
    const part = upTo(weight, rest, left);
    rest -= part;
    left -= weight;
    return part;
  });
}

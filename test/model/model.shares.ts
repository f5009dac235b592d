import { ofPart, spread, sum } from './model.arithmetic.js';
import type { Line, Named, Part, Share } from './model.things.js';

export const worthOf = ({ price, quantity }: Line): number => price * quantity;

/** What the platform keeps of the goods that were not given back. */
export const commissionLeft = ({ lines }: Part): number =>
  sum(lines.map(({ commission, back }) => commission - back.commission));
export const vatLeft = ({ lines }: Part): number => sum(lines.map(({ vat, back }) => vat - back.vat));

/**
 * What a refund takes off each line: off the one that it names as far as it goes, the rest off all of them by what is left
 * of each. What falls to the platform of a line goes back with the line's money.
 */
export function sharesOf({ lines }: Part, goods: number, named?: Named): Share[] {
  const own = lines.map((line) => (line === named?.line ? Math.min(named.goods, worthOf(line) - line.back.goods) : 0));
  const left = lines.map((line, i) => worthOf(line) - line.back.goods - own[i]!);
  const more = spread(goods - sum(own), left);
  return lines.map((line, i) => {
    const { back } = line;
    const amount = own[i]! + more[i]!;
    const due = (whole: number, before: number): number =>
      amount === 0 ? 0 : Math.max(0, ofPart(whole, back.goods + amount, worthOf(line)) - before);
    const share = { goods: amount, commission: due(line.commission, back.commission), vat: due(line.vat, back.vat) };
    return { line, before: back, ...share };
  });
}

/** Counts shares of a refund on their lines, or no longer. */
export function count(shares: readonly Share[], sign: 1 | -1): void {
  for (const { line, goods, commission, vat } of shares) {
    const { back } = line;
    line.back = {
      goods: back.goods + sign * goods,
      commission: back.commission + sign * commission,
      vat: back.vat + sign * vat,
    };
  }
}

/** More was given back of a shop order than was taken, or something was kept of one that went back whole. */
export function sharesAmiss({ id, goods, goodsBack, lines }: Part): string[] {
  const wrong: string[] = [];
  const onLines = sum(lines.map(({ back }) => back.goods));
  if (onLines !== goodsBack) wrong.push(`of ${id} ${goodsBack} went back, and ${onLines} of its lines`);
  for (const { commission, vat, back } of lines) {
    const left = [commission - back.commission, vat - back.vat];
    if (left.some((amount) => amount < 0)) wrong.push(`of ${id} more commission went back than was taken: ${left}`);
    if (goodsBack === goods && sum(left) !== 0) wrong.push(`of ${id} all went back, and ${left} of it is kept`);
  }
  return wrong;
}

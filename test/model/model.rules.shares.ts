import { overLines, proportional, sharesOf } from '../../libs/backend/refunds/refunds.shares.js';
import { ofPart, sum } from './model.arithmetic.js';
import type { Refund } from './model.things.js';

/**
 * What the backend's sharing says of a refund that the model has counted: commission and VAT as in the books, every ngwee
 * on a line, and each who paid for the goods gets their own back.
 *
 * @throws Error saying what does not sum
 */
export function checkShares({ part, goods }: Refund): void {
  if (!part || goods === 0) return;
  const { commission, vat, goods: whole, goodsBack, lines } = part;
  const before = goodsBack - goods;
  for (const frozen of [commission, vat]) {
    const back = ofPart(frozen, goodsBack, whole) - ofPart(frozen, before, whole);
    same('a share of what was frozen', proportional(frozen, before, goods, whole), back);
  }
  const worth = lines.map(({ price, quantity }) => price * quantity);
  const onLines = overLines(goods, worth);
  same('what is on the lines', sum(onLines), goods);
  if (onLines.some((amount, i) => amount < 0 || amount > worth[i]!))
    throw new Error(`a line of ${worth} gets ${onLines}`);
  const coupon = { kind: 'COUPON', funder: 'SHOP', amount: part.fee } as const;
  const points = { kind: 'POINTS', funder: 'PLATFORM', amount: part.agentPay } as const;
  const funding = { buyer: whole, others: [coupon, points] };
  const { buyer, others } = sharesOf(goods, funding, before);
  same('what everybody gets', buyer + sum(others), goods);
  if ([buyer, ...others].some((amount) => amount < 0))
    throw new Error(`somebody gets less than nothing: ${[buyer, ...others]}`);
  const all = sharesOf(whole + coupon.amount + points.amount, funding);
  same('what the buyer gets of all', all.buyer, whole);
  same('what a coupon gets of all', all.others[0]!, coupon.amount);
}

function same(what: string, is: number, should: number): void {
  if (is !== should) throw new Error(`${what} is ${is}, not ${should}`);
}

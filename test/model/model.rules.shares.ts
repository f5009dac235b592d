import { lineShares } from '../../libs/backend/refunds/refunds.commission.js';
import { overLines, sharesOf } from '../../libs/backend/refunds/refunds.shares.js';
import { sum } from './model.arithmetic.js';
import { worthOf } from './model.shares.js';
import type { Refund } from './model.things.js';

/**
 * What the backend's sharing says of a refund that the model has counted: commission and VAT of the lines that it comes off,
 * every ngwee on a line, and each who paid for the goods gets their own back.
 *
 * @throws Error saying what does not sum
 */
export function checkShares(refund: Refund): void {
  const { part, goods } = refund;
  if (!part || goods === 0) return;
  checkLines(refund);
  const { goods: whole, goodsBack, lines } = part;
  const before = goodsBack - goods;
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

function checkLines({ goods, named, shares = [] }: Refund): void {
  const lines = shares.map(({ line, before }) => ({
    ...{ lineId: line.id, paid: worthOf(line), commission: line.commission, commissionVat: line.vat },
    ...{ paidBack: before.goods, commissionBack: before.commission, commissionVatBack: before.vat },
  }));
  const counted = lineShares(goods, lines, new Map(named && [[named.line.id, named.goods]]));
  for (const { line, ...share } of shares) {
    const own = counted.find(({ lineId }) => lineId === line.id);
    same('what comes off a line', own?.amount ?? 0, share.goods);
    same('the commission of a line', own?.commission ?? 0, share.commission);
    same('the VAT of a line', own?.commissionVat ?? 0, share.vat);
  }
}

function same(what: string, is: number, should: number): void {
  if (is !== should) throw new Error(`${what} is ${is}, not ${should}`);
}

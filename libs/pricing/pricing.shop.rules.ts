import { money } from '@pakashop/platform';
import { inclusive } from './pricing.commission.rules.js';
import type { DeliveryDiscount, PricedLine, PricedShop, QuoteRequest, QuoteShop } from './pricing.contract.js';
import { agentPay, deliveryFee, type Remission, remission, type Way } from './pricing.delivery.rules.js';
import { pricingProblems } from './pricing.errors.js';
import { distanceBetween } from './pricing.places.contract.js';
import type { PriceLine } from './pricing.plans.quote.js';
import { earnedOf, priceLine } from './pricing.rules.js';
import type { Rule } from './pricing.terms.rules.js';

/** The way from a shop to the customer; what has no weight counts as weighing nothing. */
export const wayOf = ({ shopId, from, lines }: QuoteShop, { to, currency }: QuoteRequest): Way => ({
  shopId,
  fromProvince: from.province,
  toProvince: to.province,
  metres: distanceBetween(from, to),
  weightG: lines.reduce((sum, { weightG, quantity }) => sum + (weightG ?? 0) * quantity, 0),
  currency,
});

/**
 * One shop's part of a quote.
 *
 * @throws Problem pricing.no_delivery, pricing.no_rule, and what the price model refuses
 */
export function priceShop(
  rules: readonly Rule[],
  shop: QuoteShop,
  request: QuoteRequest,
  price: PriceLine,
): PricedShop {
  const { shopId } = shop;
  const { currency } = request;
  const lines = shop.lines.map((line): PricedLine => {
    const priced = priceLine(rules, { shopId, line, price: price(shopId, line) });
    if (!priced) throw pricingProblems.noRule(`No commission rule fits ${line.ref}; staff must set one.`);
    return priced;
  });
  const goods = sum(lines, ({ total }) => total.amount);
  const way = wayOf(shop, request);
  const fee = deliveryFee(rules, way);
  const pay = agentPay(rules, way);
  if (!fee || !pay) throw pricingProblems.noDelivery(`No delivery rule reaches ${Math.round(way.metres / 1000)} km.`);
  const remitted = remission(rules, way, { fee: fee.amount, goods, earned: sum(lines, earnedOf) });
  const asked = fee.amount - (remitted?.amount ?? 0);
  return {
    shopId,
    lines,
    goodsTotal: money(goods, currency),
    deliveryFee: money(asked, currency),
    deliveryRule: fee.rule,
    ...(remitted && { deliveryDiscount: discountOf(remitted, currency) }),
    agentPay: money(pay.amount, currency),
    agentPayRule: pay.rule,
    total: money(goods + asked, currency),
  };
}

function discountOf({ amount, funder, rule }: Remission, currency: string): DeliveryDiscount {
  const { commission, commissionVat } = inclusive(funder === 'SHOP' ? amount : 0);
  return {
    amount: money(amount, currency),
    funder,
    commission: money(commission, currency),
    commissionVat: money(commissionVat, currency),
    rule,
  };
}

const sum = <T>(items: readonly T[], pick: (item: T) => number): number =>
  items.reduce((total, item) => total + pick(item), 0);

import { Injectable } from '@nestjs/common';
import { Database, money, sql } from '@pakashop/platform';
import type { PricedShop, PricingPort, Quote, QuoteRequest } from './pricing.contract.js';
import { pricingProblems } from './pricing.errors.js';
import { linePrices, type Terms, termsFor } from './pricing.plans.quote.js';
import { type Concerned, rulesFor } from './pricing.rulebook.js';
import { priceShop } from './pricing.shop.rules.js';
import type { Rule } from './pricing.terms.rules.js';

@Injectable()
export class PricingService implements PricingPort {
  constructor(private readonly db: Database) {}

  async quote(request: QuoteRequest): Promise<Quote> {
    const { currency } = request;
    const mixed = request.shops.some((shop) => shop.lines.some((line) => line.unitPrice.currency !== currency));
    if (mixed) throw pricingProblems.currencyMixed(`Price every line in ${currency}.`);
    const { rules, ...terms } = await this.db.one<Terms & { rules: readonly Rule[] }>(
      sql`SELECT (${rulesFor(concernedBy(request))}) AS rules, ${termsFor(request)}`,
    );
    const price = linePrices(terms);
    const shops = request.shops.map((shop) => priceShop(rules, shop, request, price));
    const sum = (pick: (shop: PricedShop) => number) =>
      money(
        shops.reduce((total, shop) => total + pick(shop), 0),
        currency,
      );
    return {
      shops,
      goodsTotal: sum((shop) => shop.goodsTotal.amount),
      deliveryTotal: sum((shop) => shop.deliveryFee.amount),
      total: sum((shop) => shop.total.amount),
    };
  }
}

export function concernedBy({ currency, shops }: QuoteRequest): Concerned {
  const lines = shops.flatMap((shop) => shop.lines);
  return {
    currency,
    shopIds: [...new Set(shops.map(({ shopId }) => shopId))],
    categoryIds: [...new Set(lines.map(({ categoryId }) => categoryId))],
    productIds: [...new Set(lines.map(({ productId }) => productId))],
  };
}

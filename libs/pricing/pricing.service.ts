import { Injectable } from '@nestjs/common';
import { money } from '@pakashop/platform';
import type { PricedShop, PricingPort, Quote, QuoteRequest, QuoteShop } from './pricing.contract.js';
import { pricingProblems } from './pricing.errors.js';
import { distanceBetween } from './pricing.places.js';
import { CommissionRules } from './pricing.rulebook.js';
import {
  bandFor,
  bandRule,
  commissionFor,
  priceLine,
  type CommissionRule,
  type DeliveryBand,
} from './pricing.rules.js';

@Injectable()
export class PricingService implements PricingPort {
  constructor(private readonly rulebook: CommissionRules) {}

  async quote(request: QuoteRequest): Promise<Quote> {
    const { currency } = request;
    const mixed = request.shops.some((shop) => shop.lines.some((line) => line.unitPrice.currency !== currency));
    if (mixed) throw pricingProblems.currencyMixed(`Price every line in ${currency}.`);
    const shopIds = request.shops.map((shop) => shop.shopId);
    const { rules, bands } = await this.rulebook.inForce(shopIds, currency);
    const shops = request.shops.map((shop) => priceShop(shop, request, rules, bands));
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

function priceShop(
  shop: QuoteShop,
  { to, currency }: QuoteRequest,
  rules: readonly CommissionRule[],
  bands: readonly DeliveryBand[],
): PricedShop {
  const lines = shop.lines.map((line) => priceLine(line, commissionFor(rules, shop.shopId, line.categoryId)));
  const goods = lines.reduce((total, line) => total + line.total.amount, 0);
  const metres = distanceBetween(shop.from, to);
  const band = bandFor(bands, metres);
  if (!band) throw pricingProblems.noDelivery(`No delivery band reaches ${Math.round(metres / 1000)} km.`);
  return {
    shopId: shop.shopId,
    lines,
    goodsTotal: money(goods, currency),
    deliveryFee: money(band.fee, currency),
    deliveryRule: bandRule(band, metres),
    total: money(goods + band.fee, currency),
  };
}

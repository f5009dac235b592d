import { Injectable } from '@nestjs/common';
import { type Actor, money } from '@pakashop/platform';
import type { PreviewPrice, PricePreview } from './pricing.dto.js';
import { pricingProblems } from './pricing.errors.js';
import { plansProblems } from './pricing.plans.errors.js';
import { LIST_PRICE } from './pricing.plans.rules.js';
import { Rulebook } from './pricing.rulebook.js';
import { earnedOf, priceLine } from './pricing.rules.js';

/** No product: rules about products do not fit it. */
const NONE = '00000000-0000-0000-0000-000000000000';

/** Tells a shop what a list price would leave it, before it asks for it. */
@Injectable()
export class EarningsPreview {
  constructor(private readonly rulebook: Rulebook) {}

  /** @throws Problem pricing.shop_not_found, pricing.no_rule */
  async preview(actor: Actor, shopId: string, input: PreviewPrice): Promise<PricePreview> {
    const covered = actor.shopsWith('shops.prices.write')?.includes(shopId.toLowerCase()) ?? true;
    if (!covered) throw plansProblems.shopNotFound('You set prices in no shop with this id.');
    const { categoryId, productId = NONE, price, quantity = 1 } = input;
    const { currency } = price;
    const rules = await this.rulebook.concerning({
      currency,
      shopIds: [shopId],
      categoryIds: [categoryId],
      productIds: [productId],
    });
    const line = { ref: 'preview', productId, variantId: NONE, categoryId, unitPrice: price, quantity };
    const priced = priceLine(rules, {
      shopId,
      line,
      price: { unitPrice: price.amount, rule: LIST_PRICE, isListPrice: true },
    });
    if (!priced) throw pricingProblems.noRule('Staff must set a commission rule first.');
    const { unitPrice, total, taxAmount, markup, commission, commissionVat, commissionRule } = priced;
    return {
      quantity,
      customerPrice: unitPrice,
      total,
      taxAmount,
      ...(markup && { markup }),
      commission,
      commissionVat,
      commissionRule,
      net: money(earnedOf(priced), currency),
    };
  }
}

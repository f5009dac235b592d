import { Injectable } from '@nestjs/common';
import type { Actor } from '@pakashop/platform';
import { type PricedShop, PricingPort } from '@pakashop/pricing';
import { type BasketLine, Baskets } from './orders.basket.js';
import { quoteRequest } from './orders.draft.js';
import type { PreviewOrder } from './orders.dto.js';
import type { OrderPreview, PreviewShop } from './orders.preview.dto.js';

/** What an order would cost at this moment, and why. Nothing is held or promised. */
@Injectable()
export class Previews {
  constructor(
    private readonly baskets: Baskets,
    private readonly pricing: PricingPort,
  ) {}

  /** @throws Problem orders.* and pricing.* as placing the order would */
  async of(actor: Actor, input: PreviewOrder): Promise<OrderPreview> {
    const basket = await this.baskets.read(actor, input);
    const quote = await this.pricing.quote(quoteRequest(actor, basket, input.delivery));
    const lines = new Map(basket.map((line) => [line.item.variantId, line]));
    return {
      currency: quote.total.currency,
      shops: quote.shops.map((shop) => previewShop(shop, lines)),
      goodsTotal: quote.goodsTotal,
      deliveryTotal: quote.deliveryTotal,
      total: quote.total,
    };
  }
}

/** What the platform takes of it is between it and the shop. */
const previewShop = (shop: PricedShop, lines: ReadonlyMap<string, BasketLine>): PreviewShop => ({
  shop: { id: shop.shopId, name: lines.get(shop.lines[0]!.ref)!.item.shopName },
  lines: shop.lines.map(({ ref, unitPrice, listPrice, total, priceRule }) => {
    const { item, quantity, offerId } = lines.get(ref)!;
    const { variantId, productId, title } = item;
    const reason = priceRule.reason;
    return { variantId, productId, title, quantity, unitPrice, listPrice, total, reason, offerId: offerId ?? null };
  }),
  goodsTotal: shop.goodsTotal,
  deliveryFee: shop.deliveryFee,
  deliveryReason: (shop.deliveryDiscount?.rule ?? shop.deliveryRule).reason,
  total: shop.total,
});

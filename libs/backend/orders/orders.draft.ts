import { newId } from '@pakashop/platform';
import type { AppliedRule, PricedLine, PricedShop, Quote, QuoteRequest } from '@pakashop/pricing';
import type { BasketLine } from './orders.basket.js';
import type { DeliveryInput, PlaceOrder } from './orders.dto.js';
import { toE164 } from './orders.phone.js';
import type { LineRecord, OrderHead, ShopOrderRecord } from './orders.record.js';

/** An amount that belongs to a line or shop order, with the rule that set it. */
export interface Adjustment {
  readonly id: string;
  readonly lineId?: string;
  readonly kind: 'COMMISSION' | 'COMMISSION_VAT' | 'DELIVERY_FEE';
  readonly amount: number;
  readonly funder: 'SHOP' | 'CUSTOMER';
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly reason: string;
}

export interface LineDraft extends LineRecord {
  readonly categoryId: string;
  readonly taxAmount: number;
  readonly taxRate: number;
}

export interface ShopOrderDraft extends ShopOrderRecord {
  readonly lines: readonly LineDraft[];
  readonly adjustments: readonly Adjustment[];
}

/** Everything about an order that is decided before it is written. */
export interface OrderDraft extends OrderHead {
  readonly paymentId: string;
  /** When the catalogue said what it costs, by the database's clock. */
  readonly placedAt: Date;
  readonly shopOrders: readonly ShopOrderDraft[];
}

/** The question to pricing; lines are named by their variant. */
export function quoteRequest(basket: readonly BasketLine[], to: DeliveryInput): QuoteRequest {
  const { province, town, latitude, longitude } = to;
  const { currency } = basket[0]!.item;
  const shops = [...Map.groupBy(basket, ({ item }) => item.shopId)].map(([shopId, lines]) => ({
    shopId,
    from: lines[0]!.item.place,
    lines: lines.map(({ item, quantity }) => ({
      ref: item.variantId,
      categoryId: item.categoryId,
      unitPrice: { amount: item.price, currency },
      quantity,
    })),
  }));
  return { currency, to: { province, town, latitude, longitude }, shops };
}

/**
 * Puts basket and quote together as the rows to be written.
 *
 * @throws Problem VAL_002 for a phone number that is none
 */
export function draftOrder(input: PlaceOrder, basket: readonly BasketLine[], quote: Quote, number: string): OrderDraft {
  const { delivery, contact } = input;
  const items = new Map(basket.map((line) => [line.item.variantId, line]));
  const ids = sortedIds(quote.shops.length);
  return {
    id: newId(),
    paymentId: newId(),
    number,
    placedAt: basket[0]!.item.readAt,
    status: 'PENDING',
    paymentStatus: 'PENDING',
    contactName: contact.name.trim(),
    contactPhone: toE164(contact.phone, 'contact.phone'),
    contactEmail: contact.email ?? null,
    province: delivery.province,
    town: delivery.town.trim(),
    landmark: delivery.landmark.trim(),
    deliveryPhone: toE164(delivery.phone, 'delivery.phone'),
    latitude: delivery.latitude ?? null,
    longitude: delivery.longitude ?? null,
    goodsTotal: quote.goodsTotal.amount,
    deliveryTotal: quote.deliveryTotal.amount,
    total: quote.total.amount,
    currency: quote.total.currency,
    shopOrders: quote.shops.map((shop, i) => draftShopOrder(ids[i]!, shop, items)),
  };
}

function draftShopOrder(id: string, shop: PricedShop, items: ReadonlyMap<string, BasketLine>): ShopOrderDraft {
  const ids = sortedIds(shop.lines.length);
  const lines = shop.lines.map((line, i) => draftLine(ids[i]!, line, items.get(line.ref)!));
  return {
    id,
    shopId: shop.shopId,
    shopName: items.get(shop.lines[0]!.ref)!.item.shopName,
    status: 'PENDING',
    goodsTotal: shop.goodsTotal.amount,
    deliveryFee: shop.deliveryFee.amount,
    total: shop.total.amount,
    lines,
    adjustments: [
      ...shop.lines.flatMap((line, i) => commissionOf(ids[i]!, line)),
      {
        id: newId(),
        kind: 'DELIVERY_FEE',
        amount: shop.deliveryFee.amount,
        funder: 'CUSTOMER',
        ...frozen(shop.deliveryRule),
      },
    ],
  };
}

const draftLine = (
  id: string,
  { total, taxAmount, taxRate }: PricedLine,
  { item, quantity }: BasketLine,
): LineDraft => ({
  id,
  variantId: item.variantId,
  productId: item.productId,
  categoryId: item.categoryId,
  sku: item.sku,
  title: item.title,
  quantity,
  unitPrice: item.price,
  total: total.amount,
  taxAmount: taxAmount.amount,
  taxRate,
});

function commissionOf(lineId: string, { commission, commissionVat, commissionRule }: PricedLine): Adjustment[] {
  const rule = frozen(commissionRule);
  return [
    { id: newId(), lineId, kind: 'COMMISSION', amount: commission.amount, funder: 'SHOP', ...rule },
    { id: newId(), lineId, kind: 'COMMISSION_VAT', amount: commissionVat.amount, funder: 'SHOP', ...rule },
  ];
}

const frozen = ({ ruleId, ruleVersion, reason }: AppliedRule) => ({ ruleId, ruleVersion, reason });

/** Ids in the order in which the database will give the rows back. */
const sortedIds = (count: number): string[] => Array.from({ length: count }, () => newId()).sort();

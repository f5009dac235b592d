import { type Actor, newId } from '@pakashop/platform';
import type { AppliedRule, PricedLine, PricedShop, Quote, QuoteRequest } from '@pakashop/pricing';
import type { BasketLine } from './orders.basket.js';
import type { DeliveryInput, PlaceOrder } from './orders.dto.js';
import { toE164 } from './orders.phone.js';
import type { LineRecord, OrderHead, ShopOrderRecord } from './orders.record.js';

/** An amount that belongs to a line or shop order, with the rule that set it. */
export interface Adjustment {
  readonly id: string;
  readonly lineId?: string;
  readonly kind:
    | 'COMMISSION'
    | 'COMMISSION_VAT'
    | 'PLATFORM_MARKUP'
    | 'SHOP_MARKUP'
    | 'DELIVERY_FEE'
    | 'DELIVERY_DISCOUNT'
    | 'AGENT_PAY';
  readonly amount: number;
  readonly funder: 'SHOP' | 'PLATFORM' | 'CUSTOMER';
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly reason: string;
}

export interface LineDraft extends LineRecord {
  readonly categoryId: string;
  readonly taxAmount: number;
  readonly taxRate: number;
  readonly priceRuleId: string;
  readonly priceRuleVersion: number;
  readonly priceReason: string;
  /** The price holds for so many pieces over all orders. */
  readonly limit?: number;
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
export function quoteRequest(actor: Actor, basket: readonly BasketLine[], to: DeliveryInput): QuoteRequest {
  const { province, town, latitude, longitude } = to;
  const { currency } = basket[0]!.item;
  const shops = [...Map.groupBy(basket, ({ item }) => item.shopId)].map(([shopId, lines]) => ({
    shopId,
    from: lines[0]!.item.place,
    lines: lines.map(({ item, quantity, offerId }) => ({
      ref: item.variantId,
      productId: item.productId,
      variantId: item.variantId,
      categoryId: item.categoryId,
      unitPrice: { amount: item.price, currency },
      quantity,
      ...(item.weightG !== null && { weightG: item.weightG }),
      ...(offerId && { offerId }),
      ...(item.taken && { taken: [...item.taken] }),
    })),
  }));
  const buyer = actor.kind === 'guest' ? `guest:${actor.guestHash}` : `user:${actor.userId}`;
  return { currency, buyer, to: { province, town, latitude, longitude }, shops };
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
    adjustments: [...shop.lines.flatMap((line, i) => commissionOf(ids[i]!, line)), ...deliveryOf(shop)],
  };
}

const draftLine = (
  id: string,
  { unitPrice, listPrice, priceRule, limit, total, taxAmount, taxRate }: PricedLine,
  { item, quantity }: BasketLine,
): LineDraft => ({
  id,
  variantId: item.variantId,
  productId: item.productId,
  categoryId: item.categoryId,
  sku: item.sku,
  title: item.title,
  quantity,
  unitPrice: unitPrice.amount,
  listPrice: listPrice.amount,
  priceRuleId: priceRule.ruleId,
  priceRuleVersion: priceRule.ruleVersion,
  priceReason: priceRule.reason,
  ...(limit !== undefined && { limit }),
  total: total.amount,
  taxAmount: taxAmount.amount,
  taxRate,
});

/** The commission of a line, and its mark-up: what the platform keeps of that falls to it as commission does. */
function commissionOf(lineId: string, { markup, ...line }: PricedLine): Adjustment[] {
  const rule = line.commissionRule;
  const own = charged({ ...line, rule }).map((adjustment) => ({ ...adjustment, lineId }));
  if (!markup) return own;
  const kind = `${markup.keeper}_MARKUP` as const;
  const added = {
    id: newId(),
    lineId,
    kind,
    amount: markup.amount.amount,
    funder: 'CUSTOMER',
    ...frozen(markup.rule),
  } as const;
  const kept = markup.keeper === 'PLATFORM' ? charged(markup).map((adjustment) => ({ ...adjustment, lineId })) : [];
  return [...own, added, ...kept];
}

/** What the delivery costs, who pays it, and what the agent gets. */
function deliveryOf({ deliveryFee, deliveryRule, deliveryDiscount, agentPay, agentPayRule }: PricedShop): Adjustment[] {
  const fee = {
    kind: 'DELIVERY_FEE',
    amount: deliveryFee.amount,
    funder: 'CUSTOMER',
    ...frozen(deliveryRule),
  } as const;
  const pay = { kind: 'AGENT_PAY', amount: agentPay.amount, funder: 'PLATFORM', ...frozen(agentPayRule) } as const;
  const own = [
    { id: newId(), ...fee },
    { id: newId(), ...pay },
  ];
  if (!deliveryDiscount) return own;
  const { amount, funder, rule } = deliveryDiscount;
  const discount = { id: newId(), kind: 'DELIVERY_DISCOUNT', amount: amount.amount, funder, ...frozen(rule) } as const;
  return [...own, discount, ...(funder === 'SHOP' ? charged(deliveryDiscount) : [])];
}

/** What falls to the platform out of the shop's share, and the VAT on it. */
const charged = ({ commission, commissionVat, rule }: Charged): Adjustment[] => [
  { id: newId(), kind: 'COMMISSION', amount: commission.amount, funder: 'SHOP', ...frozen(rule) },
  { id: newId(), kind: 'COMMISSION_VAT', amount: commissionVat.amount, funder: 'SHOP', ...frozen(rule) },
];

interface Charged {
  readonly commission: { readonly amount: number };
  readonly commissionVat: { readonly amount: number };
  readonly rule: AppliedRule;
}

const frozen = ({ ruleId, ruleVersion, reason }: AppliedRule) => ({ ruleId, ruleVersion, reason });

/** Ids in the order in which the database will give the rows back. */
const sortedIds = (count: number): string[] => Array.from({ length: count }, () => newId()).sort();

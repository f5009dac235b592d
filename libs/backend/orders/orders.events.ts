import { event, Money } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

/** One line of a shop order, as it was priced when the order was placed. */
export class LineFact {
  @IsUUID() lineId: string;
  @IsUUID() productId: string;
  @IsUUID() variantId: string;
  /** Absent for orders from before lines kept it. */
  @IsOptional() @IsUUID() categoryId?: string;
  @IsInt() quantity: number;
  /** The promotion with a quota, or the offer, of whose pieces the line took its own. */
  @IsOptional() @IsUUID() limitedRuleId?: string;
  @IsObject() @ValidateNested() @Type(() => Money) total: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commission: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commissionVat: Money;
  /** What the platform has added to the list price, contained in the total; it falls to the platform as commission. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => Money) markup?: Money;
}

export class ShopOrderFact {
  @IsUUID() shopOrderId: string;
  @IsUUID() shopId: string;
  @IsObject() @ValidateNested() @Type(() => Money) goodsTotal: Money;
  @IsObject() @ValidateNested() @Type(() => Money) deliveryFee: Money;
  @IsObject() @ValidateNested() @Type(() => Money) total: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commission: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commissionVat: Money;
  @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => LineFact) lines: LineFact[];
}

export class OrderFact {
  @IsUUID() orderId: string;
  @IsString() number: string;
  @IsOptional() @IsUUID() userId?: string;
  @IsObject() @ValidateNested() @Type(() => Money) total: Money;
  @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => ShopOrderFact) shopOrders: ShopOrderFact[];
}

/** The order is paid and the vendors may start. */
export const OrderConfirmed = event('orders.confirmed', OrderFact);
/** Nobody paid in time; the stock is free again. */
export const OrderExpired = event('orders.expired', OrderFact);
/** Called off before it was paid; the stock is free again. */
export const OrderCancelled = event('orders.cancelled', OrderFact);

/** A shop order that moved on after it was paid. */
export class ShopOrderRef {
  @IsUUID() shopOrderId: string;
  @IsUUID() orderId: string;
  @IsUUID() shopId: string;
}

/** The goods are packed and wait for somebody who carries them. */
export const ShopOrderPacked = event('orders.packed', ShopOrderRef);
export class CancelledShopOrder extends ShopOrderRef {
  /** Its lines that had taken of promotions with a quota, or of offers: these pieces are free again. */
  @IsOptional() @IsUUID(undefined, { each: true }) limitedLines?: string[];
}

/** A paid shop order was called off before its goods left; its refund is under way. */
export const ShopOrderCancelled = event('orders.shop_order_cancelled', CancelledShopOrder);
/** The goods came back to the shop undelivered; their refund is under way. */
export const ShopOrderReturned = event('orders.returned', ShopOrderRef);

/** Who bears goods that were lost on the way. The shop is paid by the platform in any case, which may ask the agent. */
export const BEARERS = ['PLATFORM', 'AGENT'] as const;
export type Bearer = (typeof BEARERS)[number];

export class LostShopOrder extends ShopOrderRef {
  /** What the buyer had paid for the goods, and gets back. */
  @IsObject() @ValidateNested() @Type(() => Money) goods: Money;
  @IsIn(BEARERS) bearer: Bearer;
  /** Who of the staff said so. */
  @IsString() decidedBy: string;
}

/** The goods were lost on the way; their refund is under way. */
export const ShopOrderLost = event('orders.lost', LostShopOrder);
/** The customer says that all is well before the hold has ended. */
export const ReceiptConfirmed = event('orders.receipt_confirmed', ShopOrderRef);

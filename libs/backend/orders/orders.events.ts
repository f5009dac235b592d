import { event, Money } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

export class ShopOrderFact {
  @IsUUID() shopOrderId: string;
  @IsUUID() shopId: string;
  @IsObject() @ValidateNested() @Type(() => Money) goodsTotal: Money;
  @IsObject() @ValidateNested() @Type(() => Money) deliveryFee: Money;
  @IsObject() @ValidateNested() @Type(() => Money) total: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commission: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commissionVat: Money;
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

import { event, Money } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsIn, IsISO8601, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { type Bearer, BEARERS } from '../orders/orders.events.js';

/** Classes of shops; each has its own time for which money is held. */
export const SHOP_CLASSES = ['NEW', 'STANDARD', 'TRUSTED'] as const;
export type ShopClass = (typeof SHOP_CLASSES)[number];

export class DeliveryFact {
  @IsUUID() deliveryId: string;
  @IsUUID() shopOrderId: string;
  @IsUUID() orderId: string;
  @IsUUID() shopId: string;
  @IsIn(SHOP_CLASSES) shopClass: ShopClass;
  @IsUUID() agentId: string;
  /** The person who is the agent. */
  @IsUUID() agentUserId: string;
  /** Of agents of a fleet: it is the fleet that is paid. */
  @IsOptional() @IsUUID() fleetId?: string;
  /** What the agent or fleet earns by it: what was frozen when the order was placed, or nothing. */
  @IsObject() @ValidateNested() @Type(() => Money) agentPay: Money;
  /** By the server's clock. */
  @IsISO8601() at: string;
}

/** The customer has the goods: PIN and signature prove it. Exactly once per shop order. */
export const Delivered = event('delivery.delivered', DeliveryFact);
/**
 * The goods are back at the shop. Who carried them has earned the pay all the same, unless the last attempt failed on their
 * own side: then agentPay is nothing.
 */
export const BroughtBack = event('delivery.brought_back', DeliveryFact);

export class LostDelivery extends DeliveryFact {
  /** What the buyer had paid for the goods, and gets back. */
  @IsObject() @ValidateNested() @Type(() => Money) goods: Money;
  @IsIn(BEARERS) bearer: Bearer;
  /** Who of the staff said so. */
  @IsString() decidedBy: string;
}

/** The goods will never arrive, nor come back; who carried them has earned nothing. */
export const DeliveryLost = event('delivery.lost', LostDelivery);

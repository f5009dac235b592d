import { event, Money } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { PROVIDER_NAMES, type ProviderName } from '../payments/payments.events.js';

/** Why a buyer gets money back. SURPLUS is money that no order was waiting for. */
export const REFUND_REASONS = [
  'CANCELLED',
  'CANNOT_SUPPLY',
  'RETURNED',
  'DISPUTE',
  'GOODWILL',
  'STAFF',
  'SURPLUS',
] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

/** Who bears a goodwill amount. */
export const FUNDERS = ['SHOP', 'PLATFORM'] as const;
export type Funder = (typeof FUNDERS)[number];

export class RefundFact {
  @IsUUID() refundId: string;
  @IsUUID() orderId: string;
  @IsUUID() paymentId: string;
  /** Absent for surplus alone: that money belongs to no shop order. */
  @IsOptional() @IsUUID() shopOrderId?: string;
  @IsOptional() @IsUUID() shopId?: string;
  @IsIn(REFUND_REASONS) reason: RefundReason;
  /** goods + delivery + goodwill, or the whole surplus. */
  @IsObject() @ValidateNested() @Type(() => Money) amount: Money;
  /** Of what was paid for goods; commission and its VAT are given back in proportion. */
  @IsObject() @ValidateNested() @Type(() => Money) goods: Money;
  /** Of what was paid for delivery. */
  @IsObject() @ValidateNested() @Type(() => Money) delivery: Money;
  /** On top of what was paid for anything; its bearer is `funder`. */
  @IsObject() @ValidateNested() @Type(() => Money) goodwill: Money;
  @IsIn(FUNDERS) funder: Funder;
}

/** A refund is owed from now on; exactly once per refund. The books set the money aside. */
export const RefundOpened = event('refunds.opened', RefundFact);

export class RefundCompletedFact extends RefundFact {
  @IsIn(PROVIDER_NAMES) provider: ProviderName;
  /** Our id at the provider: refundId, payoutId or the provider's refund id. */
  @IsString() reference: string;
  /** SAME_RAIL goes back the way it came, OTHER_WALLET by a payout. */
  @IsIn(['SAME_RAIL', 'OTHER_WALLET']) route: 'SAME_RAIL' | 'OTHER_WALLET';
}

/** The buyer has the money. */
export const RefundCompleted = event('refunds.completed', RefundCompletedFact);
/** A refund that waited for a second person was taken back before anybody agreed: it was never owed. */
export const RefundRefused = event('refunds.refused', RefundFact);
/** The refund will not be paid after all: what was set aside goes back to where it came from. */
export const RefundWithdrawn = event('refunds.withdrawn', RefundFact);

import { event, Money } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
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
  /** Of what was paid for goods. */
  @IsObject() @ValidateNested() @Type(() => Money) goods: Money;
  /** Of what was paid for delivery. */
  @IsObject() @ValidateNested() @Type(() => Money) delivery: Money;
  /** On top of what was paid for anything; its bearer is `funder`. */
  @IsObject() @ValidateNested() @Type(() => Money) goodwill: Money;
  @IsIn(FUNDERS) funder: Funder;
  /** Of the lines that the goods come off, given back to the shop. Absent without goods, or where lines are not known. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => Money) commission?: Money;
  /** VAT on that commission. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => Money) commissionVat?: Money;
}

/** A refund is owed from now on; exactly once per refund. The books set the money aside. */
export const RefundOpened = event('refunds.opened', RefundFact);

export class RefundCompletedFact extends RefundFact {
  @IsIn(PROVIDER_NAMES) provider: ProviderName;
  /** Our id at the provider: refundId, payoutId or the provider's refund id. */
  @IsString() reference: string;
  /** SAME_RAIL goes back the way it came, OTHER_WALLET by a payout. */
  @IsIn(['SAME_RAIL', 'OTHER_WALLET']) route: 'SAME_RAIL' | 'OTHER_WALLET';
  /** How often it had arrived before and had come back. */
  @IsOptional() @IsInt() reopened?: number;
}

/** The buyer has the money. */
export const RefundCompleted = event('refunds.completed', RefundCompletedFact);
/** The provider took its word back, and two people agree: the buyer has not got the money and is owed it as before. */
export const RefundReopened = event('refunds.reopened', RefundCompletedFact);
/** A refund that waited for a second person was taken back before anybody agreed: it was never owed. */
export const RefundRefused = event('refunds.refused', RefundFact);
/** The refund will not be paid after all: what was set aside goes back to where it came from. */
export const RefundWithdrawn = event('refunds.withdrawn', RefundFact);

export class LateRefundFact {
  @IsUUID() refundId: string;
  @IsUUID() attemptId: string;
  @IsUUID() orderId: string;
  @IsUUID() paymentId: string;
  @IsIn(PROVIDER_NAMES) provider: ProviderName;
  /** As in {@link RefundCompletedFact}. */
  @IsString() reference: string;
  @IsIn(['SAME_RAIL', 'OTHER_WALLET']) route: 'SAME_RAIL' | 'OTHER_WALLET';
  /** What the provider says that it paid. */
  @IsObject() @ValidateNested() @Type(() => Money) amount: Money;
}

/** A try that had failed arrived after all, and the refund is not settled by it: the wallet has less, nobody knows why yet. */
export const RefundArrivedLate = event('refunds.arrived_late', LateRefundFact);
/** What arrived late is the refund that was still owed; that it is completed is told beside it. */
export const LateRefundSettled = event('refunds.late_settled', LateRefundFact);
/** What arrived late was paid for nothing. */
export const LateRefundLost = event('refunds.late_lost', LateRefundFact);

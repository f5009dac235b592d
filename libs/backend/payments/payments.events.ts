import { event, Money } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsObject, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

/** The companies that take payments. */
export const PROVIDER_NAMES = ['pawapay', 'flutterwave'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

/** Why money belongs to no order. UNDERPAYMENT: less than the order costs, and two people gave it back. */
export const SURPLUS_KINDS = ['LATE_SUCCESS', 'DOUBLE_SUCCESS', 'OVERPAYMENT', 'UNDERPAYMENT'] as const;
export type SurplusKind = (typeof SURPLUS_KINDS)[number];

export class CapturedPart {
  @IsUUID() shopOrderId: string;
  @IsUUID() shopId: string;
  @IsObject() @ValidateNested() @Type(() => Money) amount: Money;
  /** What the amount is for, and what falls to the platform of it, as frozen when the order was placed. */
  @IsObject() @ValidateNested() @Type(() => Money) goods: Money;
  @IsObject() @ValidateNested() @Type(() => Money) deliveryFee: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commission: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commissionVat: Money;
}

export class PaymentCapturedFact {
  @IsUUID() paymentId: string;
  @IsUUID() orderId: string;
  @IsUUID() attemptId: string;
  @IsIn(PROVIDER_NAMES) provider: ProviderName;
  /** Our id at the provider: depositId or tx_ref. */
  @IsOptional() @IsString() reference?: string;
  /** The provider's receipt number. */
  @IsOptional() @IsString() providerTransactionId?: string;
  @IsObject() @ValidateNested() @Type(() => Money) amount: Money;
  /** How the amount divides over the shop orders; the parts sum to it. */
  @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => CapturedPart) parts: CapturedPart[];
}

/** The provider has the buyer's money for this order: exactly once per payment. */
export const PaymentCaptured = event('payments.captured', PaymentCapturedFact);

export class SurplusFact {
  @IsUUID() attemptId: string;
  @IsUUID() paymentId: string;
  @IsUUID() orderId: string;
  @IsIn(PROVIDER_NAMES) provider: ProviderName;
  @IsString() reference: string;
  /** Our id at the provider, under which it took the money: depositId or tx_ref. */
  @IsOptional() @IsString() attemptReference?: string;
  @IsIn(SURPLUS_KINDS) kind: SurplusKind;
  @IsObject() @ValidateNested() @Type(() => Money) amount: Money;
}

/** The provider took money that no order is waiting for; it is owed back to the buyer. */
export const PaymentSurplusReceived = event('payments.surplus_received', SurplusFact);

/** A verified callback about a payout; it is a hint to ask the provider. */
export class PayoutCallbackFact {
  @IsIn(PROVIDER_NAMES) provider: ProviderName;
  /** Our id at the provider: payoutId or the transfer's reference. */
  @IsString() reference: string;
}

/** A provider has news of a payout: whoever sent it asks what became of it. */
export const PayoutCallbackReceived = event('payments.payout_callback', PayoutCallbackFact);

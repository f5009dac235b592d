import { event, Money } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsIn, IsISO8601, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

/** Whom we pay. */
export const PAYEE_KINDS = ['SHOP', 'AGENT', 'FLEET'] as const;
export type PayeeKind = (typeof PAYEE_KINDS)[number];

export class ReleasedFact {
  @IsUUID() shopOrderId: string;
  @IsUUID() orderId: string;
  @IsUUID() shopId: string;
  /** What the shop has earned, after commission and its VAT. */
  @IsObject() @ValidateNested() @Type(() => Money) earned: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commission: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commissionVat: Money;
  @IsISO8601() at: string;
}

/** The hold is over: the money of a shop order belongs to those who earned it. Once per shop order. */
export const SettlementReleased = event('settlement.released', ReleasedFact);

export class PayoutFact {
  @IsUUID() payoutId: string;
  @IsIn(PAYEE_KINDS) payeeKind: PayeeKind;
  @IsUUID() payeeId: string;
  @IsObject() @ValidateNested() @Type(() => Money) amount: Money;
  @IsIn(['pawapay', 'flutterwave']) provider: 'pawapay' | 'flutterwave';
  /** Our id at the provider. */
  @IsString() reference: string;
  @IsOptional() @IsString() providerTransactionId?: string;
  @IsISO8601() at: string;
}

/** The payee has the money. */
export const PayoutCompleted = event('settlement.payout_completed', PayoutFact);
/** The provider's definite no: the money is back in the payee's balance. */
export const PayoutFailed = event('settlement.payout_failed', PayoutFact);
/** The provider has paid what counts as failed; the wallet's books follow. Whose loss it is, people decide. */
export const PayoutPaidLate = event('settlement.payout_paid_late', PayoutFact);
/** The provider took that back: nothing was paid. */
export const PayoutNotPaid = event('settlement.payout_not_paid', PayoutFact);

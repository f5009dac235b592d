import { event, Money } from '@pakashop/platform';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';

/**
 * What a statement or a decision about a break says that the books do not know yet. FEE is taken by the provider, SENT
 * leaves its wallet for our bank, ARRIVED is the bank's credit for it, UNALLOCATED is money that nobody can explain,
 * ALLOCATED explains it, WRITE_OFF gives up a difference. OWED_BACK is a buyer's money that belongs to no payment of ours (IN),
 * or its return by the provider (OUT).
 */
export const STATED_KINDS = ['FEE', 'SENT', 'ARRIVED', 'UNALLOCATED', 'ALLOCATED', 'WRITE_OFF', 'OWED_BACK'] as const;
export type StatedKind = (typeof STATED_KINDS)[number];

export class StatedFact {
  /** The statement, settlement or break that says so. */
  @IsUUID() sourceId: string;
  /** What makes it one cause, posted once. */
  @IsString() @MaxLength(200) key: string;
  @IsIn(STATED_KINDS) kind: StatedKind;
  @IsString() provider: string;
  @IsObject() @ValidateNested() @Type(() => Money) amount: Money;
  /** Whether the provider holds more for us by it, or less. */
  @IsIn(['IN', 'OUT']) direction: 'IN' | 'OUT';
  @IsISO8601() occurredAt: string;
  @IsString() @MaxLength(300) reason: string;
}

/** The books have to follow a statement. */
export const Stated = event('reconciliation.stated', StatedFact);

export class UnexplainedMoney {
  @IsUUID() breakId: string;
  @IsIn(['pawapay', 'flutterwave']) provider: 'pawapay' | 'flutterwave';
  @IsIn(['DEPOSIT', 'REFUND', 'PAYOUT']) kind: 'DEPOSIT' | 'REFUND' | 'PAYOUT';
  /** What the statement gives as our id. */
  @IsString() @MaxLength(200) reference: string;
}

/** A statement shows money under an id of ours that we count as not moved: whoever gave that id asks the provider again. */
export const Unexplained = event('reconciliation.unexplained', UnexplainedMoney);

export class PaymentDoubt {
  @IsUUID() breakId: string;
  @IsUUID() paymentId: string;
  /** False: the break is resolved. */
  @IsBoolean() isOpen: boolean;
  /** Moves of the break so far: the fact with the most of them is the newest. */
  @IsInt() moves: number;
}

/** A statement says of a captured payment that it failed, or names another amount or currency; or that is resolved. */
export const PaymentDoubted = event('reconciliation.payment_doubted', PaymentDoubt);

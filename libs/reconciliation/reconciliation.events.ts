import { event, Money } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsIn, IsISO8601, IsObject, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';

/**
 * What a statement or a decision about a break says that the books do not know yet. FEE is taken by the provider, SENT
 * leaves its wallet for our bank, ARRIVED is the bank's credit for it, UNALLOCATED is money that nobody can explain,
 * ALLOCATED explains it, WRITE_OFF gives up a difference.
 */
export const STATED_KINDS = ['FEE', 'SENT', 'ARRIVED', 'UNALLOCATED', 'ALLOCATED', 'WRITE_OFF'] as const;
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

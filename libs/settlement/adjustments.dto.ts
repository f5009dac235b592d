import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsISO4217CurrencyCode,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { PAYEE_KINDS, type PayeeKind } from './settlement.events.js';

export const ADJUSTMENT_STATES = ['PROPOSED', 'APPROVED', 'REJECTED'] as const;
export type AdjustmentState = (typeof ADJUSTMENT_STATES)[number];

/** Whose it is on the other side. */
export const AGAINST = ['GOODWILL', 'WRITEOFF', 'COMMISSION', 'DELIVERY_MARGIN'] as const;
export type Against = (typeof AGAINST)[number];

export const DIRECTIONS = ['CREDIT', 'DEBIT'] as const;
export type AdjustmentDirection = (typeof DIRECTIONS)[number];

export class PositiveMoney {
  /** Whole ngwee. */
  @IsInt() @Min(1) @Max(1_000_000_000_000) amount: number;
  @IsISO4217CurrencyCode() @IsIn(['ZMW']) currency: string;
}

export class ProposeAdjustment {
  @IsIn(PAYEE_KINDS) payeeKind: PayeeKind;
  /** The shop, agent or fleet. */
  @IsUUID() payeeId: string;
  /** CREDIT gives to the payee, DEBIT takes. */
  @IsIn(DIRECTIONS) direction: AdjustmentDirection;
  @IsObject() @ValidateNested() @Type(() => PositiveMoney) amount: PositiveMoney;
  /** Who bears it, or gains by it. */
  @IsIn(AGAINST) against: Against;
  /** Why; the payee may ask. */
  @IsString() @Length(10, 500) reason: string;
}

export class AdjustmentQuery extends PageQuery {
  @Omittable() @IsIn(ADJUSTMENT_STATES) state?: AdjustmentState;
}

/** A correction of somebody's balance. */
export class AdjustmentView {
  id: string;
  payeeKind: PayeeKind;
  payeeId: string;
  direction: AdjustmentDirection;
  amount: Money;
  against: Against;
  reason: string;
  state: AdjustmentState;
  proposedBy: string;
  decidedBy: string | null;
  decidedAt: string | null;
  createdAt: string;
}

export class AdjustmentList {
  data: AdjustmentView[];
  nextCursor: string | null;
}

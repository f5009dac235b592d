import { SHOP_CLASSES } from '@pakashop/backend';
import { Money } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, Max, Min, ValidateNested } from 'class-validator';

export const PAYEE_CLASSES = [...SHOP_CLASSES, 'AGENT', 'FLEET'] as const;
export type PayeeClass = (typeof PAYEE_CLASSES)[number];

export const PAYOUT_SCHEDULES = ['DAILY', 'WEEKLY', 'MANUAL'] as const;
export type PayoutSchedule = (typeof PAYOUT_SCHEDULES)[number];

export class PolicyRef {
  @IsIn(PAYEE_CLASSES) class: PayeeClass;
}

export class SetPolicy {
  /** The version that was read: nobody overwrites a change that they have not seen. */
  @IsInt() @Min(1) version: number;
  /** Seconds between delivery and release for shops, between release and payout for agents and fleets; 90 days at most. */
  @IsInt() @Min(0) @Max(7_776_000) holdSeconds: number;
  /** Kept back of what a shop earns, in basis points. */
  @IsInt() @Min(0) @Max(10_000) reserveBps: number;
  /** For how long. */
  @IsInt() @Min(0) @Max(365) reserveDays: number;
  /** Less is not paid out. */
  @IsObject() @ValidateNested() @Type(() => Money) payoutMinimum: Money;
  @IsIn(PAYOUT_SCHEDULES) payoutEvery: PayoutSchedule;
}

/** How long money of a class of payees is held, what is kept in reserve and when it is paid out. */
export class PolicyView {
  class: PayeeClass;
  version: number;
  holdSeconds: number;
  reserveBps: number;
  reserveDays: number;
  payoutMinimum: Money;
  payoutEvery: PayoutSchedule;
  changedBy: string;
  changedAt: string;
}

export class PolicyList {
  data: PolicyView[];
  nextCursor: string | null;
}

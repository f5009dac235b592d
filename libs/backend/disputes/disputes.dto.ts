import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { DISPUTE_REASONS, DISPUTE_STATES, type DisputeReason, type DisputeState } from './disputes.rules.js';

/** So many pieces of a line of the shop order. */
export class DisputedLine {
  @IsUUID() lineId: string;
  @IsInt() @Min(1) @Max(100_000) quantity: number;
}

export class OpenDispute {
  @IsIn(DISPUTE_REASONS) reason: DisputeReason;
  /** What is wrong, for the shop and our staff to read. */
  @IsString() @MinLength(10) @MaxLength(2000) complaint: string;
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @Type(() => DisputedLine)
  lines: DisputedLine[];
}

export class AnswerDispute {
  @IsString() @MinLength(3) @MaxLength(2000) answer: string;
}

const OUTCOMES = ['REJECTED', 'REFUNDED'] as const;

/**
 * How a dispute ends. A refund without lines and amounts is of all that is left; with lines it is what these cost, unless
 * goods says how much of it.
 */
export class DecideDispute {
  @IsIn(OUTCOMES) outcome: (typeof OUTCOMES)[number];
  /** Buyer and shop read it. */
  @IsString() @MinLength(3) @MaxLength(2000) decision: string;
  @Omittable()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @Type(() => DisputedLine)
  lines?: DisputedLine[];
  /** Of what was paid for goods. */
  @Omittable() @IsObject() @ValidateNested() @Type(() => Money) goods?: Money;
  /** Of what was paid for delivery. */
  @Omittable() @IsObject() @ValidateNested() @Type(() => Money) deliveryFee?: Money;
}

export class DisputesQuery extends PageQuery {
  @Omittable() @IsIn(DISPUTE_STATES) state?: DisputeState;
}

/** A dispute as buyer, shop and staff see it. */
export class DisputeView {
  id: string;
  orderId: string;
  orderNumber: string;
  shopOrderId: string;
  shopId: string;
  state: DisputeState;
  reason: DisputeReason;
  complaint: string;
  lines: DisputedLine[];
  /** What the shop says. */
  answer: string | null;
  /** What staff decided, once it is final. */
  decision: string | null;
  openedAt: string;
  answeredAt: string | null;
  closedAt: string | null;
}

export class DisputePage {
  data: DisputeView[];
  nextCursor: string | null;
}

export class DisputeList {
  data: DisputeView[];
}

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
import { type Bearer, BEARERS } from './orders.events.js';

const SHORT_FATES = ['MISSING', 'DAMAGED'] as const;

/** Pieces that were sold and cannot be supplied. */
export class ShortLine {
  @IsUUID() lineId: string;
  @IsInt() @Min(1) @Max(100_000) quantity: number;
  /** They are not there, or not as they should be: neither can be sold to somebody else. */
  @IsIn(SHORT_FATES) fate: (typeof SHORT_FATES)[number];
}

export class RecordShortage {
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @Type(() => ShortLine)
  lines: ShortLine[];
}

/** In which state a line came back; both sum to what was sent of it. */
export class ReturnedLine {
  @IsUUID() lineId: string;
  /** Pieces that can be sold again. */
  @IsInt() @Min(0) @Max(100_000) restocked: number;
  @IsInt() @Min(0) @Max(100_000) damaged: number;
}

export class TakeBack {
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @Type(() => ReturnedLine)
  lines: ReturnedLine[];
}

export class CancelReason {
  /** The buyer reads it. */
  @IsString() @MinLength(3) @MaxLength(280) reason: string;
}

/** Goods that an agent had and that never come back. */
export class RecordLoss {
  /** MISSING is gone; DAMAGED is there and cannot be sold any more. */
  @IsIn(SHORT_FATES) fate: (typeof SHORT_FATES)[number];
  /**
   * Who bears it. In any case it is proposed to pay the shop what it would have earned; with AGENT also to take the same from
   * whoever carried the goods. Somebody else approves each of them.
   */
  @IsIn(BEARERS) bearer: Bearer;
  /** Kept in the audit. */
  @IsString() @MinLength(3) @MaxLength(1000) reason: string;
}

export class StepReason {
  /** Kept in the audit. */
  @IsString() @MinLength(3) @MaxLength(1000) reason: string;
}

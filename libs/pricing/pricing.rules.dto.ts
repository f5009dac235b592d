import { Omittable, PageQuery } from '@pakashop/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { type Province, PROVINCES } from './pricing.contract.js';
import { RULE_KINDS, type RuleKind } from './pricing.scopes.rules.js';

/** Ngwee that a rule may name. */
const MOST = 1_000_000_000_00;

export class RateTierInput {
  /** Ngwee; the tier ends where the next begins. */
  @IsInt() @Min(1) @Max(MOST) from: number;
  /** Hundredths of a percent of the slice. */
  @IsInt() @Min(0) @Max(5000) basisPoints: number;
}

/** What the platform takes of each line. */
export class CommissionInput {
  /** Hundredths of a percent: 500 is 5 %. With tiers: of the slice below the first of them. */
  @IsInt() @Min(0) @Max(5000) basisPoints: number;
  /** Other rates for higher slices of the line total. */
  @Omittable()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RateTierInput)
  @IsArray()
  @ArrayMaxSize(10)
  tiers: RateTierInput[] = [];
  /** Ngwee for each piece, on top. */
  @Omittable() @IsInt() @Min(0) @Max(MOST) perUnit: number = 0;
  /** Ngwee of a line at least. */
  @Omittable() @IsInt() @Min(0) @Max(MOST) minimum?: number;
  /** Ngwee of a line at most. */
  @Omittable() @IsInt() @Min(0) @Max(MOST) maximum?: number;
}

/** What comes on the list price before the commission. Prices by other models than the list price have no mark-up. */
export class MarkupInput {
  @IsInt() @Min(0) @Max(10_000) basisPoints: number;
  /** Ngwee on each piece, on top. */
  @Omittable() @IsInt() @Min(0) @Max(MOST) perUnit: number = 0;
  /** Whose it is; the platform's carries no commission. */
  @IsIn(['SHOP', 'PLATFORM']) keeper: 'SHOP' | 'PLATFORM';
}

export class FeeBandInput {
  /** Metres; only the last band may be without, and then reaches everywhere. */
  @Omittable() @IsInt() @Min(1) @Max(5_000_000) upToM?: number;
  /** Ngwee. */
  @IsInt() @Min(0) @Max(MOST) fee: number;
}

/** What the customer is asked for a delivery, by distance and weight. A rule that does not reach so far is passed over. */
export class DeliveryFeeInput {
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => FeeBandInput)
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  bands: FeeBandInput[];
  /** Grams that cost nothing extra. */
  @Omittable() @IsInt() @Min(0) @Max(1_000_000) freeWeightG: number = 0;
  /** Ngwee for each kilogram begun beyond. */
  @Omittable() @IsInt() @Min(0) @Max(MOST) perKg: number = 0;
}

/** From so much of goods of one shop on somebody else pays the delivery. */
export class FreeDeliveryInput {
  /** Ngwee. */
  @IsInt() @Min(1) @Max(MOST) fromGoods: number;
  @IsIn(['SHOP', 'PLATFORM']) funder: 'SHOP' | 'PLATFORM';
  /** Ngwee of the fee at most; all of it when left out. */
  @Omittable() @IsInt() @Min(1) @Max(MOST) most?: number;
}

export class PayBandInput {
  /** Metres; only the last band may be without, and then reaches everywhere. */
  @Omittable() @IsInt() @Min(1) @Max(5_000_000) upToM?: number;
  /** Ngwee for the delivery. */
  @IsInt() @Min(0) @Max(MOST) base: number;
  /** Ngwee for each kilometre of the whole distance. */
  @Omittable() @IsInt() @Min(0) @Max(MOST) perKm: number = 0;
}

/** What an agent gets for a delivery. */
export class AgentPayInput {
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PayBandInput)
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  bands: PayBandInput[];
  @Omittable() @IsInt() @Min(0) @Max(1_000_000) freeWeightG: number = 0;
  /** Ngwee for each kilogram begun beyond the free weight. */
  @Omittable() @IsInt() @Min(0) @Max(MOST) perKg: number = 0;
}

/** A rule with what its kind needs and nothing of another kind. */
export class RuleInput {
  @IsIn(RULE_KINDS) kind: RuleKind;
  /** What it is for; all that is left out counts as all. */
  @Omittable() @IsUUID() shopId?: string;
  /** COMMISSION and MARKUP only. */
  @Omittable() @IsUUID() categoryId?: string;
  /** COMMISSION and MARKUP only. */
  @Omittable() @IsUUID() productId?: string;
  /** The other kinds only. */
  @Omittable() @IsIn(PROVINCES) fromProvince?: Province;
  /** The other kinds only. */
  @Omittable() @IsIn(PROVINCES) toProvince?: Province;
  /** The lower one is asked first; among equals the more specific one. */
  @Omittable() @IsInt() @Min(1) @Max(1000) priority: number = 100;
  @Omittable() @IsObject() @ValidateNested() @Type(() => CommissionInput) commission?: CommissionInput;
  @Omittable() @IsObject() @ValidateNested() @Type(() => MarkupInput) markup?: MarkupInput;
  @Omittable() @IsObject() @ValidateNested() @Type(() => DeliveryFeeInput) deliveryFee?: DeliveryFeeInput;
  @Omittable() @IsObject() @ValidateNested() @Type(() => FreeDeliveryInput) freeDelivery?: FreeDeliveryInput;
  @Omittable() @IsObject() @ValidateNested() @Type(() => AgentPayInput) agentPay?: AgentPayInput;
  /** Why; shown wherever the rule is applied. */
  @IsString() @MinLength(3) @MaxLength(200) reason: string;
  /** At once when left out; never in the past. */
  @Omittable() @IsISO8601({ strict: true, strictSeparator: true }) validFrom?: string;
  /** Until just before; without end when left out. */
  @Omittable() @IsISO8601({ strict: true, strictSeparator: true }) validTo?: string;
}

/** Opens a rule, gives one its next version, or ends one. */
export class RuleChange {
  @IsIn(['OPEN', 'CHANGE', 'END']) act: 'OPEN' | 'CHANGE' | 'END';
  /** To change or to end. */
  @Omittable() @IsUUID() ruleId?: string;
  /** To change or to end: the version that you have seen. */
  @Omittable() @IsInt() @Min(1) version?: number;
  /** To open or to change. */
  @Omittable() @IsObject() @ValidateNested() @Type(() => RuleInput) rule?: RuleInput;
  /** To end: when, at once when left out. */
  @Omittable() @IsISO8601({ strict: true, strictSeparator: true }) endsAt?: string;
  /** How many accepted lines of the last 30 days you mean to reach anew. A rule that reaches many needs it. */
  @Omittable() @IsInt() @Min(0) confirmMatches?: number;
}

/** A change that takes effect without a second person. */
export class MakeChange extends RuleChange {
  @IsString() @MinLength(3) @MaxLength(300) why: string;
}

export class RulesQuery extends PageQuery {
  @Omittable() @IsIn(RULE_KINDS) kind?: RuleKind;
  @Omittable() @IsUUID() shopId?: string;
}

export class RuleView {
  id: string;
  version: number;
  kind: RuleKind;
  /** Its place among the rules of its kind: the first that fits decides. Null in a history. */
  place: number | null;
  priority: number;
  /** How much its scope weighs among rules of its priority. */
  specificity: number;
  shopId: string | null;
  categoryId: string | null;
  productId: string | null;
  fromProvince: Province | null;
  toProvince: Province | null;
  currency: string;
  /** As in the input of its kind; amounts in ngwee. */
  terms: Record<string, unknown>;
  reason: string;
  actor: string;
  validFrom: string;
  validTo: string | null;
}

export class RuleList {
  data: RuleView[];
  nextCursor: string | null;
}

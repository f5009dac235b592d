import { Money, Omittable } from '@pakashop/platform';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { PRICE_MODELS, type PriceModel } from './pricing.plans.rules.js';

/** An amount above zero, VAT included. */
export class AskedPrice {
  /** Whole ngwee. */
  @IsInt() @Min(1) @Max(1_000_000_000_00) amount: number;
  @IsIn(['ZMW']) currency: string;
}

/** One piece costs `to`; the price falls evenly with the quantity, down to `from`. */
export class RangedTerms {
  @IsObject() @ValidateNested() @Type(() => AskedPrice) from: AskedPrice;
  @IsObject() @ValidateNested() @Type(() => AskedPrice) to: AskedPrice;
  /** From so many pieces on, each costs `from`. */
  @IsInt() @Min(2) @Max(999) lowestAt: number;
}

/** The list price stands, and buyers may propose another. */
export class NegotiableTerms {
  /** Proposals below it are declined at once; no buyer ever reads it. */
  @IsObject() @ValidateNested() @Type(() => AskedPrice) floor: AskedPrice;
  /** Proposals of at least this are accepted at once. */
  @Omittable() @IsObject() @ValidateNested() @Type(() => AskedPrice) acceptFrom?: AskedPrice;
}

/** A lower price for a while. */
export class PromotionalTerms {
  @IsObject() @ValidateNested() @Type(() => AskedPrice) price: AskedPrice;
  /** The price before, which is shown beside it. */
  @IsObject() @ValidateNested() @Type(() => AskedPrice) priorPrice: AskedPrice;
  @IsISO8601({ strict: true, strictSeparator: true }) startsAt: string;
  @IsISO8601({ strict: true, strictSeparator: true }) endsAt: string;
  /** For how many pieces at most. */
  @Omittable() @IsInt() @Min(1) @Max(1_000_000) quota?: number;
}

export class WholesaleTier {
  /** The tier begins at so many pieces and ends where the next begins. */
  @IsInt() @Min(1) @Max(999) minQuantity: number;
  /** Of one piece. */
  @IsObject() @ValidateNested() @Type(() => AskedPrice) price: AskedPrice;
}

/** Cheaper in larger numbers; fewer than the first tier asks for are not sold. */
export class WholesaleTerms {
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => WholesaleTier)
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  tiers: WholesaleTier[];
}

/** How the shop prices the variant from now on, with the terms of that model and no other. FIXED and QUOTATION have none. */
export class SetPrice {
  @IsIn(PRICE_MODELS) model: PriceModel;
  @Omittable() @IsObject() @ValidateNested() @Type(() => RangedTerms) ranged?: RangedTerms;
  @Omittable() @IsObject() @ValidateNested() @Type(() => NegotiableTerms) negotiable?: NegotiableTerms;
  @Omittable() @IsObject() @ValidateNested() @Type(() => PromotionalTerms) promotional?: PromotionalTerms;
  @Omittable() @IsObject() @ValidateNested() @Type(() => WholesaleTerms) wholesale?: WholesaleTerms;
}

export class RangedView {
  from: Money;
  to: Money;
  lowestAt: number;
}

export class NegotiableView {
  floor: Money;
  /** Null when the shop answers every proposal itself. */
  acceptFrom: Money | null;
}

export class PromotionView {
  price: Money;
  priorPrice: Money;
  startsAt: string;
  endsAt: string;
}

export class RunningPromotion extends PromotionView {
  /** Pieces that are left of the quota; null without one. */
  left: number | null;
}

export class PromotionalView extends PromotionView {
  quota: number | null;
  /** Pieces of the quota that paid orders have taken. */
  sold: number;
}

export class TierView {
  minQuantity: number;
  price: Money;
}

/** One version of how a shop prices a variant, as the shop sees it. The terms of other models are null. */
export class PlanView {
  id: string;
  variantId: string;
  /** Counts the changes; orders that are placed keep theirs. */
  version: number;
  model: PriceModel;
  ranged: RangedView | null;
  negotiable: NegotiableView | null;
  promotional: PromotionalView | null;
  wholesale: TierView[] | null;
  validFrom: string;
  /** Null while it is in force. */
  validTo: string | null;
}

export class PlanList {
  data: PlanView[];
  nextCursor: string | null;
}

/** Which prices: of one shop, as a product page or a cart needs them. */
export class PricesQuery {
  /** The shop that sells the variants. */
  @IsUUID() shopId: string;
  /** Up to 100 ids with commas between. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsUUID(undefined, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  variantIds: string[];
}

/**
 * How a variant is priced at this moment, beside the list price of the catalogue. FIXED is sold at its list price, and
 * so is a promotion that does not run.
 */
export class PriceView {
  variantId: string;
  model: PriceModel;
  /** What a piece costs, by quantity, for RANGED. */
  ranged: RangedView | null;
  /** For PROMOTIONAL. */
  promotional: RunningPromotion | null;
  /** For WHOLESALE; fewer than the first tier asks for are not sold. */
  wholesale: TierView[] | null;
  /** Whether POST /offers takes proposals (NEGOTIABLE) or requests (QUOTATION). */
  takesOffers: boolean;
}

export class PriceList {
  data: PriceView[];
  nextCursor: string | null;
}

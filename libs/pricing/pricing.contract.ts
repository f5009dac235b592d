import { Money, Omittable, op, port } from '@pakashop/platform';
import { Type } from 'class-transformer';
import {
  IsObject,
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsLatitude,
  IsLongitude,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** The provinces of Zambia (ISO 3166-2:ZM), as customers name them. */
export const PROVINCES = [
  'Central',
  'Copperbelt',
  'Eastern',
  'Luapula',
  'Lusaka',
  'Muchinga',
  'North-Western',
  'Northern',
  'Southern',
  'Western',
] as const;
export type Province = (typeof PROVINCES)[number];

/** Where goods come from or go to. Without coordinates the town stands for its centre. */
export class Place {
  @IsIn(PROVINCES) province: Province;
  @IsString() @MaxLength(80) town: string;
  @Omittable() @IsLatitude() latitude?: number;
  @Omittable() @IsLongitude() longitude?: number;
}

/** Pieces that orders have taken, by the caller's books, of a price that holds for so many. */
export class TakenPieces {
  @IsUUID() ruleId: string;
  @IsInt() @Min(0) pieces: number;
}

export class QuoteLine {
  /** The caller's own name for the line, given back in the answer. */
  @IsString() @MaxLength(64) ref: string;
  @IsUUID() productId: string;
  @IsUUID() variantId: string;
  @IsUUID() categoryId: string;
  /** The list price; how the shop prices the variant is this domain's to know. */
  @IsObject() @ValidateNested() @Type(() => Money) unitPrice: Money;
  @IsInt() @Min(1) @Max(999) quantity: number;
  /** Grams of one piece; unknown when absent. */
  @Omittable() @IsInt() @Min(1) weightG?: number;
  /** An accepted offer of the buyer for this variant and quantity. */
  @Omittable() @IsUUID() offerId?: string;
  /** What orders have taken of prices of this variant that hold for so many pieces. */
  @Omittable()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => TakenPieces)
  taken?: TakenPieces[];
}

export class QuoteShop {
  @IsUUID() shopId: string;
  @IsObject() @ValidateNested() @Type(() => Place) from: Place;
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => QuoteLine)
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  lines: QuoteLine[];
}

/** A basket over one or more shops, and where it goes. */
export class QuoteRequest {
  /** Whose offers count: `user:<id>` or `guest:<hash>`. */
  @Omittable() @IsString() @MaxLength(80) buyer?: string;
  @IsISO4217CurrencyCode() currency: string;
  @IsObject() @ValidateNested() @Type(() => Place) to: Place;
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => QuoteShop)
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  shops: QuoteShop[];
}

/** The rule that set an amount, and why it was this one. */
export class AppliedRule {
  @IsUUID() ruleId: string;
  @IsInt() ruleVersion: number;
  @IsString() reason: string;
}

/** What was added to the list price of a line, VAT included. The commission is taken of what is left without it. */
export class AppliedMarkup {
  @IsObject() @ValidateNested() @Type(() => Money) amount: Money;
  /** Whose it is. */
  @IsIn(['SHOP', 'PLATFORM']) keeper: 'SHOP' | 'PLATFORM';
  /** As what falls to the platform: without VAT, and the VAT. Nothing where the shop keeps it. */
  @IsObject() @ValidateNested() @Type(() => Money) commission: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commissionVat: Money;
  @IsObject() @ValidateNested() @Type(() => AppliedRule) rule: AppliedRule;
}

/** What somebody else pays of the delivery fee. */
export class DeliveryDiscount {
  @IsObject() @ValidateNested() @Type(() => Money) amount: Money;
  @IsIn(['SHOP', 'PLATFORM']) funder: 'SHOP' | 'PLATFORM';
  /** What the shop owes the platform for it: without VAT, and the VAT. Nothing where the platform pays. */
  @IsObject() @ValidateNested() @Type(() => Money) commission: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commissionVat: Money;
  @IsObject() @ValidateNested() @Type(() => AppliedRule) rule: AppliedRule;
}

export class PricedLine {
  @IsString() ref: string;
  /** Of one piece, by the shop's price model, and by the catalogue. */
  @IsObject() @ValidateNested() @Type(() => Money) unitPrice: Money;
  @IsObject() @ValidateNested() @Type(() => Money) listPrice: Money;
  @IsObject() @ValidateNested() @Type(() => AppliedRule) priceRule: AppliedRule;
  /** The price rule holds for so many pieces over all orders: whoever places the order counts them, under its id. */
  @IsOptional() @IsInt() @Min(1) limit?: number;
  /** Unit price × quantity, VAT included. */
  @IsObject() @ValidateNested() @Type(() => Money) total: Money;
  /** VAT in basis points, and the VAT contained in the total. */
  @IsInt() taxRate: number;
  @IsObject() @ValidateNested() @Type(() => Money) taxAmount: Money;
  /** Contained in unit price and total. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => AppliedMarkup) markup?: AppliedMarkup;
  /** What the platform takes of the total, and the VAT on that; both are the shop's to bear. */
  @IsObject() @ValidateNested() @Type(() => Money) commission: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commissionVat: Money;
  @IsObject() @ValidateNested() @Type(() => AppliedRule) commissionRule: AppliedRule;
}

export class PricedShop {
  @IsUUID() shopId: string;
  @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => PricedLine) lines: PricedLine[];
  @IsObject() @ValidateNested() @Type(() => Money) goodsTotal: Money;
  /** What the customer pays for the delivery. */
  @IsObject() @ValidateNested() @Type(() => Money) deliveryFee: Money;
  @IsObject() @ValidateNested() @Type(() => AppliedRule) deliveryRule: AppliedRule;
  /** What the delivery fee would be higher without. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DeliveryDiscount) deliveryDiscount?: DeliveryDiscount;
  /** What the agent gets for the delivery; the customer neither sees nor pays it. */
  @IsObject() @ValidateNested() @Type(() => Money) agentPay: Money;
  @IsObject() @ValidateNested() @Type(() => AppliedRule) agentPayRule: AppliedRule;
  @IsObject() @ValidateNested() @Type(() => Money) total: Money;
}

/** What the customer pays, per shop and line, with the rule behind each amount. */
export class Quote {
  @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => PricedShop) shops: PricedShop[];
  @IsObject() @ValidateNested() @Type(() => Money) goodsTotal: Money;
  @IsObject() @ValidateNested() @Type(() => Money) deliveryTotal: Money;
  @IsObject() @ValidateNested() @Type(() => Money) total: Money;
}

export class PricingPort extends port('pricing', {
  /** Prices a basket by the rules of this moment. Changes nothing. */
  quote: op(QuoteRequest, Quote),
}) {}

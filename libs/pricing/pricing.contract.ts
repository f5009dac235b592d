import { op, port, Money } from '@pakashop/platform';
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
  @IsOptional() @IsLatitude() latitude?: number;
  @IsOptional() @IsLongitude() longitude?: number;
}

export class QuoteLine {
  /** The caller's own name for the line, given back in the answer. */
  @IsString() @MaxLength(64) ref: string;
  @IsUUID() categoryId: string;
  @IsObject() @ValidateNested() @Type(() => Money) unitPrice: Money;
  @IsInt() @Min(1) @Max(999) quantity: number;
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

export class PricedLine {
  @IsString() ref: string;
  /** Unit price × quantity, VAT included. */
  @IsObject() @ValidateNested() @Type(() => Money) total: Money;
  /** VAT in basis points, and the VAT contained in the total. */
  @IsInt() taxRate: number;
  @IsObject() @ValidateNested() @Type(() => Money) taxAmount: Money;
  /** What the platform takes of the total, and the VAT on that; both are the shop's to bear. */
  @IsObject() @ValidateNested() @Type(() => Money) commission: Money;
  @IsObject() @ValidateNested() @Type(() => Money) commissionVat: Money;
  @IsObject() @ValidateNested() @Type(() => AppliedRule) commissionRule: AppliedRule;
}

export class PricedShop {
  @IsUUID() shopId: string;
  @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => PricedLine) lines: PricedLine[];
  @IsObject() @ValidateNested() @Type(() => Money) goodsTotal: Money;
  @IsObject() @ValidateNested() @Type(() => Money) deliveryFee: Money;
  @IsObject() @ValidateNested() @Type(() => AppliedRule) deliveryRule: AppliedRule;
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

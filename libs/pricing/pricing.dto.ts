import { Money, Omittable } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsInt, IsObject, IsString, IsUUID, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { AppliedMarkup, AppliedRule, Quote } from './pricing.contract.js';
import { AskedPrice } from './pricing.plans.dto.js';
import type { RuleKind } from './pricing.scopes.rules.js';

/** Opens a commission rule of one percentage for a shop, a category, a product, a pair of them, or everything. */
export class SetCommissionRule {
  @Omittable() @IsUUID() shopId?: string;
  @Omittable() @IsUUID() categoryId?: string;
  @Omittable() @IsUUID() productId?: string;
  /** Hundredths of a percent: 500 is 5 %. */
  @IsInt() @Min(0) @Max(5000) basisPoints: number;
  /** Why; shown wherever the rule is applied. */
  @IsString() @MinLength(3) @MaxLength(200) reason: string;
  /** How many accepted lines of the last 30 days you mean to reach anew; needed for everything, and for much. */
  @Omittable() @IsInt() @Min(0) confirmMatches?: number;
}

export class CommissionRuleView {
  id: string;
  /** Counts the changes of the rule. */
  version: number;
  shopId: string | null;
  categoryId: string | null;
  productId: string | null;
  /** Of the slice below the first tier, where it has tiers: see GET /pricing/rules. */
  basisPoints: number;
  reason: string;
}

export class CommissionRuleList {
  data: CommissionRuleView[];
  nextCursor: string | null;
}

/** A price that a shop thinks about. */
export class PreviewPrice {
  @IsUUID() categoryId: string;
  /** For rules about this very product; a product that is new has none. */
  @Omittable() @IsUUID() productId?: string;
  /** List price of one piece, VAT included. */
  @IsObject() @ValidateNested() @Type(() => AskedPrice) price: AskedPrice;
  @Omittable() @IsInt() @Min(1) @Max(999) quantity?: number;
}

/** What is left of a price. */
export class PricePreview {
  quantity: number;
  /** Of one piece, as customers pay it. */
  customerPrice: Money;
  /** Of all pieces. */
  total: Money;
  /** VAT contained in the total. */
  taxAmount: Money;
  /** Absent where nothing is added to list prices. */
  markup?: AppliedMarkup;
  commission: Money;
  commissionVat: Money;
  commissionRule: AppliedRule;
  /** What the shop gets of the total. */
  net: Money;
}

/** A rule that was asked, and how that ended. */
export class AskedRule {
  ruleId: string;
  version: number;
  kind: RuleKind;
  priority: number;
  specificity: number;
  reason: string;
  /** LATER: it fits as well, but another one came first. OTHER: it does not fit. */
  outcome: 'APPLIED' | 'LATER' | 'OTHER';
  /** In words. */
  why: string;
}

export class ExplainedLine {
  ref: string;
  /** Commissions and mark-ups in the order in which they were asked. */
  rules: AskedRule[];
}

export class ExplainedShop {
  shopId: string;
  /** From the shop to the customer. */
  metres: number;
  weightG: number;
  lines: ExplainedLine[];
  /** Delivery fees, free deliveries and agent pay in the order in which they were asked. */
  delivery: AskedRule[];
}

/** A quote with every rule that was asked for it. */
export class ExplainedQuote {
  quote: Quote;
  shops: ExplainedShop[];
}

import { IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min, MinLength } from 'class-validator';

/** Opens a commission rule for a shop, a category, both, or everything. */
export class SetCommissionRule {
  @IsOptional() @IsUUID() shopId?: string;
  @IsOptional() @IsUUID() categoryId?: string;
  /** Hundredths of a percent: 500 is 5 %. */
  @IsInt() @Min(0) @Max(5000) basisPoints: number;
  /** Why; shown wherever the rule is applied. */
  @IsString() @MinLength(3) @MaxLength(200) reason: string;
}

export class CommissionRuleView {
  id: string;
  /** Counts the changes of the rule with this scope. */
  version: number;
  shopId: string | null;
  categoryId: string | null;
  basisPoints: number;
  reason: string;
}

export class CommissionRuleList {
  data: CommissionRuleView[];
  nextCursor: string | null;
}

import { event, Money } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsDateString, IsObject, ValidateNested } from 'class-validator';

export class CodeSpendingFact {
  /** Day by UTC. */
  @IsDateString() day: string;
  @IsObject() @ValidateNested() @Type(() => Money) spent: Money;
  @IsObject() @ValidateNested() @Type(() => Money) budget: Money;
}

/** One-time codes have used up the money of the day: no more are sent until midnight UTC, or CODE_BUDGET_DAY is raised. */
export const CodeBudgetSpent = event('people.code_budget_spent', CodeSpendingFact);

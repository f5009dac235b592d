import { Env } from '@pakashop/platform';
import { IsInt, Max, Min } from 'class-validator';

/** How long is remembered what was sold under which rules. */
export class PricingConfig {
  /** Days for which accepted quotes are kept for simulations. */
  @Env() @IsInt() @Min(31) @Max(3_650) ACCEPTED_QUOTES_DAYS: number = 400;
}

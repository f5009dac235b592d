import { Env } from '@pakashop/platform';
import { IsInt, Max, Min } from 'class-validator';

export class DisputesConfig {
  /** Days after the delivery in which a buyer may open a dispute. */
  @Env() @IsInt() @Min(1) @Max(365) DISPUTE_DAYS: number = 7;
}

import { Env } from '@pakashop/platform';
import { IsInt, Max, Min } from 'class-validator';

/** The figures of the fraud rules. A weight of 0 switches a rule off. */
export class FraudConfig {
  /** A payment whose score is above this waits for a person. */
  @Env() @IsInt() @Min(0) @Max(99) FRAUD_REVIEW_THRESHOLD: number = 50;
  /** Value of an ordinary order in ngwee, until there is enough history to know it. */
  @Env() @IsInt() @Min(1) FRAUD_REFERENCE_ORDER: number = 100_000;
  /** Weight of: the buyer owns a shop that is paid. */
  @Env() @IsInt() @Min(0) @Max(100) FRAUD_WEIGHT_SDL_001: number = 100;
  /** Weight of: far above an ordinary order. */
  @Env() @IsInt() @Min(0) @Max(100) FRAUD_WEIGHT_AMT_001: number = 20;
  /** Weight of: an amount with which stolen cards are tried out. */
  @Env() @IsInt() @Min(0) @Max(100) FRAUD_WEIGHT_AMT_002: number = 15;
}

import { Env } from '@pakashop/platform';
import { IsInt, IsNumber, Max, Min } from 'class-validator';

export class RefundsConfig {
  /** Ngwee above which a refund that staff opens or a dispute leads to, that staff sends to another wallet or calls off waits for a second person. */
  @Env() @IsInt() @Min(0) REFUND_APPROVAL_ABOVE: number = 100_000;
  /** Ngwee that one member of staff may give back within a day, of all orders, without a second person. */
  @Env() @IsInt() @Min(0) REFUND_DAY_ABOVE: number = 1_000_000;
  /** First delay in seconds before a refund is tried again that failed for a passing reason; later ones grow from it. */
  @Env() @IsNumber() @Min(0.05) @Max(3600) REFUND_RETRY_SECONDS: number = 60;
}

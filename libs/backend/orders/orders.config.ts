import { Env } from '@pakashop/platform';
import { IsInt, Max, Min } from 'class-validator';

export class OrdersConfig {
  /** Seconds in which an order has to be paid before its stock is free again. */
  @Env() @IsInt() @Min(1) @Max(604_800) ORDER_TTL_SECONDS: number = 1_800;
  /** Unpaid orders that one buyer or guest may have open at once, so that nobody hoards stock. */
  @Env() @IsInt() @Min(1) @Max(1_000_000) ORDER_MAX_UNPAID: number = 5;
}

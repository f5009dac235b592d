import { Env } from '@pakashop/platform';
import { IsInt, Max, Min } from 'class-validator';

export class WalletsConfig {
  /** Hours after a change in which nothing is paid to a wallet, so that its owner can notice. */
  @Env() @IsInt() @Min(0) @Max(720) PAYOUT_COOLING_HOURS: number = 72;
}

import { Env, Switch } from '@pakashop/platform';
import { IsBoolean, IsInt, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';
import { FEE_TERMS } from './fees.rules.js';

const ADDRESS = { require_tld: false, require_protocol: true };

/** How statements are fetched, and how strictly they are compared. */
export class ReconciliationConfig {
  @Env() @IsUrl(ADDRESS) PUBLIC_URL: string = 'http://127.0.0.1:8000';
  /** Statements of the day before are fetched by themselves. */
  @Env() @Switch() @IsBoolean() RECON_FETCH: boolean = true;
  /** Hour (UTC) from which on: before it the provider's data may lag, and payouts may be under way. */
  @Env() @IsInt() @Min(0) @Max(23) RECON_FETCH_HOUR: number = 1;
  /** Minutes around the end of a day in which our clock and the provider's may put the same money in different days. */
  @Env() @IsInt() @Min(1) @Max(720) RECON_TIMING_MINUTES: number = 60;
  /** Days that money sent to our bank may be on its way. */
  @Env() @IsInt() @Min(1) @Max(30) RECON_BANK_DAYS: number = 3;
  /** What the contracts say about fees: `pawapay.DEPOSIT=150bps,flutterwave.PAYOUT=850`. What is not named is not compared. */
  @Env() @IsOptional() @Matches(FEE_TERMS) RECON_FEES?: string;
  /** Largest statement that is taken, in mebibytes. */
  @Env() @IsInt() @Min(1) @Max(2_048) RECON_FILE_MIB: number = 512;
}

import { Env, Switch } from '@pakashop/platform';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';
import { FEE_TERMS } from './fees.rules.js';

const ADDRESS = { require_tld: false, require_protocol: true };

/** How statements are fetched, and how strictly they are compared. */
export class ReconciliationConfig {
  @Env() @IsIn(['MOCK', 'AUTO', 'PAWAPAY']) PAYMENT_PROVIDER: 'MOCK' | 'AUTO' | 'PAWAPAY' = 'AUTO';
  @Env() @IsUrl(ADDRESS) SANDBOX_URL: string = 'http://127.0.0.1:4010';
  @Env() @IsUrl(ADDRESS) PAWAPAY_BASE_URL: string = 'http://127.0.0.1:4010/pawapay';
  @Env() @IsString() @MinLength(8) PAWAPAY_API_KEY: string = 'sandbox-pawapay-token';
  @Env() @IsUrl(ADDRESS) FLUTTERWAVE_BASE_URL: string = 'http://127.0.0.1:4010/flutterwave/v3';
  @Env() @IsString() @MinLength(8) FLUTTERWAVE_SECRET_KEY: string = 'FLWSECK_TEST-sandbox';
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

import { ConfigError, Env } from '@pakashop/platform';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';

const ADDRESS = { require_tld: false, require_protocol: true };

/** What the simulated providers take; worth nothing anywhere else. */
const SANDBOX = {
  PAWAPAY_API_KEY: 'sandbox-pawapay-token',
  FLUTTERWAVE_SECRET_KEY: 'FLWSECK_TEST-sandbox',
} as const;

/** One bank of the list below: `ZNCOZMLU=542:ZM210000`, the branch may be left out. */
const BANKS = /^([A-Z0-9]{8,11}=\w+(:\w+)?(,|$))*$/;

/** Who pays out, when, how much without a second person, and when to stop. */
export class PayoutsConfig {
  @Env() @IsIn(['MOCK', 'AUTO', 'PAWAPAY']) PAYMENT_PROVIDER: 'MOCK' | 'AUTO' | 'PAWAPAY' = 'AUTO';
  @Env() @IsUrl(ADDRESS) SANDBOX_URL: string = 'http://127.0.0.1:4010';
  @Env() @IsUrl(ADDRESS) PAWAPAY_BASE_URL: string = 'http://127.0.0.1:4010/pawapay';
  @Env() @IsString() @MinLength(8) PAWAPAY_API_KEY: string = SANDBOX.PAWAPAY_API_KEY;
  @Env() @IsUrl(ADDRESS) FLUTTERWAVE_BASE_URL: string = 'http://127.0.0.1:4010/flutterwave/v3';
  @Env() @IsString() @MinLength(8) FLUTTERWAVE_SECRET_KEY: string = SANDBOX.FLUTTERWAVE_SECRET_KEY;
  /** Banks that Flutterwave pays to, by BIC: its own code of the bank and the branch. */
  @Env() @IsOptional() @Matches(BANKS) FLUTTERWAVE_BANKS?: string;
  /** First delay before a provider is asked about an unsettled payout; later ones grow from it. */
  @Env() @IsNumber() @Min(0.1) @Max(600) PAYMENT_POLL_SECONDS: number = 10;
  /** After so long without trace at the provider a payout that was sent counts as never received. */
  @Env() @IsInt() @Min(1) PAYMENT_NOT_FOUND_SECONDS: number = 900;
  /** Ngwee: a batch above it is sent only when a second person has approved it. */
  @Env() @IsInt() @Min(0) PAYOUT_APPROVAL_ABOVE: number = 5_000_000;
  /** Hour in Lusaka from which on a day's cycle is prepared. */
  @Env() @IsInt() @Min(0) @Max(23) PAYOUT_HOUR: number = 6;
  /** A batch is paused when more of what was sent failed or is unknown. */
  @Env() @IsInt() @Min(0) @Max(100) PAYOUT_STOP_PERCENT: number = 20;
  /** But not before so many were sent. */
  @Env() @IsInt() @Min(1) PAYOUT_STOP_AFTER: number = 5;
}

/**
 * Simulated or real is a matter of addresses only: MOCK forces the sandbox's, and production refuses it.
 *
 * @throws ConfigError when production would use the sandbox or its keys
 */
export function payoutAddresses(config: PayoutsConfig, environment: string) {
  if (environment === 'production') refuseSandbox(config);
  if (config.PAYMENT_PROVIDER !== 'MOCK') {
    return { pawapay: config.PAWAPAY_BASE_URL, flutterwave: config.FLUTTERWAVE_BASE_URL };
  }
  return { pawapay: `${config.SANDBOX_URL}/pawapay`, flutterwave: `${config.SANDBOX_URL}/flutterwave/v3` };
}

/** Flutterwave's code and branch of each bank, by BIC. */
export function banksOf({ FLUTTERWAVE_BANKS = '' }: PayoutsConfig): ReadonlyMap<string, Bank> {
  const entries = FLUTTERWAVE_BANKS.split(',').filter(Boolean);
  return new Map(
    entries.map((entry) => {
      const [bic, target] = entry.split('=');
      const [code, branch] = target!.split(':');
      return [bic!, { code: code!, branch }];
    }),
  );
}

export interface Bank {
  readonly code: string;
  readonly branch?: string;
}

function refuseSandbox(config: PayoutsConfig): void {
  const problems = Object.entries(SANDBOX)
    .filter(([name, value]) => config[name as keyof typeof SANDBOX] === value)
    .map(([name]) => `${name} is the sandbox's: set the real one in production`);
  if (config.PAYMENT_PROVIDER === 'MOCK')
    problems.push('PAYMENT_PROVIDER=MOCK moves no money and is refused in production');
  if (problems.length > 0) throw new ConfigError(problems);
}

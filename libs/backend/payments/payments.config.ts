import { ConfigError, Env } from '@pakashop/platform';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, Max, Min, MinLength } from 'class-validator';

const ADDRESS = { require_tld: false, require_protocol: true };

/** What the simulated providers take; worth nothing anywhere else. */
const SANDBOX = {
  PAWAPAY_API_KEY: 'sandbox-pawapay-token',
  FLUTTERWAVE_SECRET_KEY: 'FLWSECK_TEST-sandbox',
  FLUTTERWAVE_SECRET_HASH: 'sandbox-flutterwave-hash',
} as const;

/** How the providers are reached and how patient we are with them. */
export class PaymentsConfig {
  /** MOCK: the simulated providers; AUTO: pawaPay with Flutterwave for cards and failover; PAWAPAY: pawaPay alone. */
  @Env() @IsIn(['MOCK', 'AUTO', 'PAWAPAY']) PAYMENT_PROVIDER: 'MOCK' | 'AUTO' | 'PAWAPAY' = 'AUTO';
  @Env() @IsUrl(ADDRESS) SANDBOX_URL: string = 'http://127.0.0.1:4010';
  @Env() @IsUrl(ADDRESS) PAWAPAY_BASE_URL: string = 'http://127.0.0.1:4010/pawapay';
  @Env() @IsString() @MinLength(8) PAWAPAY_API_KEY: string = SANDBOX.PAWAPAY_API_KEY;
  /** `signature` checks RFC 9421 signatures with pawaPay's public keys, `hmac` the shared secret. */
  @Env() @IsIn(['signature', 'hmac']) PAWAPAY_WEBHOOK_VERIFIER: 'signature' | 'hmac' = 'signature';
  @Env() @IsOptional() @IsString() @MinLength(16) PAWAPAY_WEBHOOK_SECRET?: string;
  @Env() @IsUrl(ADDRESS) FLUTTERWAVE_BASE_URL: string = 'http://127.0.0.1:4010/flutterwave/v3';
  @Env() @IsString() @MinLength(8) FLUTTERWAVE_SECRET_KEY: string = SANDBOX.FLUTTERWAVE_SECRET_KEY;
  @Env() @IsString() @MinLength(8) FLUTTERWAVE_SECRET_HASH: string = SANDBOX.FLUTTERWAVE_SECRET_HASH;
  /** Address under which providers reach this API; part of what pawaPay signs. */
  @Env() @IsUrl(ADDRESS) PUBLIC_URL: string = 'http://127.0.0.1:8000';
  /** The shop's own pages; the card page sends the buyer back to /payment/callback there. */
  @Env() @IsUrl(ADDRESS) STOREFRONT_URL: string = 'http://localhost:3000';
  /** How long an initiate request waits for the provider before it answers `pending`. */
  @Env() @IsNumber() @Min(0.1) @Max(60) PAYMENT_REPLY_SECONDS: number = 8;
  /** First delay before a provider is asked about an unsettled payment; later ones grow from it. */
  @Env() @IsNumber() @Min(0.1) @Max(600) PAYMENT_POLL_SECONDS: number = 10;
  /** After so long without trace at the provider a payment that was sent counts as never received. */
  @Env() @IsInt() @Min(1) PAYMENT_NOT_FOUND_SECONDS: number = 900;
}

export interface ProviderAddresses {
  readonly pawapay: string;
  readonly flutterwave: string;
}

/**
 * Simulated or real is a matter of addresses only: MOCK forces the sandbox's, and production refuses it.
 *
 * @throws ConfigError when production would use the sandbox or its keys
 */
export function providerAddresses(config: PaymentsConfig, environment: string): ProviderAddresses {
  if (environment === 'production') refuseSandbox(config);
  if (config.PAYMENT_PROVIDER !== 'MOCK') {
    return { pawapay: config.PAWAPAY_BASE_URL, flutterwave: config.FLUTTERWAVE_BASE_URL };
  }
  return { pawapay: `${config.SANDBOX_URL}/pawapay`, flutterwave: `${config.SANDBOX_URL}/flutterwave/v3` };
}

function refuseSandbox(config: PaymentsConfig): void {
  const problems = Object.entries(SANDBOX)
    .filter(([name, value]) => config[name as keyof typeof SANDBOX] === value)
    .map(([name]) => `${name} is the sandbox's: set the real one in production`);
  if (config.PAYMENT_PROVIDER === 'MOCK')
    problems.push('PAYMENT_PROVIDER=MOCK moves no money and is refused in production');
  if (problems.length > 0) throw new ConfigError(problems);
}

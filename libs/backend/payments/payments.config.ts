import { Env } from '@pakashop/platform';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, Max, Min, MinLength } from 'class-validator';

const ADDRESS = { require_tld: false, require_protocol: true };

/** How the providers are reached and how patient we are with them. */
export class PaymentsConfig {
  /** MOCK: the simulated providers; AUTO: pawaPay with Flutterwave for cards and failover; PAWAPAY: pawaPay alone. */
  @Env() @IsIn(['MOCK', 'AUTO', 'PAWAPAY']) PAYMENT_PROVIDER: 'MOCK' | 'AUTO' | 'PAWAPAY' = 'AUTO';
  @Env() @IsUrl(ADDRESS) SANDBOX_URL: string = 'http://127.0.0.1:4010';
  @Env() @IsUrl(ADDRESS) PAWAPAY_BASE_URL: string = 'http://127.0.0.1:4010/pawapay';
  @Env() @IsString() @MinLength(8) PAWAPAY_API_KEY: string = 'sandbox-pawapay-token';
  /** `signature` checks RFC 9421 signatures with pawaPay's public keys, `hmac` the shared secret. */
  @Env() @IsIn(['signature', 'hmac']) PAWAPAY_WEBHOOK_VERIFIER: 'signature' | 'hmac' = 'signature';
  @Env() @IsOptional() @IsString() @MinLength(16) PAWAPAY_WEBHOOK_SECRET?: string;
  @Env() @IsUrl(ADDRESS) FLUTTERWAVE_BASE_URL: string = 'http://127.0.0.1:4010/flutterwave/v3';
  @Env() @IsString() @MinLength(8) FLUTTERWAVE_SECRET_KEY: string = 'FLWSECK_TEST-sandbox';
  @Env() @IsString() @MinLength(8) FLUTTERWAVE_SECRET_HASH: string = 'sandbox-flutterwave-hash';
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
 * @throws Error when production is told to use the sandbox
 */
export function providerAddresses(config: PaymentsConfig, environment: string): ProviderAddresses {
  if (config.PAYMENT_PROVIDER !== 'MOCK') {
    return { pawapay: config.PAWAPAY_BASE_URL, flutterwave: config.FLUTTERWAVE_BASE_URL };
  }
  if (environment === 'production')
    throw new Error('PAYMENT_PROVIDER=MOCK is refused in production: no money would move.');
  return { pawapay: `${config.SANDBOX_URL}/pawapay`, flutterwave: `${config.SANDBOX_URL}/flutterwave/v3` };
}

import { ConfigError, Env } from '@pakashop/platform';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, Max, Min, MinLength } from 'class-validator';
import { type ProviderAccess, type Reach, reachOf } from './payments.access.contract.js';

const ADDRESS = { require_tld: false, require_protocol: true };

/** The simulated one's; worth nothing anywhere else. */
const SANDBOX_HASH = 'sandbox-flutterwave-hash';

/** How providers prove themselves, and how patient we are with them. */
export class PaymentsConfig {
  /** `signature` checks RFC 9421 signatures with pawaPay's public keys, `hmac` the shared secret. */
  @Env() @IsIn(['signature', 'hmac']) PAWAPAY_WEBHOOK_VERIFIER: 'signature' | 'hmac' = 'signature';
  @Env() @IsOptional() @IsString() @MinLength(16) PAWAPAY_WEBHOOK_SECRET?: string;
  @Env() @IsString() @MinLength(8) FLUTTERWAVE_SECRET_HASH: string = SANDBOX_HASH;
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

/**
 * Where the companies answer that take payments.
 *
 * @throws ConfigError when production would use the sandbox or its keys
 */
export function paymentReach(access: ProviderAccess, config: PaymentsConfig, environment: string): Reach {
  if (environment === 'production' && config.FLUTTERWAVE_SECRET_HASH === SANDBOX_HASH) {
    throw new ConfigError(["FLUTTERWAVE_SECRET_HASH is the sandbox's: set the real one in production"]);
  }
  return reachOf(access, environment);
}

import { ConfigError, Env } from '@pakashop/platform';
import { IsIn, IsString, IsUrl, MinLength } from 'class-validator';

const ADDRESS = { require_tld: false, require_protocol: true };

/** What the simulated companies take; worth nothing anywhere else. */
const SANDBOX = {
  PAWAPAY_API_KEY: 'sandbox-pawapay-token',
  FLUTTERWAVE_SECRET_KEY: 'FLWSECK_TEST-sandbox',
} as const;

/** How the companies that move money are reached by all that reach them: payments, refunds, payouts and statements. */
export class ProviderAccess {
  /** MOCK: the simulated providers; AUTO: pawaPay with Flutterwave for cards and failover; PAWAPAY: pawaPay alone. */
  @Env() @IsIn(['MOCK', 'AUTO', 'PAWAPAY']) PAYMENT_PROVIDER: 'MOCK' | 'AUTO' | 'PAWAPAY' = 'AUTO';
  @Env() @IsUrl(ADDRESS) SANDBOX_URL: string = 'http://127.0.0.1:4010';
  @Env() @IsUrl(ADDRESS) PAWAPAY_BASE_URL: string = 'http://127.0.0.1:4010/pawapay';
  @Env() @IsString() @MinLength(8) PAWAPAY_API_KEY: string = SANDBOX.PAWAPAY_API_KEY;
  @Env() @IsUrl(ADDRESS) FLUTTERWAVE_BASE_URL: string = 'http://127.0.0.1:4010/flutterwave/v3';
  @Env() @IsString() @MinLength(8) FLUTTERWAVE_SECRET_KEY: string = SANDBOX.FLUTTERWAVE_SECRET_KEY;
}

/** Where each company answers, and what proves to it who asks. */
export interface Reach {
  readonly pawapay: { readonly baseUrl: string; readonly token: string };
  readonly flutterwave: { readonly baseUrl: string; readonly secretKey: string };
}

/**
 * Simulated or real is a matter of addresses only: MOCK forces the sandbox's, and production refuses it.
 *
 * @throws ConfigError when production would use the sandbox or its keys
 */
export function reachOf(access: ProviderAccess, environment: string): Reach {
  if (environment === 'production') refuseSandbox(access);
  const isMock = access.PAYMENT_PROVIDER === 'MOCK';
  return {
    pawapay: {
      baseUrl: isMock ? `${access.SANDBOX_URL}/pawapay` : access.PAWAPAY_BASE_URL,
      token: access.PAWAPAY_API_KEY,
    },
    flutterwave: {
      baseUrl: isMock ? `${access.SANDBOX_URL}/flutterwave/v3` : access.FLUTTERWAVE_BASE_URL,
      secretKey: access.FLUTTERWAVE_SECRET_KEY,
    },
  };
}

function refuseSandbox(access: ProviderAccess): void {
  const problems = Object.entries(SANDBOX)
    .filter(([name, value]) => access[name as keyof typeof SANDBOX] === value)
    .map(([name]) => `${name} is the sandbox's: set the real one in production`);
  if (access.PAYMENT_PROVIDER === 'MOCK')
    problems.push('PAYMENT_PROVIDER=MOCK moves no money and is refused in production');
  if (problems.length > 0) throw new ConfigError(problems);
}

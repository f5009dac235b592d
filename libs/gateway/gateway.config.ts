import { Env } from '@pakashop/platform';
import { IsInt, IsOptional, IsString, Matches, Max, Min, MinLength } from 'class-validator';

/** Variables of the gateway. Quotas are requests per window; the windows are fixed: a minute for `auth`, else 15. */
export class GatewayConfig {
  /** Signs access tokens (HS256); backend and gateway share it. */
  @Env() @IsString() @MinLength(32, { message: '$property must be at least 32 characters' }) JWT_SECRET: string;
  /** The secret before the last change: what it signed is believed as well. */
  @Env() @IsOptional() @IsString() @MinLength(32) JWT_SECRET_PREVIOUS?: string;
  /** Key of the client named `default`: what our own shop front sends as x-pakashop-key. */
  @Env()
  @Matches(/^[\x21-\x2b\x2d-\x7e]{16,256}$/, { message: '$property must be 16 to 256 visible characters, no comma' })
  PAKASHOP_CLIENT_KEY: string;
  /** Keys of further clients, `name:key,name:key`; two keys may carry one name. */
  @Env()
  @IsOptional()
  @Matches(/^[\w-]{1,40}:[\x21-\x2b\x2d-\x7e]{16,256}(,[\w-]{1,40}:[\x21-\x2b\x2d-\x7e]{16,256})*$/, {
    message: '$property must be name:key,name:key with keys of at least 16 characters',
  })
  PAKASHOP_CLIENT_KEYS?: string;
  /** Part of the digest of keys that administrators issue: a copy of the table without it proves nothing. */
  @Env()
  @IsString()
  @MinLength(32, { message: '$property must be at least 32 random characters' })
  CLIENT_KEY_PEPPER: string;
  /** Origins of browsers that may read answers to the clients above, separated by commas; none in production unless set. */
  @Env()
  @IsOptional()
  @Matches(/^https?:\/\/[^\s,/]+(,https?:\/\/[^\s,/]+)*$/, {
    message: '$property must be origins like https://pakashop.store, separated by commas',
  })
  CORS_ORIGINS?: string;
  /** Per person or guest. */
  @Env() @IsInt() @Min(1) @Max(1e9) RATE_LIMIT_ACCOUNT: number = 1_000;
  /** Per address (IPv6: per /64), for requests that no signed-in person answers for. */
  @Env() @IsInt() @Min(1) @Max(1e9) RATE_LIMIT_ADDRESS: number = 1_000;
  /** Per client, over all its users: a valve against one runaway application. */
  @Env() @IsInt() @Min(1) @Max(1e9) RATE_LIMIT_CLIENT: number = 1_000_000;
  /** Signing in and the like in a minute: per address and client, per account, contact and device that it is about. */
  @Env() @IsInt() @Min(1) @Max(1e9) RATE_LIMIT_AUTH: number = 20;
  /** Starting payments, per person or guest, and per phone number that shall pay. */
  @Env() @IsInt() @Min(1) @Max(1e9) RATE_LIMIT_PAYMENTS: number = 20;
  /** Starting payments, per address: more, since a phone network's customers share few addresses. */
  @Env() @IsInt() @Min(1) @Max(1e9) RATE_LIMIT_PAYMENTS_ADDRESS: number = 60;
  /** Callbacks of providers, per address: they come for all customers from few machines. */
  @Env() @IsInt() @Min(1) @Max(1e9) RATE_LIMIT_WEBHOOK: number = 100_000;
  /** Milliseconds that a domain in another process may take to answer. */
  @Env() @IsInt() @Min(50) @Max(60_000) UPSTREAM_TIMEOUT_MS: number = 10_000;
}

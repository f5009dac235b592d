import { Env } from '@pakashop/platform';
import { IsInt, IsOptional, IsString, IsUrl, Max, Min, MinLength } from 'class-validator';

const ADDRESS = { require_tld: false, require_protocol: true };

export class AuthConfig {
  /** Signs access tokens (HS256) and device keys. */
  @Env() @MinLength(32, { message: '$property must be at least 32 random characters' }) JWT_SECRET: string;
  /** The secret before the last change: what it signed is believed as well. */
  @Env() @IsOptional() @MinLength(32) JWT_SECRET_PREVIOUS?: string;
  /** Makes the first administrator by POST /auth/bootstrap-admin; worth nothing once there is one. */
  @Env() @IsOptional() @MinLength(32) BOOTSTRAP_ADMIN_TOKEN?: string;
  /** One-time codes and links are derived from it; changing it ends those that are under way. */
  @Env() @MinLength(32, { message: '$property must be at least 32 random characters' }) CODE_KEY: string;
  /** Codes to one phone or e-mail address in an hour and in a day. */
  @Env() @IsInt() @Min(1) @Max(100) CODE_PER_HOUR: number = 5;
  @Env() @IsInt() @Min(1) @Max(100) CODE_PER_DAY: number = 10;
  /** Seconds before the next code may be asked for. */
  @Env() @IsInt() @Min(0) @Max(3_600) CODE_RESEND_SECONDS: number = 30;
  /** What a code to a phone or by e-mail costs at most, and what all codes of a day may cost, in ngwee. */
  @Env() @IsInt() @Min(0) CODE_PRICE_PHONE: number = 150;
  @Env() @IsInt() @Min(0) CODE_PRICE_EMAIL: number = 3;
  @Env() @IsInt() @Min(0) CODE_BUDGET_DAY: number = 1_000_000;
  /** Wrong passwords per address and minute; requests to sign-in routes are counted against it by the gateway, too. */
  @Env() @IsInt() @Min(1) @Max(1e9) RATE_LIMIT_AUTH: number = 20;
  /** Wrong passwords per minute of all accounts together; beyond, sign-ins from unknown devices wait. */
  @Env() @IsInt() @Min(1) @Max(1e9) WRONG_PASSWORDS_PER_MINUTE: number = 600;
  /** Where stolen passwords are looked up by their range; nobody is asked without it. */
  @Env() @IsOptional() @IsUrl(ADDRESS) BREACHED_PASSWORDS_URL?: string;
  /** The shop's own pages; links in messages and Google send people back there. */
  @Env() @IsUrl(ADDRESS) STOREFRONT_URL: string = 'http://localhost:3000';
  /** Signing in with Google: without a client id there is none. */
  @Env() @IsOptional() @IsString() GOOGLE_CLIENT_ID?: string;
  @Env() @IsOptional() @IsString() GOOGLE_CLIENT_SECRET?: string;
  @Env() @IsUrl(ADDRESS) GOOGLE_ISSUER: string = 'https://accounts.google.com';
}

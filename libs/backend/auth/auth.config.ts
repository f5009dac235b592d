import { Env } from '@pakashop/platform';
import { IsOptional, MinLength } from 'class-validator';

export class AuthConfig {
  /** Signs access tokens (HS256) and device keys; changing it signs everybody out. */
  @Env() @MinLength(32, { message: '$property must be at least 32 random characters' }) JWT_SECRET: string;
  /** Makes the first administrator by POST /auth/bootstrap-admin; worth nothing once there is one. */
  @Env() @IsOptional() @MinLength(32) BOOTSTRAP_ADMIN_TOKEN?: string;
}

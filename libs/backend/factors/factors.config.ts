import { Env } from '@pakashop/platform';
import { IsOptional, Matches } from 'class-validator';

const hexKey = { message: '$property must be 64 hexadecimal digits (openssl rand -hex 32)' };

export class FactorsConfig {
  /** Seals the secrets of people's authenticator apps (AES-256-GCM). */
  @Env() @Matches(/^[0-9a-f]{64}$/i, hexKey) TOTP_ENCRYPTION_KEY: string;
  /** The key before the last change; a secret that it sealed is sealed anew when it is next used. */
  @Env() @IsOptional() @Matches(/^[0-9a-f]{64}$/i, hexKey) TOTP_ENCRYPTION_KEY_PREVIOUS?: string;
}

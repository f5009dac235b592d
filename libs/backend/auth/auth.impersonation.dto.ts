import { Omittable } from '@pakashop/platform';
import { IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { Transform, type TransformFnParams } from 'class-transformer';
import type { Audience } from './auth.contract.js';

/** Surfaces on which people can be looked at. */
const LOOKED_AT = ['customer', 'vendor', 'agent'] as const;
export type LookedAt = Exclude<Audience, 'staff'>;

export class StartImpersonation {
  /** Why; the person sees it. */
  @Transform(({ value }: TransformFnParams): unknown => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @MinLength(10)
  @MaxLength(500)
  reason: string;
  /** Surface on which to see what the person sees: `customer` when it is not given. */
  @Omittable() @IsIn(LOOKED_AT) audience: LookedAt = 'customer';
}

/** Staff of ours who looked at the marketplace through the person's eyes. */
export class ImpersonationView {
  id: string;
  /** Why, in the words of who did it. */
  reason: string;
  /** Surface that was looked at. */
  audience: LookedAt;
  startedAt: string;
  /** When it ends whatever happens. */
  expiresAt: string;
  /** When it ended; null while it goes on. */
  endedAt: string | null;
}

export class ImpersonationStarted extends ImpersonationView {
  /** Send it as `Authorization: Bearer`. It reads, and changes nothing; there is no refresh token. */
  accessToken: string;
}

export class ImpersonationList {
  data: ImpersonationView[];
  nextCursor: string | null;
}

import { op, port } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsObject, IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';

export class VerifySession {
  /** The access token as it came in Authorization: Bearer. */
  @IsString() @MaxLength(4096) token: string;
}

/** The surfaces that people sign in to. A token is good for one of them only. */
export const AUDIENCES = ['customer', 'vendor', 'agent', 'staff'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What a grant covers: everything, one shop, or one fleet of couriers. */
export const SCOPES = ['platform', 'shop', 'fleet'] as const;
export type Scope = (typeof SCOPES)[number];

/** A permission and the objects it covers. */
export class SessionGrant {
  @IsString() permission: string;
  @IsIn(SCOPES) scope: Scope;
  @IsOptional() @IsUUID() scopeId?: string;
}

/** Who the bearer of a valid token is and what they may. */
export class VerifiedSession {
  @IsUUID() userId: string;
  @IsUUID() sessionId: string;
  /** Surface the token is for. */
  @IsIn(AUDIENCES) audience: Audience;
  /** Second at which the token ends, by the Unix clock. */
  @IsInt() expiresAt: number;
  @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => SessionGrant) grants: SessionGrant[];
}

/** What the gateway asks about a person. */
export class SessionsPort extends port('backend.sessions', {
  /** Checks token, session and account; refuses with AUTH_001. */
  verify: op(VerifySession, VerifiedSession),
}) {}

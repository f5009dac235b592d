import { op, port } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsObject, IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';

export class VerifySession {
  /** The access token as it came in Authorization: Bearer. */
  @IsString() @MaxLength(4096) token: string;
}

/** A permission and the objects it covers. */
export class SessionGrant {
  @IsString() permission: string;
  @IsIn(['platform', 'shop', 'fleet']) scope: 'platform' | 'shop' | 'fleet';
  @IsOptional() @IsUUID() scopeId?: string;
}

/** Who the bearer of a valid token is and what they may. */
export class VerifiedSession {
  @IsUUID() userId: string;
  @IsUUID() sessionId: string;
  /** Surface the token is for: customer, vendor, agent, staff. */
  @IsString() audience: string;
  /** Second at which the token ends, by the Unix clock. */
  @IsInt() expiresAt: number;
  @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => SessionGrant) grants: SessionGrant[];
}

/** What the gateway asks about a person. */
export class SessionsPort extends port('backend.sessions', {
  /** Checks token, session and account; refuses with AUTH_001. */
  verify: op(VerifySession, VerifiedSession),
}) {}

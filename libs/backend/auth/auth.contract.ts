import { op, port } from '@pakashop/platform';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';

export class VerifySession {
  /** The access token as it came in Authorization: Bearer. */
  @IsString() @MaxLength(4096) token: string;
  /** What the route asks for. A token whose surface never has it is refused by this alone, without a look at any row. */
  @IsOptional() @IsString() permission?: string;
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
  /** Second of the Unix clock at which the person last proved who they are, as far as that counts for a step-up. */
  @IsOptional() @IsInt() factorAt?: number;
  /** A role of this surface demands a second factor, and the session has not shown one: it may do nothing but enrol. */
  @IsOptional() @IsBoolean() mustEnrol?: boolean;
  /** The member of staff who looks through this person's eyes. */
  @IsOptional() @IsUUID() impersonatorId?: string;
  @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => SessionGrant) grants: SessionGrant[];
}

/** What the gateway asks about a person. */
export class SessionsPort extends port('backend.sessions', {
  /** Checks token, session and account; refuses with AUTH_001, or AUTH_002 for a permission that its surface never has. */
  verify: op(VerifySession, VerifiedSession),
}) {}

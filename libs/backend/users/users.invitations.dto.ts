import { Omittable } from '@pakashop/platform';
import { IsEmail, IsIn, IsString, MaxLength } from 'class-validator';
import { Transform, type TransformFnParams } from 'class-transformer';
import { Line } from '../applications/applications.fields.js';
import type { Scope } from '../auth/auth.contract.js';
import type { Role } from '../auth/auth.permissions.js';
import { STAFF_ROLES } from './users.invitations.rules.js';

const lowered = ({ value }: TransformFnParams): unknown =>
  typeof value === 'string' ? value.trim().toLowerCase() : value;

/** Exactly one contact. Only who has proven that it is theirs can accept. */
export class ContactToInvite {
  @Omittable() @Transform(lowered) @IsEmail() @MaxLength(254) email?: string;
  /** A Zambian mobile number. */
  @Omittable() @IsString() @MaxLength(32) phone?: string;
}

/** Invites the owner of a contact to the staff of the platform. */
export class InviteToStaff extends ContactToInvite {
  @IsIn(STAFF_ROLES) role: Role;
  /** Why, for the audit. */
  @Line(3, 500) reason: string;
}

export class InvitationView {
  id: string;
  role: Role;
  scope: Scope;
  scopeId: string | null;
  /** Masked: `m*****@example.com`, `+26097*****56`. */
  contact: string;
  createdAt: string;
  expiresAt: string;
}

export class InvitationList {
  data: InvitationView[];
  nextCursor: string | null;
}

export class AcceptInvitation {
  /** Of the link in the message. */
  @IsString() @MaxLength(200) token: string;
}

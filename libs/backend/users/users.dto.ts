import { ActReason, Omittable } from '@pakashop/platform';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsIn, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
import { SCOPES, type Scope } from '../auth/auth.contract.js';
import { ROLES, type Permission, type Role } from '../auth/auth.permissions.js';

const trimmed = ({ value }: TransformFnParams): unknown => (typeof value === 'string' ? value.trim() : value);

export class PersonName {
  /** What to call the person. */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(/^\P{C}*$/u, { message: 'name must not contain control characters' })
  name: string;
}

export class UserView {
  id: string;
  name: string;
  email: string | null;
  /** International form, +260971234567. */
  phone: string | null;
  createdAt: string;
}

export class GrantRole extends ActReason {
  @IsIn(Object.keys(ROLES)) role: Role;
  @IsIn(SCOPES) scope: Scope;
  /** The shop or fleet; absent for the platform. */
  @Omittable() @IsUUID() scopeId?: string;
}

export class GrantView {
  id: string;
  role: Role;
  scope: Scope;
  scopeId: string | null;
  createdAt: string;
}

export class GrantList {
  data: GrantView[];
  nextCursor: string | null;
}

export class PermissionView {
  permission: Permission;
  /** What it lets a person do. */
  description: string;
  scope: Scope;
  scopeId: string | null;
}

/** The roles of a person, and what they permit on the surface of this session. */
export class MyPermissions {
  roles: GrantView[];
  permissions: PermissionView[];
}

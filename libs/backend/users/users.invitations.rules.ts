import type { Scope } from '../auth/auth.contract.js';
import type { Role } from '../auth/auth.permissions.js';

/** The roles that people are invited to. What needs an application, or comes by itself, is not among them. */
export const STAFF_ROLES = [
  'PLATFORM_ADMIN',
  'MODERATOR',
  'FRAUD_ANALYST',
  'FINANCE_ADMIN',
  'SUPPORT_AGENT',
] as const satisfies readonly Role[];
export const SHOP_ROLES = ['SHOP_OWNER', 'SERVICE_PROVIDER'] as const satisfies readonly Role[];
export const FLEET_ROLES = ['DELIVERY_AGENT', 'FLEET_MANAGER'] as const satisfies readonly Role[];

const INVITABLE: Readonly<Record<Scope, readonly Role[]>> = {
  platform: STAFF_ROLES,
  shop: SHOP_ROLES,
  fleet: FLEET_ROLES,
};

export const mayInvite = (role: Role, scope: Scope): boolean => INVITABLE[scope].includes(role);

/** Days that an invitation waits. */
export const VALID_DAYS = 7;
/** Invitations of one shop or fleet, or of the platform, in 24 hours. */
export const MOST_PER_DAY = 20;

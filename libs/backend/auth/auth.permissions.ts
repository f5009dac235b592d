import type { Audience, Scope, SessionGrant } from './auth.contract.js';

/** Everything that may be asked of a route with `@Requires`, and what it lets a person do. */
export const PERMISSIONS = {
  'shops.create': 'Open a shop',
  'shops.write': 'Change a shop',
  'catalog.write': 'Create and change products, prices and stock of a shop',
  'orders.read.shop': 'See the orders of a shop',
  'orders.fulfil': 'Move the orders of a shop towards delivery',
  'orders.read.any': 'See any order',
  'pricing.rules.read': 'See commissions and delivery fees, and price a basket',
  'pricing.rules.write': 'Change commissions and delivery fees',
  'payments.read.any': 'See any payment',
  'payments.breaks.read': 'See money that belongs to no order',
  'ledger.read': 'See accounts and entries of the ledger',
  'fraud.reviews.read': 'See payments that wait for a decision',
  'fraud.reviews.decide': 'Let a payment that waits go on, or refuse it',
  'gateway.clients.write': 'Issue and revoke client keys',
  'roles.write': 'Give and take roles',
} as const;

export type Permission = keyof typeof PERMISSIONS;

interface RoleRule {
  /** The surface on which the role counts; nobody signs in with a role without one. */
  readonly audience?: Audience;
  /** What the role may be granted for. */
  readonly scopes: readonly Scope[];
  readonly may: readonly Permission[];
}

/**
 * Who may do what: the one table that guards, answers and documentation read. A person may hold several roles, and each
 * permission covers what its grant covers. What everybody may do with their own things needs no permission.
 */
export const ROLES = {
  CUSTOMER: { audience: 'customer', scopes: ['platform'], may: [] },
  SELLER: { audience: 'vendor', scopes: ['platform'], may: ['shops.create'] },
  SHOP_OWNER: {
    audience: 'vendor',
    scopes: ['shop'],
    may: ['shops.write', 'catalog.write', 'orders.read.shop', 'orders.fulfil'],
  },
  SERVICE_PROVIDER: {
    audience: 'vendor',
    scopes: ['shop'],
    may: ['shops.write', 'catalog.write', 'orders.read.shop', 'orders.fulfil'],
  },
  DELIVERY_AGENT: { audience: 'agent', scopes: ['platform', 'fleet'], may: [] },
  FLEET_MANAGER: { audience: 'agent', scopes: ['fleet'], may: [] },
  PLATFORM_ADMIN: {
    audience: 'staff',
    scopes: ['platform'],
    may: [
      'roles.write',
      'gateway.clients.write',
      'shops.create',
      'pricing.rules.read',
      'pricing.rules.write',
      'orders.read.any',
      'payments.read.any',
      'fraud.reviews.read',
    ],
  },
  MODERATOR: { audience: 'staff', scopes: ['platform'], may: ['orders.read.any'] },
  FRAUD_ANALYST: {
    audience: 'staff',
    scopes: ['platform'],
    may: ['fraud.reviews.read', 'fraud.reviews.decide', 'orders.read.any'],
  },
  FINANCE_ADMIN: {
    audience: 'staff',
    scopes: ['platform'],
    may: ['pricing.rules.read', 'orders.read.any', 'payments.read.any', 'payments.breaks.read', 'ledger.read'],
  },
  SUPPORT_AGENT: { audience: 'staff', scopes: ['platform'], may: ['orders.read.any', 'payments.read.any'] },
  SYSTEM: { scopes: ['platform'], may: [] },
} as const satisfies Record<string, RoleRule>;

export type Role = keyof typeof ROLES;

/** A role with what it covers, as it stands in `role_grants`. */
export interface HeldRole {
  readonly role: Role;
  readonly scope: Scope;
  readonly scopeId: string | null;
}

const ruleOf = (role: Role): RoleRule => ROLES[role];

/** True when the role counts on the surface. */
export const countsOn = ({ role }: HeldRole, audience: Audience): boolean => ruleOf(role).audience === audience;

/** True when the role can be granted for such a scope. */
export const fitsScope = (role: Role, scope: Scope): boolean => ruleOf(role).scopes.includes(scope);

/** What these roles permit on one surface: a customer's token never carries what the same person may do as staff. */
export function permissionsOf(held: readonly HeldRole[], audience: Audience): SessionGrant[] {
  const grants = held
    .filter((grant) => countsOn(grant, audience))
    .flatMap(({ role, scope, scopeId }) =>
      ruleOf(role).may.map((permission) => ({ permission, scope, ...(scopeId !== null && { scopeId }) })),
    );
  const byKey = new Map(grants.map((grant) => [`${grant.permission} ${grant.scope} ${grant.scopeId ?? ''}`, grant]));
  return [...byKey.values()];
}

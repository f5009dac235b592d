import type { Audience, Scope, SessionGrant } from './auth.contract.js';

/** Everything that may be asked of a route with `@Requires`, and what it lets a person do. */
export const PERMISSIONS = {
  'shops.write': 'Change a shop',
  'shops.team.write': 'Invite people to a shop and remove them',
  'shops.suspend': 'See all shops, suspend them and lift suspensions',
  'shops.payout.write': 'See and change the wallet to which a shop is paid out',
  'delivery.work': 'Deliver: keep the own profile, and go on and off duty',
  'delivery.payout.write': 'See and change the wallet to which an agent is paid out',
  'fleets.write': 'Run a fleet, invite people to it, admit, suspend and remove its agents',
  'fleets.payout.write': 'See and change the wallet to which a fleet is paid out',
  'delivery.suspend': 'See all agents and fleets, suspend them and lift suspensions',
  'fleets.close': 'Close fleets, and open them again',
  'messages.suppressions.write': 'See which contacts get no messages any more, and let them get some again',
  'payouts.hold': 'Look for payout wallets, and hold payouts to them',
  'applications.review': 'Decide about applications of sellers, agents and courier companies',
  'documents.read': 'See private documents, one by one',
  'applications.checklist.write': 'Change what applicants have to bring, and the terms that they accept',
  'catalog.write': 'Create and change products, prices and stock of a shop',
  'orders.read.shop': 'See the orders of a shop',
  'orders.fulfil': 'Move the orders of a shop towards delivery',
  'orders.read.any': 'See any order',
  'pricing.rules.read': 'See commissions and delivery fees, and price a basket',
  'pricing.rules.write': 'Change commissions and delivery fees',
  'payments.breaks.read': 'See money that belongs to no order',
  'payments.breaks.write': 'Decide about money that belongs to no order, and about refunds that went wrong',
  'ledger.read': 'See accounts and entries of the ledger',
  'ledger.write': 'Correct balances of sellers and agents with a reason',
  'settlement.policies.write': 'Change how long money is held, what is kept in reserve and when it is paid out',
  'shops.class.write': 'Say how far a shop is trusted with its money',
  'shops.finance.read': 'See balance, earnings and payouts of a shop',
  'fleets.finance.read': 'See balance, earnings and payouts of a fleet',
  'shops.prices.write': 'Set how a shop prices what it sells, and answer offers',
  'orders.cancel.any': 'Call off paid orders that have not left the shop, and mend what is stuck',
  'deliveries.read': 'See any delivery and its proof',
  'deliveries.assign': 'Give deliveries to agents, and take them back',
  'deliveries.write': 'Say that goods were lost on their way, and who bears it',
  'disputes.decide': 'Decide about disputes',
  'refunds.read': 'See refunds',
  'refunds.write': 'Give buyers money back',
  'refunds.approve': 'Approve refunds that a second person has to see',
  'payouts.read': 'See payouts, batches and balances of everybody who is paid',
  'payouts.write': 'Prepare and run payouts',
  'payouts.approve': 'Approve payouts that a second person has to see',
  'reconciliation.read': 'See statements, matches, breaks and closes',
  'reconciliation.write': 'Import statements, match them, and work on breaks',
  'reconciliation.approve': 'Approve write-offs, and reopen days that are closed',
  'pricing.rules.approve': 'Approve changes of commissions and delivery fees that somebody else proposes',
  'fraud.reviews.read': 'See payments that wait for a decision',
  'fraud.reviews.decide': 'Let a payment that waits go on, or refuse it',
  'gateway.clients.read': 'See the applications that may call the API',
  'gateway.clients.write': 'Admit applications to the API, issue and revoke their keys',
  'roles.write': 'Give and take roles',
  'sessions.end': 'See where other people are signed in, and sign them out',
  'users.suspend': 'Keep people out of their accounts, and let them in again; of the staff administrators only',
  'factors.reset': 'Take the second factors from somebody who lost them, together with a second member of staff',
  'privacy.read': 'See what people agreed to, and which copies and erasures they asked for',
  'audit.read': 'See and export what privileged people did',
  'users.impersonate': 'Look at the marketplace through the eyes of a customer, seller or agent',
} as const;

export type Permission = keyof typeof PERMISSIONS;

interface RoleRule {
  /** The surface on which the role counts; nobody signs in with a role without one. */
  readonly audience?: Audience;
  /** Whether nobody uses the role without a second factor. */
  readonly factor?: 'required';
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
  SELLER: { audience: 'vendor', scopes: ['platform'], may: [] },
  SHOP_OWNER: {
    audience: 'vendor',
    factor: 'required',
    scopes: ['shop'],
    may: [
      'shops.write',
      'shops.team.write',
      'shops.payout.write',
      'catalog.write',
      'orders.read.shop',
      'orders.fulfil',
      'shops.finance.read',
      'shops.prices.write',
    ],
  },
  SERVICE_PROVIDER: {
    audience: 'vendor',
    factor: 'required',
    scopes: ['shop'],
    may: [
      'shops.write',
      'shops.team.write',
      'shops.payout.write',
      'catalog.write',
      'orders.read.shop',
      'orders.fulfil',
      'shops.finance.read',
      'shops.prices.write',
    ],
  },
  DELIVERY_AGENT: {
    audience: 'agent',
    factor: 'required',
    scopes: ['platform', 'fleet'],
    may: ['delivery.work', 'delivery.payout.write'],
  },
  FLEET_MANAGER: {
    audience: 'agent',
    factor: 'required',
    scopes: ['fleet'],
    may: ['fleets.write', 'fleets.payout.write', 'fleets.finance.read'],
  },
  PLATFORM_ADMIN: {
    audience: 'staff',
    factor: 'required',
    scopes: ['platform'],
    may: [
      'roles.write',
      'sessions.end',
      'users.suspend',
      'factors.reset',
      'audit.read',
      'privacy.read',
      'users.impersonate',
      'gateway.clients.read',
      'gateway.clients.write',
      'shops.suspend',
      'delivery.suspend',
      'fleets.close',
      'messages.suppressions.write',
      'applications.review',
      'documents.read',
      'applications.checklist.write',
      'pricing.rules.read',
      'pricing.rules.write',
      'pricing.rules.approve',
      'orders.read.any',
      'orders.cancel.any',
      'shops.class.write',
      'deliveries.read',
      'deliveries.assign',
      'deliveries.write',
      'disputes.decide',
      'refunds.read',
      'payouts.read',
      'fraud.reviews.read',
    ],
  },
  MODERATOR: {
    audience: 'staff',
    factor: 'required',
    scopes: ['platform'],
    may: ['applications.review', 'documents.read', 'shops.suspend', 'delivery.suspend', 'orders.read.any'],
  },
  FRAUD_ANALYST: {
    audience: 'staff',
    factor: 'required',
    scopes: ['platform'],
    may: ['fraud.reviews.read', 'fraud.reviews.decide', 'payouts.hold', 'users.suspend', 'orders.read.any'],
  },
  FINANCE_ADMIN: {
    audience: 'staff',
    factor: 'required',
    scopes: ['platform'],
    may: [
      'pricing.rules.read',
      'pricing.rules.approve',
      'orders.read.any',
      'payments.breaks.read',
      'payments.breaks.write',
      'payouts.hold',
      'payouts.read',
      'payouts.write',
      'payouts.approve',
      'ledger.read',
      'ledger.write',
      'settlement.policies.write',
      'refunds.read',
      'refunds.write',
      'refunds.approve',
      'reconciliation.read',
      'reconciliation.write',
      'reconciliation.approve',
    ],
  },
  SUPPORT_AGENT: {
    audience: 'staff',
    factor: 'required',
    scopes: ['platform'],
    may: [
      'users.impersonate',
      'sessions.end',
      'users.suspend',
      'factors.reset',
      'messages.suppressions.write',
      'payouts.hold',
      'orders.read.any',
      'orders.cancel.any',
      'deliveries.read',
      'deliveries.assign',
      'deliveries.write',
      'disputes.decide',
      'refunds.read',
      'refunds.write',
    ],
  },
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

/** The surfaces on which the roles count. */
export const surfacesOf = (held: readonly Pick<HeldRole, 'role'>[]): Audience[] =>
  held.flatMap(({ role }) => ruleOf(role).audience ?? []);

/** True when some role permits it on this surface. */
export const existsOn = (permission: string, audience: Audience): boolean =>
  Object.values<RoleRule>(ROLES).some(
    (rule) => rule.audience === audience && rule.may.some((one) => one === permission),
  );

/** True when one of the roles is used with a second factor only: on this surface, or on any. */
export const needsFactor = (held: readonly HeldRole[], audience?: Audience): boolean =>
  held.some((grant) => ruleOf(grant.role).factor && (audience === undefined || countsOn(grant, audience)));

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

import type { Scope } from '../auth/auth.contract.js';
import type { Role } from '../auth/auth.permissions.js';

/** What somebody may ask to become. */
export const KINDS = ['SELLER', 'SERVICE_PROVIDER', 'AGENT', 'COURIER'] as const;
export type Kind = (typeof KINDS)[number];

/** Parts of an application, each filled in by one request. */
export const PHASES = ['account', 'business', 'company', 'vehicle', 'documents', 'payout', 'terms'] as const;
export type Phase = (typeof PHASES)[number];

/** The phases of each kind, in the order in which they are asked for. */
export const PHASES_OF: Readonly<Record<Kind, readonly Phase[]>> = {
  SELLER: ['account', 'business', 'documents', 'payout', 'terms'],
  SERVICE_PROVIDER: ['account', 'business', 'documents', 'payout', 'terms'],
  AGENT: ['account', 'vehicle', 'documents', 'payout', 'terms'],
  COURIER: ['account', 'company', 'documents', 'payout', 'terms'],
};

/** The role that an approval gives, and what it is granted for. */
export const ROLE_OF = {
  SELLER: { role: 'SHOP_OWNER', scope: 'shop' },
  SERVICE_PROVIDER: { role: 'SERVICE_PROVIDER', scope: 'shop' },
  AGENT: { role: 'DELIVERY_AGENT', scope: 'platform' },
  COURIER: { role: 'FLEET_MANAGER', scope: 'fleet' },
} as const satisfies Record<Kind, { role: Role; scope: Scope }>;

export const APPLICATION_STATES = [
  'DRAFT',
  'SUBMITTED',
  'IN_REVIEW',
  'CHANGES_REQUESTED',
  'APPROVED',
  'REJECTED',
  'WITHDRAWN',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

interface Step {
  readonly by: 'applicant' | 'staff';
  readonly from: readonly ApplicationState[];
  readonly to: ApplicationState;
}

/** Everything that moves an application. What is approved, rejected or withdrawn stays so. */
export const STEPS = {
  submit: { by: 'applicant', from: ['DRAFT', 'CHANGES_REQUESTED'], to: 'SUBMITTED' },
  withdraw: { by: 'applicant', from: ['DRAFT', 'SUBMITTED', 'IN_REVIEW', 'CHANGES_REQUESTED'], to: 'WITHDRAWN' },
  take: { by: 'staff', from: ['SUBMITTED'], to: 'IN_REVIEW' },
  release: { by: 'staff', from: ['IN_REVIEW'], to: 'SUBMITTED' },
  request_changes: { by: 'staff', from: ['IN_REVIEW'], to: 'CHANGES_REQUESTED' },
  approve: { by: 'staff', from: ['IN_REVIEW'], to: 'APPROVED' },
  reject: { by: 'staff', from: ['IN_REVIEW'], to: 'REJECTED' },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof STEPS;

/** True when the step may be made from the state. */
export const mayStep = (name: StepName, from: ApplicationState): boolean => (STEPS[name] as Step).from.includes(from);

/** The states in which the applicant changes what is filled in: those from which it is sent in. */
export const mayChange = (state: ApplicationState): boolean => mayStep('submit', state);

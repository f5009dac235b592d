import type { Audience, VerifiedSession } from './auth.contract.js';
import { type HeldRole, needsFactor, permissionsOf } from './auth.permissions.js';

/** What people sign in with. */
export const FIRST_FACTORS = ['password', 'code', 'link', 'google'] as const;
export type FirstFactor = (typeof FIRST_FACTORS)[number];

/** What they show besides: a code of their app, of a message, or one of those that were written down. */
export const SECOND_FACTORS = ['totp', 'sms', 'email', 'recovery'] as const;
export type SecondFactor = (typeof SECOND_FACTORS)[number];

/** How somebody proved who they are, as it stands in `sessions.factor_by`. */
export type Proof = FirstFactor | SecondFactor;

interface Held {
  readonly grants: readonly HeldRole[];
  readonly audience: Audience;
  /** Second of the Unix clock. */
  readonly provenAt: number;
  readonly provenBy: Proof;
}

/**
 * What a session may do by roles and proof. Without a second factor, a role that demands one permits nothing but setting
 * it up; and who holds such a role anywhere cannot step up by less, not even as a customer.
 */
export function standingOf({
  grants,
  audience,
  provenAt,
  provenBy,
}: Held): Pick<VerifiedSession, 'grants' | 'factorAt' | 'mustEnrol'> {
  const isSecond = SECOND_FACTORS.some((factor) => factor === provenBy);
  if (!isSecond && needsFactor(grants, audience)) return { grants: [], factorAt: provenAt, mustEnrol: true };
  const counts = isSecond || !needsFactor(grants);
  return { grants: permissionsOf(grants, audience), ...(counts && { factorAt: provenAt }) };
}

import type { SurplusKind } from './payments.events.js';

const SURPLUS = [
  'LATE_SUCCESS',
  'DOUBLE_SUCCESS',
  'OVERPAYMENT',
  'UNDERPAYMENT',
] as const satisfies readonly SurplusKind[];

export const BREAK_KINDS = [
  ...SURPLUS,
  'AMOUNT_MISMATCH',
  'UNKNOWN_REFERENCE',
  'CALLBACK_ALTERED',
  'REFUND_LATE_SUCCESS',
  'REFUND_REVERSED',
  'REFUND_MISMATCH',
] as const;
export type BreakKind = (typeof BREAK_KINDS)[number];

/** PROPOSED waits for a second person, REFUND_DUE for the refund to arrive. */
export const BREAK_STATES = ['OPEN', 'PROPOSED', 'REFUND_DUE', 'RESOLVED'] as const;
export type BreakState = (typeof BREAK_STATES)[number];

export const BREAK_OUTCOMES = ['REFUND', 'REOPEN_REFUND', 'SETTLE_REFUND', 'BOOK_LOSS', 'ACCEPTED'] as const;
/**
 * What people make of a break: what came in goes back (REFUND); the buyer has not got the refund and is to have it
 * (REOPEN_REFUND); what arrived late is the refund that is still owed (SETTLE_REFUND), or was paid for nothing (BOOK_LOSS);
 * there is nothing to do (ACCEPTED).
 */
export type BreakOutcome = (typeof BREAK_OUTCOMES)[number];

/** What of a break bears on what may be made of it. */
export interface Judged {
  readonly kind: BreakKind;
  /** The books hold its amount in suspense. */
  readonly inSuspense: boolean;
}

const isSurplus = (kind: BreakKind): kind is SurplusKind => (SURPLUS as readonly string[]).includes(kind);

/** What may be made of a break: nothing that leaves money nowhere. */
export function outcomesOf({ kind, inSuspense }: Judged): readonly BreakOutcome[] {
  if (isSurplus(kind)) return ['REFUND'];
  if (kind === 'AMOUNT_MISMATCH') return ['REFUND', 'ACCEPTED'];
  if (kind === 'REFUND_REVERSED') return ['REOPEN_REFUND', 'ACCEPTED'];
  return kind === 'REFUND_LATE_SUCCESS' && inSuspense ? ['SETTLE_REFUND', 'BOOK_LOSS'] : ['ACCEPTED'];
}

/** Whether one person may decide it: where no money moves, and nobody's money is said to have arrived. */
export const isForOne = (kind: BreakKind, outcome: BreakOutcome): boolean =>
  outcome === 'ACCEPTED' && kind !== 'REFUND_REVERSED';

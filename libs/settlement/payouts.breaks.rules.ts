export const BREAK_KINDS = ['LATE_SUCCESS', 'LATE_FAILURE', 'AMOUNT_MISMATCH'] as const;
/** What a provider says that does not fit what we know of a payout. */
export type BreakKind = (typeof BREAK_KINDS)[number];

export const BREAK_STATES = ['OPEN', 'PROPOSED', 'RESOLVED'] as const;
export type BreakState = (typeof BREAK_STATES)[number];

export const BREAK_OUTCOMES = ['PAID', 'NOT_PAID', 'LOST'] as const;
/**
 * What people found out: the payee has the money (PAID), does not have it (NOT_PAID), or has what we owe them anyway and
 * will not get it back (LOST).
 */
export type BreakOutcome = (typeof BREAK_OUTCOMES)[number];

const POSSIBLE: Readonly<Record<BreakKind, readonly BreakOutcome[]>> = {
  LATE_SUCCESS: ['PAID', 'NOT_PAID', 'LOST'],
  LATE_FAILURE: ['PAID', 'NOT_PAID'],
  AMOUNT_MISMATCH: ['PAID'],
};

/** What can be decided about a break. */
export const outcomesOf = (kind: BreakKind): readonly BreakOutcome[] => POSSIBLE[kind];

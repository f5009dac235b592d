/** Where a dispute stands; the last three end it. */
export const DISPUTE_STATES = ['OPEN', 'ANSWERED', 'REJECTED', 'REFUNDED', 'WITHDRAWN'] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** States in which a dispute keeps the money where it is. */
export const STANDING: readonly DisputeState[] = ['OPEN', 'ANSWERED'];

/** What is wrong with the goods. */
export const DISPUTE_REASONS = [
  'DAMAGED',
  'WRONG_GOODS',
  'INCOMPLETE',
  'NOT_AS_DESCRIBED',
  'NOT_RECEIVED',
  'OTHER',
] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];

/** Where a dispute stands; the last three end it. AWAITING_APPROVAL: a second person has to agree to its refund. */
export const DISPUTE_STATES = ['OPEN', 'ANSWERED', 'AWAITING_APPROVAL', 'REJECTED', 'REFUNDED', 'WITHDRAWN'] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** States in which buyer, shop and staff may still do something about it. */
export const STANDING: readonly DisputeState[] = ['OPEN', 'ANSWERED'];

/** Where a dispute stands again when nobody agreed to what was decided. */
export const reopened = ({ isAnswered }: { readonly isAnswered: boolean }): DisputeState =>
  isAnswered ? 'ANSWERED' : 'OPEN';

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

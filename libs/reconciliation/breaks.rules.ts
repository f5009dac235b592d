/** Everything that can be wrong between us, a provider, our books and our bank. */
export const CATEGORIES = [
  'MISSING_INTERNAL',
  'MISSING_PROVIDER',
  'MISSING_LEDGER',
  'STATUS_MISMATCH',
  'AMOUNT_MISMATCH',
  'CURRENCY_MISMATCH',
  'FEE_MISMATCH',
  'DUPLICATE',
  'TIMING',
  'LATE_SUCCESS',
  'DOUBLE_SUCCESS',
  'UNALLOCATED_RECEIPT',
  'MISSING_BANK_CREDIT',
  'BALANCE_DRIFT',
  'PARSE_ERROR',
] as const;
export type Category = (typeof CATEGORIES)[number];

/**
 * What does not keep a day from being closed: the books follow the statement already, by suspense or as money on its way,
 * or the close itself counts it.
 */
export const NOT_IN_THE_WAY: readonly Category[] = [
  'TIMING',
  'LATE_SUCCESS',
  'FEE_MISMATCH',
  'UNALLOCATED_RECEIPT',
  'MISSING_BANK_CREDIT',
];

/** Money on a statement that no fact of ours explains: a buyer's that came in, or what went back to one. */
const OF_BUYERS: readonly string[] = ['MISSING_INTERNAL', 'UNALLOCATED_RECEIPT', 'DUPLICATE', 'DOUBLE_SUCCESS'];

/** Whether it can be owed back, or be the return of what is. */
export const canBeOwed = (held: {
  category: string;
  difference: number;
  provider: string;
  lineId: number | null;
  movementId: number | null;
}): boolean =>
  OF_BUYERS.includes(held.category) &&
  held.provider !== 'bank' &&
  held.difference !== 0 &&
  held.lineId !== null &&
  held.movementId === null;

/** Whether the books agree with the statement as far as this break goes: somebody may accept it as it is. */
export const isBooked = ({
  category,
  difference,
  provider,
}: {
  category: string;
  difference: number;
  provider: string;
}) => provider === 'bank' || (difference === 0 && category !== 'UNALLOCATED_RECEIPT');

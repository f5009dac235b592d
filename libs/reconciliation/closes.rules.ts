import { createHash } from 'node:crypto';
import type { CloseFigures } from './closes.dto.js';

export interface Difference {
  readonly category: 'BALANCE_DRIFT' | 'MISSING_LEDGER';
  /** What the statement has more than the other. */
  readonly difference: number;
  readonly detail: string;
}

/** Where the figures of a day do not meet. */
export function differencesOf(figures: CloseFigures): Difference[] {
  const { closing, statedClosing, ledgerClosing, timing, ledgerMoved, knownMoved } = figures;
  const drift = statedClosing === null ? 0 : statedClosing - closing;
  const unbooked = knownMoved - ledgerMoved;
  const apart = closing - (ledgerClosing + timing);
  return [
    ...(drift === 0
      ? []
      : [
          {
            category: 'BALANCE_DRIFT' as const,
            difference: drift,
            detail: `The provider says ${statedClosing}, opening and movements make ${closing}`,
          },
        ]),
    ...(unbooked === 0
      ? []
      : [
          {
            category: 'MISSING_LEDGER' as const,
            difference: unbooked,
            detail: `The books moved ${ledgerMoved} in the day, we know of ${knownMoved}${apart === 0 ? '' : `; the wallet is ${apart} above the books`}`,
          },
        ]),
  ];
}

/** The hash that is signed: the figures in canonical form behind the hash of the day before. */
export function hashOf(name: string, figures: CloseFigures, before: Buffer | undefined): Buffer {
  const canonical = JSON.stringify(figures, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
  return createHash('sha256')
    .update(before ?? Buffer.alloc(32))
    .update(`${name}\n${canonical}`)
    .digest();
}

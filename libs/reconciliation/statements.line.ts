export const ENTRIES = ['DEPOSIT', 'REFUND', 'PAYOUT', 'FEE', 'SETTLEMENT', 'CREDIT', 'OTHER'] as const;
export type Entry = (typeof ENTRIES)[number];

/** A line of a statement in our terms. Money in ngwee. */
export interface Line {
  /** SETTLEMENT leaves the wallet for our bank, CREDIT is our bank's word that something came. */
  readonly entry: Entry;
  /** Our id, where the line names one. */
  readonly ourId: string;
  /** The provider's id, where it is another. */
  readonly providerId: string;
  readonly status: 'SUCCEEDED' | 'FAILED' | 'PENDING';
  /** What was moved; never negative, but for lines that are neither payment nor payout. */
  readonly gross: number;
  readonly fee: number;
  /** What it did to the balance. */
  readonly net: number;
  readonly currency: string;
  /** Milliseconds of the Unix clock. */
  readonly at: number;
  readonly batch: string;
  /** What a settlement says that it is made of: `SettlementParts` as JSON. */
  readonly parts?: string;
}

/** A line that nobody can read, and why. */
export interface Unreadable {
  readonly fault: string;
  readonly raw: string;
}

export const isUnreadable = (line: Line | Unreadable): line is Unreadable => 'fault' in line;

/** A line without what might be personal: phone numbers and names of people are no help in mending a file. */
export const withoutPersonal = (raw: string): string =>
  raw
    .slice(0, 500)
    .replaceAll(/\d{6,}(?=\d{3})/g, '***')
    .replaceAll(/[\w.%+-]+@[\w.-]+/g, '***');

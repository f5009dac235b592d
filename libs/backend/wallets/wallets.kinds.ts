/** How money travels to a wallet. */
export const RAILS = ['MOBILE_MONEY', 'BANK'] as const;
export type Rail = (typeof RAILS)[number];

/** Why a row of the history is there. ADOPTED came with an approved application. */
export type Cause = 'ADOPTED' | 'SET' | 'CHANGED' | 'CONTACT_CHANGED' | 'HELD';

/** Where money goes: one account at one provider. */
export interface Destination {
  readonly rail: Rail;
  readonly provider: string;
  /** E.164, or the digits of a bank account. */
  readonly account: string;
}

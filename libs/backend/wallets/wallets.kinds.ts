import type { Rail } from './wallets.events.js';

/** Why a row of the history is there. ADOPTED came with an approved application. */
export type Cause = 'ADOPTED' | 'SET' | 'CHANGED' | 'CONTACT_CHANGED' | 'HELD';

/** Where money goes: one account at one provider. */
export interface Destination {
  readonly rail: Rail;
  readonly provider: string;
  /** E.164, or the digits of a bank account. */
  readonly account: string;
}

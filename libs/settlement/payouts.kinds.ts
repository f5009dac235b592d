import type { ProviderName, WalletChangedFact } from '@pakashop/backend';
import type { PayeeKind } from './settlement.events.js';

export const PAYOUT_STATES = [
  'CREATED',
  'RESERVED',
  'SENT',
  'PENDING',
  'UNKNOWN',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
] as const;
export type PayoutState = (typeof PAYOUT_STATES)[number];

export const BATCH_STATES = [
  'DRAFT',
  'AWAITING_APPROVAL',
  'APPROVED',
  'SENDING',
  'PAUSED',
  'DONE',
  'CANCELLED',
] as const;
export type BatchState = (typeof BATCH_STATES)[number];

export type Trigger = 'SCHEDULED' | 'MANUAL' | 'RETRY';
export type Rail = WalletChangedFact['rail'];

/** A shop, agent or fleet that is paid. */
export interface PayeeRef {
  readonly kind: PayeeKind;
  readonly id: string;
}

/** A payout as it stands in settlement.payouts. */
export interface Payout {
  readonly id: string;
  readonly batchId: string;
  readonly payeeKind: PayeeKind;
  readonly payeeId: string;
  readonly state: PayoutState;
  /** Ngwee. */
  readonly amount: number;
  readonly currency: string;
  readonly rail: Rail;
  /** Operator or bank. */
  readonly network: string;
  /** Sealed. */
  readonly destination: string;
  readonly masked: string;
  readonly provider: ProviderName;
  readonly reference: string;
  readonly alone: boolean;
  readonly acknowledged: boolean;
  readonly providerTransactionId: string | null;
  readonly failureCode: string | null;
  readonly evidence: string | null;
  readonly replacesId: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly settledAt: Date | null;
  /** Seconds since it was about to leave, by the database's clock. */
  readonly secondsSinceSent: number | null;
  /** Until when a request that was taken for lost may still arrive at the provider. */
  readonly doubtedUntil: Date | null;
  readonly isDoubted: boolean;
  /** When it was read, by the database's clock: one moment for all that a transaction does with it. */
  readonly readAt: Date;
}

/** Why somebody with earnings is not paid. */
export type Omission =
  | 'NOTHING_DUE'
  | 'BELOW_MINIMUM'
  | 'NO_WALLET'
  | 'COOLING_OFF'
  | 'OPEN_PAYOUT'
  | 'LATE_SUCCESS'
  | 'NO_RAIL'
  | 'BELOW_PROVIDER_LIMIT'
  | 'ABOVE_PROVIDER_LIMIT'
  | 'LEDGER_DISAGREES';

import type { ProviderName } from '../payments/payments.events.js';

export const ATTEMPT_STATES = ['SENT', 'PENDING', 'UNKNOWN', 'COMPLETED', 'FAILED'] as const;
export type RefundAttemptState = (typeof ATTEMPT_STATES)[number];

/** SAME_RAIL goes back the way the money came, OTHER_WALLET is a payout to another number of the buyer. */
export const ROUTES = ['SAME_RAIL', 'OTHER_WALLET'] as const;
export type Route = (typeof ROUTES)[number];

/** Operators as pawaPay writes them. */
export const WALLET_OPERATORS = ['MTN_MOMO_ZMB', 'AIRTEL_OAPI_ZMB', 'ZAMTEL_ZMB'] as const;
export type WalletOperator = (typeof WALLET_OPERATORS)[number];

/** One try to give money back, as it stands in backend.refund_attempts. */
export interface RefundAttempt {
  readonly id: string;
  readonly refundId: string;
  readonly number: number;
  readonly route: Route;
  readonly provider: ProviderName;
  /** What the provider calls the payment that is refunded. */
  readonly source: string;
  /** Our id at the provider, stored before the first byte leaves. */
  readonly reference: string;
  /** The provider's own id, where it gives one. */
  readonly providerRefundId: string | null;
  readonly state: RefundAttemptState;
  /** Ngwee. */
  readonly amount: number;
  readonly currency: string;
  readonly phone: string | null;
  readonly operator: WalletOperator | null;
  readonly failureCode: string | null;
  /** Seconds since it was sent, by the database's clock. */
  readonly secondsSinceSent: number;
}

/** What came of sending. */
export type RefundSent =
  | { readonly kind: 'accepted'; readonly providerRefundId?: string }
  /** The provider's definite no: nothing moves under this reference. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** Nobody knows; ask. `sent: false` only when no byte of the request was written. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly sent: boolean };

/** Where an attempt stands at the provider. */
export type RefundStanding =
  | {
      readonly kind: 'completed';
      readonly amount: number;
      readonly currency: string;
      readonly providerRefundId?: string;
    }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'pending'; readonly providerRefundId?: string }
  /** The provider does not know it; proof of nothing until the request is surely dead. */
  | {
      readonly kind: 'notFound';
      /** It knows no reference of ours: that it shows nothing is no proof at all. */
      readonly unnamed?: true;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A company that gives money back, in our terms. Adapters map; they decide nothing. */
export abstract class RefundProvider {
  abstract readonly name: ProviderName;
  /** Whether a second request under one reference is surely the first one again. */
  abstract readonly knowsRepeats: boolean;
  abstract newReference(attemptId: string): string;
  abstract send(attempt: RefundAttempt): Promise<RefundSent>;
  /** @param others ids of the provider's refunds of this payment that are settled: they are not this one */
  abstract ask(attempt: RefundAttempt, others: readonly string[]): Promise<RefundStanding>;
}

/** The providers of this process. */
export const REFUND_PROVIDERS = Symbol('pakashop:refund-providers');

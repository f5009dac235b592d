import type { ProviderName } from './payments.events.js';

/** How the buyer pays; the ids of the storefront. */
export const METHODS = ['MTN_MONEY', 'AIRTEL_MONEY', 'ZAMTEL_MONEY', 'CARD'] as const;
export type Method = (typeof METHODS)[number];

/** One try with one provider, as it stands in backend.payment_attempts. */
export interface Attempt {
  readonly id: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly provider: ProviderName;
  readonly method: Method;
  /** Our id at the provider, stored before the first byte leaves. */
  readonly reference: string;
  readonly state: AttemptState;
  /** Ngwee. */
  readonly amount: number;
  readonly currency: string;
  readonly phone: string | null;
  readonly redirectUrl: string | null;
  readonly providerTransactionId: string | null;
  readonly failureCode: string | null;
  /** Seconds since it was last sent, by the database's clock. */
  readonly secondsSinceSent: number | null;
}

export type AttemptState = 'CREATED' | 'SENT' | 'PENDING' | 'UNKNOWN' | 'SUCCEEDED' | 'FAILED' | 'SUPERSEDED';

/** Who is paying what, for the provider's page and prompt. */
export interface Purpose {
  readonly orderNumber: string;
  readonly orderId: string;
  readonly name: string;
  readonly email: string;
}

/** An address for providers that want one: a buyer without gets a name that no mailbox has. */
export const purposeOf = (order: Pick<Purpose, 'orderId' | 'name'> & { number: string; email?: string }): Purpose => ({
  orderId: order.orderId,
  orderNumber: order.number,
  name: order.name,
  email: order.email ?? `${order.number.toLowerCase()}@orders.pakashop.invalid`,
});

/** What came of sending. */
export type Sent =
  /** Taken for processing; the buyer has to confirm on the phone or on the page. */
  | { readonly kind: 'accepted'; readonly redirectUrl?: string }
  /** The provider's definite no: no money will move under this reference. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly unavailable: boolean }
  /** Nobody knows; ask. `sent: false` only when no byte of the request was written. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly sent: boolean };

/** Money that the provider took. */
export interface Success {
  readonly amount: number;
  readonly currency: string;
  readonly transactionId: string | null;
}

/** Where an attempt stands at the provider. */
export type Standing =
  | ({ readonly kind: 'succeeded'; readonly others: readonly Success[] } & Success)
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'pending' }
  /** The provider does not know the reference; proof of nothing until the request is surely dead. */
  | { readonly kind: 'notFound' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A company that takes payments, in our terms. Adapters map; they decide nothing. */
export abstract class PaymentProvider {
  abstract readonly name: ProviderName;
  abstract supports(method: Method): boolean;
  /** False when the provider says that it takes no payments by this method now; true when it does or nobody knows. */
  abstract isOpen(method: Method): Promise<boolean>;
  /** False when the amount is outside the limits of our account; undefined when they are not known. */
  abstract accepts(method: Method, amount: number): Promise<boolean | undefined>;
  abstract newReference(attemptId: string): string;
  abstract send(attempt: Attempt, purpose: Purpose): Promise<Sent>;
  abstract ask(attempt: Attempt): Promise<Standing>;
  /** Makes it impossible to pay under the reference, where the provider has a way to; false when it has none. */
  abstract close(attempt: Attempt): Promise<boolean>;
}

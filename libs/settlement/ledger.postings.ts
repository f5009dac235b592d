import type { PaymentCapturedFact, SurplusFact } from '@pakashop/backend';
import { heldAccount, overpaymentAccount, providerAccount, type Account, type Side } from './ledger.accounts.js';

/** One side of a posting, in whole ngwee and in the currency of its account. */
export interface Entry {
  readonly account: Account;
  readonly direction: Side;
  readonly amount: number;
}

export const POSTING_KINDS = [
  'CAPTURE',
  'SURPLUS',
  'RELEASE',
  'DELIVERY_PAY',
  'RESERVE_RELEASED',
  'REFUND_RESERVED',
  'REFUND_PAID',
  'REFUND_WITHDRAWN',
  'REFUND_REOPENED',
  'REFUND_LATE',
  'REFUND_LATE_SETTLED',
  'REFUND_LATE_LOST',
  'PAYOUT_RESERVED',
  'PAYOUT_PAID',
  'PAYOUT_RETURNED',
  'PAYOUT_LATE_SUCCESS',
  'PAYOUT_LATE_FAILURE',
  'PAYOUT_RESOLVED',
  'PAYOUT_NETTED',
  'ADJUSTMENT',
  'FEE',
  'BANK_SENT',
  'BANK_ARRIVED',
  'UNALLOCATED',
  'ALLOCATED',
  'WRITE_OFF',
  'OWED_BACK',
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** One business cause and the entries that write it down. */
export interface Posting {
  /** The cause; whatever happens, it is posted once: `capture:<payment>`. */
  readonly key: string;
  readonly kind: PostingKind;
  /** Ids that lead back to the cause. */
  readonly reference: Readonly<Record<string, string | undefined>>;
  /** When the cause happened, ISO 8601. */
  readonly occurredAt: string;
  readonly entries: readonly Entry[];
  /** Key of the posting that this one takes back; each is taken back at most once. */
  readonly reverses?: string;
}

export const debit = (account: Account, amount: number): Entry => ({ account, direction: 'DEBIT', amount });
export const credit = (account: Account, amount: number): Entry => ({ account, direction: 'CREDIT', amount });

/** The key under which a payment is posted. */
export const captureKey = (paymentId: string): string => `capture:${paymentId}`;

/** A buyer has paid: the provider has the money, and it is held per shop order. */
export function capture(fact: PaymentCapturedFact, occurredAt: string): Posting {
  const { paymentId, orderId, attemptId, provider, providerTransactionId, amount, parts } = fact;
  return {
    key: captureKey(paymentId),
    kind: 'CAPTURE',
    reference: { paymentId, orderId, attemptId, providerTransactionId },
    occurredAt,
    entries: [
      debit(providerAccount(provider, amount.currency), amount.amount),
      ...parts.map((part) => credit(heldAccount(part.shopOrderId, part.amount.currency), part.amount.amount)),
    ],
  };
}

/**
 * A provider took money that no order is waiting for: it has it, and we owe it back. One attempt can bring several, as
 * when a card page was paid twice, so the cause is the provider's own transaction.
 */
export function surplus(fact: SurplusFact, occurredAt: string): Posting {
  const { attemptId, paymentId, orderId, provider, reference, kind, amount } = fact;
  return {
    key: `surplus:${kind}:${provider}:${reference}`,
    kind: 'SURPLUS',
    reference: { attemptId, paymentId, orderId, providerReference: reference, reason: kind },
    occurredAt,
    entries: [
      debit(providerAccount(provider, amount.currency), amount.amount),
      credit(overpaymentAccount(amount.currency), amount.amount),
    ],
  };
}

/**
 * Says which posting is wrong before the database refuses the whole transaction at its end.
 *
 * @throws RangeError when an amount is not a positive integer, or when debits and credits of a currency differ
 */
export function assertBalanced({ key, entries }: Posting): void {
  const sums = new Map<string, number>();
  for (const { account, direction, amount } of entries) {
    if (!Number.isSafeInteger(amount) || amount <= 0) throw new RangeError(`${key}: ${amount} is not an amount`);
    sums.set(account.currency, (sums.get(account.currency) ?? 0) + (direction === 'DEBIT' ? amount : -amount));
  }
  if (sums.size === 0) throw new RangeError(`${key} has no entries`);
  for (const [currency, sum] of sums) {
    if (sum !== 0) throw new RangeError(`${key} does not balance: debits are ${sum} ${currency} above credits`);
  }
}

import type { LateRefundFact, RefundCompletedFact } from '@pakashop/backend';
import { providerAccount, reconSuspenseAccount, writeoffAccount } from './ledger.accounts.js';
import { credit, debit, type Entry, type Posting } from './ledger.postings.js';
import { refundPaid } from './settlement.postings.js';

/** The provider took back that the buyer has the money: the payment is undone, entry by entry, and it is set aside as before. */
export function refundReopened(fact: RefundCompletedFact, at: string): Posting {
  const reopened = fact.reopened ?? 1;
  const paid = refundPaid({ ...fact, reopened: reopened - 1 }, at);
  return {
    ...paid,
    key: `refund_reopened:${fact.refundId}:${reopened}`,
    kind: 'REFUND_REOPENED',
    entries: mirrored(paid.entries),
    reverses: paid.key,
  };
}

const lateKey = ({ attemptId }: LateRefundFact): string => `refund_late:${attemptId}`;

const reference = ({
  refundId,
  attemptId,
  orderId,
  paymentId,
  reference: providerReference,
  route,
}: LateRefundFact) => ({
  ...{ refundId, attemptId, orderId, paymentId, providerReference, route },
});

/** A refund that counted as failed has left the wallet, and nobody knows yet for what. */
export const refundLate = (fact: LateRefundFact, at: string): Posting => ({
  key: lateKey(fact),
  kind: 'REFUND_LATE',
  reference: reference(fact),
  occurredAt: at,
  entries: [
    debit(reconSuspenseAccount(fact.amount.currency), fact.amount.amount),
    credit(providerAccount(fact.provider, fact.amount.currency), fact.amount.amount),
  ],
});

/** It is the refund that was owed, whose payment is posted beside this. */
export const lateSettled = (fact: LateRefundFact, at: string): Posting => ({
  ...refundLate(fact, at),
  key: `refund_late_settled:${fact.attemptId}`,
  kind: 'REFUND_LATE_SETTLED',
  entries: mirrored(refundLate(fact, at).entries),
  reverses: lateKey(fact),
});

/** It was paid for nothing. */
export const lateLost = (fact: LateRefundFact, at: string): Posting => ({
  key: `refund_late_lost:${fact.attemptId}`,
  kind: 'REFUND_LATE_LOST',
  reference: reference(fact),
  occurredAt: at,
  entries: [
    debit(writeoffAccount(fact.amount.currency), fact.amount.amount),
    credit(reconSuspenseAccount(fact.amount.currency), fact.amount.amount),
  ],
});

/** The same the other way round. */
const mirrored = (entries: readonly Entry[]): Entry[] =>
  entries.map((entry) => ({ ...entry, direction: entry.direction === 'DEBIT' ? 'CREDIT' : 'DEBIT' }));

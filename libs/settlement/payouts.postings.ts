import {
  type Account,
  payableAccount,
  payoutInFlightAccount,
  providerAccount,
  reconSuspenseAccount,
} from './ledger.accounts.js';
import { credit, debit, type Entry, type Posting } from './ledger.postings.js';
import type { Payout } from './payouts.kinds.js';

const payable = ({ payeeKind: kind, payeeId: id, currency }: Payout): Account => payableAccount({ kind, id }, currency);
const inFlight = ({ payeeId, currency }: Payout): Account => payoutInFlightAccount(payeeId, currency);

/** Frozen for a batch: out of the payee's balance, not yet out of ours. */
export const payoutReserved = (payout: Payout): Posting =>
  posting(payout, 'PAYOUT_RESERVED', [debit(payable(payout), payout.amount), credit(inFlight(payout), payout.amount)]);

/** The payee has the money. */
export const payoutPaid = (payout: Payout, providerTransactionId: string | null): Posting =>
  posting(
    payout,
    'PAYOUT_PAID',
    [debit(inFlight(payout), payout.amount), credit(providerAccount(payout.provider, payout.currency), payout.amount)],
    { providerTransactionId: providerTransactionId ?? undefined },
  );

/** It has not gone and will not go: the reservation is undone. */
export const payoutReturned = (payout: Payout): Posting => ({
  ...posting(payout, 'PAYOUT_RETURNED', [
    debit(inFlight(payout), payout.amount),
    credit(payable(payout), payout.amount),
  ]),
  reverses: `payout_reserved:${payout.id}`,
});

/** The provider's wallet moved although the payout had ended the other way: our books of the wallet follow it. */
export function payoutLate(payout: Payout, kind: 'LATE_SUCCESS' | 'LATE_FAILURE', amount: number): Posting {
  const [wallet, unexplained] = [
    providerAccount(payout.provider, payout.currency),
    reconSuspenseAccount(payout.currency),
  ];
  const entries =
    kind === 'LATE_SUCCESS'
      ? [debit(unexplained, amount), credit(wallet, amount)]
      : [debit(wallet, amount), credit(unexplained, amount)];
  return posting(payout, `PAYOUT_${kind}`, entries);
}

function posting(
  { id, batchId, payeeKind, payeeId, reference }: Payout,
  kind: Posting['kind'],
  entries: readonly Entry[],
  more: Posting['reference'] = {},
): Posting {
  return {
    key: `${kind.toLowerCase()}:${id}`,
    kind,
    reference: { payoutId: id, batchId, payeeKind, payeeId, providerReference: reference, ...more },
    occurredAt: new Date().toISOString(),
    entries,
  };
}

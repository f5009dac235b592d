import {
  type Account,
  payableAccount,
  payoutInFlightAccount,
  providerAccount,
  receivableAccount,
  reconSuspenseAccount,
  writeoffAccount,
} from './ledger.accounts.js';
import { credit, debit, type Entry, type Posting } from './ledger.postings.js';
import type { BreakKind, BreakOutcome } from './payouts.breaks.rules.js';
import type { Payout } from './payouts.kinds.js';
import { credited, shopEntries } from './settlement.postings.js';
import type { ShopBalance } from './settlement.rules.js';

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

/** The payee has another amount than they were to have: the difference is theirs, or is owed back. */
export const payoutPaidOtherwise = (payout: Payout, found: Found, balance: ShopBalance): Posting =>
  posting(
    payout,
    'PAYOUT_PAID',
    [
      debit(inFlight(payout), payout.amount),
      credit(providerAccount(payout.provider, payout.currency), found.amount),
      ...payeeEntries(payout, payout.amount - found.amount, balance),
    ],
    { providerTransactionId: found.providerTransactionId ?? undefined, breakId: found.id },
  );

/** It has not gone and will not go: the reservation is undone. */
export const payoutReturned = (payout: Payout): Posting => ({
  ...posting(payout, 'PAYOUT_RETURNED', [
    debit(inFlight(payout), payout.amount),
    credit(payable(payout), payout.amount),
  ]),
  reverses: `payout_reserved:${payout.id}`,
});

/** What came back to a shop pays what it owes us meanwhile. */
export const payoutNetted = (payout: Payout, amount: number): Posting =>
  posting(payout, 'PAYOUT_NETTED', [
    debit(payable(payout), amount),
    credit(receivableAccount(payout.payeeId, payout.currency), amount),
  ]);

/** What a provider says of a payout against what we know. */
export interface Found {
  /** Of the break. */
  readonly id: string;
  readonly amount: number;
  readonly providerTransactionId?: string | null;
}

/** The provider's wallet moved although the payout had ended the other way: our books of the wallet follow it. */
export const payoutLate = (payout: Payout, kind: 'LATE_SUCCESS' | 'LATE_FAILURE', amount: number): Posting =>
  posting(payout, `PAYOUT_${kind}`, lateEntries(payout, kind, amount));

/**
 * Two people have found out where the money of a late answer is: with the payee, who is charged with it or gets it back,
 * not moved at all, which takes the late posting back, or lost.
 */
export function payoutResolved(
  payout: Payout,
  kind: Exclude<BreakKind, 'AMOUNT_MISMATCH'>,
  outcome: BreakOutcome,
  { id: breakId, amount }: Found,
  balance: ShopBalance,
): Posting {
  const told = posting(payout, 'PAYOUT_RESOLVED', [], { breakId, outcome });
  const wasSuccess = kind === 'LATE_SUCCESS';
  if (outcome === (wasSuccess ? 'NOT_PAID' : 'PAID')) {
    const entries = lateEntries(payout, wasSuccess ? 'LATE_FAILURE' : 'LATE_SUCCESS', amount);
    return { ...told, entries, reverses: `payout_${kind.toLowerCase()}:${payout.id}` };
  }
  const change = wasSuccess ? -amount : amount;
  const explained = credited(reconSuspenseAccount(payout.currency), -change);
  const borne =
    outcome === 'LOST' ? [debit(writeoffAccount(payout.currency), amount)] : payeeEntries(payout, change, balance);
  return { ...told, entries: [...explained, ...borne] };
}

function lateEntries({ provider, currency }: Payout, kind: 'LATE_SUCCESS' | 'LATE_FAILURE', amount: number): Entry[] {
  const [wallet, unexplained] = [providerAccount(provider, currency), reconSuspenseAccount(currency)];
  return kind === 'LATE_SUCCESS'
    ? [debit(unexplained, amount), credit(wallet, amount)]
    : [debit(wallet, amount), credit(unexplained, amount)];
}

/** What a payee gains or gives back; a shop that has less owes us the rest. */
const payeeEntries = (payout: Payout, change: number, balance: ShopBalance): readonly Entry[] =>
  payout.payeeKind === 'SHOP'
    ? shopEntries(payout.payeeId, payout.currency, change, balance)
    : credited(payable(payout), change);

function posting(
  { id, batchId, payeeKind, payeeId, reference, readAt }: Payout,
  kind: Posting['kind'],
  entries: readonly Entry[],
  more: Posting['reference'] = {},
): Posting {
  return {
    key: `${kind.toLowerCase()}:${id}`,
    kind,
    reference: { payoutId: id, batchId, payeeKind, payeeId, providerReference: reference, ...more },
    occurredAt: readAt.toISOString(),
    entries,
  };
}

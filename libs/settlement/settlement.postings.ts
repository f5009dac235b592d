import type { RefundCompletedFact, RefundFact } from '@pakashop/backend';
import type { StatedFact } from '@pakashop/reconciliation';
import {
  type Account,
  bankAccount,
  commissionAccount,
  feesAccount,
  goodwillAccount,
  heldAccount,
  inTransitAccount,
  marginAccount,
  overpaymentAccount,
  payableAccount,
  providerAccount,
  receivableAccount,
  refundInFlightAccount,
  reserveAccount,
  taxAccount,
  unallocatedAccount,
  writeoffAccount,
} from './ledger.accounts.js';
import { credit, debit, type Entry, type Posting, type PostingKind } from './ledger.postings.js';
import {
  deliveryMargin,
  netting,
  type RefundParts,
  type RefundSplit,
  type ReleaseSplit,
  type Settlement,
  type ShopBalance,
} from './settlement.rules.js';

/** An entry by sign: a credit above zero, a debit below, none for nothing. */
export const credited = (account: Account, amount: number): Entry[] =>
  amount === 0 ? [] : [amount > 0 ? credit(account, amount) : debit(account, -amount)];

/** What a shop earns or gives back, against its debt and its balance. */
export function shopEntries(shopId: string, currency: string, change: number, balance: ShopBalance): Entry[] {
  const { payable, receivable } = netting(change, balance);
  return [
    ...credited(payableAccount({ kind: 'SHOP', id: shopId }, currency), payable),
    ...credited(receivableAccount(shopId, currency), -receivable),
  ];
}

/** The hold on goods is over: it divides into what the shop has earned, its reserve, commission and VAT. */
export function release(s: Settlement, split: ReleaseSplit, balance: ShopBalance, at: string): Posting {
  const { shopOrderId, orderId, shopId, currency } = s;
  return {
    key: `release:${shopOrderId}`,
    kind: 'RELEASE',
    reference: { shopOrderId, orderId, shopId },
    occurredAt: at,
    entries: [
      debit(heldAccount(shopOrderId, currency), split.goods),
      ...shopEntries(shopId, currency, split.shop, balance),
      ...credited(reserveAccount(shopId, currency), split.reserved),
      ...credited(commissionAccount(currency), split.commission),
      ...credited(taxAccount(currency), split.commissionVat),
    ],
  };
}

/** Whoever carried the goods has earned the pay, and the platform the rest of the fee, or bears what it lacks. */
export function deliveryPay(s: Settlement, at: string): Posting {
  const { shopOrderId, orderId, currency, agentPay } = s;
  const payee = { kind: s.deliveryPayeeKind!, id: s.deliveryPayeeId! };
  return {
    key: `delivery:${shopOrderId}`,
    kind: 'DELIVERY_PAY',
    reference: { shopOrderId, orderId, payeeKind: payee.kind, payeeId: payee.id },
    occurredAt: at,
    entries: [
      ...credited(heldAccount(shopOrderId, currency), s.refundedDelivery - s.deliveryFee),
      ...credited(payableAccount(payee, currency), agentPay ?? 0),
      ...credited(marginAccount(currency), deliveryMargin(s)),
    ],
  };
}

/** What was kept back of a shop's earnings is its own. */
export function reserveReleased(s: Settlement, balance: ShopBalance, at: string): Posting {
  const { shopOrderId, orderId, shopId, currency, reserved } = s;
  return {
    key: `reserve:${shopOrderId}`,
    kind: 'RESERVE_RELEASED',
    reference: { shopOrderId, orderId, shopId },
    occurredAt: at,
    entries: [debit(reserveAccount(shopId, currency), reserved), ...shopEntries(shopId, currency, reserved, balance)],
  };
}

const refundReference = ({ refundId, orderId, paymentId, shopOrderId, shopId, reason, goodwill }: RefundFact) => ({
  refundId,
  orderId,
  paymentId,
  shopOrderId,
  shopId,
  reason,
  /** Ngwee that nobody had paid. */
  goodwill: goodwill.amount > 0 ? String(goodwill.amount) : undefined,
});

/** The amounts of a refund, in ngwee. */
export const partsOf = ({ goods, delivery, goodwill, funder, commission, commissionVat }: RefundFact): RefundParts => ({
  goods: goods.amount,
  delivery: delivery.amount,
  goodwill: goodwill.amount,
  funder,
  ...(commission && { commission: commission.amount }),
  ...(commissionVat && { commissionVat: commissionVat.amount }),
});

export const refundKey = (refundId: string): string => `refund:${refundId}`;

/**
 * Sets the money of a refund aside, or takes it back from there. What it goes back to is where it would come from now, so
 * that it is no mirror of what it takes back.
 */
export function refundMoved(fact: RefundFact, from: readonly Entry[], at: string, isWithdrawn: boolean): Posting {
  const { currency } = fact.amount;
  const aside = credited(refundInFlightAccount(fact.refundId, currency), (isWithdrawn ? -1 : 1) * fact.amount.amount);
  return {
    key: isWithdrawn ? `refund_withdrawn:${fact.refundId}` : refundKey(fact.refundId),
    kind: isWithdrawn ? 'REFUND_WITHDRAWN' : 'REFUND_RESERVED',
    reference: refundReference(fact),
    occurredAt: at,
    entries: [...from, ...aside],
  };
}

/** Where the money of a refund of a shop order comes from. */
export function refundSources(s: Settlement, split: RefundSplit, balance: ShopBalance): Entry[] {
  const { shopOrderId, shopId, currency } = s;
  return [
    ...credited(heldAccount(shopOrderId, currency), -split.held),
    ...shopEntries(shopId, currency, -split.shop, balance),
    ...credited(commissionAccount(currency), -split.commission),
    ...credited(taxAccount(currency), -split.commissionVat),
    ...credited(marginAccount(currency), -split.margin),
    ...credited(goodwillAccount(currency), -split.goodwill),
  ];
}

/** The money of a refund that belongs to no order. */
export const surplusSource = ({ amount }: RefundFact, isWithdrawn: boolean): Entry[] =>
  credited(overpaymentAccount(amount.currency), (isWithdrawn ? 1 : -1) * amount.amount);

/** The buyer has the money, and the provider no longer. */
export function refundPaid(fact: RefundCompletedFact, at: string): Posting {
  const { refundId, amount, provider, reference, route, reopened = 0 } = fact;
  return {
    // Once for each time that it arrived.
    key: reopened === 0 ? `refund_paid:${refundId}` : `refund_paid:${refundId}:${reopened}`,
    kind: 'REFUND_PAID',
    reference: { ...refundReference(fact), providerReference: reference, route },
    occurredAt: at,
    entries: [
      debit(refundInFlightAccount(refundId, amount.currency), amount.amount),
      credit(providerAccount(provider, amount.currency), amount.amount),
    ],
  };
}

const STATED: Readonly<Record<StatedFact['kind'], PostingKind>> = {
  FEE: 'FEE',
  SENT: 'BANK_SENT',
  ARRIVED: 'BANK_ARRIVED',
  UNALLOCATED: 'UNALLOCATED',
  ALLOCATED: 'ALLOCATED',
  WRITE_OFF: 'WRITE_OFF',
  OWED_BACK: 'OWED_BACK',
};

/** A statement, or a decision about it, says what the books do not know yet. */
export function stated(fact: StatedFact): Posting {
  const { key, kind, sourceId, provider, amount, direction, reason, occurredAt } = fact;
  const { currency } = amount;
  const wallet = providerAccount(provider, currency);
  const transit = inTransitAccount(provider, currency);
  const [grows, shrinks] = {
    FEE: [wallet, feesAccount(provider, currency)],
    SENT: [wallet, transit],
    ARRIVED: [bankAccount(currency), transit],
    UNALLOCATED: [wallet, unallocatedAccount(currency)],
    ALLOCATED: [wallet, unallocatedAccount(currency)],
    WRITE_OFF: [wallet, writeoffAccount(currency)],
    OWED_BACK: [wallet, overpaymentAccount(currency)],
  }[kind] as [Account, Account];
  const [to, from] = direction === 'IN' ? [grows, shrinks] : [shrinks, grows];
  return {
    key: `stated:${key}`,
    kind: STATED[kind],
    reference: { sourceId, provider, reason },
    occurredAt,
    entries: [debit(to, amount.amount), credit(from, amount.amount)],
  };
}

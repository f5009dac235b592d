import { createHash } from 'node:crypto';
import type { PayeeKind } from './settlement.events.js';

export type AccountClass = 'ASSET' | 'LIABILITY' | 'INCOME' | 'EXPENSE' | 'CONTROL';
export type Side = 'DEBIT' | 'CREDIT';

/** A place where money is or is owed. The first entry that names it creates it. */
export interface Account {
  /** Same code, same id, so that a posting needs no look-up and two first postings cannot create it twice. */
  readonly id: string;
  readonly code: string;
  readonly class: AccountClass;
  readonly currency: string;
  /** The side on which the balance grows. */
  readonly normalSide: Side;
  /**
   * Follows facts that nobody can refuse, or is one for the whole marketplace: its sum is not looked at when an entry comes,
   * and it is spread over several rows so that postings do not wait for each other.
   */
  readonly mayBeNegative?: boolean;
}

/** A shop, agent or fleet that we owe money. */
export interface PayeeRef {
  readonly kind: PayeeKind;
  readonly id: string;
}

/** What a provider holds for us. Payouts may be covered by money that was sent there outside of these books. */
export const providerAccount = (provider: string, currency: string): Account =>
  shared(`provider:${provider}:${currency}`, currency, 'ASSET');

export const bankAccount = (currency: string): Account => shared(`bank:${currency}`, currency, 'ASSET');

/** What has left a provider for our bank and is not there yet. */
export const inTransitAccount = (provider: string, currency: string): Account =>
  shared(`in_transit:${provider}:${currency}`, currency, 'ASSET');

/** What is held of a buyer's money for one shop order until it is released. */
export const heldAccount = (shopOrderId: string, currency: string): Account => owed(`held:${shopOrderId}`, currency);

const PAYABLE = { SHOP: 'seller_payable', AGENT: 'agent_payable', FLEET: 'fleet_payable' } as const;

/** What we owe a payee and may pay out. */
export const payableAccount = ({ kind, id }: PayeeRef, currency: string): Account =>
  owed(`${PAYABLE[kind]}:${id}`, currency);

/** What is kept back of a shop's earnings for a while. */
export const reserveAccount = (shopId: string, currency: string): Account => owed(`seller_reserve:${shopId}`, currency);

/** What a shop owes us after refunds that its balance did not cover; its next earnings go there first. */
export const receivableAccount = (shopId: string, currency: string): Account =>
  account(`seller_receivable:${shopId}`, currency, 'ASSET');

/** What has left a payee's balance and is not proven to have arrived. */
export const payoutInFlightAccount = (payeeId: string, currency: string): Account =>
  owed(`payout_in_flight:${payeeId}`, currency);

/** What is set aside for a refund until the buyer has it. */
export const refundInFlightAccount = (refundId: string, currency: string): Account =>
  owed(`refund_in_flight:${refundId}`, currency);

/** Money that came in without an order that waits for it; owed back to whoever paid. */
export const overpaymentAccount = (currency: string): Account => owed(`customer_overpayment:${currency}`, currency);

/** VAT on commission. */
export const taxAccount = (currency: string): Account => shared(`tax_payable:${currency}`, currency, 'LIABILITY');

export const commissionAccount = (currency: string): Account => shared(`commission:${currency}`, currency, 'INCOME');

/** Delivery fees less what whoever carries earns by them. */
export const marginAccount = (currency: string): Account => shared(`delivery_margin:${currency}`, currency, 'INCOME');

export const feesAccount = (provider: string, currency: string): Account =>
  shared(`provider_fees:${provider}:${currency}`, currency, 'EXPENSE');

export const goodwillAccount = (currency: string): Account => shared(`goodwill:${currency}`, currency, 'EXPENSE');
export const writeoffAccount = (currency: string): Account => shared(`writeoff:${currency}`, currency, 'EXPENSE');

/** Money that nobody can explain yet. */
export const unallocatedAccount = (currency: string): Account =>
  shared(`suspense:unallocated:${currency}`, currency, 'CONTROL');

/** What the provider's wallet says and nothing of ours explains yet. */
export const reconSuspenseAccount = (currency: string): Account =>
  shared(`suspense:recon:${currency}`, currency, 'CONTROL');

const account = (code: string, currency: string, kind: AccountClass, mayBeNegative = false): Account => ({
  id: accountId(code),
  code,
  class: kind,
  currency,
  normalSide: kind === 'ASSET' || kind === 'EXPENSE' ? 'DEBIT' : 'CREDIT',
  mayBeNegative,
});

const owed = (code: string, currency: string): Account => account(code, currency, 'LIABILITY');
const shared = (code: string, currency: string, kind: AccountClass): Account => account(code, currency, kind, true);

/** Namespace of account ids; changing it would give every account a second id. */
const NAMESPACE = Buffer.from('6f0d1d5e2b7c4a5f9a3e8c41d7b20e96', 'hex');

/** UUIDv5 of the code (RFC 9562 §5.5). */
export function accountId(code: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(code).digest();
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

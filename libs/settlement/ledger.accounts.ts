import { createHash } from 'node:crypto';

export type AccountClass = 'ASSET' | 'LIABILITY';
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
}

/** What a provider has collected for us and not yet handed over. */
export const providerAccount = (provider: string, currency: string): Account =>
  asset(`provider:${provider}:${currency}`, currency);

/** What is held of a buyer's money for one shop order until it is delivered. */
export const heldAccount = (shopOrderId: string, currency: string): Account =>
  liability(`held:${shopOrderId}`, currency);

/** Money that came in without an order that waits for it; owed back to whoever paid. */
export const overpaymentAccount = (currency: string): Account =>
  liability(`customer_overpayment:${currency}`, currency);

const asset = (code: string, currency: string): Account => ({
  id: accountId(code),
  code,
  class: 'ASSET',
  currency,
  normalSide: 'DEBIT',
});

const liability = (code: string, currency: string): Account => ({
  id: accountId(code),
  code,
  class: 'LIABILITY',
  currency,
  normalSide: 'CREDIT',
});

/** Namespace of account ids; changing it would give every account a second id. */
const NAMESPACE = Buffer.from('6f0d1d5e2b7c4a5f9a3e8c41d7b20e96', 'hex');

/** UUIDv5 of the code (RFC 9562 §5.5). */
function accountId(code: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(code).digest();
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

import { asId, asObject, asText, type JsonObject } from '../json.js';
import { toNgwee } from '../money.js';
import type { Standing } from '../outcome.js';
import { maskText } from '../phone.js';

/**
 * Every reply of version 3. The outer `status` only says whether the API call worked; the payment's is `data.status`.
 * https://developer.flutterwave.com/v3.0/docs/api-basics
 */
export interface EnvelopeWire {
  status: 'success' | 'error';
  message: string;
  data?: unknown;
  meta?: unknown;
}

/** https://developer.flutterwave.com/docs/collections-inflow/flutterwave-standard */
export interface PaymentRequestWire {
  /** Ours, one per payment, at most 100 characters. Stays the same over all attempts on the page. */
  tx_ref: string;
  /** Kwacha as a JSON number. */
  amount: number;
  /** Naira if left out. */
  currency: string;
  redirect_url: string;
  /** "card, mobilemoneyzambia"; works only with the matching dashboard preference. */
  payment_options: string;
  customer: { email: string; name?: string; phonenumber?: string };
  /** Minutes, at most 1440: then the page closes and open attempts fail. */
  configurations?: { session_duration?: number; max_retry_attempt?: number };
  customizations?: { title: string };
  meta?: Record<string, string>;
}

/** https://developer.flutterwave.com/reference/charge-via-zambia-mobile-money */
export interface ZambiaChargeWire {
  tx_ref: string;
  amount: number;
  currency: string;
  email: string;
  network: FlutterwaveNetwork;
  phone_number: string;
  fullname?: string;
  redirect_url?: string;
  meta?: Record<string, string>;
}

/** As the documentation writes them; whether case matters is not known. */
export type FlutterwaveNetwork = 'MTN' | 'Airtel' | 'Zamtel';

/** https://developer.flutterwave.com/docs/transaction-verification. `data` of verify, of a list entry, of a webhook. */
export interface TransactionWire {
  id: number;
  tx_ref: string;
  flw_ref: string;
  /** What the payment is worth; `charged_amount` may contain fees passed to the customer. */
  amount: number;
  currency: string;
  charged_amount: number;
  app_fee: number | null;
  merchant_fee: number;
  processor_response: string;
  auth_model: string;
  status: string;
  /** `card`, `mobilemoneyzm`… */
  payment_type: string;
  created_at: string;
  account_id: number;
  /** Not in webhooks. */
  amount_settled?: number;
  customer: { id: number; name: string; phone_number: string; email: string };
  meta?: unknown;
  /** Cards only. `token` can be charged again: it never leaves this folder. */
  card?: {
    first_6digits: string;
    last_4digits: string;
    issuer: string;
    country: string;
    type: string;
    token?: string;
    expiry: string;
  };
}

/** One attempt to pay, in our terms. `failed` ends this attempt, not the payment: the page stays open for another. */
export interface FlutterwaveTransaction {
  id: string;
  txRef: string;
  flwRef: string | null;
  /** Flutterwave's word. */
  status: string;
  standing: Standing;
  /** Ngwee; null when it could not be read exactly. */
  amount: number | null;
  currency: string | null;
  chargedAmount: number | null;
  /** Their fee. */
  appFee: number | null;
  merchantFee: number | null;
  amountSettled: number | null;
  paymentType: string | null;
  /** For staff. */
  processorResponse: string | null;
  createdAt: string | null;
  card: FlutterwaveCard | null;
}

/** All of a card that we may keep. */
export interface FlutterwaveCard {
  first6: string | null;
  last4: string | null;
  issuer: string | null;
  country: string | null;
  type: string | null;
  expiry: string | null;
}

const STANDINGS: Record<string, Standing> = { successful: 'succeeded', failed: 'failed', pending: 'pending' };

/** Reads one transaction; null without id, reference or status. */
export function toTransaction(body: unknown): FlutterwaveTransaction | null {
  const data = asObject(body);
  const id = asId(data?.['id']);
  const txRef = asText(data?.['tx_ref']);
  const status = asText(data?.['status']);
  if (!data || !id || !txRef || !status) return null;
  const response = asText(data['processor_response']);
  return {
    id,
    txRef,
    flwRef: asText(data['flw_ref']) ?? null,
    status,
    standing: Object.hasOwn(STANDINGS, status) ? STANDINGS[status]! : 'unrecognised',
    amount: toNgwee(data['amount']),
    currency: asText(data['currency']) ?? null,
    chargedAmount: toNgwee(data['charged_amount']),
    appFee: toNgwee(data['app_fee']),
    merchantFee: toNgwee(data['merchant_fee']),
    amountSettled: toNgwee(data['amount_settled']),
    paymentType: asText(data['payment_type']) ?? null,
    processorResponse: response === undefined ? null : maskText(response),
    createdAt: asText(data['created_at']) ?? null,
    card: toCard(asObject(data['card'])),
  };
}

/** Whether a transaction can be judged: a success without a readable amount cannot. */
export function isReadable(transaction: FlutterwaveTransaction): boolean {
  return transaction.standing !== 'succeeded' || (transaction.amount !== null && transaction.currency !== null);
}

/**
 * Whether a transaction pays for what we asked: successful, under our reference, in our currency. `over` is to be paid
 * back, `under` is not enough, `no` is not this payment or not a success.
 */
export function coverage(
  transaction: FlutterwaveTransaction,
  expected: { txRef: string; amount: number; currency: string },
): 'exact' | 'over' | 'under' | 'no' {
  const { standing, txRef, currency, amount } = transaction;
  if (standing !== 'succeeded' || txRef !== expected.txRef || currency !== expected.currency) return 'no';
  if (amount === null) return 'no';
  if (amount === expected.amount) return 'exact';
  return amount > expected.amount ? 'over' : 'under';
}

function toCard(card: JsonObject | undefined): FlutterwaveCard | null {
  if (!card) return null;
  return {
    first6: asText(card['first_6digits']) ?? null,
    last4: asText(card['last_4digits']) ?? null,
    issuer: asText(card['issuer']) ?? null,
    country: asText(card['country']) ?? null,
    type: asText(card['type']) ?? null,
    expiry: asText(card['expiry']) ?? null,
  };
}

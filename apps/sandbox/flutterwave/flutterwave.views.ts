import { createHash } from 'node:crypto';
import { major } from '../core/money.js';
import { brandOf, cardOf } from './flutterwave.cards.js';
import type { Link, Refund, Settlement, Transaction, Transfer } from './flutterwave.types.js';

const date = (at: number): string => new Date(at).toISOString();
const ACCOUNT = 118_468;

/** A transaction as verification tells it. */
export function verifyView(transaction: Transaction, link: Link): Record<string, unknown> {
  const { amount, fee } = transaction;
  return {
    ...webhookView(transaction, link),
    card: cardView(transaction, true),
    amount_settled: transaction.status === 'successful' ? major(amount - fee) : 0,
    meta: link.meta ?? null,
  };
}

/** A transaction as its webhook tells it. */
export function webhookView(transaction: Transaction, { customer }: Link): Record<string, unknown> {
  return {
    id: transaction.id,
    tx_ref: transaction.txRef,
    flw_ref: transaction.flwRef,
    device_fingerprint: 'N/A',
    amount: major(transaction.amount),
    currency: transaction.currency,
    charged_amount: major(transaction.amount),
    app_fee: major(transaction.fee),
    merchant_fee: 0,
    processor_response: transaction.reason,
    auth_model: transaction.authModel,
    ip: '197.184.0.1',
    narration: 'Pakashop',
    status: transaction.status,
    payment_type: transaction.paymentType,
    created_at: date(transaction.createdAt),
    account_id: ACCOUNT,
    customer: {
      id: customer.id,
      name: customer.name,
      phone_number: customer.phone,
      email: customer.email,
      created_at: date(transaction.createdAt),
    },
    card: cardView(transaction, false),
  };
}

/** The story of a transaction. */
export function eventsView({ createdAt, endedAt, status, reason }: Transaction): unknown[] {
  const begun = { note: 'Attempt started', actor: 'customer', created_at: date(createdAt) };
  if (endedAt === undefined) return [begun];
  return [begun, { note: `${status}: ${reason}`, actor: 'processor', created_at: date(endedAt) }];
}

function cardView({ card, id }: Transaction, withToken: boolean): Record<string, unknown> | undefined {
  if (card === undefined) return undefined;
  const token = `flw-t1nf-${createHash('sha256').update(`${card} ${id}`).digest('hex').slice(0, 32)}`;
  return {
    ...{
      first_6digits: card.slice(0, 6),
      last_4digits: card.slice(-4),
      issuer: `${brandOf(card)} CREDIT`,
      country: 'ZM',
    },
    ...{ type: brandOf(card), expiry: cardOf(card)?.expiry[0] ?? '', ...(withToken ? { token } : {}) },
  };
}

/** A refund as the API tells it. */
export function refundView(refund: Refund): Record<string, unknown> {
  return {
    id: refund.id,
    account_id: ACCOUNT,
    tx_id: refund.transactionId,
    flw_ref: refund.flwRef,
    wallet_id: ACCOUNT + 1,
    amount_refunded: major(refund.amount),
    status: 'completed',
    destination: 'payment_source',
    comments: refund.comments,
    meta: { source: 'availablebalance' },
    created_at: date(refund.createdAt),
  };
}

/** A transfer; the name of the recipient has one key in answers and another in webhooks. */
export function transferView(transfer: Transfer, nameKey: 'full_name' | 'fullname'): Record<string, unknown> {
  return {
    id: transfer.id,
    account_number: transfer.accountNumber,
    bank_code: transfer.accountBank,
    bank_name: transfer.accountBank === 'MPS' ? 'FA-BANK' : transfer.accountBank,
    [nameKey]: transfer.beneficiaryName ?? 'N/A',
    created_at: date(transfer.createdAt),
    currency: transfer.currency,
    debit_currency: transfer.debitCurrency,
    amount: major(transfer.amount),
    fee: major(transfer.fee),
    status: transfer.status,
    reference: transfer.reference,
    meta: transfer.meta ?? null,
    narration: transfer.narration,
    approver: null,
    complete_message: transfer.message,
    requires_approval: 0,
    is_approved: 1,
  };
}

/** A settlement; alone it carries its transactions, and quotes their ids as text. */
export function settlementView(settlement: Settlement, transactions?: readonly Transaction[]): Record<string, unknown> {
  const { gross, fee, transactionIds } = settlement;
  const view = {
    ...{ id: settlement.id, account_id: ACCOUNT, status: 'completed', currency: 'ZMW', is_local: true },
    ...{
      transaction_date: date(settlement.createdAt),
      due_date: date(settlement.createdAt),
      processed_date: date(settlement.createdAt),
    },
    ...{
      gross_amount: major(gross),
      app_fee: major(fee),
      merchant_fee: 0,
      chargeback: 0,
      refund: 0,
      stampduty_charge: 0,
    },
    ...{ net_amount: major(gross - fee), transaction_count: transactionIds.length, destination: 'wallet' },
    ...{ disburse_ref: `SETTLE-${settlement.id}`, flag_message: null, meta: transactionIds },
  };
  if (!transactions) return view;
  return { ...view, meta: JSON.stringify(transactionIds), is_local: 1, transactions: transactions.map(settledView) };
}

function settledView(transaction: Transaction): Record<string, unknown> {
  return {
    ...{ id: transaction.id, tx_ref: transaction.txRef, flw_ref: transaction.flwRef, status: 'successful' },
    ...{ charged_amount: major(transaction.amount), app_fee: major(transaction.fee), merchant_fee: 0, rrn: null },
    ...{ settlement_amount: major(transaction.amount - transaction.fee), currency: transaction.currency },
    ...{ payment_entity: transaction.paymentType, transaction_date: date(transaction.createdAt) },
  };
}

export * from '../outcome.js';
export type { CallRecord } from '../http.js';
export { type Currency, isNgwee, toNgwee } from '../money.js';
export { maskPhone, maskText, toE164, toMsisdn } from '../phone.js';
export type { ReceivedHeaders } from '../secrets.js';
export { FLUTTERWAVE_URL, FlutterwaveClient, type FlutterwaveOptions } from './flutterwave.client.js';
export { FlutterwaveTransferClient } from './flutterwave.transfers.js';
export type { TransferInput } from './flutterwave.transfers.requests.js';
export type { FlutterwaveBalance, FlutterwaveTransfer } from './flutterwave.transfers.wire.js';
export { type FlutterwaveOutgoing, parseOutgoing } from './flutterwave.outgoing.js';
export { FlutterwaveRefundClient, type FlutterwaveRefundInput } from './flutterwave.refunds.js';
export type { FlutterwaveRefund } from './flutterwave.refunds.wire.js';
export { type FlutterwaveList, FlutterwaveStatements } from './flutterwave.statements.js';
export type { CreatePaymentInput, FlutterwaveMethod, ZambiaChargeInput } from './flutterwave.requests.js';
export {
  FLUTTERWAVE_SIGNATURE,
  type FlutterwaveWebhook,
  parseReturn,
  parseWebhook,
  type ReturnHint,
  VERIF_HASH,
  verifyFlutterwaveWebhook,
  withoutCardTokens,
} from './flutterwave.webhook.js';
export {
  coverage,
  type EnvelopeWire,
  type FlutterwaveCard,
  type FlutterwaveNetwork,
  type FlutterwaveTransaction,
  type PaymentRequestWire,
  type TransactionWire,
  type ZambiaChargeWire,
} from './flutterwave.wire.js';

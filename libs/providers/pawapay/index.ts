export * from '../outcome.js';
export type { CallRecord } from '../http.js';
export { type Currency, isNgwee, ngweeToDecimal, toNgwee } from '../money.js';
export { maskPhone, maskText, toE164, toMsisdn } from '../phone.js';
export type { ReceivedHeaders } from '../secrets.js';
export {
  PAWAPAY_CALLBACK_SOURCES,
  PAWAPAY_URL,
  PawapayClient,
  type PawapayOptions,
  type ToolkitScope,
} from './pawapay.client.js';
export type { DepositAccepted, Prediction } from './pawapay.replies.js';
export { type DepositInput, type MetadataEntry, toCustomerMessage } from './pawapay.requests.js';
export { pawapayFault, type PawapayFailure } from './pawapay.failures.js';
export { PAWAPAY_HMAC_HEADER, verifyPawapayHmac } from './pawapay.hmac.js';
export { type KeyCacheOptions, type KeyFinder, PawapayKeys } from './pawapay.keys.js';
export * from './pawapay.operators.js';
export { PawapayStatements, type StatementOrder, type StatementProgress } from './pawapay.statements.js';
export { type ReceivedCallback, verifyPawapaySignature } from './pawapay.signature.js';
export { PawapaySigner, type SignerOptions } from './pawapay.signer.js';
export {
  type ActiveConfiguration,
  amountFits,
  type OperatorAvailability,
  type OperatorStatus,
  type PawapayOperation,
  type PawapayOperatorConfig,
  type PawapayPublicKey,
} from './pawapay.toolkit.js';
export { PawapayPayoutClient } from './pawapay.payouts.js';
export type { BulkOutcome, PawapayWallet, PayoutAccepted } from './pawapay.payouts.replies.js';
export { MAX_BULK, type PayoutInput } from './pawapay.payouts.requests.js';
export { parsePayoutCallback, type PawapayPayout, type PawapayPayoutCallback } from './pawapay.payouts.wire.js';
export { PawapayRefundClient, type RefundInput } from './pawapay.refunds.js';
export type { RefundAccepted } from './pawapay.refunds.replies.js';
export { parseRefundCallback, type PawapayRefund, type PawapayRefundCallback } from './pawapay.refunds.wire.js';
export * from './pawapay.wire.js';

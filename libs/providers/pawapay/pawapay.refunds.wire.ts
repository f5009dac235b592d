import { asId, asObject, asText, parseJson } from '../json.js';
import { type Currency, toNgwee } from '../money.js';
import type { Standing } from '../outcome.js';
import { type PawapayFailure, toFailure } from './pawapay.failures.js';
import { standingOf } from './pawapay.wire.js';

/** https://docs.pawapay.io/v2/api-reference/refunds/initiate-refund. Fields beyond these are refused. */
export interface RefundRequestWire {
  /** UUID version 4, ours, stored before the call. */
  refundId: string;
  depositId: string;
  /** Decimal text; always sent, since it is not certain that all is meant without it. */
  amount: string;
  currency: Currency;
  clientReferenceId?: string;
}

/** A refund as pawaPay tells it, in our terms. Whether it names the deposit is not documented: we keep that ourselves. */
export interface PawapayRefund {
  refundId: string;
  /** pawaPay's word. */
  status: string;
  standing: Standing;
  /** Null when it could not be read exactly. */
  amount: number | null;
  currency: string | null;
  providerTransactionId: string | null;
  failure: PawapayFailure | null;
}

/** A callback about a refund: a hint to ask, with the key under which it is one and the same delivery. */
export interface PawapayRefundCallback {
  key: string;
  refund: PawapayRefund;
}

/** Reads refund data, tolerating unknown keys; null without an id or a status. */
export function toRefund(body: unknown): PawapayRefund | null {
  const data = asObject(body);
  const refundId = asText(data?.['refundId']);
  const status = asText(data?.['status']);
  if (!data || !refundId || !status) return null;
  return {
    refundId: refundId.toLowerCase(),
    status,
    // Waits at pawaPay for a slow operator.
    standing: status === 'ENQUEUED' ? 'pending' : standingOf(status),
    amount: toNgwee(data['amount']),
    currency: asText(data['currency']) ?? null,
    providerTransactionId: asId(data['providerTransactionId']) ?? null,
    failure: toFailure(data) ?? null,
  };
}

/** Reads the body of a refund callback, or null if it is none. */
export function parseRefundCallback(rawBody: Uint8Array): PawapayRefundCallback | null {
  const refund = toRefund(parseJson(rawBody));
  return refund && { key: `refund:${refund.refundId}:${refund.status}`, refund };
}

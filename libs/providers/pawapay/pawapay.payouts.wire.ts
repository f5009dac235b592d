import { asId, asObject, asText, parseJson } from '../json.js';
import { type Currency, toNgwee } from '../money.js';
import type { Standing } from '../outcome.js';
import { type PawapayFailure, toFailure } from './pawapay.failures.js';
import type { PawapayOperator } from './pawapay.operators.js';
import { standingOf } from './pawapay.wire.js';

/** https://docs.pawapay.io/v2/api-reference/payouts/initiate-payout. Fields beyond these are refused. */
export interface PayoutRequestWire {
  /** UUID version 4, ours, stored before the call. */
  payoutId: string;
  /** Decimal text without leading or trailing zeros. */
  amount: string;
  currency: Currency;
  recipient: { type: 'MMO'; accountDetails: { phoneNumber: string; provider: PawapayOperator } };
  clientReferenceId?: string;
  /** 4 to 22 letters, digits and spaces, shown to the recipient. */
  customerMessage?: string;
}

/** A payout as pawaPay tells it, in our terms. */
export interface PawapayPayout {
  payoutId: string;
  /** pawaPay's word. */
  status: string;
  standing: Standing;
  /** The operator is slow: pawaPay holds the payout and sends it later. It can be cancelled meanwhile. */
  isEnqueued: boolean;
  /** Null when it could not be read exactly. */
  amount: number | null;
  currency: string | null;
  providerTransactionId: string | null;
  failure: PawapayFailure | null;
}

/** A callback about a payout: a hint to ask for the status, with the key under which it is one and the same delivery. */
export interface PawapayPayoutCallback {
  key: string;
  payout: PawapayPayout;
}

/** Reads payout data, tolerating unknown keys; null without an id or a status. */
export function toPayout(body: unknown): PawapayPayout | null {
  const data = asObject(body);
  const payoutId = asText(data?.['payoutId']);
  const status = asText(data?.['status']);
  if (!data || !payoutId || !status) return null;
  const isEnqueued = status === 'ENQUEUED';
  return {
    payoutId: payoutId.toLowerCase(),
    status,
    standing: isEnqueued ? 'pending' : standingOf(status),
    isEnqueued,
    amount: toNgwee(data['amount']),
    currency: asText(data['currency']) ?? null,
    providerTransactionId: asId(data['providerTransactionId']) ?? null,
    failure: toFailure(data) ?? null,
  };
}

/** Reads the body of a payout callback, or null if it is none. No event id is sent: operation, id and status make the key. */
export function parsePayoutCallback(rawBody: Uint8Array): PawapayPayoutCallback | null {
  const payout = toPayout(parseJson(rawBody));
  return payout && { key: `payout:${payout.payoutId}:${payout.status}`, payout };
}

import { createHmac } from 'node:crypto';
import { asId, asObject, asText, parseJson } from '../json.js';
import type { Verdict } from '../outcome.js';
import { fitsAny, type ReceivedHeaders, sameSecret, singleHeader } from '../secrets.js';
import { type FlutterwaveTransaction, toTransaction } from './flutterwave.wire.js';

/** The header that repeats our secret. */
export const VERIF_HASH = 'verif-hash';
/** The header that signs the body. Belongs to version 4, seen on some version 3 accounts. */
export const FLUTTERWAVE_SIGNATURE = 'flutterwave-signature';

/**
 * Checks who sent a webhook. If the body is signed (base64 HMAC-SHA256 over the raw bytes) that signature decides.
 * Otherwise `verif-hash` must equal the secret, which proves nothing about the body and can be replayed. Either way a
 * webhook is only a nudge to call `verify`. Several secrets may be valid during a rotation.
 * https://developer.flutterwave.com/docs/webhooks
 */
export function verifyFlutterwaveWebhook(
  webhook: { headers: ReceivedHeaders; rawBody: Uint8Array },
  secrets: readonly string[],
): Verdict {
  const { headers, rawBody } = webhook;
  if (headers[FLUTTERWAVE_SIGNATURE] !== undefined) {
    const given = singleHeader(headers, FLUTTERWAVE_SIGNATURE) ?? '';
    const fits = fitsAny(secrets, (secret) => sameSecret(given, base64Hmac(secret, rawBody)));
    return verdict(fits, FLUTTERWAVE_SIGNATURE, 'wrong-signature');
  }
  const given = singleHeader(headers, VERIF_HASH);
  if (given === undefined) return verdict(false, VERIF_HASH, 'missing-signature');
  return verdict(
    fitsAny(secrets, (secret) => sameSecret(given, secret)),
    VERIF_HASH,
    'wrong-hash',
  );
}

/** A webhook. One URL receives all events; `transaction` is set for charges. */
export interface FlutterwaveWebhook {
  /** `charge.completed`, sent for failed charges too; `transfer.completed` likewise… */
  event: string;
  /** `CARD_TRANSACTION`… from the key with a dot in it. */
  eventType: string | null;
  /** Deliveries with the same key are the same news: there is no event id. */
  key: string;
  transaction: FlutterwaveTransaction | null;
}

/**
 * Reads a webhook, or null if it is none. Only HTTP 200 within 60 s counts as received; if retries are switched on in
 * the dashboard three more follow, half an hour apart.
 */
export function parseWebhook(rawBody: Uint8Array): FlutterwaveWebhook | null {
  const body = asObject(parseJson(rawBody));
  const event = asText(body?.['event']);
  const data = asObject(body?.['data']);
  const id = asId(data?.['id']);
  if (!body || !event || !data || !id) return null;
  return {
    event,
    eventType: asText(body['event.type']) ?? null,
    key: `${event}:${id}:${asText(data['status']) ?? ''}`,
    transaction: event.startsWith('charge.') ? toTransaction(data) : null,
  };
}

/** The JSON of a webhook or a reply without card tokens, for storing; null if it is not JSON. */
export function withoutCardTokens(rawBody: Uint8Array): string | null {
  const json = parseJson(rawBody);
  if (json === undefined) return null;
  return JSON.stringify(json, (key, value: unknown) => (key === 'card' ? withoutToken(value) : value));
}

/** What the customer's browser brings back from the page: hints under the customer's control, nothing more. */
export interface ReturnHint {
  txRef: string | null;
  transactionId: string | null;
  /** `successful`, `failed`; `cancelled` has been seen. */
  status: string | null;
}

/** Reads the query of the return to the shop. No state may change because of it. */
export function parseReturn(query: URLSearchParams): ReturnHint {
  return { txRef: query.get('tx_ref'), transactionId: query.get('transaction_id'), status: query.get('status') };
}

function withoutToken(card: unknown): unknown {
  const fields = asObject(card);
  if (!fields) return card;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'token'));
}

function base64Hmac(secret: string, rawBody: Uint8Array): string {
  return createHmac('sha256', secret).update(rawBody).digest('base64');
}

function verdict(ok: boolean, scheme: string, reason: string): Verdict {
  return ok ? { ok, scheme } : { ok, reason, retry: false };
}

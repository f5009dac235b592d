import { asId, asObject, asText, parseJson } from '../json.js';
import { toNgwee } from '../money.js';

/** A webhook about money that goes out: a hint to ask. */
export interface FlutterwaveOutgoing {
  operation: 'PAYOUT' | 'REFUND';
  /** Our reference of a transfer; Flutterwave's id of a refund. */
  reference: string;
  /** Ngwee; null when it could not be read exactly. */
  amount: number | null;
}

/**
 * Reads `transfer.completed`, which is sent for failed transfers too, and `refund.completed`, which is not documented but
 * has been seen. Null for everything else.
 */
export function parseOutgoing(rawBody: Uint8Array): FlutterwaveOutgoing | null {
  const body = asObject(parseJson(rawBody));
  const event = asText(body?.['event']);
  const data = asObject(body?.['data']);
  if (!event || !data) return null;
  const isTransfer = event.startsWith('transfer.');
  if (!isTransfer && !event.startsWith('refund.')) return null;
  const reference = isTransfer ? asText(data['reference']) : asId(data['id']);
  if (!reference) return null;
  const amount = toNgwee(isTransfer ? data['amount'] : (data['amount_refunded'] ?? data['AmountRefunded']));
  return { operation: isTransfer ? 'PAYOUT' : 'REFUND', reference, amount };
}

import { asId, asObject, asText } from '../json.js';
import { toNgwee } from '../money.js';
import type { Standing } from '../outcome.js';

/** A refund as Flutterwave tells it, in our terms. https://developer.flutterwave.com/docs/payment-operations/refunds */
export interface FlutterwaveRefund {
  id: string;
  transactionId: string;
  /** Flutterwave's word. */
  status: string;
  standing: Standing;
  /** Ngwee; null when it could not be read exactly. */
  amount: number | null;
  /** What we wrote when we asked for it, where it is told. */
  comments: string | null;
  createdAt: Date | null;
}

/**
 * Only `completed` and its variants (`completed-mpgs`…) are seen in the documents; other words are not, so that anything
 * but a plain failure is somebody's work in progress, or a riddle.
 */
function standingOf(status: string): Standing {
  const word = status.toLowerCase();
  if (/^(?:completed|successful)\b/.test(word)) return 'succeeded';
  if (word === 'failed') return 'failed';
  return /^(?:new|pending|processing|initiated)\b/.test(word) ? 'pending' : 'unrecognised';
}

/** Reads refund data, tolerating unknown keys; null without ids or a status. */
export function toFlutterwaveRefund(body: unknown): FlutterwaveRefund | null {
  const data = asObject(body);
  const id = asId(data?.['id']);
  const transactionId = asId(data?.['tx_id']) ?? asId(data?.['transaction_id']);
  const status = asText(data?.['status']);
  if (!data || !id || !transactionId || !status) return null;
  return {
    id,
    transactionId,
    status,
    standing: standingOf(status),
    amount: toNgwee(data['amount_refunded']),
    comments: asText(data['comments']) ?? asText(data['comment']) ?? null,
    createdAt: dateOf(data['created_at']),
  };
}

function dateOf(value: unknown): Date | null {
  const date = new Date(asText(value) ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

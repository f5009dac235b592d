import { type HttpResult, isSuccess, unknownOf } from '../http.js';
import { asArray, asObject, asText, type JsonObject } from '../json.js';
import { type Answer, type Lookup, type Outcome, succeeded, unknown } from '../outcome.js';
import { maskText } from '../phone.js';
import { type FlutterwaveTransaction, isReadable, toTransaction } from './flutterwave.wire.js';

/** One page of a list. */
export interface TransactionPage {
  transactions: FlutterwaveTransaction[];
  totalPages: number;
}

/** The body of a call that worked, by HTTP status and by envelope. */
function successBody(result: HttpResult): JsonObject | undefined {
  if (!isSuccess(result)) return undefined;
  const body = asObject(result.json);
  return body?.['status'] === 'success' ? body : undefined;
}

/** The message of a refusal: HTTP 400 or 422 with an error envelope. Their gateway's own time-out (503) is none. */
export function refusalOf(result: HttpResult, statuses = [400, 422]): string | undefined {
  if (!result.ok || !statuses.includes(result.status)) return undefined;
  const body = asObject(result.json);
  return body?.['status'] === 'error' ? (asText(body['message']) ?? '') : undefined;
}

/**
 * Reads the reply to a call that starts something. There are no failure codes in version 3, only messages. A complaint
 * that the reference is taken says that an earlier call arrived: unknown.
 */
export function toOutcome<T>(result: HttpResult, read: (body: JsonObject) => T | undefined): Outcome<T> {
  const body = successBody(result);
  const value = body && read(body);
  if (value !== undefined) return succeeded(value);
  const refusal = refusalOf(result);
  if (refusal === undefined) return unknownOf(result);
  if (/duplicate|already (?:exist|been used|used)/i.test(refusal)) return unknown('duplicate', maskText(refusal));
  return { kind: 'failed', code: 'REFUSED', message: maskText(refusal), fault: 'request', sent: true };
}

/**
 * Reads a verification. Not found also means that the customer has not tried to pay yet, so it proves nothing. Its HTTP
 * status is not documented; 400 and 404 occur.
 */
export function toLookup(
  result: HttpResult,
  isAsked: (transaction: FlutterwaveTransaction) => boolean,
): Lookup<FlutterwaveTransaction> {
  const body = successBody(result);
  const transaction = body && toTransaction(body['data']);
  if (transaction) {
    if (!isAsked(transaction)) return unknown('mismatch', 'The reply is about another transaction');
    return isReadable(transaction)
      ? { kind: 'found', value: transaction }
      : unknown('unreadable', 'Success without amount');
  }
  const refusal = refusalOf(result, [400, 404]);
  return refusal !== undefined && /no transaction was found/i.test(refusal) ? { kind: 'notFound' } : unknownOf(result);
}

/** Reads a page of transactions under one reference. One unreadable entry makes it unknown: it could be a success. */
export function toPage(result: HttpResult, txRef: string): Answer<TransactionPage> {
  const body = successBody(result);
  const rows = asArray(body?.['data']);
  if (!body || !rows) return unknownOf(result);
  const transactions = rows.map(toTransaction);
  if (!transactions.every((row) => row !== null && isReadable(row)))
    return unknown('unreadable', 'An entry of the list');
  const pages = asObject(asObject(body['meta'])?.['page_info'])?.['total_pages'];
  return succeeded({
    transactions: (transactions as FlutterwaveTransaction[]).filter((row) => row.txRef === txRef),
    totalPages: typeof pages === 'number' ? pages : 1,
  });
}

/** An address to send the customer to, or undefined. */
export function toAddress(value: unknown): string | undefined {
  const text = asText(value);
  return text !== undefined && URL.canParse(text) && /^https?:/i.test(text) ? text : undefined;
}

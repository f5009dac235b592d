import { isSuccess, unknownOf } from '../http.js';
import { asArray, asObject } from '../json.js';
import { type Currency, isNgwee, ngweeToNumber } from '../money.js';
import { type Answer, type CallOptions, type Outcome, refusedHere, succeeded, unknown } from '../outcome.js';
import { FlutterwaveClient } from './flutterwave.client.js';
import { type FlutterwaveRefund, toFlutterwaveRefund } from './flutterwave.refunds.wire.js';
import { toOutcome } from './flutterwave.replies.js';

/** What it takes to give a transaction back, or a part of it. */
export interface FlutterwaveRefundInput {
  /** Flutterwave's number of the transaction, not our reference. */
  transactionId: string;
  /** Ngwee. */
  amount: number;
  currency: Currency;
  /** Stays with the refund; it is no key: a second request is a second refund. */
  comments: string;
}

/** More pages than this are not read. */
const MAX_PAGES = 50;

/** Flutterwave with refunds. There is no key of ours on them: one is sent once, and looked for before it is repeated. */
export class FlutterwaveRefundClient extends FlutterwaveClient {
  /** Gives money back the way it came, out of the available balance. */
  async refund(input: FlutterwaveRefundInput, options: CallOptions = {}): Promise<Outcome<FlutterwaveRefund>> {
    const { transactionId, amount, currency, comments } = input;
    if (!/^\d+$/.test(transactionId)) return refusedHere('INVALID_PARAMETER', 'A transaction is named by its number');
    if (!isNgwee(amount)) return refusedHere('INVALID_AMOUNT', 'The amount must be a positive whole number of ngwee');
    if (currency !== 'ZMW') return refusedHere('INVALID_CURRENCY', 'Only ZMW is sent');
    const request = { amount: ngweeToNumber(amount), comments };
    return toOutcome(await this.post('refund', `/transactions/${transactionId}/refund`, request, options), (body) => {
      const refund = toFlutterwaveRefund(body['data']);
      return refund?.transactionId === transactionId ? refund : undefined;
    });
  }

  /** Asks about one refund by Flutterwave's id of it. */
  async refundById(id: string, options: CallOptions = {}): Promise<Answer<FlutterwaveRefund>> {
    const call = { operation: 'refundById', method: 'GET', path: `/refunds/${encodeURIComponent(id)}` } as const;
    const result = await this.http.call({ ...options, ...call });
    const refund = isSuccess(result) ? toFlutterwaveRefund(asObject(result.json)?.['data']) : null;
    if (!refund) return unknownOf(result);
    return refund.id === id ? succeeded(refund) : unknown('mismatch', 'The reply is about another refund');
  }

  /**
   * The refunds of a transaction since a moment. One unreadable entry makes the list worthless: it could be the one that
   * is looked for.
   */
  async refundsOf(transactionId: string, since: Date, options: CallOptions = {}): Promise<Answer<FlutterwaveRefund[]>> {
    const found: FlutterwaveRefund[] = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
      const answer = await this.refundPage(page, options);
      if (answer.kind === 'unknown') return answer;
      const { refunds, pages } = answer.value;
      found.push(...refunds.filter((refund) => refund.transactionId === transactionId));
      if (page >= pages || isOlder(refunds, since)) return succeeded(found);
    }
    return unknown('unreadable', 'The list is too long to be read');
  }

  private async refundPage(
    page: number,
    options: CallOptions,
  ): Promise<Answer<{ refunds: FlutterwaveRefund[]; pages: number }>> {
    const call = { operation: 'listRefunds', method: 'GET', path: '/refunds' } as const;
    const result = await this.http.call({ ...options, ...call, query: { page: String(page) } });
    const body = isSuccess(result) ? asObject(result.json) : undefined;
    const rows = body?.['status'] === 'success' ? asArray(body['data']) : undefined;
    if (!body || !rows) return unknownOf(result);
    const refunds = rows.map(toFlutterwaveRefund);
    if (!refunds.every((refund) => refund !== null)) return unknown('unreadable', 'An entry of the list');
    return succeeded({ refunds, pages: pagesOf(body['meta']) });
  }
}

/** Whether nothing younger can follow: only in a list that shows to run from the newest to the oldest. */
function isOlder(refunds: readonly FlutterwaveRefund[], since: Date): boolean {
  const [first, last] = [refunds.at(0)?.createdAt, refunds.at(-1)?.createdAt];
  return Boolean(first && last && first > last && last < since);
}

function pagesOf(meta: unknown): number {
  const pages = asObject(asObject(meta)?.['page_info'])?.['total_pages'];
  return typeof pages === 'number' ? pages : 1;
}

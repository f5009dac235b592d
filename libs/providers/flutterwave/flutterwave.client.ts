import { type CallRecord, type HttpResult, ProviderHttp } from '../http.js';
import { asObject } from '../json.js';
import type { Currency } from '../money.js';
import { type Answer, type CallOptions, type Lookup, type Outcome, succeeded, unknown } from '../outcome.js';
import { refusalOf, toAddress, toLookup, toOutcome, toPage } from './flutterwave.replies.js';
import {
  type CreatePaymentInput,
  toPaymentRequest,
  toZambiaCharge,
  type ZambiaChargeInput,
} from './flutterwave.requests.js';
import type { FlutterwaveTransaction } from './flutterwave.wire.js';

/** One address for test and live: the key (`FLWSECK_TEST-…` or `FLWSECK-…`) decides. */
export const FLUTTERWAVE_URL = 'https://api.flutterwave.com/v3';

export interface FlutterwaveOptions {
  baseUrl: string;
  secretKey: string;
  /** Their gateway gives up after about 28 s; we wait longer, to hear it. */
  timeoutMs?: number;
  connectMs?: number;
  log?: (record: CallRecord) => void;
}

/** A payment has a handful of attempts; more pages than this mean that the filter did not work. */
const MAX_PAGES = 5;

/** Lists are filtered by currency, and without one Flutterwave assumes naira. */
const CURRENCY: Currency = 'ZMW';

/** Calls with the secret key of the account. */
export const flutterwaveHttp = (options: FlutterwaveOptions): ProviderHttp =>
  new ProviderHttp({
    provider: 'flutterwave',
    baseUrl: options.baseUrl,
    headers: { authorization: `Bearer ${options.secretKey}` },
    timeoutMs: options.timeoutMs ?? 35_000,
    connectMs: options.connectMs,
    log: options.log,
  });

/**
 * Flutterwave, version 3: hosted pages and what they need. Version 3 has no idempotency key: a reference is sent once,
 * and after an unknown outcome it is looked up first. https://developer.flutterwave.com/v3.0/docs
 */
export class FlutterwaveClient {
  protected readonly http: ProviderHttp;

  constructor(options: FlutterwaveOptions) {
    this.http = flutterwaveHttp(options);
  }

  /**
   * Makes a hosted page. No transaction exists yet, only a link: store it with the reference. Send the customer there by
   * full redirect, never in a frame.
   */
  async createPayment(input: CreatePaymentInput, options: CallOptions = {}): Promise<Outcome<{ link: string }>> {
    const request = toPaymentRequest(input);
    if ('kind' in request) return request;
    return toOutcome(await this.post('createPayment', '/payments', request, options), (body) => {
      const link = toAddress(asObject(body['data'])?.['link']);
      return link === undefined ? undefined : { link };
    });
  }

  /**
   * Charges a mobile money account. Not a silent prompt: the customer has to be sent to the page in the reply. There is
   * no transaction id; follow the payment by its reference.
   */
  async chargeZambiaMobileMoney(
    input: ZambiaChargeInput,
    options: CallOptions = {},
  ): Promise<Outcome<{ redirectUrl: string }>> {
    const request = toZambiaCharge(input);
    if ('kind' in request) return request;
    const result = await this.post('chargeZambia', '/charges', request, options, { type: 'mobile_money_zambia' });
    return toOutcome(result, (body) => {
      const authorization = asObject(asObject(body['meta'])?.['authorization']);
      const redirectUrl = authorization?.['mode'] === 'redirect' ? toAddress(authorization['redirect']) : undefined;
      return redirectUrl === undefined ? undefined : { redirectUrl };
    });
  }

  /** Asks about one transaction, by the id that a webhook brought. The preferred question. */
  async verify(transactionId: string, options: CallOptions = {}): Promise<Lookup<FlutterwaveTransaction>> {
    const path = `/transactions/${encodeURIComponent(transactionId)}/verify`;
    const result = await this.http.call({ ...options, operation: 'verify', method: 'GET', path });
    return toLookup(result, (transaction) => transaction.id === transactionId);
  }

  /** Asks by our reference. Which of several attempts it tells about is not documented: see `listTransactions`. */
  async verifyByReference(txRef: string, options: CallOptions = {}): Promise<Lookup<FlutterwaveTransaction>> {
    const call = { operation: 'verifyByReference', method: 'GET', path: '/transactions/verify_by_reference' } as const;
    const result = await this.http.call({ ...options, ...call, query: { tx_ref: txRef } });
    return toLookup(result, (transaction) => transaction.txRef === txRef);
  }

  /** All attempts under a reference. An empty list proves no more than not found does. */
  async listTransactions(
    { txRef }: { txRef: string },
    options: CallOptions = {},
  ): Promise<Answer<FlutterwaveTransaction[]>> {
    const found: FlutterwaveTransaction[] = [];
    for (let page = 1, pages = 1; page <= pages; page++) {
      const query = { tx_ref: txRef, currency: CURRENCY, page: String(page) };
      const call = { operation: 'listTransactions', method: 'GET', path: '/transactions' } as const;
      const answer = toPage(await this.http.call({ ...options, ...call, query }), txRef);
      if (answer.kind === 'unknown') return answer;
      pages = answer.value.totalPages;
      if (pages > MAX_PAGES) return unknown('unreadable', 'The list is not limited to the reference');
      found.push(...answer.value.transactions);
    }
    return succeeded(found);
  }

  /**
   * Closes a hosted page; one that is closed already counts as closed. An attempt under way may still succeed: verify,
   * and wait for the prompt to run out, before anything else is tried.
   */
  async disableLink(link: string, options: CallOptions = {}): Promise<Outcome<{ wasInactive: boolean }>> {
    const result = await this.post('disableLink', '/payments/link/disable', { link }, options);
    if (/currently inactive/i.test(refusalOf(result) ?? '')) return succeeded({ wasInactive: true });
    return toOutcome(result, () => ({ wasInactive: false }));
  }

  /** Gives the connections back. */
  async close(): Promise<void> {
    await this.http.close();
  }

  protected post(
    operation: string,
    path: string,
    json: object,
    options: CallOptions,
    query?: Record<string, string>,
  ): Promise<HttpResult> {
    return this.http.call({ ...options, operation, method: 'POST', path, query, body: JSON.stringify(json) });
  }
}

import { isSuccess, ProviderHttp, unknownOf } from '../http.js';
import { asArray, asObject, type JsonObject } from '../json.js';
import { toNgwee } from '../money.js';
import { type Answer, type CallOptions, succeeded, unknown } from '../outcome.js';
import { flutterwaveHttp, type FlutterwaveOptions } from './flutterwave.client.js';

/** What Flutterwave keeps lists of. */
export type FlutterwaveList = 'transactions' | 'transfers' | 'refunds' | 'settlements';

/** Pages that one day can fill; more mean that the filter did not work. */
const MAX_PAGES = 20_000;

export interface DaysAsked {
  /** First and last day. */
  from: string;
  to: string;
  currency: string;
}

/**
 * Lists of what moved in the wallet. There is no statement as a file: the answers are the statement.
 * https://developer.flutterwave.com/docs/settlements
 */
export class FlutterwaveStatements {
  private readonly http: ProviderHttp;

  constructor(options: FlutterwaveOptions) {
    this.http = flutterwaveHttp(options);
  }

  /** One page; entries are as they came, without the reusable tokens of cards and without people. */
  async page(
    list: FlutterwaveList,
    { from, to, currency }: DaysAsked,
    page: number,
    options: CallOptions = {},
  ): Promise<Answer<{ entries: JsonObject[]; totalPages: number }>> {
    const query = { from, to, currency, page: String(page) };
    const result = await this.http.call({ ...options, operation: list, method: 'GET', path: `/${list}`, query });
    const body = isSuccess(result) ? asObject(result.json) : undefined;
    const entries = asArray(body?.['data'])?.map(asObject);
    if (!entries || entries.includes(undefined)) return unknownOf(result);
    const info = asObject(asObject(body?.['meta'])?.['page_info']);
    const totalPages = typeof info?.['total_pages'] === 'number' ? info['total_pages'] : 1;
    if (totalPages > MAX_PAGES) return unknown('unreadable', 'The list is not limited to the days');
    return succeeded({ entries: (entries as JsonObject[]).map(withoutPeople), totalPages });
  }

  /** Ids of the transactions that a settlement pays out. */
  async settled(id: string, options: CallOptions = {}): Promise<Answer<string[]>> {
    const path = `/settlements/${encodeURIComponent(id)}`;
    const result = await this.http.call({ ...options, operation: 'settlements', method: 'GET', path });
    const data = isSuccess(result) ? asObject(asObject(result.json)?.['data']) : undefined;
    const ids = asArray(data?.['transactions'])?.map((one) => asObject(one)?.['id']);
    const isWhole = ids?.every((one) => typeof one === 'number' || typeof one === 'string');
    return ids && isWhole ? succeeded(ids.map(String)) : unknownOf(result);
  }

  /** Everything that is ours at Flutterwave, collected and spendable, in ngwee. */
  async balance(currency: string, options: CallOptions = {}): Promise<Answer<number>> {
    const path = `/balances/${encodeURIComponent(currency)}`;
    const result = await this.http.call({ ...options, operation: 'balances', method: 'GET', path });
    const data = isSuccess(result) ? asObject(asObject(result.json)?.['data']) : undefined;
    const amount = toNgwee(data?.['ledger_balance']);
    return amount === null ? unknownOf(result) : succeeded(amount);
  }

  /** Gives the connections back. */
  async close(): Promise<void> {
    await this.http.close();
  }
}

const PEOPLE = ['customer', 'card', 'ip', 'full_name', 'account_number', 'device_fingerprint', 'meta', 'narration'];

const withoutPeople = (entry: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(entry).filter(([name]) => !PEOPLE.includes(name)));

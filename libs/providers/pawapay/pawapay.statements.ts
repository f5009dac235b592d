import { request } from 'undici';
import { isSuccess, type ProviderHttp, unknownOf } from '../http.js';
import { asArray, asObject, asText } from '../json.js';
import { toNgwee } from '../money.js';
import { type Answer, type CallOptions, type Lookup, type Outcome, succeeded, unknown } from '../outcome.js';
import { pawapayHttp, type PawapayOptions } from './pawapay.client.js';

/** What a statement is asked for. */
export interface StatementOrder {
  currency: string;
  /** Inclusive, and exclusive; at most 31 days apart. */
  from: Date;
  to: Date;
  /** Told when it is made; we ask all the same. */
  callbackUrl: string;
}

/** How far a statement is. `url` is good for a day and needs no token. */
export interface StatementProgress {
  statementId: string;
  status: 'PROCESSING' | 'COMPLETED' | 'FAILED';
  url: string | null;
}

const COUNTRY = 'ZMB';

/** Statements of a wallet, and what is in it. https://docs.pawapay.io/v2/api-reference/finances/initiate-statement */
export class PawapayStatements {
  private readonly http: ProviderHttp;
  private readonly origin: string;

  constructor(options: PawapayOptions) {
    this.origin = new URL(options.baseUrl).origin;
    this.http = pawapayHttp(options);
  }

  /** Orders a statement. It changes nothing: after an unknown outcome it is ordered again. */
  async order(
    { currency, from, to, callbackUrl }: StatementOrder,
    options: CallOptions = {},
  ): Promise<Outcome<{ statementId: string }>> {
    const [startDate, endDate] = [from, to].map((at) => `${at.toISOString().slice(0, 19)}Z`);
    const body = JSON.stringify({ wallet: { country: COUNTRY, currency }, callbackUrl, startDate, endDate });
    const call = { operation: 'statement', method: 'POST', path: '/v2/statements', body } as const;
    const result = await this.http.call({ ...options, ...call });
    const reply = isSuccess(result) ? asObject(result.json) : undefined;
    const statementId = asText(reply?.['statementId']);
    if (reply?.['status'] === 'ACCEPTED' && statementId) return succeeded({ statementId });
    const code = asText(asObject(reply?.['failureReason'])?.['failureCode']);
    if (reply?.['status'] !== 'REJECTED' || !code) return unknownOf(result);
    return { kind: 'failed', code, message: '', fault: 'request', sent: true };
  }

  /** How far it is. */
  async progress(statementId: string, options: CallOptions = {}): Promise<Lookup<StatementProgress>> {
    const path = `/v2/statements/${encodeURIComponent(statementId)}`;
    const result = await this.http.call({ ...options, operation: 'statementStatus', method: 'GET', path });
    const reply = isSuccess(result) ? asObject(result.json) : undefined;
    if (reply?.['status'] === 'NOT_FOUND') return { kind: 'notFound' };
    const data = asObject(reply?.['data']);
    const status = asText(data?.['status']);
    if (status !== 'PROCESSING' && status !== 'COMPLETED' && status !== 'FAILED') return unknownOf(result);
    return { kind: 'found', value: { statementId, status, url: asText(data?.['downloadUrl']) ?? null } };
  }

  /**
   * The file, as it comes. Only from pawaPay itself or from an address with TLS: it came in an answer, and what it leads
   * to goes into our books.
   */
  async download(url: string): Promise<Answer<AsyncIterable<Buffer>>> {
    const address = URL.parse(url);
    const isAllowed = address && (address.protocol === 'https:' || address.origin === this.origin);
    if (!isAllowed) return unknown('unreadable', 'The address of the file is not one of pawaPay');
    try {
      const reply = await request(address, { headersTimeout: 30_000, bodyTimeout: 60_000 });
      if (reply.statusCode !== 200) {
        await reply.body.dump();
        return unknown('unexpected-status', `HTTP ${reply.statusCode}`);
      }
      return succeeded(reply.body as AsyncIterable<Buffer>);
    } catch (error) {
      return unknown('connection-lost', (error as { code?: string }).code ?? 'lost');
    }
  }

  /** What is in the wallet now, in ngwee; what is on its way out is not. */
  async balance(currency: string, options: CallOptions = {}): Promise<Answer<number>> {
    const call = {
      operation: 'balances',
      method: 'GET',
      path: '/v2/wallet-balances',
      query: { country: COUNTRY },
    } as const;
    const result = await this.http.call({ ...options, ...call });
    const wallets = isSuccess(result) ? asArray(asObject(result.json)?.['balances']) : undefined;
    const wallet = wallets?.map(asObject).find((one) => one?.['currency'] === currency && !asText(one['provider']));
    const amount = toNgwee(wallet?.['balance']);
    return amount === null ? unknownOf(result) : succeeded(amount);
  }

  /** Gives the connections back. */
  async close(): Promise<void> {
    await this.http.close();
  }
}

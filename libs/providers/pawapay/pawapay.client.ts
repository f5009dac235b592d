import { type CallRecord, type HttpCall, type HttpResult, ProviderHttp } from '../http.js';
import { type Answer, type CallOptions, type Lookup, type Outcome, refusedHere } from '../outcome.js';
import { toFailure } from './pawapay.failures.js';
import { ZAMBIA } from './pawapay.operators.js';
import {
  type DepositAccepted,
  type Prediction,
  toAnswer,
  toDepositLookup,
  toDepositOutcome,
  toPrediction,
  toResendOutcome,
} from './pawapay.replies.js';
import { type DepositInput, toDepositRequest, UUID_V4 } from './pawapay.requests.js';
import type { PawapaySigner } from './pawapay.signer.js';
import {
  type ActiveConfiguration,
  type OperatorAvailability,
  type PawapayPublicKey,
  toActiveConfiguration,
  toAvailability,
  toPublicKeys,
} from './pawapay.toolkit.js';
import type { PawapayDeposit } from './pawapay.wire.js';

/** Where pawaPay answers. Tokens belong to one of the two and do not work at the other. */
export const PAWAPAY_URL = { sandbox: 'https://api.sandbox.pawapay.io', production: 'https://api.pawapay.io' } as const;

/**
 * Addresses that callbacks come from. A second line of defence at most, and to be compared with the published list
 * before it is enforced: https://docs.pawapay.io/v2/docs/what_to_know#callbacks
 */
export const PAWAPAY_CALLBACK_SOURCES = {
  sandbox: ['3.64.89.224'],
  production: ['18.192.208.15', '18.195.113.136', '3.72.212.107', '54.73.125.42', '54.155.38.214', '54.73.130.113'],
} as const;

export interface PawapayOptions {
  baseUrl: string;
  /** Two may be active at a time: create the second, deploy it, revoke the first. */
  token: string;
  /** Signs requests that move money; needed where the account says `signedRequestsOnly`. */
  signer?: PawapaySigner;
  timeoutMs?: number;
  connectMs?: number;
  log?: (record: CallRecord) => void;
}

/** Calls with the token of the account. */
export const pawapayHttp = ({ baseUrl, token, timeoutMs = 10_000, connectMs, log }: PawapayOptions): ProviderHttp =>
  new ProviderHttp({
    provider: 'pawapay',
    baseUrl,
    headers: { authorization: `Bearer ${token}` },
    timeoutMs,
    connectMs,
    log,
    failureCode: (json) => toFailure(json)?.code,
  });

/** pawaPay's Merchant API, version 2: deposits and what they need. https://docs.pawapay.io/v2/api-reference */
export class PawapayClient {
  protected readonly http: ProviderHttp;
  private readonly signer?: PawapaySigner;

  constructor(options: PawapayOptions) {
    this.signer = options.signer;
    this.http = pawapayHttp(options);
  }

  /**
   * Asks the customer's operator for money. Sent once; sending the same id again is safe (`unknown`, reason
   * `duplicate`). A new attempt takes a new id, after a rejection too.
   */
  async deposit(input: DepositInput, options: CallOptions = {}): Promise<Outcome<DepositAccepted>> {
    const request = toDepositRequest(input);
    if ('kind' in request) return request;
    const result = await this.post('deposit', '/v2/deposits', request, {
      ...options,
      phone: input.phone,
      signed: true,
    });
    return toDepositOutcome(result, input.depositId);
  }

  /** Asks what became of a deposit. */
  async depositStatus(depositId: string, options: CallOptions = {}): Promise<Lookup<PawapayDeposit>> {
    const path = `/v2/deposits/${encodeURIComponent(depositId)}`;
    return toDepositLookup(
      await this.http.call({ ...options, operation: 'depositStatus', method: 'GET', path }),
      depositId,
    );
  }

  /** Has the callback of a deposit sent again. Only final deposits can; others fail with INVALID_STATE. */
  async resendCallback(depositId: string, options: CallOptions = {}): Promise<Outcome<{ depositId: string }>> {
    if (!UUID_V4.test(depositId)) return refusedHere('INVALID_PARAMETER', 'depositId must be a UUID version 4');
    const path = `/v2/deposits/resend-callback/${depositId}`;
    return toResendOutcome(await this.post('resendCallback', path, undefined, options), depositId);
  }

  /** Limits, names, PIN prompts and the state of each operator for one operation. Good for a few minutes. */
  async activeConfiguration(options: CallOptions & ToolkitScope = {}): Promise<Answer<ActiveConfiguration>> {
    return this.ask('activeConfiguration', '/v2/active-conf', options, toActiveConfiguration);
  }

  /** Which operators work right now. */
  async availability(options: CallOptions & ToolkitScope = {}): Promise<Answer<OperatorAvailability[]>> {
    return this.ask('availability', '/v2/availability', options, toAvailability);
  }

  /** Which operator a number belongs to. Takes any writing of the number that has the country code. */
  async predictProvider(phone: string, options: CallOptions = {}): Promise<Outcome<Prediction>> {
    const body = { phoneNumber: phone };
    return toPrediction(await this.post('predictProvider', '/v2/predict-provider', body, { ...options, phone }));
  }

  /** The keys that callbacks are signed with. The key printed in the documentation is not among them. */
  async publicKeys(options: CallOptions = {}): Promise<Answer<PawapayPublicKey[]>> {
    const result = await this.http.call({
      ...options,
      operation: 'publicKeys',
      method: 'GET',
      path: '/v2/public-key/http',
    });
    return toAnswer(result, toPublicKeys);
  }

  /** Gives the connections back. */
  async close(): Promise<void> {
    await this.http.close();
  }

  private async ask<T>(
    operation: string,
    path: string,
    { country = ZAMBIA, operationType = 'DEPOSIT', ...options }: CallOptions & ToolkitScope,
    map: (body: unknown) => T | null,
  ): Promise<Answer<T>> {
    const query = { country, operationType };
    return toAnswer(await this.http.call({ ...options, operation, method: 'GET', path, query }), map);
  }

  protected post(
    operation: string,
    path: string,
    json: unknown,
    { signed, ...options }: PostOptions,
  ): Promise<HttpResult> {
    const body = json === undefined ? undefined : JSON.stringify(json);
    const target = { method: 'POST', authority: this.http.authority, path: this.http.pathOf(path) };
    const headers = signed && body !== undefined ? this.signer?.sign({ ...target, body }) : undefined;
    return this.http.call({ ...options, operation, method: 'POST', path, body, headers });
  }
}

/** Which part of the configuration to read; Zambian deposits unless said otherwise. */
export interface ToolkitScope {
  country?: string;
  operationType?: string;
}

type PostOptions = CallOptions & Pick<HttpCall, 'phone'> & { signed?: boolean };

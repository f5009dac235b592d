import { Pool } from 'undici';
import { exchange, type Exchange, type HttpFault } from './http.exchange.js';
import { parseJson } from './json.js';
import { type CallOptions, type Unknown, type UnknownReason, unknown } from './outcome.js';
import { maskPhone, maskText } from './phone.js';

/** One line of log about one call: no body, no header, no token. */
export interface CallRecord {
  provider: string;
  operation: string;
  method: string;
  path: string;
  requestId?: string;
  latencyMs: number;
  status?: number;
  /** The provider's own code for a refusal, where it gave one. */
  failureCode?: string;
  /** Set when there was no reply. */
  fault?: HttpFault;
  sent: boolean;
  /** Masked. */
  phone?: string;
}

export interface HttpOptions {
  provider: string;
  /** Origin, with an optional path prefix. */
  baseUrl: string;
  /** Secret headers; they never reach the log. */
  headers: Readonly<Record<string, string>>;
  /** For the whole call, from the queue for a connection to the last byte. */
  timeoutMs: number;
  /** For name look-up, TCP and TLS together. */
  connectMs?: number;
  connections?: number;
  log?: (record: CallRecord) => void;
  /** Finds the failure code in a reply, for the log. */
  failureCode?: (json: unknown) => string | undefined;
}

export interface HttpCall extends CallOptions {
  /** Our name for it in the log. */
  operation: string;
  method: 'GET' | 'POST';
  /** Below the base URL. */
  path: string;
  query?: Readonly<Record<string, string>>;
  /** The exact bytes to send: they may have been signed. */
  body?: string;
  headers?: Readonly<Record<string, string>>;
  /** The payer's number, logged masked. */
  phone?: string;
}

export interface HttpReply {
  ok: true;
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  bytes: Uint8Array;
  /** Undefined when the reply is not JSON by its bytes and its content type. */
  json: unknown;
}

export interface HttpFailure {
  ok: false;
  /** `connect`: not one byte of the request was written. `after-send`: the provider may have acted on it. */
  phase: 'connect' | 'after-send';
  fault: HttpFault;
  /** An error code such as ECONNREFUSED, never a message. */
  code: string;
}

export type HttpResult = HttpReply | HttpFailure;

/** The content type we send; signatures cover it as it stands. */
export const JSON_TYPE = 'application/json';

/**
 * The one way out to a provider: kept-alive connections to one origin, time limits, a limit on the size of replies.
 * Redirects are not followed and nothing is ever sent twice.
 */
export class ProviderHttp {
  /** As it appears in `Host`: lower case, without a default port. */
  readonly authority: string;
  private readonly prefix: string;
  private readonly pool: Pool;

  constructor(private readonly options: HttpOptions) {
    const url = new URL(options.baseUrl);
    if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '') {
      throw new TypeError(`The base URL of ${options.provider} must be http(s) without credentials or query`);
    }
    this.authority = url.host;
    this.prefix = url.pathname.replace(/\/+$/, '');
    this.pool = new Pool(url.origin, {
      connections: options.connections ?? 32,
      connect: { timeout: options.connectMs ?? 1_000 },
      allowH2: false,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** The path as the provider sees it, base path included. */
  pathOf(path: string): string {
    return this.prefix + path;
  }

  /** Sends one request once. Never throws. */
  async call(call: HttpCall): Promise<HttpResult> {
    const started = performance.now();
    const result = toResult(
      await exchange(
        this.pool,
        {
          method: call.method,
          path: this.pathOf(call.path) + queryOf(call.query),
          headers: this.headersOf(call),
          body: call.body ?? null,
        },
        { timeoutMs: call.timeoutMs ?? this.options.timeoutMs, signal: call.signal },
      ),
    );
    this.record(call, result, performance.now() - started);
    return result;
  }

  /** Ends idle connections; running calls may finish. */
  async close(): Promise<void> {
    await this.pool.close();
  }

  private headersOf(call: HttpCall): Record<string, string> {
    return {
      accept: JSON_TYPE,
      'accept-encoding': 'identity',
      'user-agent': 'pakashop',
      ...(call.body === undefined ? {} : { 'content-type': JSON_TYPE }),
      ...(call.requestId === undefined ? {} : { 'x-request-id': call.requestId.replace(/[^\x21-\x7e]/g, '') }),
      ...this.options.headers,
      ...call.headers,
    };
  }

  private record(call: HttpCall, result: HttpResult, latencyMs: number): void {
    try {
      this.options.log?.({
        provider: this.options.provider,
        operation: call.operation,
        method: call.method,
        path: maskText(this.pathOf(call.path)),
        requestId: call.requestId,
        latencyMs: Math.round(latencyMs * 10) / 10,
        ...(result.ok
          ? { status: result.status, failureCode: this.options.failureCode?.(result.json), sent: true }
          : { fault: result.fault, sent: result.phase === 'after-send' }),
        phone: call.phone === undefined ? undefined : maskPhone(call.phone),
      });
    } catch {
      // A broken log must not turn a payment that was taken into an error.
    }
  }
}

/** What a call tells when its reply does not say what we asked: everything except a documented reply ends here. */
export function unknownOf(result: HttpResult): Unknown {
  if (!result.ok) {
    const detail = `${result.fault} (${result.code})`;
    if (result.phase === 'connect') return { kind: 'unknown', reason: 'not-sent', detail, sent: false };
    return unknown(AFTER_SEND[result.fault] ?? 'connection-lost', detail);
  }
  const detail = `HTTP ${result.status}`;
  if (result.status === 401 || result.status === 403) return unknown('unauthorised', detail);
  if (result.status === 429) return { ...unknown('rate-limited', detail), retryAfterMs: retryAfterOf(result) };
  if (result.status >= 500) return unknown('server-error', detail);
  if (result.status < 200 || result.status >= 300) return unknown('unexpected-status', detail);
  return unknown('unreadable', detail);
}

/** Whether a reply came and its HTTP status is 2xx. */
export function isSuccess(result: HttpResult): result is HttpReply {
  return result.ok && result.status >= 200 && result.status < 300;
}

const AFTER_SEND: Partial<Record<HttpFault, UnknownReason>> = {
  timeout: 'timeout',
  aborted: 'aborted',
  'too-large': 'too-large',
};

function toResult(done: Exchange): HttpResult {
  if (!done.ok) return { ok: false, phase: done.sent ? 'after-send' : 'connect', fault: done.fault, code: done.code };
  const type = done.headers['content-type'];
  const encoding = done.headers['content-encoding'] ?? 'identity';
  const isJson = encoding === 'identity' && (type === undefined || /^[^;]*\bjson\b/i.test(String(type)));
  return {
    ok: true,
    status: done.status,
    headers: done.headers,
    bytes: done.bytes,
    json: isJson ? parseJson(done.bytes) : undefined,
  };
}

function queryOf(query: HttpCall['query']): string {
  return query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
}

function retryAfterOf(reply: HttpReply): number | undefined {
  const seconds = Number(reply.headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

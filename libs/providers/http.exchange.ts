import type { Dispatcher, Pool } from 'undici';

/** What went wrong with a connection or a reply. */
export type HttpFault =
  'dns' | 'refused' | 'tls' | 'connect-timeout' | 'timeout' | 'reset' | 'too-large' | 'aborted' | 'other';

export type Exchange =
  | { ok: true; status: number; headers: Record<string, string | string[] | undefined>; bytes: Uint8Array }
  | { ok: false; sent: boolean; fault: HttpFault; code: string };

export interface ExchangeLimits {
  timeoutMs: number;
  signal?: AbortSignal;
}

/** Replies of both providers are a few kilobytes. */
const MAX_REPLY_BYTES = 1024 * 1024;

/**
 * One request on one connection. The evidence `sent` comes from the moment undici hands over an open connection
 * (`onRequestStart`), not from the name of an error: before it nothing can have been written, after it anything can.
 * A request that was given up while it waited for a connection is stopped at that moment and never goes out.
 */
export function exchange(
  pool: Pool,
  request: Pick<Dispatcher.DispatchOptions, 'method' | 'path' | 'headers' | 'body'>,
  limits: ExchangeLimits,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const handler = new OneExchange(limits, resolve);
    if (handler.over) return;
    try {
      pool.dispatch({ ...request, idempotent: false }, handler);
    } catch (error) {
      handler.onResponseError(undefined, error as Error);
    }
  });
}

class OneExchange implements Dispatcher.DispatchHandler {
  private readonly timer: NodeJS.Timeout;
  private readonly onAbort = () => this.giveUp('aborted');
  private controller?: Dispatcher.DispatchController;
  over = false;
  private sent = false;
  private status = 0;
  private headers: Record<string, string | string[] | undefined> = {};
  private chunks: Buffer[] = [];
  private size = 0;

  constructor(
    private readonly limits: ExchangeLimits,
    private readonly resolve: (result: Exchange) => void,
  ) {
    this.timer = setTimeout(() => this.giveUp('timeout'), limits.timeoutMs);
    limits.signal?.addEventListener('abort', this.onAbort, { once: true });
    if (limits.signal?.aborted) this.giveUp('aborted');
  }

  /** An open connection is ours. A second one would mean that undici repeats the request: refused. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.over || this.sent) return controller.abort(new Error('given up'));
    this.sent = true;
    this.controller = controller;
  }

  onResponseStart(_: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > MAX_REPLY_BYTES) return this.giveUp('too-large');
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.finish({ ok: true, status: this.status, headers: this.headers, bytes: Buffer.concat(this.chunks) });
  }

  onResponseError(_: unknown, error: Error): void {
    const code = codeOf(error);
    this.finish({ ok: false, sent: this.sent, fault: faultOf(code, this.sent), code });
  }

  private giveUp(fault: HttpFault): void {
    this.finish({ ok: false, sent: this.sent, fault, code: fault });
    this.controller?.abort(new Error(fault));
  }

  private finish(result: Exchange): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.timer);
    this.limits.signal?.removeEventListener('abort', this.onAbort);
    this.resolve(result);
  }
}

function codeOf(error: Error): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : error.name;
}

function faultOf(code: string, sent: boolean): HttpFault {
  if (sent) return /RESET|SOCKET|EPIPE|CLOSED|DESTROYED/.test(code) ? 'reset' : 'other';
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'dns';
  if (/TIMEOUT|ETIMEDOUT/.test(code)) return 'connect-timeout';
  if (/REFUSED|EHOSTUNREACH|ENETUNREACH/.test(code)) return 'refused';
  if (/SSL|TLS|CERT|SIGNED/.test(code)) return 'tls';
  return 'other';
}

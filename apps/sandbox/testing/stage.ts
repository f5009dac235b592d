import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { readConfig, type SandboxConfig } from '../core/config.js';
import type { FaultOrder } from '../core/faults.js';
import type { Sandbox } from '../sandbox.js';
import { createServer } from '../server.js';

/** A callback as the merchant got it. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  raw: string;
  body: Record<string, unknown>;
}

/** An answer of the sandbox. */
export interface Reply<Body = Record<string, unknown>> {
  status: number;
  body: Body;
  location?: string;
}

type Json = Record<string, unknown>;

/** A running sandbox and a merchant that hears its callbacks. */
export class Stage {
  readonly received: Received[] = [];
  /** What the merchant answers to the next callbacks; 200 when nothing is left. */
  readonly answers: number[] = [];

  private constructor(
    readonly url: string,
    readonly sandbox: Sandbox,
    private readonly app: FastifyInstance,
    private readonly merchant: Server,
    /** Of the mail server. */
    readonly mailPort: number,
  ) {}

  static async open(change: Partial<SandboxConfig> = {}): Promise<Stage> {
    const merchant = createHttpServer();
    const port = await listening(merchant);
    const config = { ...readConfig({}), callbackUrl: `http://127.0.0.1:${port}`, retryMs: [20, 40, 60], ...change };
    const { app, sandbox } = createServer(config);
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const mailPort = await sandbox.mail.listen('127.0.0.1', 0);
    const stage = new Stage(url, sandbox, app, merchant, mailPort);
    merchant.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const raw = Buffer.concat(parts).toString();
        const isForm = request.headers['content-type']?.includes('form') ?? false;
        const body = (isForm ? Object.fromEntries(new URLSearchParams(raw)) : JSON.parse(raw)) as Json;
        stage.received.push({ path: request.url!, headers: request.headers, raw, body });
        response.writeHead(stage.answers.shift() ?? 200).end();
      });
    });
    return stage;
  }

  /** Forgets everything and makes the published delays short. */
  async reset(): Promise<void> {
    await this.control('/reset', {});
    await this.control('/pawapay/settings', { finishMs: 20, processingMs: 5 });
    this.received.length = 0;
    this.answers.length = 0;
  }

  async close(): Promise<void> {
    await this.app.close();
    this.merchant.closeAllConnections();
    await new Promise((resolve) => this.merchant.close(resolve));
  }

  pawapay<Body = Json>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply<Body>> {
    return this.call(`/pawapay/v2${path}`, body, { authorization: 'Bearer sandbox-pawapay-token', ...headers });
  }

  flutterwave<Body = Json>(path: string, body?: unknown): Promise<Reply<Body>> {
    return this.call(`/flutterwave/v3${path}`, body, { authorization: 'Bearer FLWSECK_TEST-sandbox' });
  }

  control<Body = Json>(path: string, body?: unknown): Promise<Reply<Body>> {
    return this.call(`/control${path}`, body);
  }

  fault(order: Partial<FaultOrder>): Promise<Reply> {
    return this.control('/faults', { provider: 'pawapay', operation: 'deposit', ...order });
  }

  /** Sends a form as a browser does, without following where it leads. */
  async form(address: string, fields: Record<string, string>): Promise<Reply<string>> {
    const reply = await fetch(new URL(address, this.url), {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    return { status: reply.status, body: await reply.text(), location: reply.headers.get('location') ?? undefined };
  }

  /** A deposit with everything in order, unless changed. */
  deposit(change: Json = {}, account: Json = {}): Json & { depositId: string } {
    const accountDetails = { phoneNumber: '260763456789', provider: 'MTN_MOMO_ZMB', ...account };
    return {
      depositId: randomUUID(),
      amount: '15',
      currency: 'ZMW',
      payer: { type: 'MMO', accountDetails },
      ...change,
    };
  }

  async deposited(change: Json = {}, account: Json = {}): Promise<string> {
    const body = this.deposit(change, account);
    await this.pawapay('/deposits', body);
    return body.depositId;
  }

  async depositStatus(id: string): Promise<Json> {
    const { body } = await this.pawapay<{ data: Json }>(`/deposits/${id}`);
    return body.data;
  }

  async call<Body>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply<Body>> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const reply = await fetch(this.url + path, {
      ...{ method: body === undefined ? 'GET' : 'POST', body: text, redirect: 'manual' as const },
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    });
    const answer = await reply.text();
    const isJson = reply.headers.get('content-type')?.startsWith('application/json') ?? false;
    return {
      status: reply.status,
      body: (isJson ? JSON.parse(answer) : answer) as Body,
      location: reply.headers.get('location') ?? undefined,
    };
  }
}

/** Waits until something is so; fails after ten seconds. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('It did not come to pass within ten seconds');
}

/** Lets things happen that should not. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

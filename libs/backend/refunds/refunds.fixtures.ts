import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Actor, newId, sql } from '@pakashop/platform';
import { bootApp, forwarded } from '@pakashop/platform/testing';
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../../../apps/sandbox/core/config.js';
import type { FaultOrder } from '../../../apps/sandbox/core/faults.js';
import type { Sandbox } from '../../../apps/sandbox/sandbox.js';
import { createServer } from '../../../apps/sandbox/server.js';
import { Market, orderOf, person, registry } from '../orders/orders.suite.js';
import type { OrderView } from '../orders/orders.view.dto.js';
import type { RefundDetail } from './refunds.dto.js';
import { type OpenRefund, Refunds } from './refunds.service.js';

/** A number that the sandbox answers for by itself. */
const PAYER = '+260763456789';

export interface Paid {
  readonly order: OrderView;
  readonly buyer: Actor;
  readonly paymentId: string;
  readonly shopOrderId: string;
}

/** Staff with these permissions who has just shown a second factor. */
export const staff = (...permissions: string[]): Actor =>
  person({
    grants: permissions.map((permission) => ({ permission, scope: 'platform' })),
    factorAt: Math.floor(Date.now() / 1000),
  });

/** The api and the worker in this process, and the sandbox's companies, which call back over real HTTP. */
export class RefundsStage extends Market {
  readonly refunds: Refunds;
  /** What becomes of callbacks on their way. */
  hears = true;

  private constructor(
    private readonly worker: NestFastifyApplication,
    private readonly company: { sandbox: Sandbox; server: FastifyInstance; url: string },
    private readonly merchant: Server,
    readonly api: NestFastifyApplication,
  ) {
    super(api);
    this.refunds = api.get(Refunds, { strict: false });
  }

  get sandbox(): Sandbox {
    return this.company.sandbox;
  }

  /** @param others domains that hear what happens, beside those of orders */
  static async open(env: NodeJS.ProcessEnv = {}, others: typeof registry = []): Promise<RefundsStage> {
    const merchant = createHttpServer();
    const url = await listening(merchant);
    const { app: server, sandbox } = createServer({ ...readConfig({}), callbackUrl: url, retryMs: [20, 50, 100] });
    const sandboxUrl = await server.listen({ host: '127.0.0.1', port: 0 });
    const common = {
      ...{ REDIS_PREFIX: `refunds-${randomUUID().slice(0, 8)}`, PUBLIC_URL: url, SANDBOX_URL: sandboxUrl },
      ...{ PAYMENT_PROVIDER: 'MOCK', PAYMENT_POLL_SECONDS: '0.1', PAYMENT_NOT_FOUND_SECONDS: '1' },
      ...{ REFUND_RETRY_SECONDS: '0.05', DATABASE_ROLE: 'pakashop_app', ...env },
    };
    const domains = [...registry, ...others];
    const [api, worker] = [await bootApp('api', domains, common), await bootApp('worker', domains, common)];
    const stage = new RefundsStage(worker, { sandbox, server, url: sandboxUrl }, merchant, api);
    merchant.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        if (!stage.hears) return response.writeHead(503).end();
        const headers = { ...(request.headers as Record<string, string>), ...forwarded() };
        void api
          .inject({ method: 'POST', url: request.url!, headers, payload: Buffer.concat(parts) })
          .then(({ statusCode }) => response.writeHead(statusCode).end());
      });
    });
    await stage.calm();
    return stage;
  }

  async close(): Promise<void> {
    // What is called back from here on finds nobody.
    this.hears = false;
    await this.worker.close();
    await this.api.close();
    await this.company.server.close();
    this.merchant.closeAllConnections();
    await new Promise((resolve) => this.merchant.close(resolve));
  }

  /** No faults, and everything at once. */
  async calm(): Promise<void> {
    this.hears = true;
    this.sandbox.bench.faults.clear();
    await this.control('/pawapay/settings', { finishMs: 10, processingMs: 2 });
  }

  control<T = unknown>(path: string, body: object): Promise<T> {
    return this.ask<T>(`/control${path}`, body);
  }

  /** Asks pawaPay for something past our own code. */
  pawapay(path: string, body: object): Promise<unknown> {
    return this.ask(`/pawapay/v2${path}`, body);
  }

  private async ask<T>(path: string, body: object): Promise<T> {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer sandbox-pawapay-token' };
    const reply = await fetch(`${this.company.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
    if (!reply.ok) throw new Error(`${path} was answered ${reply.status}: ${await reply.text()}`);
    return (await reply.json()) as T;
  }

  fault(order: Partial<FaultOrder> & { kind: FaultOrder['kind'] }): Promise<unknown> {
    return this.control('/faults', { provider: 'pawapay', operation: 'refund', ...order });
  }

  /** An order of one shop that is paid by mobile money. */
  async paid({ price = 10_000, quantity = 1, buyer = person() } = {}): Promise<Paid> {
    const variantId = await this.goods({ price });
    const wanted = { ...orderOf(variantId), lines: [{ variantId, quantity }] };
    const { status, body: order } = await this.place(buyer, wanted);
    if (status !== 201) throw new Error(`the order was not taken: ${JSON.stringify(order)}`);
    return this.pays(order, buyer);
  }

  async pays(order: OrderView, buyer: Actor): Promise<Paid> {
    await this.initiate(order, buyer);
    return this.captured(order, buyer);
  }

  /** An order whose first try to pay has failed, and that try's id at pawaPay. */
  async failed(buyer: Actor): Promise<{ order: OrderView; first: string }> {
    const order = await this.placed(buyer, await this.goods());
    await this.initiate(order, buyer);
    const attempt = () =>
      this.db.one<{ state: string; reference: string }>(
        sql`SELECT state, reference FROM backend.payment_attempts WHERE order_id = ${order.id}`,
      );
    await until(async () => (await attempt()).state === 'FAILED');
    return { order, first: (await attempt()).reference };
  }

  private initiate({ id: orderId }: OrderView, buyer: Actor) {
    return this.call(buyer, 'POST', '/payments/initiate', { orderId, method: 'MTN_MONEY', phone: PAYER }, newId());
  }

  /** An order of one shop that is paid by card on Flutterwave's page, and settled. */
  async paidByCard({ price = 10_000, buyer = person() } = {}): Promise<Paid> {
    const order = await this.placed(buyer, await this.goods({ price }));
    await this.call(buyer, 'POST', '/payments/initiate', { orderId: order.id, method: 'CARD' }, newId());
    const { reference } = await this.db.one<{ reference: string }>(
      sql`SELECT reference FROM backend.payment_attempts WHERE order_id = ${order.id}`,
    );
    await this.control('/flutterwave/pay', { tx_ref: reference, card: '5531886652142950' });
    const paid = await this.captured(order, buyer);
    await this.control('/flutterwave/settle', {});
    return paid;
  }

  private async captured(order: OrderView, buyer: Actor): Promise<Paid> {
    const payment = () =>
      this.db.one<{ id: string; status: string }>(
        sql`SELECT id, status FROM backend.payments WHERE order_id = ${order.id}`,
      );
    await until(async () => (await payment()).status === 'CAPTURED');
    const { shopOrderId } = await this.db.one<{ shopOrderId: string }>(
      sql`SELECT id AS "shopOrderId" FROM backend.shop_orders WHERE order_id = ${order.id}`,
    );
    return { order, buyer, paymentId: (await payment()).id, shopOrderId };
  }

  /** Runs the sweeper of the worker now. */
  sweep(sweeper: Type<{ sweep: () => Promise<void> }>): Promise<void> {
    return this.worker.get(sweeper, { strict: false }).sweep();
  }

  /** Opens a refund as another area does. */
  open({ order, shopOrderId }: Paid, refund: Partial<OpenRefund>): Promise<{ refundId: string } | undefined> {
    const nothing = { goods: 0, delivery: 0, goodwill: 0 };
    const common = { orderId: order.id, shopOrderId, key: `test:${newId()}`, reason: 'CANCELLED' as const };
    return this.db.transaction((tx) => this.refunds.open(tx, { ...common, ...nothing, ...refund }));
  }

  async refund(id: string): Promise<RefundDetail> {
    const { body } = await this.call<RefundDetail>(staff('refunds.read'), 'GET', `/refunds/${id}`);
    return body;
  }

  /** Waits until a refund has come to a state. */
  async becomes(refundId: string, state: string): Promise<RefundDetail> {
    let last: RefundDetail | undefined;
    await until(async () => (last = await this.refund(refundId)).state === state).catch(() => {
      throw new Error(`it is ${JSON.stringify(last)} and not ${state}`);
    });
    return last!;
  }

  /** What the sandbox has given back, in ngwee. */
  paidBack({ order }: Paid): Promise<number> {
    return this.db
      .rows<{ reference: string }>(sql`SELECT reference FROM backend.payment_attempts WHERE order_id = ${order.id}`)
      .then((rows) => {
        const sources = rows.map(({ reference }) => reference);
        const done = this.sandbox.pawapay
          .all()
          .filter((one) => one.kind === 'refund' && sources.includes(one.depositId!) && one.status === 'COMPLETED');
        return done.reduce((sum, { amount }) => sum + amount, 0);
      });
  }

  paymentOf({ paymentId }: Paid): Promise<{ status: string; refunded: number; paymentStatus: string }> {
    return this.db.one(sql`
      SELECT p.status, p.refunded_amount AS refunded, o.payment_status AS "paymentStatus"
      FROM backend.payments p JOIN backend.orders o ON o.id = p.order_id WHERE p.id = ${paymentId}`);
  }

  async told(refundId: string): Promise<string[]> {
    const rows = await this.db.rows<{ name: string }>(sql`
      SELECT name FROM platform.outbox WHERE kind = 'event' AND payload ->> 'refundId' = ${refundId} ORDER BY sequence`);
    return rows.map(({ name }) => name);
  }
}

/** Waits until something is so; fails after eight seconds. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 8_000; Date.now() < end;) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it did not come to pass within eight seconds');
}

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  Delivered,
  PAYEE_DESTINATION,
  PaymentCaptured,
  RefundCompleted,
  RefundOpened,
  WalletChanged,
} from '@pakashop/backend';
import { Clock, Database, event, money, newId, Outbox, sql, Vault } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import { SettlementModule } from '@pakashop/settlement/module';
import { randomUUID } from 'node:crypto';
import { Stage, until } from '../../apps/sandbox/testing/stage.js';
import { Releases } from '../settlement/release.service.js';
import { Desk, rows as alone, staff } from './reconciliation.fixtures.js';

const rows = alone.map((row) => (row.name === 'settlement' ? { ...row, module: SettlementModule } : row));

const PHONE = '260763456789';

/** A deposit at the sandbox that our marketplace knows as captured. */
export interface Captured {
  readonly depositId: string;
  readonly shopOrderId: string;
  readonly shopId: string;
  readonly orderId: string;
  readonly paymentId: string;
  readonly amount: number;
}

/** Reconciliation beside the real books, and the simulated providers over HTTP. */
export class CloseStage {
  private constructor(
    readonly api: NestFastifyApplication,
    readonly worker: NestFastifyApplication,
    readonly sandbox: Stage,
    /** Somebody of finance, and somebody else. */
    public desk: Desk,
    public other = desk,
  ) {}

  static async open(env: NodeJS.ProcessEnv = {}): Promise<CloseStage> {
    const sandbox = await Stage.open();
    await sandbox.reset();
    const common = {
      ...{ PAYMENT_PROVIDER: 'MOCK', SANDBOX_URL: sandbox.url, PAYMENT_POLL_SECONDS: '0.1', RECON_FETCH_HOUR: '0' },
      ...{ REDIS_PREFIX: `closes-${randomUUID().slice(0, 8)}`, DATABASE_ROLE: 'pakashop_app', ...env },
    };
    const [api, worker] = [await bootApp('api', rows, common), await bootApp('worker', rows, common)];
    await api
      .get(Database)
      .execute(sql`UPDATE settlement.policies SET payout_minimum = 100, hold_seconds = 0, reserve_bps = 0`);
    return new CloseStage(api, worker, sandbox, Desk.over(api));
  }

  get db(): Database {
    return this.api.get(Database);
  }

  async close(): Promise<void> {
    await this.worker.close();
    await this.api.close();
    await this.sandbox.close();
  }

  /** For our processes it is so many days later; for the providers it is today. */
  later(days: number): void {
    const clock = { now: () => new Date(Date.now() + days * 86_400_000) };
    for (const app of [this.api, this.worker]) Object.assign(app.get(Clock), clock);
    [this.desk, this.other] = [staff, staff].map((one) => this.desk.as(one(undefined, undefined, days))) as [
      Desk,
      Desk,
    ];
  }

  publish<P extends object>(type: ReturnType<typeof event<P>>, about: string, payload: P): Promise<void> {
    return this.db.transaction((tx) => this.api.get(Outbox).publish(tx, type, about, payload));
  }

  /** A buyer's deposit at pawaPay, up to its end. */
  async deposited(amount: number): Promise<string> {
    const depositId = await this.sandbox.deposited({ amount: String(amount / 100) });
    await until(async () => (await this.sandbox.depositStatus(depositId)).status === 'COMPLETED');
    return depositId;
  }

  /** A payment for one shop order, as the backend tells of it. */
  async captured(amount: number): Promise<Captured> {
    const depositId = await this.deposited(amount);
    const [shopOrderId, shopId, orderId, paymentId] = [newId(), newId(), newId(), newId()];
    const { providerTransactionId } = await this.sandbox.depositStatus(depositId);
    const none = money(0);
    await this.publish(PaymentCaptured, orderId, {
      ...{ paymentId, orderId, attemptId: newId(), provider: 'pawapay', reference: depositId },
      ...{ providerTransactionId: String(providerTransactionId), amount: money(amount) },
      parts: [
        {
          ...{ shopOrderId, shopId, amount: money(amount), goods: money(amount) },
          ...{ deliveryFee: none, commission: none, commissionVat: none },
        },
      ],
    });
    await this.desk.worked();
    return { depositId, shopOrderId, shopId, orderId, paymentId, amount };
  }

  /** A part of it goes back the way it came. */
  async refunded({ depositId, shopOrderId, shopId, orderId, paymentId }: Captured, amount: number): Promise<void> {
    const refundId = randomUUID();
    const none = money(0);
    await this.sandbox.pawapay('/refunds', { refundId, depositId, amount: String(amount / 100), currency: 'ZMW' });
    await until(async () => {
      const { body } = await this.sandbox.pawapay<{ data?: { status: string } }>(`/refunds/${refundId}`);
      return body.data?.status === 'COMPLETED';
    });
    const fact = {
      ...{ refundId, orderId, paymentId, shopOrderId, shopId, reason: 'STAFF' as const, funder: 'SHOP' as const },
      ...{ amount: money(amount), goods: money(amount), delivery: none, goodwill: none },
    };
    await this.publish(RefundOpened, refundId, fact);
    await this.desk.worked();
    const paid = { ...fact, provider: 'pawapay' as const, reference: refundId, route: 'SAME_RAIL' as const };
    await this.publish(RefundCompleted, refundId, paid);
    await this.desk.worked();
  }

  /** It is delivered and released, and paid out by settlement itself through pawaPay. */
  async paidOut({ shopId, shopOrderId, orderId }: Captured): Promise<void> {
    await this.wallet(shopId);
    const payee = { kind: 'SHOP' as const, id: shopId };
    await this.publish(Delivered, shopOrderId, {
      ...{ deliveryId: newId(), shopOrderId, orderId, shopId, shopClass: 'STANDARD', agentId: newId() },
      ...{ agentUserId: newId(), agentPay: money(0), at: new Date().toISOString() },
    });
    await this.desk.worked();
    await this.api.get(Releases).run();
    const headers = { ...staff(['payouts.read', 'payouts.write', 'payouts.approve']), 'idempotency-key': newId() };
    const payload = { payees: [payee] };
    const answer = await this.api.inject({ method: 'POST', url: '/api/v1/staff/payout-batches', headers, payload });
    if (answer.statusCode !== 201) throw new Error(`no payout: ${answer.body}`);
    await until(async () => {
      await this.desk.worked();
      const done = sql`SELECT FROM settlement.payouts WHERE payee_id = ${shopId} AND state = 'COMPLETED'`;
      return (await this.db.rows(done)).length > 0;
    });
    await this.desk.worked();
  }

  private async wallet(shopId: string): Promise<void> {
    const { table, column } = PAYEE_DESTINATION;
    const open = JSON.stringify({ account: `+${PHONE}`, holderName: 'Mutale Banda' });
    const destination = await this.api.get(Vault).seal(open, { table, column, row: `SHOP:${shopId}` });
    await this.publish(WalletChanged, shopId, {
      ...{ walletId: newId(), ownerKind: 'SHOP', ownerId: shopId, payableAfter: '2026-01-01T00:00:00Z' },
      ...{ rail: 'MOBILE_MONEY', provider: 'MTN_MOMO_ZMB', destination },
    });
    await this.desk.worked();
  }
}

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PAYEE_DESTINATION, PayoutCallbackReceived, WalletChanged } from '@pakashop/backend';
import { type ActorInit, Database, newId, Outbox, sql, Vault } from '@pakashop/platform';
import { bootApp, drain, forwarded } from '@pakashop/platform/testing';
import { PawapayPayoutClient } from '@pakashop/providers/pawapay';
import { randomUUID } from 'node:crypto';
import { Stage, until } from '../../apps/sandbox/testing/stage.js';
import { PawapayPayouts } from './adapters/pawapay/pawapay.adapter.js';
import { payableAccount, providerAccount } from './ledger.accounts.js';
import { credit, debit } from './ledger.postings.js';
import { LedgerService } from './ledger.service.js';
import type { PayoutBatchView } from './payouts.dto.js';
import type { BatchState, PayoutState, Rail } from './payouts.kinds.js';
import { type PayeeKind } from './settlement.events.js';
import { rows } from './settlement.fixtures.js';

/** Number that is paid, by operator; the sandbox pays every other one too. */
export const GOOD = '+260763456789';
export const NOT_FOUND = '+260763456079';
export const STUCK = '+260763456129';

export interface TestPayee {
  readonly kind: PayeeKind;
  readonly id: string;
}

interface Wallet {
  readonly account?: string;
  readonly rail?: Rail;
  readonly provider?: string;
  readonly payableAfter?: string;
  readonly userId?: string;
  /** Its owner was erased: nobody knows where it was. */
  readonly isErased?: boolean;
}

interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly text: string;
}

const STAFF = ['payouts.read', 'payouts.write', 'payouts.approve'];

/** Somebody of the staff who has just proven who they are. */
export const staff = (...permissions: string[]): ActorInit => ({
  kind: 'person',
  userId: newId(),
  audience: 'staff',
  factorAt: Math.floor(Date.now() / 1000),
  grants: (permissions.length > 0 ? permissions : STAFF).map((permission) => ({ permission, scope: 'platform' })),
});

/** Settlement with the simulated providers. */
export class PayoutStage {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly sandbox: Stage,
  ) {}

  static async open(env: NodeJS.ProcessEnv = {}): Promise<PayoutStage> {
    const sandbox = await Stage.open();
    await sandbox.reset();
    const app = await bootApp('settlement', rows, {
      ...{ PAYMENT_PROVIDER: 'MOCK', SANDBOX_URL: sandbox.url, PAYMENT_POLL_SECONDS: '0.1' },
      ...{ FLUTTERWAVE_BANKS: 'ZNCOZMLU=542:ZM210000', REDIS_PREFIX: `payouts-${randomUUID().slice(0, 8)}`, ...env },
    });
    const stage = new PayoutStage(app, sandbox);
    // A patience that fits a test.
    const impatient = { baseUrl: `${sandbox.url}/pawapay`, token: 'sandbox-pawapay-token', timeoutMs: 400 };
    Object.assign(app.get(PawapayPayouts), { client: new PawapayPayoutClient(impatient) });
    await stage.db.execute(sql`UPDATE settlement.policies SET payout_minimum = 1000`);
    return stage;
  }

  get db(): Database {
    return this.app.get(Database);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.sandbox.close();
  }

  async call<T>(actor: ActorInit, method: 'GET' | 'POST', path: string, body?: object): Promise<Answer<T>> {
    const answer = await this.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { ...forwarded(actor), ...(method === 'POST' && { 'idempotency-key': newId() }) },
      ...(method === 'POST' && { payload: body ?? {} }),
    });
    const isJson = answer.headers['content-type']?.toString().includes('json') ?? false;
    return { status: answer.statusCode, body: isJson ? answer.json<T>() : (undefined as T), text: answer.body };
  }

  /** Tells of a wallet as the backend does. */
  async tellWallet({ kind, id }: TestPayee, wallet: Wallet = {}): Promise<void> {
    const { account = GOOD, rail = 'MOBILE_MONEY', provider = 'MTN_MOMO_ZMB', userId } = wallet;
    const { payableAfter = '2026-01-01T00:00:00Z', isErased } = wallet;
    const { table, column } = PAYEE_DESTINATION;
    const place = { table, column, row: `${kind}:${id}` };
    const open = JSON.stringify({ account, holderName: 'Mutale Banda' });
    const destination = isErased ? '' : await this.app.get(Vault).seal(open, place);
    await this.db.transaction((tx) =>
      this.app.get(Outbox).publish(tx, WalletChanged, id, {
        ...{ walletId: newId(), ownerKind: kind, ownerId: id, payableAfter, rail, provider, destination },
        ...(userId && { userId }),
      }),
    );
  }

  /** Somebody who can be paid. */
  async payee(kind: PayeeKind = 'SHOP', wallet: Wallet = {}): Promise<TestPayee> {
    const payee = { kind, id: newId() };
    await this.tellWallet(payee, wallet);
    await until(async () => (await this.db.rows(sql`SELECT FROM settlement.payees WHERE id = ${payee.id}`)).length > 0);
    return payee;
  }

  /** An earning that is available, and the money for it in the payee's balance. Negative ones are owed back. */
  async earn(
    { kind, id }: TestPayee,
    amount: number,
    { inSeconds = -1, frozen = false }: { inSeconds?: number; frozen?: boolean } = {},
  ): Promise<string> {
    const earningId = newId();
    const payable = payableAccount({ kind, id }, 'ZMW');
    const wallet = providerAccount('pawapay', 'ZMW');
    const sum = Math.abs(amount);
    const entries =
      amount > 0 ? [debit(wallet, sum), credit(payable, sum)] : [debit(payable, sum), credit(wallet, sum)];
    await this.db.transaction(async (tx) => {
      await tx.execute(sql`
        INSERT INTO settlement.earnings (id, payee_kind, payee_id, kind, amount, currency, cause, available_at, frozen)
        VALUES (${earningId}, ${kind}, ${id}, 'RELEASE', ${amount}, 'ZMW', ${`test:${earningId}`},
          now() + make_interval(secs => ${inSeconds}), ${frozen})`);
      const key = `test:${earningId}`;
      const posting = { key, kind: 'CAPTURE', reference: {}, occurredAt: new Date().toISOString(), entries } as const;
      await this.app.get(LedgerService).post(tx, posting);
    });
    return earningId;
  }

  /** Somebody who is due this much. */
  async due(amount: number, wallet: Wallet = {}, kind: PayeeKind = 'SHOP'): Promise<TestPayee> {
    const payee = await this.payee(kind, wallet);
    await this.earn(payee, amount);
    return payee;
  }

  /** Orders a batch for these and waits until it is filled. */
  async run(payees: readonly TestPayee[], actor = staff()): Promise<PayoutBatchView> {
    const { status, body } = await this.call<PayoutBatchView>(actor, 'POST', '/staff/payout-batches', { payees });
    if (status !== 201) throw new Error(`no batch: ${JSON.stringify(body)}`);
    await this.until(body.id, (state) => state !== 'DRAFT');
    return this.batch(body.id);
  }

  async batch(id: string): Promise<PayoutBatchView> {
    return (await this.call<PayoutBatchView>(staff(), 'GET', `/staff/payout-batches/${id}`)).body;
  }

  async until(batchId: string, isSo: (state: BatchState) => boolean): Promise<void> {
    await until(async () => {
      await drain(this.app);
      const row = await this.db.one<{ state: BatchState }>(
        sql`SELECT state FROM settlement.payout_batches WHERE id = ${batchId}`,
      );
      return isSo(row.state);
    });
  }

  payoutOf({ id }: TestPayee): Promise<{ id: string; state: PayoutState; reference: string; provider: string }> {
    return this.db.one(sql`
      SELECT id, state, reference, provider FROM settlement.payouts WHERE payee_id = ${id} ORDER BY id DESC LIMIT 1`);
  }

  async untilPayout(payee: TestPayee, state: PayoutState): Promise<void> {
    await until(async () => {
      await drain(this.app);
      return (await this.payoutOf(payee)).state === state;
    });
  }

  /** What the provider said of its operators is kept for a while; this forgets it. */
  forgetOperators(): void {
    Object.assign(this.app.get(PawapayPayouts), { configuration: undefined });
  }

  /** Balance on the normal side of an account, 0 when there is none. */
  async balance(code: string): Promise<number> {
    // A shared account is kept in several rows.
    const row = await this.db.one<{ balance: number }>(sql`
      SELECT coalesce(sum(CASE normal_side WHEN 'DEBIT' THEN debits - credits ELSE credits - debits END), 0)::bigint AS balance
      FROM settlement.ledger_balances b JOIN settlement.ledger_accounts a ON a.id = b.account_id WHERE code = ${code}`);
    return row.balance;
  }

  /** The provider calls: whoever sent the payout is to ask. */
  async callBack(payee: TestPayee, times = 1): Promise<void> {
    const { provider, reference } = await this.payoutOf(payee);
    await this.db.transaction(async (tx) => {
      for (let i = 0; i < times; i++)
        await this.app
          .get(Outbox)
          .publish(tx, PayoutCallbackReceived, reference, { provider: provider as 'pawapay', reference });
    });
  }

  /** How often the provider was asked to pay under the reference. */
  async posts(reference: string): Promise<number> {
    const { body } = await this.sandbox.control<{ posts: { operation: string; count: number }[] }>(
      `/books?reference=${reference}`,
    );
    return body.posts
      .filter(({ operation }) => ['payout', 'payout.bulk', 'transfer'].includes(operation))
      .reduce((sum, { count }) => sum + count, 0);
  }
}

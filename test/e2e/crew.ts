import { type Client, idempotencyKey, type Schemas } from '@pakashop/client';
import { type Agent, hireAgent } from './agents.js';
import type { Buyer, Order } from './buyer.js';
import { NOT_FOUND_SECONDS } from './environment.js';
import type { Marketplace } from './marketplace.js';
import { type Insider, newWallet } from './people.js';
import { type Process, until } from './processes.js';
import { Sale } from './sale.js';

type Batch = Schemas['PayoutBatchView'];

/** Patience and limits under which nothing waits for days or for a second person. */
export const SHORT_WAYS = {
  PAYOUT_COOLING_HOURS: '0',
  PAYOUT_STOP_PERCENT: '100',
  REFUND_APPROVAL_ABOVE: '100000000',
  REFUND_DAY_ABOVE: '100000000',
  REFUND_RETRY_SECONDS: '0.2',
};

/** Buyers say yes by themselves, and pawaPay is quick. */
const QUICK = { autoApprove: true, autoApproveMs: 10, processingMs: 10, finishMs: 10 };

const ENDED = ['DONE', 'CANCELLED'];

/** Who earns at a sale and is paid. */
export interface Payee {
  readonly kind: 'SHOP' | 'AGENT';
  readonly id: string;
}

/** What the books and the payouts say of somebody; ngwee. */
export interface Account {
  /** What they have earned and given back, in all. */
  readonly earned: number;
  /** Of it, what they were paid. */
  readonly paid: number;
  /** What they could be paid now; negative when they owe it. */
  readonly balance: number;
}

/** Everybody who carries a sale from the payment to the last payout, each with what that takes. */
export class Crew {
  private constructor(
    readonly market: Marketplace,
    readonly agents: readonly [Agent, Agent],
    readonly finance: Insider,
    /** Who approves what finance prepares. */
    readonly approver: Insider,
    readonly support: Insider,
  ) {}

  /** Hires them, gives wallets to those who earn, and takes the waiting out of the rules. */
  static async assemble(market: Marketplace): Promise<Crew> {
    await market.sandbox.settings('pawapay', QUICK);
    // Sellers wait for their money until the buyer says that all is well; agents for nothing.
    await market.db.query(
      `UPDATE settlement.policies SET payout_every = 'MANUAL', payout_minimum = 0, reserve_bps = 0,
         hold_seconds = CASE WHEN class IN ('AGENT', 'FLEET') THEN 0 ELSE 86400 END`,
    );
    const agents: [Agent, Agent] = [
      await hireAgent(market, 'Mubita Sitali', newWallet()),
      await hireAgent(market, 'Namukolo Mwiya', newWallet()),
    ];
    for (const { client } of agents) {
      await client.put('/delivery/agent/payout-wallet', { body: walletOf('Rider') });
      await client.put('/delivery/agent/duty', { body: { onDuty: true, latitude: -15.4, longitude: 28.3 } });
    }
    for (const { id, owner } of market.catalogue.shops) {
      await owner.client.put('/vendor/shops/{id}/payout-wallet', { params: { path: { id } }, body: walletOf('Shop') });
    }
    return new Crew(
      market,
      agents,
      await market.people.colleague('Kelvin Lungu', 'FINANCE_ADMIN'),
      await market.people.colleague('Womba Sakala', 'FINANCE_ADMIN'),
      await market.people.colleague('Ireen Banda', 'SUPPORT_AGENT'),
    );
  }

  /** Somebody at another api. */
  at(api: Process, { session }: Insider): Client {
    return this.market.people.client(api, { token: session.accessToken });
  }

  /** The payee of a shop's earnings, or of an agent's. */
  get shop(): Payee {
    return { kind: 'SHOP', id: this.market.catalogue.shops[0].id };
  }

  get rider(): Payee {
    return { kind: 'AGENT', id: this.agents[0].agentId };
  }

  /** A paid order of pots at the first shop. */
  async sell(pieces = 1): Promise<Sale> {
    const { people, catalogue } = this.market;
    const buyer = await people.guest();
    const order = await buyer.place({ [catalogue.pot]: pieces });
    return this.paid(buyer, order);
  }

  /** The same, so many at once. */
  sellMany(count: number, pieces = 1): Promise<Sale[]> {
    return Promise.all(Array.from({ length: count }, () => this.sell(pieces)));
  }

  private async paid(buyer: Buyer, order: Order): Promise<Sale> {
    await buyer.pay(order);
    await buyer.untilPaid(order);
    return new Sale(this, buyer, order, order.shopOrders[0]!);
  }

  /** A sale whose money belongs to those who have earned it. */
  async earn(pieces = 1): Promise<Sale> {
    const sale = await this.sell(pieces);
    await sale.release();
    return sale;
  }

  /** Orders a batch; a worker fills it. */
  prepare(by: Client = this.finance.client, payees?: readonly Payee[], key = idempotencyKey()): Promise<Batch> {
    return by.post('/staff/payout-batches', {
      params: { header: { 'Idempotency-Key': key } },
      body: payees ? { payees: [...payees] } : {},
    });
  }

  batch(id: string): Promise<Batch> {
    return this.finance.client.get('/staff/payout-batches/{id}', { params: { path: { id } } });
  }

  /** Waits until a batch has ended, and approves it where that is asked for. */
  async ended({ id }: Pick<Batch, 'id'>): Promise<Batch> {
    return until(`payout batch ${id} has ended`, async () => {
      const batch = await this.batch(id);
      if (batch.state === 'AWAITING_APPROVAL') {
        const params = { path: { id }, header: { 'Idempotency-Key': `approve-${id}` } };
        await this.approver.client.post('/staff/payout-batches/{id}/approve', { params, body: { hash: batch.hash! } });
      }
      if (ENDED.includes(batch.state)) return batch;
      throw new Error(`it is ${batch.state}${batch.reason ? `: ${batch.reason}` : ''}`);
    });
  }

  /** Pays out what is due now. */
  async payOut(payees?: readonly Payee[]): Promise<Batch> {
    return this.ended(await this.prepare(undefined, payees));
  }

  /** How somebody stands by our own books. */
  async account({ kind, id }: Payee): Promise<Account> {
    const row = await this.market.row<Account>(
      `SELECT (SELECT coalesce(sum(amount), 0)::int FROM settlement.earnings WHERE payee_kind = $1 AND payee_id = $2) AS earned,
         (SELECT coalesce(sum(amount), 0)::int FROM settlement.payouts
          WHERE payee_kind = $1 AND payee_id = $2 AND state = 'COMPLETED') AS paid,
         (SELECT coalesce(sum(CASE e.direction WHEN 'CREDIT' THEN e.amount ELSE -e.amount END), 0)::int
          FROM settlement.ledger_entries e JOIN settlement.ledger_accounts a ON a.id = e.account_id
          WHERE a.code IN ('seller_payable:' || $2, 'seller_receivable:' || $2, 'agent_payable:' || $2)) AS balance`,
      kind,
      id,
    );
    return row;
  }

  /** Payouts to somebody, the first one first. */
  payouts({ kind, id }: Payee): Promise<PayoutRow[]> {
    return this.market.rows(
      `SELECT id, batch_id AS "batchId", reference, provider, state, amount::int, failure_code AS "failureCode"
       FROM settlement.payouts WHERE payee_kind = $1 AND payee_id = $2 ORDER BY id`,
      kind,
      id,
    );
  }

  /** The time after which a payout that left no trace counts as never received has passed; it is asked about once more. */
  async passNotFound(payoutId: string): Promise<void> {
    const { db } = this.market;
    await db.query(`UPDATE settlement.payouts SET sent_at = sent_at - make_interval(secs => $2) WHERE id = $1`, [
      payoutId,
      NOT_FOUND_SECONDS,
    ]);
    await db.query(
      `UPDATE platform.deliveries d SET next_at = now() FROM platform.outbox m
       WHERE m.id = d.message_id AND d.done_at IS NULL AND m.name = 'settlement.follow_payout' AND m.payload ->> 'payoutId' = $1`,
      [payoutId],
    );
  }
}

export interface PayoutRow {
  readonly id: string;
  readonly batchId: string;
  readonly reference: string;
  readonly provider: string;
  readonly state: string;
  readonly amount: number;
  readonly failureCode: string | null;
}

const walletOf = (holderName: string) => ({
  rail: 'MOBILE_MONEY' as const,
  provider: 'MTN_MOMO_ZMB',
  account: newWallet(),
  holderName,
});

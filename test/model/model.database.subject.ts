import { PAYEE_DESTINATION, PayoutCallbackReceived, WalletChanged } from '@pakashop/backend';
import { Actor, Claim, Database, money, newId, Outbox, type Problem, sql, Vault } from '@pakashop/platform';
import { drain } from '@pakashop/platform/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Adjustments } from '../../libs/settlement/adjustments.service.js';
import { BALANCE } from '../../libs/settlement/balance.sums.js';
import { PayoutBatches } from '../../libs/settlement/payouts.batches.js';
import { PayoutBreaks } from '../../libs/settlement/payouts.breaks.js';
import { Releases } from '../../libs/settlement/release.service.js';
import { SettlementRefunds } from '../../libs/settlement/settlement.refunds.js';
import { sum } from './model.arithmetic.js';
import type { Balances } from './model.balances.js';
import type { ToldRail } from './model.database.rail.js';
import { type Fact, type Told, told } from './model.facts.js';
import { standingOf } from './model.rules.payouts.js';
import type { Answers, News, Subject } from './model.subject.js';
import type { Adjustment, Batch, Outcome, Part, Payee, Payout, Refund } from './model.things.js';
import { leftOf, type World } from './model.world.js';

const staff = (): Actor => new Actor({ kind: 'person', userId: newId(), grants: [] });
const noClaim = (): Claim => new Claim('', '', Buffer.alloc(0), false);

/** Settlement as it runs: its handlers hear the events through the outbox, its jobs pay out, its database keeps the books. */
export class DatabaseSubject implements Subject {
  private readonly db: Database;
  /** What the accounts of the whole marketplace had before. */
  private before: Balances = new Map();
  private readonly batches = new Map<Batch, { id: string; hash: string }>();
  private readonly references = new Map<Payout, string>();

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly rail: ToldRail,
    private readonly world: World,
  ) {
    this.db = app.get(Database);
  }

  /** Gives everybody a wallet; its number is who they are. What is left of earlier sequences is released now. */
  async begin(): Promise<this> {
    await this.release();
    const { table, column } = PAYEE_DESTINATION;
    const wallets = await Promise.all(
      this.world.payees.map(async ({ kind, id }) => {
        const open = JSON.stringify({ account: id, holderName: 'Mutale Banda' });
        const destination = await this.app.get(Vault).seal(open, { table, column, row: `${kind}:${id}` });
        return {
          ...{ walletId: newId(), ownerKind: kind, ownerId: id, payableAfter: '2026-01-01T00:00:00Z', destination },
          ...{ rail: 'MOBILE_MONEY', provider: 'MTN_MOMO_ZMB' },
        };
      }),
    );
    await this.publish(wallets.map((payload) => ({ type: WalletChanged, about: payload.ownerId, payload })));
    this.before = await this.shared();
    return this;
  }

  async hear(facts: readonly Fact[]): Promise<void> {
    const at = new Date().toISOString();
    await this.publish(facts.map((fact) => told(fact, at)));
  }

  /** Asked directly: the event of a refund that is refused would be heard again for ever. */
  async refuses(refund: Refund): Promise<boolean> {
    const { payload } = told({ name: 'refundOpened', refund }, '');
    const open = this.db.transaction((tx) =>
      this.app
        .get(SettlementRefunds)
        .open(tx, payload as Parameters<SettlementRefunds['open']>[1], new Date().toISOString()),
    );
    return open.then(
      () => false,
      (error: { table?: string; code?: string }) => {
        if (error.table === 'settlements' && error.code === '23514') return true;
        throw error;
      },
    );
  }

  /** Settlement hears nothing of it. */
  async refundTried(): Promise<void> {}
  async edited(): Promise<void> {}
  async statusIs(): Promise<void> {}

  async adjust({ payee, change, against }: Adjustment): Promise<boolean> {
    const adjustments = this.app.get(Adjustments);
    const proposal = {
      ...{ payeeKind: payee.kind, payeeId: payee.id, direction: change > 0 ? ('CREDIT' as const) : ('DEBIT' as const) },
      ...{ amount: money(Math.abs(change)), against, reason: 'a correction by the model' },
    };
    const { id } = await adjustments.propose(staff(), proposal, noClaim());
    return adjustments.approve(staff(), id).then(
      () => true,
      (error: Problem) => {
        if (error.code === 'settlement.balance_too_small') return false;
        throw error;
      },
    );
  }

  /** All that waits for its time comes nearer. */
  async pass(seconds: number): Promise<void> {
    const back = sql`make_interval(secs => ${seconds})`;
    await this.db.execute(sql`
      UPDATE settlement.settlements SET delivered_at = delivered_at - ${back}, confirmed_at = confirmed_at - ${back},
        release_at = release_at - ${back}, released_at = released_at - ${back}, reserve_due_at = reserve_due_at - ${back},
        reserve_released_at = reserve_released_at - ${back}
      WHERE shop_id = ANY(${this.world.shops.map(({ id }) => id)}::uuid[])`);
  }

  async release(): Promise<void> {
    await this.app.get(Releases).run();
  }

  async prepare(payees: readonly Payee[], batch: Batch, answers: Answers): Promise<void> {
    this.answer(answers);
    const refs = payees.map(({ kind, id }) => ({ kind, id }));
    const { id } = await this.app.get(PayoutBatches).create(staff(), { payees: refs }, noClaim());
    await this.work();
    const { state, hash } = await this.db.one<{ state: string; hash: string }>(sql`
      SELECT state, encode(hash, 'hex') AS hash FROM settlement.payout_batches WHERE id = ${id}`);
    if (batch.isWaiting !== (state === 'AWAITING_APPROVAL')) throw new Error(`the batch is ${state}`);
    this.batches.set(batch, { id, hash });
    const rows = await this.db.rows<{ payee: string; amount: number; reference: string }>(sql`
      SELECT payee_id AS payee, amount, reference FROM settlement.payouts WHERE batch_id = ${id}`);
    if (rows.length !== batch.payouts.length) throw new Error(`${rows.length} are paid, not ${batch.payouts.length}`);
    for (const payout of batch.payouts) {
      const row = rows.find(({ payee }) => payee === payout.payee.id);
      if (row?.amount !== payout.amount)
        throw new Error(`${payout.payee.id} is paid ${row?.amount}, not ${payout.amount}`);
      this.references.set(payout, row.reference);
    }
  }

  async approve(batch: Batch, answers: Answers): Promise<void> {
    this.answer(answers);
    const { id, hash } = this.batches.get(batch)!;
    await this.app.get(PayoutBatches).approve(staff(), id, hash, noClaim());
    await this.work();
  }

  async callOff(batch: Batch): Promise<void> {
    await this.app.get(PayoutBatches).cancel(this.batches.get(batch)!.id, 'the model says so', noClaim());
    await this.work();
  }

  /** The provider calls, and is asked. */
  async news(payout: Payout, news: News): Promise<void> {
    const reference = this.references.get(payout)!;
    this.rail.standings.set(reference, standingOf(news, payout.amount));
    const payload = { provider: 'pawapay', reference };
    await this.publish([{ type: PayoutCallbackReceived, about: reference, payload }]);
  }

  /** One person finds out, and another one agrees. */
  async resolve(payout: Payout, outcome: Outcome): Promise<boolean> {
    const { id } = await this.db.one<{ id: string }>(sql`
      SELECT k.id FROM settlement.payout_breaks k JOIN settlement.payouts p ON p.id = k.payout_id
      WHERE p.reference = ${this.references.get(payout)!}`);
    const breaks = this.app.get(PayoutBreaks);
    await breaks.propose(staff(), id, { outcome, reason: 'the model says so' }, noClaim());
    return breaks.approve(staff(), id, outcome, noClaim()).then(
      () => this.work().then(() => true),
      (error: Problem) => {
        if (error.code === 'settlement.payee_has_less') return false;
        throw error;
      },
    );
  }

  async balances(): Promise<Balances> {
    const [own, shared] = [await this.own(), await this.shared()];
    for (const [code, balance] of shared) own.set(code, balance - (this.before.get(code) ?? 0));
    return own;
  }

  /** Orders, what people earned, and what the provider was asked, as the rows say it. */
  async faults(): Promise<string[]> {
    const twice = [...this.rail.asked].filter(([, times]) => times > 1);
    return [
      ...twice.map(([reference, times]) => `${reference} was sent ${times} times`),
      ...(await this.wrongOrders()),
      ...(await this.wrongEarnings()),
    ];
  }

  /** The shop orders of an order sum to what was paid, and less what was given back to what stands. */
  private async wrongOrders(): Promise<string[]> {
    const { orders, parts } = this.world;
    const rows = await this.db.rows<{ id: string; orderId: string; paid: number; left: number; state: string }>(sql`
      SELECT shop_order_id AS id, order_id AS "orderId", goods + delivery_fee AS paid, state,
        goods - refunded_goods + delivery_fee - refunded_delivery AS left
      FROM settlement.settlements WHERE order_id = ANY(${orders.map(({ id }) => id)}::uuid[])`);
    const wrong: string[] = [];
    for (const { id, total, isPaid } of orders) {
      const paid = sum(rows.filter(({ orderId }) => orderId === id).map((row) => row.paid));
      if (paid !== (isPaid ? total : 0)) wrong.push(`of order ${id} over ${total} ${paid} is in its shop orders`);
    }
    const known = new Map(rows.map((row) => [row.id, row]));
    for (const part of parts.filter(({ order }) => order.isPaid)) {
      const [left, state] = [leftOf(part), stateOf(part)];
      const row = known.get(part.id);
      if (row?.left !== left || row.state !== state) {
        wrong.push(`shop order ${part.id} is ${row?.state} with ${row?.left} left, not ${state} with ${left}`);
      }
    }
    return wrong;
  }

  private async wrongEarnings(): Promise<string[]> {
    const { payees } = this.world;
    const rows = await this.db.rows<{ id: string; amount: number }>(sql`
      SELECT e.payee_id AS id, sum(e.amount)::bigint AS amount FROM settlement.earnings e
      WHERE e.payee_id = ANY(${payees.map(({ id }) => id)}::uuid[])
        AND NOT EXISTS (SELECT FROM settlement.payout_items i WHERE i.earning_id = e.id AND i.live)
      GROUP BY 1`);
    const earned = new Map(rows.map(({ id, amount }) => [id, amount]));
    return payees
      .filter((payee) => (earned.get(payee.id) ?? 0) !== this.world.owedTo(payee))
      .map((payee) => `${payee.kind} ${payee.id} earned ${earned.get(payee.id)}, not ${this.world.owedTo(payee)}`);
  }

  private answer(answers: Answers): void {
    for (const [id, answer] of answers) this.rail.answers.set(id, answer);
  }

  private async publish(all: readonly Told[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      for (const { type, about, payload } of all) {
        await this.app.get(Outbox).publish(tx, type as typeof WalletChanged, about, payload as never);
      }
    });
    await this.work();
  }

  /** Does all that is to be done now. What had to wait for something else is heard again at once. */
  private async work(): Promise<void> {
    for (let round = 0; round < 5; round++) {
      await drain(this.app);
      const again = await this.db.execute(sql`
        UPDATE platform.deliveries SET next_at = now() WHERE done_at IS NULL AND failures > 0`);
      if (again === 0) return;
    }
    const stuck = await this.db.rows<{ handler: string; error: string }>(sql`
      SELECT handler, last_error AS error FROM platform.deliveries WHERE done_at IS NULL AND failures > 0`);
    throw new Error(`it is not done: ${JSON.stringify(stuck)}`);
  }

  /** Accounts of those and of what this sequence is about. */
  private async own(): Promise<Map<string, number>> {
    const { shops, agents, parts, refunds } = this.world;
    const people = agents.flatMap(({ id, fleetId }) => [
      `agent_payable:${id}`,
      `fleet_payable:${fleetId}`,
      ...flight(id, fleetId),
    ]);
    const sellers = shops.flatMap(({ id }) => [
      ...['payable', 'receivable', 'reserve'].map((what) => `seller_${what}:${id}`),
      ...flight(id),
    ]);
    const held = [...parts.map(({ id }) => `held:${id}`), ...refunds.map(({ id }) => `refund_in_flight:${id}`)];
    return this.read(sql`a.code = ANY(${[...people, ...sellers, ...held]}::text[])`);
  }

  private async shared(): Promise<Balances> {
    return this.read(sql`a.code LIKE '%:ZMW'`);
  }

  private async read(where: ReturnType<typeof sql>): Promise<Map<string, number>> {
    const rows = await this.db.rows<{ code: string; balance: number }>(sql`
      SELECT a.code, (${BALANCE})::bigint AS balance FROM settlement.ledger_accounts a
      JOIN LATERAL (SELECT sum(debits)::bigint AS debits, sum(credits)::bigint AS credits
        FROM settlement.ledger_balances WHERE account_id = a.id) b ON true
      WHERE ${where}`);
    return new Map(rows.map(({ code, balance }) => [code, balance]));
  }
}

/** Where the money of a shop order stands. */
function stateOf(part: Part): string {
  const { isReleased, goods, goodsBack, fee, feeBack, isCarriagePaid, disputes, deliveredAt, earned } = part;
  if (isReleased && goods === goodsBack) return 'REVERSED';
  if (earned?.payout) return earned.payout.state === 'PAID' ? 'PAID_OUT' : 'PAYOUT_PENDING';
  if (isReleased) return 'RELEASED';
  if (goods === goodsBack && (isCarriagePaid || fee === feeBack)) return 'REFUNDED';
  if (disputes.size > 0) return 'FROZEN';
  return deliveredAt === undefined ? 'HELD' : 'RELEASABLE';
}

const flight = (...ids: (string | undefined)[]): string[] => ids.map((id) => `payout_in_flight:${id}`);

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  BroughtBack,
  Delivered,
  type DeliveryFact,
  DeliveryLost,
  DisputeClosed,
  DisputeOpened,
  PaymentCaptured,
  type PaymentCapturedFact,
  ReceiptConfirmed,
  RefundCompleted,
  type RefundFact,
  RefundOpened,
  RefundWithdrawn,
} from '@pakashop/backend';
import { Database, type Event, money, newId, Outbox, sql } from '@pakashop/platform';
import type { PaymentDoubt } from '@pakashop/reconciliation';
import { bootApp } from '@pakashop/platform/testing';
import fc from 'fast-check';
import { BALANCE, BALANCES } from './balance.sums.js';
import { checkLedger } from './ledger.check.js';
import { Releases } from './release.service.js';
import { rows, sale } from './settlement.fixtures.js';
import { SettlementDoubts } from './settlement.doubts.js';
import { SettlementFlow } from './settlement.flow.js';
import { SettlementRefunds } from './settlement.refunds.js';

const PAST = '2026-11-01T08:00:00.000Z';

describe('the money of a shop order', () => {
  let app: NestFastifyApplication;
  let db: Database;
  let flow: SettlementFlow;
  let refunds: SettlementRefunds;
  let shopId: string;

  beforeAll(async () => {
    app = await bootApp('api', rows, { DATABASE_POOL: '25', DATABASE_ROLE: 'pakashop_settlement' });
    db = app.get(Database);
    [flow, refunds] = [app.get(SettlementFlow), app.get(SettlementRefunds)];
  });
  afterAll(async () => {
    const { checks } = await checkLedger(db);
    await app.close();
    expect(checks.flatMap(({ id, violations }) => violations.map((one) => ({ id, ...one })))).toEqual([]);
  });
  beforeEach(() => {
    shopId = newId();
  });

  const capture = (fact: PaymentCapturedFact): Promise<void> =>
    db.transaction((tx) => flow.hold(tx, [{ payload: fact, occurredAt: PAST }]));
  const release = () => app.get(Releases).run();
  const delivery = ({ parts, orderId }: PaymentCapturedFact, more: Partial<DeliveryFact> = {}): DeliveryFact => ({
    deliveryId: newId(),
    shopOrderId: parts[0]!.shopOrderId,
    orderId,
    shopId: parts[0]!.shopId,
    shopClass: 'STANDARD',
    agentId: newId(),
    agentUserId: newId(),
    agentPay: money(1_500),
    at: PAST,
    ...more,
  });
  const refundOf = (
    { parts, orderId, paymentId }: PaymentCapturedFact,
    more: Partial<RefundFact> & { sums: number[] },
  ): RefundFact => {
    const {
      sums: [goods = 0, fee = 0, goodwill = 0],
      ...rest
    } = more;
    return {
      refundId: newId(),
      orderId,
      paymentId,
      shopOrderId: parts[0]!.shopOrderId,
      shopId: parts[0]!.shopId,
      reason: 'STAFF',
      amount: money(goods + fee + goodwill),
      goods: money(goods),
      delivery: money(fee),
      goodwill: money(goodwill),
      funder: 'PLATFORM',
      ...rest,
    };
  };
  const deliver = (fact: DeliveryFact): Promise<void> => db.transaction((tx) => flow.deliver(tx, fact));
  const open = (fact: RefundFact): Promise<void> => db.transaction((tx) => refunds.open(tx, fact, PAST));
  const withdraw = (fact: RefundFact): Promise<void> => db.transaction((tx) => refunds.withdraw(tx, fact, PAST));
  const complete = (fact: RefundFact): Promise<void> =>
    db.transaction((tx) =>
      refunds.complete(tx, { ...fact, provider: 'pawapay', reference: 'R', route: 'SAME_RAIL' }, PAST),
    );
  const dispute = ({ parts, orderId }: PaymentCapturedFact, disputeId: string, isClosed: boolean): Promise<void> => {
    const { shopOrderId, shopId: shop } = parts[0]!;
    return db.transaction((tx) => flow.dispute(tx, { disputeId, shopOrderId, orderId, shopId: shop }, isClosed));
  };
  const balance = async (...codes: string[]): Promise<number[]> => {
    const found = await db.rows<{ code: string; balance: number }>(sql`
      SELECT a.code, (${BALANCE})::bigint AS balance FROM settlement.ledger_accounts a JOIN ${BALANCES} b ON b.account_id = a.id
      WHERE a.code = ANY(${codes})`);
    return codes.map((code) => found.find((one) => one.code === code)?.balance ?? 0);
  };
  const stateOf = ({ parts }: PaymentCapturedFact) =>
    db.one<{ state: string; amount: number }>(
      sql`SELECT state, amount FROM settlement.settlements WHERE shop_order_id = ${parts[0]!.shopOrderId}`,
    );
  const earnings = (id: string) =>
    db.rows<{ kind: string; amount: number; frozen: boolean }>(
      sql`SELECT kind, amount, frozen FROM settlement.earnings WHERE payee_id = ${id} ORDER BY id`,
    );
  const accounts = () => balance('commission:ZMW', 'tax_payable:ZMW', 'delivery_margin:ZMW', 'goodwill:ZMW');
  /** How the accounts of the platform change. */
  const changed = async (work: () => Promise<unknown>): Promise<number[]> => {
    const before = await accounts();
    await work();
    return (await accounts()).map((now, i) => now - before[i]!);
  };

  it('is released to shop, platform, tax and agent when the hold is over, once', async () => {
    const fact = sale(10_000, 2_000, 1_000, 160, shopId);
    await capture(fact);
    const brought = delivery(fact);
    await deliver(brought);
    await deliver(brought);
    expect(await stateOf(fact)).toEqual({ state: 'RELEASABLE', amount: 12_000 });
    expect(await changed(async () => Promise.all([release(), release(), release()]))).toEqual([1_000, 160, 500, 0]);
    await release();
    expect(await stateOf(fact)).toEqual({ state: 'RELEASED', amount: 0 });
    expect(await balance(`seller_payable:${shopId}`, `agent_payable:${brought.agentId}`)).toEqual([8_840, 1_500]);
    expect(await earnings(shopId)).toEqual([{ kind: 'RELEASE', amount: 8_840, frozen: false }]);
    expect(await earnings(brought.agentId)).toEqual([{ kind: 'DELIVERY', amount: 1_500, frozen: false }]);
    const told = await db.rows<{ payload: object }>(sql`
      SELECT payload FROM platform.outbox WHERE name = 'settlement.released' AND aggregate_id = ${fact.parts[0]!.shopOrderId}`);
    expect(told).toMatchObject([{ payload: { earned: { amount: 8_840 }, commission: { amount: 1_000 } } }]);
  });

  it('is not released before its time, but at once when the customer is content, in whichever order that is heard', async () => {
    const now = new Date().toISOString();
    for (const isEarly of [true, false]) {
      const fact = sale(5_000);
      await capture(fact);
      const { shopOrderId, shopId: shop } = fact.parts[0]!;
      const confirm = () =>
        db.transaction((tx) => flow.confirm(tx, { shopOrderId, orderId: fact.orderId, shopId: shop }, now));
      if (isEarly) await confirm();
      await release();
      expect((await stateOf(fact)).state).toBe('HELD');
      await deliver(delivery(fact, { at: now }));
      if (!isEarly) {
        await release();
        expect((await stateOf(fact)).state).toBe('RELEASABLE');
        await confirm();
      }
      await release();
      expect((await stateOf(fact)).state).toBe('RELEASED');
    }
  });

  it('keeps a part of what new sellers earn in reserve until that is due', async () => {
    const fact = sale(10_000, 0, 1_000, 160, shopId);
    await capture(fact);
    await deliver(delivery(fact, { shopClass: 'NEW', agentPay: money(0) }));
    await release();
    const accountsOf = () => balance(`seller_payable:${shopId}`, `seller_reserve:${shopId}`);
    expect(await accountsOf()).toEqual([7_956, 884]);
    await db.execute(sql`
      UPDATE settlement.settlements SET reserve_due_at = released_at - interval '1 second' WHERE shop_id = ${shopId}`);
    await Promise.all([release(), release()]);
    expect(await accountsOf()).toEqual([8_840, 0]);
    expect(await earnings(shopId)).toMatchObject([{ amount: 7_956 }, { kind: 'RESERVE_RELEASE', amount: 884 }]);
  });

  it('pays who brought goods back at once, and gives the rest back to the buyer', async () => {
    const fact = sale(10_000, 2_000, 1_000, 160, shopId);
    await capture(fact);
    const fleetId = newId();
    const brought = delivery(fact, { fleetId, agentPay: money(2_500) });
    const back = () => db.transaction((tx) => flow.bringBack(tx, brought));
    expect(await changed(back)).toEqual([0, 0, -500, 0]);
    await back();
    expect(await balance(`fleet_payable:${fleetId}`)).toEqual([2_500]);
    const refund = refundOf(fact, { sums: [10_000, 2_000] });
    expect(await changed(() => open(refund))).toEqual([0, 0, -2_000, 0]);
    await complete(refund);
    expect(await stateOf(fact)).toEqual({ state: 'REFUNDED', amount: 0 });
    expect(await balance(`refund_in_flight:${refund.refundId}`)).toEqual([0]);
  });

  it('pays nobody for goods that came back through a fault of their agent', async () => {
    const fact = sale(10_000, 2_000, 1_000, 160, shopId);
    await capture(fact);
    const brought = delivery(fact, { agentPay: money(0) });
    await db.transaction((tx) => flow.bringBack(tx, brought));
    expect(await earnings(brought.agentId)).toEqual([]);
    expect(await changed(() => open(refundOf(fact, { sums: [10_000, 2_000] })))).toEqual([0, 0, -2_000, 0]);
    expect(await stateOf(fact)).toEqual({ state: 'REFUNDED', amount: 0 });
  });

  it('is given back out of the hold before the release, and the rest is released with its share of commission', async () => {
    const fact = sale(10_000, 2_000, 1_000, 160, shopId);
    await capture(fact);
    await deliver(delivery(fact));
    const refund = refundOf(fact, { sums: [2_500] });
    await open(refund);
    await open(refund);
    expect(await stateOf(fact)).toEqual({ state: 'RELEASABLE', amount: 9_500 });
    expect(await changed(release)).toEqual([750, 120, 500, 0]);
    expect(await balance(`seller_payable:${shopId}`)).toEqual([6_630]);
  });

  it('is taken from the shop and the platform after the release; what the shop lacks is netted from its next sale', async () => {
    const first = sale(10_000, 2_000, 1_000, 160, shopId);
    await capture(first);
    await deliver(delivery(first));
    await release();
    // As if the shop had been paid out meanwhile.
    const paidOut = refundOf(first, { sums: [0, 0, 8_840], funder: 'SHOP' });
    await open(paidOut);
    const refund = refundOf(first, { sums: [10_000, 2_000] });
    expect(await changed(() => open(refund))).toEqual([-1_000, -160, -2_000, 0]);
    const accountsOf = () => balance(`seller_payable:${shopId}`, `seller_receivable:${shopId}`);
    expect(await accountsOf()).toEqual([0, 8_840]);
    expect((await stateOf(first)).state).toBe('REVERSED');
    const next = sale(12_000, 0, 0, 0, shopId);
    await capture(next);
    await deliver(delivery(next, { agentPay: money(0) }));
    await release();
    expect(await accountsOf()).toEqual([3_160, 0]);
  });

  it('comes back when a refund is withdrawn, also when the release came between, and once', async () => {
    const fact = sale(10_000, 2_000, 1_000, 160, shopId);
    await capture(fact);
    await deliver(delivery(fact));
    const refund = refundOf(fact, { sums: [4_000, 500, 300] });
    await expect(withdraw(refund)).rejects.toThrow('is not heard yet');
    await open(refund);
    await release();
    const whole = await changed(async () => {
      await withdraw(refund);
      await withdraw(refund);
    });
    expect(whole).toEqual([400, 64, 500, -300]);
    expect(await balance(`seller_payable:${shopId}`, `refund_in_flight:${refund.refundId}`)).toEqual([8_840, 0]);
    await expect(complete(refund)).rejects.toMatchObject({ constraint: 'ledger_overdraft_check' });
  });

  it('is frozen while a dispute stands, and so is what was earned but not paid', async () => {
    const fact = sale(10_000, 0, 1_000, 160, shopId);
    const [one, two] = [newId(), newId()];
    await capture(fact);
    await deliver(delivery(fact, { agentPay: money(0) }));
    await dispute(fact, two, true);
    await dispute(fact, one, false);
    await dispute(fact, two, false);
    expect((await stateOf(fact)).state).toBe('FROZEN');
    await release();
    expect((await stateOf(fact)).state).toBe('FROZEN');
    await dispute(fact, one, true);
    await release();
    expect((await stateOf(fact)).state).toBe('RELEASED');
    const three = newId();
    await dispute(fact, three, false);
    expect(await earnings(shopId)).toMatchObject([{ amount: 8_840, frozen: true }]);
    await dispute(fact, three, true);
    expect(await earnings(shopId)).toMatchObject([{ amount: 8_840, frozen: false }]);
  });

  it('is frozen while a statement contradicts the payment, in whatever order that is heard', async () => {
    const fact = sale(10_000, 0, 1_000, 160, shopId);
    const { paymentId } = fact;
    const doubts = new SettlementDoubts(app.get(Outbox));
    const breakId = newId();
    const doubt = (isOpen: boolean, moves: number, id = breakId) =>
      db.transaction((tx) =>
        doubts.doubt({ payload: { breakId: id, paymentId, isOpen, moves } } as Event<PaymentDoubt>, tx),
      );
    await expect(doubt(true, 1)).rejects.toThrow('not heard yet');
    await capture(fact);
    await deliver(delivery(fact, { agentPay: money(0) }));
    await doubt(true, 3);
    await doubt(false, 2);
    await release();
    expect((await stateOf(fact)).state).toBe('FROZEN');
    await doubt(false, 4);
    await release();
    expect((await stateOf(fact)).state).toBe('RELEASED');
    const disputeId = newId();
    await dispute(fact, disputeId, false);
    await doubt(true, 1, newId());
    await dispute(fact, disputeId, true);
    expect(await earnings(shopId)).toMatchObject([{ amount: 8_840, frozen: true }]);
  });

  it('is released or refunded first, and neither twice nor more than there is, in 20 races', async () => {
    const facts = Array.from({ length: 20 }, () => sale(1_000, 100, 100, 16, shopId));
    for (const fact of facts) await capture(fact);
    await Promise.all(facts.map((fact) => deliver(delivery(fact, { agentPay: money(50) }))));
    const opened = facts.flatMap((fact) => [refundOf(fact, { sums: [600, 60] }), refundOf(fact, { sums: [600, 60] })]);
    const [results] = await Promise.all([Promise.allSettled(opened.map(open)), release(), release()]);
    await release();
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ table: 'settlements', code: '23514' });
    }
    for (const fact of facts) expect(await stateOf(fact)).toEqual({ state: 'RELEASED', amount: 0 });
    // Of 400 left of the goods 10 % commission and 1.6 % VAT go: rounded per shop order.
    expect(await balance(`seller_payable:${shopId}`, `seller_receivable:${shopId}`)).toEqual([20 * 354, 0]);
  });

  it('ends the same in whatever order its facts are heard', async () => {
    const steps = [
      'capture',
      'deliver',
      'refund',
      'complete',
      'dispute',
      'close',
      'confirm',
      'other',
      'withdraw',
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...steps], { minLength: steps.length }), async (order) => {
        const shop = newId();
        const fact = sale(9_999, 777, 1_111, 178, shop);
        const [refund, other] = [
          refundOf(fact, { sums: [3_333, 333] }),
          refundOf(fact, { sums: [2_222, 0, 40], funder: 'SHOP' }),
        ];
        const disputeId = newId();
        const { shopOrderId } = fact.parts[0]!;
        const heard: Record<(typeof steps)[number], () => Promise<void>> = {
          capture: () => capture(fact),
          deliver: () => deliver(delivery(fact, { agentPay: money(700) })),
          refund: () => open(refund),
          complete: () => complete(refund),
          other: () => open(other),
          withdraw: () => withdraw(other),
          dispute: () => dispute(fact, disputeId, false),
          close: () => dispute(fact, disputeId, true),
          confirm: () =>
            db.transaction((tx) => flow.confirm(tx, { shopOrderId, orderId: fact.orderId, shopId: shop }, PAST)),
        };
        let waiting = [...order];
        for (let round = 0; waiting.length > 0 && round < 10; round++) {
          const later: typeof waiting = [];
          for (const step of waiting) await heard[step]().catch(() => later.push(step));
          await release();
          waiting = later;
        }
        expect(waiting).toEqual([]);
        await release();
        expect(await stateOf(fact)).toEqual({ state: 'RELEASED', amount: 0 });
        // What is left of the goods: 6,666 less 741 commission and 119 VAT.
        expect(await balance(`seller_payable:${shop}`, `refund_in_flight:${refund.refundId}`)).toEqual([
          6_666 - 741 - 119,
          0,
        ]);
      }),
      { numRuns: 25 },
    );
  });

  it('hears every fact as an event', async () => {
    const worker = await bootApp('settlement', rows);
    try {
      const fact = sale(3_000, 0, 0, 0, shopId);
      const { shopOrderId } = fact.parts[0]!;
      const ref = { shopOrderId, orderId: fact.orderId, shopId };
      const refund = refundOf(fact, { sums: [100] });
      const withdrawn = refundOf(fact, { sums: [200] });
      const disputeId = newId();
      const other = sale(700, 0, 0, 0, shopId);
      const outbox = worker.get(Outbox);
      await db.transaction(async (tx) => {
        const told = async (type: Parameters<Outbox['publish']>[1], payload: object) =>
          outbox.publish(tx, type as never, shopOrderId, payload as never);
        await told(PaymentCaptured, fact);
        await told(BroughtBack, delivery({ ...fact, parts: [{ ...fact.parts[0]! }] }, { agentPay: money(0) }));
        await told(Delivered, delivery(fact, { agentPay: money(0) }));
        await told(ReceiptConfirmed, ref);
        await told(DisputeOpened, { disputeId, ...ref });
        await told(RefundOpened, refund);
        await told(RefundOpened, withdrawn);
        await told(RefundWithdrawn, withdrawn);
        await told(RefundCompleted, { ...refund, provider: 'pawapay', reference: 'R', route: 'SAME_RAIL' });
        await told(DisputeClosed, { disputeId, ...ref });
        await told(PaymentCaptured, other);
        await told(DeliveryLost, { ...delivery(other), goods: money(700), bearer: 'PLATFORM', decidedBy: 'person:x' });
      });
      const isDone = async (): Promise<boolean> => {
        const row = await db.maybe<{ state: string; refunded: number }>(sql`
          SELECT state, refunded_goods AS refunded FROM settlement.settlements WHERE shop_order_id = ${shopOrderId}`);
        const loss = await db.maybe(sql`SELECT FROM settlement.adjustments WHERE payee_id = ${shopId}`);
        return row?.state === 'RELEASED' && row.refunded === 100 && loss !== undefined;
      };
      const until = Date.now() + 20_000;
      while (!(await isDone()) && Date.now() < until)
        await db.execute(
          sql`UPDATE platform.deliveries SET next_at = now() WHERE done_at IS NULL AND lease_until IS NULL`,
        );
      expect(await stateOf(fact)).toEqual({ state: 'RELEASED', amount: 0 });
      expect(await balance(`seller_payable:${shopId}`)).toEqual([2_900]);
      expect(await isDone()).toBe(true);
    } finally {
      await worker.close();
    }
  });
});

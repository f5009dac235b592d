import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DeliveryFact, PaymentCapturedFact, RefundFact } from '@pakashop/backend';
import { type Database, money, newId, sql } from '@pakashop/platform';
import { drain } from '@pakashop/platform/testing';
import type { EarningList } from './balance.dto.js';
import { checkLedger } from './ledger.check.js';
import { NOT_FOUND, type PayoutStage, staff, STUCK, type TestPayee } from './payouts.fixtures.js';
import { PayoutFlow } from './payouts.flow.js';
import { Releases } from './release.service.js';
import { sale } from './settlement.fixtures.js';
import { SettlementFlow } from './settlement.flow.js';
import { SettlementRefunds } from './settlement.refunds.js';

const PAST = '2026-11-01T08:00:00.000Z';
const COMPLETED = { kind: 'completed', amount: 8_840, currency: 'ZMW', transactionId: 'T-1' } as const;
const FAILED = { kind: 'failed', code: 'RECIPIENT_NOT_FOUND', message: '' } as const;

const deliveryOf = ({ orderId, parts: [part] }: PaymentCapturedFact): DeliveryFact => ({
  ...{ deliveryId: newId(), shopOrderId: part!.shopOrderId, orderId, shopId: part!.shopId, shopClass: 'TRUSTED' },
  ...{ agentId: newId(), agentUserId: newId(), agentPay: money(0), at: PAST },
});

/** All of the goods. */
const refundOf = ({ orderId, paymentId, parts: [part] }: PaymentCapturedFact): RefundFact => ({
  ...{ refundId: newId(), orderId, paymentId, shopOrderId: part!.shopOrderId, shopId: part!.shopId, reason: 'STAFF' },
  ...{ amount: part!.goods, goods: part!.goods, delivery: money(0), goodwill: money(0), funder: 'PLATFORM' },
});

/** Where the money of shop orders is once payouts take it. */
export function payoutStates(open: () => PayoutStage): void {
  let stage: PayoutStage;
  let db: Database;
  beforeAll(() => {
    stage = open();
    db = stage.db;
  });

  /** A sale that is delivered, its hold over; of 10,000 the shop earns 8,840. */
  async function delivered({ id }: TestPayee, goods = 10_000): Promise<PaymentCapturedFact> {
    const fact = sale(goods, 0, goods / 10, (goods / 1000) * 16, id);
    const flow = stage.app.get(SettlementFlow);
    await db.transaction((tx) => flow.hold(tx, [{ payload: fact, occurredAt: PAST }]));
    await db.transaction((tx) => flow.deliver(tx, deliveryOf(fact)));
    return fact;
  }
  async function released(payee: TestPayee, goods?: number): Promise<PaymentCapturedFact> {
    const fact = await delivered(payee, goods);
    await stage.app.get(Releases).run();
    return fact;
  }
  const refund = (fact: RefundFact) => db.transaction((tx) => stage.app.get(SettlementRefunds).open(tx, fact, PAST));
  const withdraw = (fact: RefundFact) =>
    db.transaction((tx) => stage.app.get(SettlementRefunds).withdraw(tx, fact, PAST));
  const stateOf = async ({ parts: [part] }: PaymentCapturedFact): Promise<string> => {
    const row = await db.one<{ state: string }>(
      sql`SELECT state FROM settlement.settlements WHERE shop_order_id = ${part!.shopOrderId}`,
    );
    return row.state;
  };
  const shown = async ({ id }: TestPayee): Promise<(string | null)[]> => {
    const grants = [{ permission: 'shops.finance.read', scope: 'shop' as const, scopeId: id }];
    const owner = { kind: 'person' as const, userId: newId(), grants };
    const { body } = await stage.call<EarningList>(owner, 'GET', `/shops/${id}/earnings`);
    return body.data.map(({ shopOrderState }) => shopOrderState);
  };

  describe('the money of a released shop order', () => {
    it('is in a payout, is the shop’s again when that is cancelled, and is paid out when it arrives', async () => {
      const shop = await stage.payee();
      const fact = await released(shop, 2_000_000);
      expect([await stateOf(fact), await shown(shop)]).toEqual(['RELEASED', ['RELEASED']]);
      const first = await stage.run([shop]);
      expect([await stateOf(fact), await shown(shop)]).toEqual(['PAYOUT_PENDING', ['PAYOUT_PENDING']]);
      await stage.call(staff(), 'POST', `/staff/payout-batches/${first.id}/cancel`, { reason: 'not today' });
      await stage.untilPayout(shop, 'CANCELLED');
      expect(await stateOf(fact)).toBe('RELEASED');
      const second = await stage.run([shop]);
      expect(await stateOf(fact)).toBe('PAYOUT_PENDING');
      await stage.call(staff(), 'POST', `/staff/payout-batches/${second.id}/approve`, { hash: second.hash });
      await stage.untilPayout(shop, 'COMPLETED');
      expect([await stateOf(fact), await shown(shop)]).toEqual(['PAID_OUT', ['PAID_OUT']]);
      const later = await released(shop);
      expect([await stateOf(fact), await stateOf(later)]).toEqual(['PAID_OUT', 'RELEASED']);
    });

    it('is released again when the payout fails', async () => {
      const shop = await stage.payee('SHOP', { account: NOT_FOUND });
      const fact = await released(shop);
      await stage.run([shop]);
      await stage.untilPayout(shop, 'FAILED');
      expect(await stateOf(fact)).toBe('RELEASED');
    });

    it('is reversed by a whole refund and back where it was without it, whatever becomes of the payout and when', async () => {
      const cases = (['refund first', 'payout first', 'together'] as const).flatMap((order) =>
        ([COMPLETED, FAILED] as const).map((end) => ({ order, end })),
      );
      const shops = await Promise.all(cases.map(() => stage.payee('SHOP', { account: STUCK })));
      const facts = await Promise.all(shops.map((shop) => delivered(shop)));
      await stage.app.get(Releases).run();
      await stage.run(shops);
      for (const shop of shops) await stage.untilPayout(shop, 'PENDING');
      for (const [i, { order, end }] of cases.entries()) {
        const { id } = await stage.payoutOf(shops[i]!);
        const given = refundOf(facts[i]!);
        const settle = () => db.transaction((tx) => stage.app.get(PayoutFlow).apply(tx, id, end, 'callback'));
        const steps: (() => Promise<unknown>)[] = [() => refund(given), settle];
        if (order === 'together') await Promise.all(steps.map((step) => step()));
        else for (const step of order === 'refund first' ? steps : steps.toReversed()) await step();
        expect([order, end.kind, await stateOf(facts[i]!)]).toEqual([order, end.kind, 'REVERSED']);
        await withdraw(given);
        expect(await stateOf(facts[i]!)).toBe(end === COMPLETED ? 'PAID_OUT' : 'RELEASED');
      }
    });

    it('is in the payout or in the next one when releases, refunds and payouts of a shop meet', async () => {
      const shops = await Promise.all(Array.from({ length: 4 }, () => stage.payee()));
      const facts = await Promise.all(shops.flatMap((shop) => Array.from({ length: 5 }, () => delivered(shop))));
      const releases = () => stage.app.get(Releases).run();
      await Promise.all([
        ...[releases(), releases(), stage.run(shops)],
        ...facts.filter((_, i) => i % 3 === 0).map((fact) => refund(refundOf(fact))),
      ]);
      await releases();
      await stage.run(shops);
      await drain(stage.app);
      const { checks } = await checkLedger(db);
      expect(checks.find(({ id }) => id === 'PAYOUTS')?.violations).toEqual([]);
      const errors = await db.rows(sql`SELECT last_error FROM platform.deliveries WHERE last_error ILIKE '%deadlock%'`);
      expect(errors).toEqual([]);
      const states = await Promise.all(facts.map(stateOf));
      expect(states.filter((_, i) => i % 3 === 0).every((state) => ['REVERSED', 'REFUNDED'].includes(state))).toBe(
        true,
      );
    });
  });
}

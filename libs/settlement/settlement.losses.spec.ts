import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { LostDelivery, PaymentCapturedFact } from '@pakashop/backend';
import { type ActorInit, Database, money, newId, sql } from '@pakashop/platform';
import { bootApp, forwarded } from '@pakashop/platform/testing';
import type { AdjustmentList } from './adjustments.dto.js';
import { BALANCE, BALANCES } from './balance.sums.js';
import { checkLedger } from './ledger.check.js';
import { rows, sale } from './settlement.fixtures.js';
import { SettlementFlow } from './settlement.flow.js';
import { SettlementLosses } from './settlement.losses.js';
import { SettlementRefunds } from './settlement.refunds.js';

const PAST = '2026-11-01T08:00:00.000Z';
const clerk = (userId = newId()): ActorInit => ({
  kind: 'person',
  userId,
  factorAt: Math.floor(Date.now() / 1000),
  grants: ['ledger.write', 'ledger.read'].map((permission) => ({ permission, scope: 'platform' })),
});

describe('goods that an agent lost', () => {
  let app: NestFastifyApplication;
  let db: Database;
  beforeAll(async () => {
    app = await bootApp('api', rows);
    db = app.get(Database);
  });
  afterAll(async () => {
    const { checks } = await checkLedger(db);
    await app.close();
    expect(checks.flatMap(({ id, violations }) => violations.map((one) => ({ id, ...one })))).toEqual([]);
  });

  const call = async <T>(method: 'GET' | 'POST', path: string, actor: ActorInit) => {
    const headers = { ...forwarded(actor), ...(method === 'POST' && { 'idempotency-key': newId() }) };
    const answer = await app.inject({ method, url: `/api/v1/settlement/adjustments${path}`, headers });
    return { status: answer.statusCode, body: answer.json<T>() };
  };
  const balance = async (...codes: string[]): Promise<number[]> => {
    const found = await db.rows<{ code: string; balance: number }>(sql`
      SELECT a.code, (${BALANCE})::bigint AS balance FROM settlement.ledger_accounts a JOIN ${BALANCES} b ON b.account_id = a.id
      WHERE a.code = ANY(${codes})`);
    return codes.map((code) => found.find((one) => one.code === code)?.balance ?? 0);
  };
  const platform = () => balance('writeoff:ZMW', 'commission:ZMW', 'tax_payable:ZMW', 'delivery_margin:ZMW');
  const lost = ({ parts, orderId }: PaymentCapturedFact, more: Partial<LostDelivery> = {}): LostDelivery => ({
    deliveryId: newId(),
    shopOrderId: parts[0]!.shopOrderId,
    orderId,
    shopId: parts[0]!.shopId,
    shopClass: 'STANDARD',
    agentId: newId(),
    agentUserId: newId(),
    agentPay: money(0),
    at: PAST,
    goods: parts[0]!.goods,
    bearer: 'PLATFORM',
    decidedBy: `person:${newId()}`,
    ...more,
  });
  const capture = (fact: PaymentCapturedFact) =>
    db.transaction((tx) => app.get(SettlementFlow).hold(tx, [{ payload: fact, occurredAt: PAST }]));
  const hear = (fact: LostDelivery, id = newId()) =>
    db.transaction((tx) => app.get(SettlementLosses).hear(tx, fact, id));
  const refund = ({ parts, orderId, paymentId }: PaymentCapturedFact, goods: number, delivery: number) => {
    const { shopOrderId, shopId } = parts[0]!;
    const sums = { goods: money(goods), delivery: money(delivery), amount: money(goods + delivery) };
    const fact = { refundId: newId(), orderId, paymentId, shopOrderId, shopId, reason: 'RETURNED', ...sums } as const;
    return db.transaction((tx) =>
      app.get(SettlementRefunds).open(tx, { ...fact, goodwill: money(0), funder: 'PLATFORM' }, PAST),
    );
  };
  const proposed = async (payeeId: string) => {
    const { body } = await call<AdjustmentList>('GET', '?state=PROPOSED&limit=100', clerk());
    return body.data.filter((one) => one.payeeId === payeeId);
  };

  it.each([
    ['before', true],
    ['after', false],
  ])(
    'cost the platform what the shop would have earned, when the refund is heard %s, once somebody else agrees',
    async (_, isRefundFirst) => {
      const fact = sale(9_999, 2_000, 1_111, 178);
      const { shopOrderId, shopId } = fact.parts[0]!;
      const [by, other] = [newId(), clerk()];
      const loss = lost(fact, { decidedBy: `person:${by}` });
      await capture(fact);
      const before = await platform();
      if (isRefundFirst) await refund(fact, 9_999, 2_000);
      await hear(loss);
      if (!isRefundFirst) await refund(fact, 9_999, 2_000);
      expect(await balance(`held:${shopOrderId}`, `seller_payable:${shopId}`)).toEqual([0, 0]);
      expect(await platform()).toEqual(before);
      const [claim, ...more] = await proposed(shopId);
      expect(more).toEqual([]);
      expect(claim).toMatchObject({ direction: 'CREDIT', against: 'WRITEOFF', amount: money(9_999 - 1_111 - 178) });
      expect((await call('POST', `/${claim!.id}/approve`, clerk(by))).status).toBe(403);
      expect((await call('POST', `/${claim!.id}/approve`, other)).status).toBe(200);
      expect(await balance(`seller_payable:${shopId}`)).toEqual([8_710]);
      expect((await platform()).map((now, i) => now - before[i]!)).toEqual([8_710, 0, 0, 0]);
      expect(await balance(`agent_payable:${loss.agentId}`)).toEqual([0]);
      const { state } = await db.one<{ state: string }>(
        sql`SELECT state FROM settlement.settlements WHERE shop_order_id = ${shopOrderId}`,
      );
      expect(state).toBe('REFUNDED');
    },
  );

  it('pays for what was lost and not for what was given back before, to the ngwee', async () => {
    const fact = sale(10_000, 0, 333, 53);
    await capture(fact);
    await refund(fact, 3_334, 0);
    await hear(lost(fact, { goods: money(6_666) }));
    await refund(fact, 6_666, 0);
    // Of the commission 111 was given back with the first part, and of its VAT 18.
    const amount = money(6_666 - (333 - 111) - (53 - 18));
    expect(await proposed(fact.parts[0]!.shopId)).toMatchObject([{ amount }]);
  });

  it.each(['AGENT', 'FLEET'] as const)(
    'are taken from the %s when somebody else agrees, and it has so much',
    async (kind) => {
      const [earlier, fact] = [sale(1_000, 9_000), sale(5_000, 1_000, 500, 80)];
      const [agentId, fleetId] = [newId(), newId()];
      const carrier = { agentId, ...(kind === 'FLEET' && { fleetId }) };
      const payeeId = kind === 'FLEET' ? fleetId : agentId;
      await capture(earlier);
      await capture(fact);
      const before = await platform();
      await hear(lost(fact, { ...carrier, bearer: 'AGENT' }));
      await refund(fact, 5_000, 1_000);
      const [claim] = await proposed(payeeId);
      expect(claim).toMatchObject({ payeeKind: kind, direction: 'DEBIT', amount: money(4_420) });
      expect(await call('POST', `/${claim!.id}/approve`, clerk())).toMatchObject({ status: 409 });
      const brought = { ...lost(earlier, carrier), agentPay: money(9_000) };
      await db.transaction((tx) => app.get(SettlementFlow).bringBack(tx, brought));
      expect((await call('POST', `/${claim!.id}/approve`, clerk())).status).toBe(200);
      const [shops] = await proposed(fact.parts[0]!.shopId);
      expect((await call('POST', `/${shops!.id}/approve`, clerk())).status).toBe(200);
      expect(await balance(`${kind.toLowerCase()}_payable:${payeeId}`, `seller_payable:${shops!.payeeId}`)).toEqual([
        4_580, 4_420,
      ]);
      // In the end the platform has neither lost nor earned.
      expect((await platform()).map((now, i) => now - before[i]!)).toEqual([0, 0, 0, 0]);
    },
  );

  it('propose nothing when the buyer had all of it back before', async () => {
    const fact = sale(1_000);
    await capture(fact);
    await refund(fact, 1_000, 0);
    await hear(lost(fact, { goods: money(0) }));
    expect(await proposed(fact.parts[0]!.shopId)).toEqual([]);
  });
});

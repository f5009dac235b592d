import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { StatedKind } from '@pakashop/reconciliation';
import { type ActorInit, Database, money, newId, sql } from '@pakashop/platform';
import { bootApp, forwarded } from '@pakashop/platform/testing';
import type { AdjustmentList, AdjustmentView } from './adjustments.dto.js';
import type { BalanceView, EarningList, ReceivableReport } from './balance.dto.js';
import type { Explanation } from './ledger.explain.dto.js';
import { LedgerService } from './ledger.service.js';
import { Payees } from './payees.service.js';
import type { PolicyList, PolicyView } from './policies.dto.js';
import { Releases } from './release.service.js';
import { rows, sale } from './settlement.fixtures.js';
import { SettlementFlow } from './settlement.flow.js';
import { stated } from './settlement.postings.js';
import { SettlementRefunds } from './settlement.refunds.js';
import { SettlementService } from './settlement.service.js';

const PAST = '2026-11-01T08:00:00.000Z';

type Scope = { scope: 'platform' } | { scope: 'shop' | 'fleet'; scopeId: string };
const person = (permission: string, on: Scope = { scope: 'platform' }, userId = newId()): ActorInit => ({
  kind: 'person',
  userId,
  factorAt: Math.floor(Date.now() / 1000),
  grants: [{ permission, ...on }],
});

describe('settlement over HTTP', () => {
  let app: NestFastifyApplication;
  let db: Database;
  const [shopId, agentId, agentUserId, fleetId] = [newId(), newId(), newId(), newId()];
  const first = sale(10_000, 2_000, 1_000, 160, shopId);

  const call = async <T>(method: 'GET' | 'POST' | 'PUT', path: string, actor: ActorInit, payload?: object) => {
    const headers = { ...forwarded(actor), ...(method === 'POST' && { 'idempotency-key': newId() }) };
    const answer = await app.inject({ method, url: `/api/v1/${path}`, headers, payload });
    return { status: answer.statusCode, body: (answer.body ? answer.json() : undefined) as T };
  };
  const get = <T>(path: string, actor: ActorInit) => call<T>('GET', path, actor);

  beforeAll(async () => {
    app = await bootApp('api', rows);
    db = app.get(Database);
    const flow = app.get(SettlementFlow);
    const fleets = sale(5_000, 1_000, 0, 0, shopId);
    for (const [fact, fleet] of [[first], [fleets, fleetId]] as const) {
      await db.transaction((tx) => flow.hold(tx, [{ payload: fact, occurredAt: PAST }]));
      const { shopOrderId } = fact.parts[0]!;
      const delivered = {
        deliveryId: newId(),
        shopOrderId,
        orderId: fact.orderId,
        shopId,
        agentId,
        agentUserId,
        shopClass: 'STANDARD' as const,
        agentPay: money(1_500),
        fleetId: fleet,
        at: PAST,
      };
      await db.transaction((tx) => flow.deliver(tx, delivered));
      await db.transaction((tx) => app.get(Payees).keepAgent(tx, delivered)); // who has no wallet yet
    }
    await db.transaction((tx) => flow.hold(tx, [{ payload: sale(3_000, 0, 300, 48, shopId), occurredAt: PAST }]));
    await app.get(Releases).run();
  });
  afterAll(() => app.close());

  it('shows a shop what it has and will have, and each earning', async () => {
    const owner = person('shops.finance.read', { scope: 'shop', scopeId: shopId });
    expect(await get<BalanceView>(`shops/${shopId}/balance`, owner)).toEqual({
      status: 200,
      body: {
        available: money(13_840),
        waiting: money(0),
        inPayout: money(0),
        held: money(2_652),
        reserve: money(0),
        owed: money(0),
      },
    });
    const { body } = await get<EarningList>(`shops/${shopId}/earnings?limit=1`, owner);
    expect(body.data).toMatchObject([
      { kind: 'RELEASE', amount: 5_000, isFrozen: false, payoutId: null, shopOrderState: 'RELEASED' },
    ]);
    const next = await get<EarningList>(`shops/${shopId}/earnings?cursor=${body.nextCursor}`, owner);
    expect(next.body.data).toMatchObject([{ amount: 8_840, cause: `release:${first.parts[0]!.shopOrderId}` }]);
  });

  it('shows agents and fleets theirs, finance everybody, and nobody anything else', async () => {
    const agent = person('delivery.work', { scope: 'platform' }, agentUserId);
    const fleet = person('fleets.finance.read', { scope: 'fleet', scopeId: fleetId });
    const finance = person('payouts.read');
    for (const [path, actor] of [
      ['delivery/agent', agent],
      [`delivery/fleets/${fleetId}`, fleet],
      [`settlement/payees/AGENT/${agentId}`, finance],
      [`settlement/payees/FLEET/${fleetId}`, finance],
    ] as const) {
      expect((await get<BalanceView>(`${path}/balance`, actor)).body.available).toEqual(money(1_500));
      expect((await get<EarningList>(`${path}/earnings`, actor)).body.data).toMatchObject([
        { kind: 'DELIVERY', amount: 1_500, shopOrderState: null },
      ]);
    }
    const stranger = { scope: 'shop', scopeId: newId() } as const;
    const other = await get<BalanceView>(`shops/${shopId}/balance`, person('shops.finance.read', stranger));
    expect(other.body).toMatchObject({ code: 'settlement.no_payee' });
    const none = await get<EarningList>(`shops/${shopId}/earnings`, person('shops.finance.read', stranger));
    expect(none.body).toMatchObject({ code: 'settlement.no_payee' });
    expect((await get<EarningList>('delivery/agent/earnings', person('delivery.work'))).body.data).toEqual([]);
    expect((await get('settlement/payees/SHOP/x/balance', finance)).status).toBe(400);
    expect((await get('settlement/receivables', person('payouts.read'))).status).toBe(403);
  });

  it('explains a balance by its causes, each with its other side', async () => {
    const reader = person('ledger.read');
    const path = `settlement/accounts/seller_payable:${shopId}/explain`;
    const { body } = await get<Explanation>(path, reader);
    expect(body.account.balance).toEqual(money(13_840));
    expect(body.causes).toEqual([{ kind: 'RELEASE', entries: 2, debits: money(0), credits: money(13_840) }]);
    expect([body.opening, body.closing]).toEqual([money(0), money(13_840)]);
    expect(body.data.map(({ balance }) => balance.amount)).toEqual([13_840, 8_840]);
    expect(body.data[1]).toMatchObject({
      kind: 'RELEASE',
      amount: money(8_840),
      reference: { shopOrderId: first.parts[0]!.shopOrderId, orderId: first.orderId },
      counterparts: expect.arrayContaining([
        { account: `held:${first.parts[0]!.shopOrderId}`, direction: 'DEBIT', amount: money(10_000) },
        { account: 'commission:ZMW', direction: 'CREDIT', amount: money(1_000) },
        { account: 'tax_payable:ZMW', direction: 'CREDIT', amount: money(160) },
      ]),
    });
    expect((await get<Explanation>(`${path}?kind=ADJUSTMENT`, reader)).body.data).toEqual([]);
    expect(await get('settlement/accounts/held:nobody/explain', reader)).toMatchObject({ status: 404 });
  });

  it('reports what shops owe, by age', async () => {
    const debtor = newId();
    const fact = sale(4_000, 0, 0, 0, debtor);
    await db.transaction((tx) => app.get(SettlementFlow).hold(tx, [{ payload: fact, occurredAt: PAST }]));
    const refund = {
      refundId: newId(),
      orderId: fact.orderId,
      paymentId: fact.paymentId,
      ...fact.parts[0]!,
      reason: 'GOODWILL' as const,
    };
    const amounts = {
      amount: money(700),
      goods: money(0),
      delivery: money(0),
      goodwill: money(700),
      funder: 'SHOP' as const,
    };
    const at = new Date(Date.now() - 10 * 86_400_000).toISOString();
    await db.transaction((tx) => app.get(SettlementRefunds).open(tx, { ...refund, ...amounts }, at));
    const { body } = await get<ReceivableReport>('settlement/receivables', person('ledger.read'));
    expect(body.data).toEqual([{ shopId: debtor, owed: money(700), since: at, days: 10 }]);
    expect(body.ages).toEqual([{ age: '8-30', shops: 1, owed: money(700) }]);
  });

  it('changes a policy for somebody who has seen the one before, and writes that down', async () => {
    const admin = person('settlement.policies.write');
    const { body } = await get<PolicyList>('settlement/policies', admin);
    expect(body.data.map((policy) => policy.class)).toEqual(['AGENT', 'FLEET', 'NEW', 'STANDARD', 'TRUSTED']);
    const { holdSeconds, reserveBps, reserveDays, payoutMinimum, payoutEvery, version } = body.data[2]!;
    const change = { holdSeconds, reserveBps: reserveBps + 500, reserveDays, payoutMinimum, payoutEvery, version };
    const changed = await call<PolicyView>('PUT', 'settlement/policies/NEW', admin, change);
    expect(changed).toMatchObject({ status: 200, body: { version: version + 1, reserveBps: reserveBps + 500 } });
    expect(await call('PUT', 'settlement/policies/NEW', admin, change)).toMatchObject({
      status: 409,
      body: { code: 'settlement.policy_changed' },
    });
    const row = await db.one<object>(sql`
      SELECT subject_id AS subject, before, after, actor FROM platform.audit WHERE act = 'settlement_policy_changed'`);
    expect(row).toEqual({
      subject: 'NEW',
      before: { reserveBps },
      after: { reserveBps: reserveBps + 500 },
      actor: `person:${admin.userId}`,
    });
  });

  it('corrects a balance when one person proposes it and another approves it, once', async () => {
    const [one, two] = [person('ledger.write'), person('ledger.write')];
    const propose = async (direction: string, amount: number, payeeId = shopId, payeeKind = 'SHOP') =>
      (
        await call<AdjustmentView>('POST', 'settlement/adjustments', one, {
          ...{ payeeKind, payeeId, direction, against: 'GOODWILL', reason: 'the parcel was weighed wrongly' },
          amount: money(amount),
        })
      ).body.id;
    const credit = await propose('CREDIT', 160);
    const path = `settlement/adjustments/${credit}/approve`;
    expect(await call('POST', path, one)).toMatchObject({ status: 403, body: { code: 'settlement.own_adjustment' } });
    const answers = await Promise.all([call('POST', path, two), call('POST', path, two), call('POST', path, two)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    const debit = await propose('DEBIT', 15_000);
    expect(await call('POST', `settlement/adjustments/${debit}/approve`, two)).toMatchObject({ status: 200 });
    const { body } = await get<BalanceView>(`settlement/payees/SHOP/${shopId}/balance`, person('payouts.read'));
    expect(body).toMatchObject({ available: money(0), owed: money(1_000) });
    const tooMuch = await propose('DEBIT', 5_000, agentId, 'AGENT');
    expect(await call('POST', `settlement/adjustments/${tooMuch}/approve`, two)).toMatchObject({
      status: 409,
      body: { code: 'settlement.balance_too_small' },
    });
    expect(await call('POST', `settlement/adjustments/${tooMuch}/reject`, one)).toMatchObject({ status: 200 });
    expect(await call('POST', `settlement/adjustments/${newId()}/reject`, one)).toMatchObject({ status: 404 });
    const list = await get<AdjustmentList>('settlement/adjustments?state=REJECTED', person('ledger.read'));
    expect(list.body.data).toMatchObject([{ id: tooMuch, state: 'REJECTED' }]);
    const stale = { ...two, factorAt: undefined };
    expect(await call('POST', path, stale)).toMatchObject({ status: 401, body: { code: 'auth.step_up_required' } });
  });

  it('tells the movement of a wallet by when things happened, whatever statements say of it', async () => {
    const [provider, ledger] = [`p${Date.now()}`, app.get(LedgerService)];
    const tell = (kind: StatedKind, amount: number, direction: 'IN' | 'OUT', occurredAt: string): Promise<boolean> =>
      db.transaction((tx) =>
        ledger.post(
          tx,
          stated({
            sourceId: newId(),
            key: newId(),
            kind,
            provider,
            amount: money(amount),
            direction,
            occurredAt,
            reason: 'test',
          }),
        ),
      );
    await tell('UNALLOCATED', 1_000, 'IN', '2026-11-10T23:59:59.999Z');
    await tell('FEE', 30, 'OUT', '2026-11-11T00:00:00.000Z');
    await tell('SENT', 500, 'OUT', '2026-11-11T12:00:00.000Z');
    await tell('ARRIVED', 500, 'IN', '2026-11-11T13:00:00.000Z');
    await tell('WRITE_OFF', 7, 'IN', '2026-11-11T23:59:59.999Z');
    await tell('ALLOCATED', 200, 'OUT', '2026-11-12T00:00:00.000Z');
    const question = { provider, currency: 'ZMW', from: '2026-11-11T00:00:00Z', to: '2026-11-12T00:00:00Z' };
    const service = app.get(SettlementService);
    expect(await service.walletMovement(question)).toEqual({
      opening: money(1_000),
      debits: money(7),
      credits: money(530),
      closing: money(477),
    });
    expect(await service.walletMovement({ ...question, provider: 'nobody' })).toMatchObject({ closing: money(0) });
    const transit = await get<Explanation>(
      `settlement/accounts/in_transit:${provider}:ZMW/explain`,
      person('ledger.read'),
    );
    expect(transit.body.account.balance).toEqual(money(0));
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PaymentCaptured, PaymentSurplusReceived, type PaymentCapturedFact } from '@pakashop/backend';
import { Database, Outbox, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import type { AccountList, LedgerChecks, Statement, TrialBalance } from './ledger.dto.js';
import { as, captured, rows, settled, surplusOf } from './settlement.fixtures.js';

describe('settlement', () => {
  let app: NestFastifyApplication;
  let db: Database;

  beforeAll(async () => {
    app = await bootApp('settlement', rows);
    db = app.get(Database);
  });
  afterAll(() => app.close());

  const get = async <T>(path: string, headers = as('ledger.read')): Promise<{ status: number; body: T }> => {
    const answer = await app.inject({ url: `/api/v1/settlement/${path}`, headers });
    return { status: answer.statusCode, body: answer.json<T>() };
  };
  const tell = (fact: PaymentCapturedFact): Promise<void> =>
    db.transaction((tx) => app.get(Outbox).publish(tx, PaymentCaptured, fact.paymentId, fact));
  const settlementsOf = ({ orderId }: PaymentCapturedFact) =>
    db.rows(sql`
      SELECT shop_order_id AS "shopOrderId", shop_id AS "shopId", amount, currency, state
      FROM settlement.settlements WHERE order_id = ${orderId} ORDER BY shop_order_id`);
  const statement = (code: string, query = ''): Promise<{ status: number; body: Statement }> =>
    get<Statement>(`accounts/${code}/entries${query}`);

  it('holds a captured payment per shop order, once, however often it is told', async () => {
    const fact = captured(12_000, 8_550);
    await tell(fact);
    await tell(fact);
    await settled(app);

    expect(await settlementsOf(fact)).toEqual(
      fact.parts
        .map(({ shopOrderId, shopId, amount }) => ({ shopOrderId, shopId, ...amount, state: 'HELD' }))
        .toSorted((a, b) => (a.shopOrderId < b.shopOrderId ? -1 : 1)),
    );
    for (const { shopOrderId, amount } of fact.parts) {
      const { body } = await statement(`held:${shopOrderId}`);
      expect(body).toEqual({
        data: [
          expect.objectContaining({
            key: `capture:${fact.paymentId}`,
            kind: 'CAPTURE',
            direction: 'CREDIT',
            amount,
            balance: amount,
            reference: {
              paymentId: fact.paymentId,
              orderId: fact.orderId,
              attemptId: fact.attemptId,
              providerTransactionId: 'MP-1',
            },
          }),
        ],
        nextCursor: null,
      });
    }
  });

  it('owes a surplus back to the customer', async () => {
    const fact = surplusOf(4_200);
    await db.transaction((tx) => app.get(Outbox).publish(tx, PaymentSurplusReceived, fact.attemptId, fact));
    await settled(app);
    const { body } = await statement('customer_overpayment:ZMW');
    expect(body.data[0]).toMatchObject({
      key: `surplus:${fact.kind}:${fact.provider}:${fact.reference}`,
      kind: 'SURPLUS',
      amount: fact.amount,
      reference: { orderId: fact.orderId, reason: 'LATE_SUCCESS', providerReference: 'FLW-1' },
    });
  });

  it('leaves a payment undone that pays a shop order a second time, so that somebody sees it', async () => {
    const first = captured(1_000);
    await tell(first);
    await settled(app);
    const second = { ...captured(1_000), parts: first.parts };
    await tell(second);
    await settled(app);
    const { body } = await statement(`held:${first.parts[0]!.shopOrderId}`);
    expect(body.data.map(({ key }) => key)).toEqual([`capture:${first.paymentId}`]);
    const failures = await db.rows<{ error: string }>(sql`
      SELECT last_error AS error FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
      WHERE m.aggregate_id = ${second.paymentId} AND d.done_at IS NULL`);
    expect(failures).toEqual([{ error: expect.stringContaining('settlements_pkey') }]);
    await db.execute(sql`
      UPDATE platform.deliveries d SET done_at = now() FROM platform.outbox m
      WHERE m.id = d.message_id AND m.aggregate_id = ${second.paymentId}`);
  });

  it('pages a statement from the newest entry back, with the balance after each', async () => {
    for (const amount of [100, 200, 300, 400, 500]) {
      await tell(captured(amount));
      await settled(app);
    }
    const all = (await statement('provider:pawapay:ZMW', '?limit=100')).body.data;
    for (const [i, line] of all.entries()) {
      const older = all[i + 1];
      expect(line.balance.amount - line.amount.amount).toBe(older?.balance.amount ?? 0);
    }
    expect(all.slice(0, 5).map(({ amount }) => amount.amount)).toEqual([500, 400, 300, 200, 100]);

    const paged: Statement['data'] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: Statement } = await statement(
        'provider:pawapay:ZMW',
        `?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      );
      paged.push(...body.data);
      cursor = body.nextCursor;
    } while (cursor);
    expect(paged).toEqual(all);
  });

  it('lists accounts by code and prefix', async () => {
    await tell(captured(700, 800, 900));
    await settled(app);
    const held = (await get<AccountList>('accounts?prefix=held:&limit=100')).body.data;
    expect(held.length).toBeGreaterThanOrEqual(3);
    expect(
      held.every(
        ({ code, balance, normalSide }) => code.startsWith('held:') && balance.amount > 0 && normalSide === 'CREDIT',
      ),
    ).toBe(true);
    const first = (await get<AccountList>('accounts?prefix=held:&limit=2')).body;
    const second = (await get<AccountList>(`accounts?prefix=held:&limit=100&cursor=${first.nextCursor}`)).body;
    expect([...first.data, ...second.data]).toEqual(held);
    const codes = (await get<AccountList>('accounts?limit=100')).body.data.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(['provider:pawapay:ZMW', 'provider:flutterwave:ZMW', 'customer_overpayment:ZMW']),
    );
    expect((await get<AccountList>('accounts?prefix=nothing')).body).toEqual({ data: [], nextCursor: null });
  });

  it('draws up a trial balance in which held accounts are one line', async () => {
    const { status, body } = await get<TrialBalance>('trial-balance');
    expect(status).toBe(200);
    expect(body.lines.map(({ account }) => account)).toEqual([
      'customer_overpayment:ZMW',
      'held',
      'provider:flutterwave:ZMW',
      'provider:pawapay:ZMW',
    ]);
    const [owed, held, flutterwave, pawapay] = body.lines.map(({ balance }) => balance.amount);
    expect(held! + owed!).toBe(pawapay! + flutterwave!);
    const total = { amount: held! + owed!, currency: 'ZMW' };
    expect(body.totals).toEqual([{ debits: total, credits: total, isBalanced: true }]);
  });

  it('finds its own books sound', async () => {
    const { body } = await get<LedgerChecks>('checks');
    expect(body.checks.flatMap(({ violations }) => violations)).toEqual([]);
    expect(body).toMatchObject({
      isSound: true,
      checks: expect.arrayContaining([expect.objectContaining({ id: 'INV-01' })]),
    });
  });

  it('answers what is not an account or not a cursor', async () => {
    expect(await statement('held:nobody')).toMatchObject({ status: 404, body: { code: 'settlement.unknown_account' } });
    expect(await statement('held%00')).toMatchObject({ status: 400, body: { code: 'VAL_001' } });
    const cursor = Buffer.from('["x"]').toString('base64url');
    expect(await statement('provider:pawapay:ZMW', `?cursor=${cursor}`)).toMatchObject({
      status: 400,
      body: { code: 'VAL_001' },
    });
  });

  it.each(['trial-balance', 'accounts', 'accounts/provider:pawapay:ZMW/entries', 'checks'])(
    'shows %s to nobody without the permission for the whole platform',
    async (path) => {
      expect((await get(path, {})).status).toBe(404);
      expect(await get(path, as('orders.read'))).toMatchObject({ status: 403, body: { code: 'AUTH_002' } });
      expect(await get(path, as('ledger.read', 'shop'))).toMatchObject({ status: 403, body: { code: 'AUTH_002' } });
    },
  );
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { money, sql } from '@pakashop/platform';
import { drain } from '@pakashop/platform/testing';
import { until } from '../../apps/sandbox/testing/stage.js';
import { CloseStage } from './closes.fixtures.js';
import { daysAgo } from './reconciliation.fixtures.js';
import { ReconciliationSchedule } from './reconciliation.schedule.js';

const DAY_MS = 86_400_000;
const YESTERDAY = daysAgo(1);

let stage: CloseStage;
beforeAll(async () => {
  stage = await CloseStage.open();
}, 60_000);
afterAll(() => stage?.close());
beforeEach(async () => {
  await stage.sandbox.reset();
  const tables = ['matches', 'breaks', 'lines', 'movements', 'statements', 'statement_pieces', 'balances', 'wallets'];
  for (const table of tables)
    await stage.db.execute({ ...sql``, text: `DELETE FROM reconciliation.${table}`, values: [] });
});

/** A deposit of yesterday, which we know of. */
async function paid(amount: number): Promise<string> {
  const id = await stage.deposited(amount);
  for (const one of stage.sandbox.sandbox.pawapay.all()) if (one.id === id) one.endedAt! -= DAY_MS;
  await known('pawapay', id, amount);
  return id;
}

const known = (provider: string, reference: string, amount: number, more: object = {}): Promise<string> =>
  stage.desk.learned({ provider, reference, amount: money(amount), occurredAt: `${YESTERDAY}T12:00:00Z`, ...more });

const order = (provider: string, day = YESTERDAY) => stage.desk.call('POST', 'statements/fetch', { provider, day });

async function ordered(provider: string): Promise<void> {
  expect(await order(provider)).toMatchObject({ status: 202 });
  await stage.desk.worked();
}

interface Taken {
  provider: string;
  state: string;
  lines: number;
  matched: number;
  source: string;
}

const statements = async (): Promise<Taken[]> =>
  (await stage.desk.call<{ data: Taken[] }>('GET', 'statements')).body.data;
const balances = () =>
  stage.db.rows(sql`SELECT provider, amount, source FROM reconciliation.balances WHERE day = ${YESTERDAY}::date`);

/** What was put off comes due at once. */
const hurry = async (): Promise<void> => {
  await stage.db.execute(sql`UPDATE platform.deliveries SET next_at = now() WHERE done_at IS NULL AND rounds > 0`);
  await until(async () => {
    await drain(stage.worker);
    return (await waiting()).length === 0;
  });
};

const waiting = () =>
  stage.db.rows(sql`
    SELECT handler, rounds, last_error FROM platform.deliveries
    WHERE done_at IS NULL AND parked_at IS NULL AND handler LIKE 'reconciliation.%'`);

describe('a statement of pawaPay', () => {
  it('is ordered, waited for, downloaded and matched; asked again, it is the same one', async () => {
    await stage.sandbox.control('/pawapay/settings', { finishMs: 300 });
    await paid(25_050);
    await paid(10_000);
    await ordered('pawapay');
    const once = [{ provider: 'pawapay', state: 'MATCHED', source: 'API', lines: 4, matched: 2 }];
    expect(await statements()).toMatchObject(once);
    expect(await stage.desk.open()).toEqual([]);
    expect(await balances()).toEqual([
      { provider: 'pawapay', amount: stage.sandbox.sandbox.pawapay.wallet().balance, source: 'API' },
    ]);
    await ordered('pawapay');
    expect(await statements()).toMatchObject(once);
  });

  it.each([
    ['its order gets no answer', 'statement', 'http500BeforeApply'],
    ['its order is taken and the answer lost', 'statement', 'resetAfterApply'],
    ['its order is refused', 'statement', 'rejected'],
    ['the answer is not one', 'statement', 'garbage'],
    ['nobody says what is in the wallet', 'balances', 'http503AfterApply'],
  ])('is asked for again when %s', async (_, operation, kind) => {
    await paid(10_000);
    const fault = await stage.sandbox.fault({ operation, kind, times: 1 } as Parameters<typeof stage.sandbox.fault>[0]);
    expect(fault.status).toBeLessThan(300);
    await ordered('pawapay');
    expect(await waiting()).toMatchObject([{ rounds: 1 }]);
    expect(await balances()).toEqual([]);
    await hurry();
    expect(await waiting()).toEqual([]);
    expect(await statements()).toMatchObject([{ state: 'MATCHED', lines: 2, matched: 1 }]);
    expect(await balances()).toHaveLength(1);
  });

  it('that breaks off half way becomes no statement', async () => {
    await paid(10_000);
    const { PawapayStatements } = await import('@pakashop/providers/pawapay');
    const client = stage.worker.get(PawapayStatements, { strict: false });
    const download = client.download.bind(client);
    client.download = async (url) => {
      client.download = download;
      const file = await download(url);
      return file.kind === 'succeeded' ? { ...file, value: broken(file.value) } : file;
    };
    await ordered('pawapay');
    expect(await statements()).toEqual([]);
    expect(await stage.db.rows(sql`SELECT FROM reconciliation.statement_pieces`)).toEqual([]);
    await hurry();
    expect(await statements()).toMatchObject([{ state: 'MATCHED', lines: 2, matched: 1 }]);
  });
});

describe('the lists of Flutterwave', () => {
  async function bought(reference: string, amount: number): Promise<void> {
    const customer = { email: 'buyer@example.com' };
    await stage.sandbox.flutterwave('/payments', {
      tx_ref: reference,
      amount: amount / 100,
      currency: 'ZMW',
      customer,
    });
    const { body } = await stage.sandbox.control<{ id: number }>('/flutterwave/pay', { tx_ref: reference });
    const transaction = stage.sandbox.sandbox.flutterwave.store.transaction(body.id)!;
    if (!transaction) throw new Error(JSON.stringify(body));
    transaction.createdAt -= DAY_MS;
    await known('flutterwave', reference, amount, { providerTransactionId: String(body.id) });
  }

  it('are a statement of several pages, refunds and transfers among them', async () => {
    for (let i = 0; i < 12; i++) await bought(`pk_${i}`, 10_000 + i);
    await stage.sandbox.control('/flutterwave/settle', {});
    const { treasury, flutterwave } = stage.sandbox.sandbox;
    const [first] = flutterwave.store.all();
    const back = treasury.refund(first!, { amount: 20 });
    back.createdAt -= DAY_MS;
    await known('flutterwave', String(back.id), 2_000, { kind: 'REFUND' });
    await stage.sandbox.control('/flutterwave/settings', { autoApprove: true, autoApproveMs: 1 });
    const sent = treasury.send({
      reference: 'po_1',
      account_bank: 'MPS',
      account_number: '260763456789',
      amount: 30,
      currency: 'ZMW',
      debit_currency: 'ZMW',
      beneficiary_name: 'Mutale Banda',
    });
    sent.createdAt -= DAY_MS;
    await until(() => sent.status === 'SUCCESSFUL');
    await known('flutterwave', 'po_1', 3_000, { kind: 'PAYOUT', providerTransactionId: String(sent.id) });
    await stage.sandbox.fault({
      provider: 'flutterwave',
      operation: 'settlements',
      kind: 'http500BeforeApply',
      times: 1,
    });
    await ordered('flutterwave');
    expect(await statements()).toEqual([]);
    await hurry();
    expect(await statements()).toMatchObject([{ provider: 'flutterwave', state: 'MATCHED', lines: 14, matched: 14 }]);
    expect(await stage.desk.open()).toEqual([]);
    expect(await balances()).toEqual([{ provider: 'flutterwave', amount: treasury.balance().ledger, source: 'API' }]);
  });
});

describe('the schedule', () => {
  const tick = () => stage.worker.get(ReconciliationSchedule, { strict: false }).tick();

  it('fetches yesterday once, whoever asks, and again as long as it has no statement', async () => {
    await paid(10_000);
    await Promise.all([tick(), tick(), tick()]);
    await stage.desk.worked();
    expect(await statements()).toMatchObject([{ provider: 'pawapay', state: 'MATCHED', lines: 2 }]);
    const ordered = sql`SELECT payload FROM platform.outbox WHERE name = 'reconciliation.fetch' AND key LIKE 'reconciliation.fetch:pawapay:2%'`;
    expect(await stage.db.rows(ordered)).toEqual([{ payload: { provider: 'pawapay', day: `${YESTERDAY}T00:00:00Z` } }]);
    await stage.db.execute(sql`DELETE FROM reconciliation.lines`);
    await stage.db.execute(sql`DELETE FROM reconciliation.statements`);
    await stage.db.execute(
      sql`UPDATE platform.outbox SET key = key || '-1h' WHERE key LIKE 'reconciliation.fetch:pawapay:2%'`,
    );
    await tick();
    await stage.desk.worked();
    expect(await statements()).toHaveLength(1);
    await tick();
    await stage.desk.worked();
    expect(await stage.db.rows(ordered)).toHaveLength(2);
  });
});

describe('a transfer that is pending when its day is fetched', () => {
  const tick = () => stage.worker.get(ReconciliationSchedule, { strict: false }).tick();

  it('keeps the day open, and is read again until it is settled', async () => {
    const { treasury } = stage.sandbox.sandbox;
    await stage.sandbox.control('/flutterwave/settings', { autoApprove: false });
    const sent = treasury.send({
      ...{ reference: 'po_late', account_bank: 'MPS', account_number: '260763456789', amount: 30 },
      ...{ currency: 'ZMW', debit_currency: 'ZMW', beneficiary_name: 'Mutale Banda' },
    });
    sent.createdAt -= DAY_MS;
    await ordered('flutterwave');
    await known('flutterwave', 'po_late', 3_000, {
      ...{ kind: 'PAYOUT', providerTransactionId: String(sent.id), occurredAt: new Date().toISOString() },
    });
    const reasons = async () => {
      const path = `days/flutterwave/ZMW/${YESTERDAY}/check`;
      const { body } = await stage.desk.call<{ obstacles: { reason: string }[] }>('POST', path);
      return body.obstacles.map(({ reason }) => reason);
    };
    expect(await reasons()).toContain('lines_pending');
    await tick();
    await stage.desk.worked();
    expect(await statements()).toMatchObject([{ provider: 'flutterwave', lines: 1, matched: 0 }]);
    treasury.conclude(sent);
    await stage.db.execute(sql`
      UPDATE platform.outbox SET key = key || '-1h' WHERE key LIKE 'reconciliation.fetch:flutterwave:2%'`);
    await tick();
    await stage.desk.worked();
    expect(await statements()).toMatchObject([
      { lines: 1, matched: 1 },
      { lines: 1, matched: 0 },
    ]);
    expect(await reasons()).not.toContain('lines_pending');
    // What the simulated wallet held before.
    expect(await stage.desk.open()).toMatchObject([{ category: 'BALANCE_DRIFT' }]);
    await stage.db.execute(sql`
      UPDATE platform.outbox SET key = key || '-2h' WHERE key LIKE 'reconciliation.fetch:flutterwave:2%' AND key NOT LIKE '%-1h'`);
    await tick();
    await stage.desk.worked();
    expect(await statements()).toHaveLength(2);
  });
});

describe('a day', () => {
  it.each(['2026-02-30', '2026-13-01', '0000-01-01', '2026-1-1', 'today'])('%s is none', async (day) => {
    const invalid = { status: 400, body: { code: 'VAL_001' } };
    expect(await order('pawapay', day)).toMatchObject(invalid);
    for (const act of ['check', 'close', 'reopen']) {
      const reason = act === 'reopen' ? { reason: 'to look again' } : undefined;
      expect(await stage.desk.call('POST', `days/pawapay/ZMW/${day}/${act}`, reason)).toMatchObject(invalid);
    }
    expect(await stage.desk.call('PUT', `days/pawapay/ZMW/${day}/balance`, { amount: 1 })).toMatchObject(invalid);
    expect(await stage.desk.call('GET', `breaks?day=${day}`)).toMatchObject(invalid);
  });

  it.each([0, -1, -400])('that is not over is refused (%s days ago)', async (days) => {
    const day = daysAgo(days);
    const refused = { status: 422, body: { code: 'reconciliation.day_not_over' } };
    expect(await order('pawapay', day)).toMatchObject(refused);
    expect(await stage.desk.call('POST', `days/pawapay/ZMW/${day}/check`)).toMatchObject(refused);
    expect(await stage.desk.call('POST', `days/pawapay/ZMW/${day}/close`)).toMatchObject(refused);
    expect(await stage.desk.call('PUT', `days/pawapay/ZMW/${day}/balance`, { amount: 1 })).toMatchObject(refused);
    const file = `statements?provider=pawapay&currency=ZMW&from=${YESTERDAY}&to=${day}`;
    const refusal = days < -30 ? { status: 422 } : refused;
    expect(await stage.desk.call('POST', file, 'a,b\n')).toMatchObject(refusal);
  });
});

async function* broken(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const part of file) {
    yield part.subarray(0, part.length / 2);
    throw new Error('the connection was lost');
  }
}

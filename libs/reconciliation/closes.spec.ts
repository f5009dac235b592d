import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { checkLedger } from '../settlement/ledger.check.js';
import { CloseStage } from './closes.fixtures.js';
import type { DayCheck } from './closes.dto.js';
import { daysAgo, line } from './reconciliation.fixtures.js';
import { StatedFacts } from './reconciliation.stated.js';

/** What was in the simulated wallet before the first payment. */
const FLOAT = 5_000_000;
/** 1.5 % of the deposits, 1 % of the payout. */
const FEES_OF_DAY = 1_500 + 601 + 401;

const [WALLET, UNALLOCATED, WRITEOFF] = ['provider:pawapay:ZMW', 'suspense:unallocated:ZMW', 'writeoff:ZMW'] as const;
const OWED = 'customer_overpayment:ZMW';
const [FEES, TRANSIT, BANK] = ['provider_fees:pawapay:ZMW', 'in_transit:pawapay:ZMW', 'bank:ZMW'] as const;

/** Each kind, and what the books debit and credit for it. */
const KINDS = [
  ['FEE', 'OUT', FEES, WALLET],
  ['FEE', 'IN', WALLET, FEES],
  ['SENT', 'OUT', TRANSIT, WALLET],
  ['ARRIVED', 'IN', BANK, TRANSIT],
  ['UNALLOCATED', 'IN', WALLET, UNALLOCATED],
  ['UNALLOCATED', 'OUT', UNALLOCATED, WALLET],
  ['ALLOCATED', 'OUT', UNALLOCATED, WALLET],
  ['WRITE_OFF', 'IN', WALLET, WRITEOFF],
  ['WRITE_OFF', 'OUT', WRITEOFF, WALLET],
  ['OWED_BACK', 'IN', WALLET, OWED],
  ['OWED_BACK', 'OUT', OWED, WALLET],
] as const;

let stage: CloseStage;
beforeAll(async () => {
  stage = await CloseStage.open();
}, 60_000);
afterAll(() => stage?.close());

describe('a clean day', () => {
  it('is fetched, matched as a whole, and closes against the books', async () => {
    const [first, second] = [await stage.captured(100_000), await stage.captured(40_050)];
    await stage.refunded(first, 15_000);
    await stage.paidOut(second);
    const today = daysAgo(0);
    const path = `days/pawapay/ZMW/${today}`;
    expect(await stage.desk.call('POST', `${path}/check`)).toMatchObject({
      status: 422,
      body: { code: 'reconciliation.day_not_over' },
    });
    stage.later(1);
    const { status } = await stage.desk.call('POST', 'statements/fetch', { provider: 'pawapay', day: today });
    expect(status).toBe(202);
    await stage.desk.worked();
    const { body } = await stage.desk.call<{ data: { id: string; state: string; matched: number; lines: number }[] }>(
      'GET',
      'statements',
    );
    expect(body.data).toMatchObject([{ state: 'MATCHED', matched: 4, lines: 7, source: 'API' }]);
    expect(await stage.desk.open()).toEqual([]);
    const { body: check } = await stage.desk.call<DayCheck>('POST', `${path}/check`);
    const moved = 100_000 - 15_000 - FEES_OF_DAY;
    expect(check.figures).toMatchObject({
      opening: 0,
      closing: moved,
      statedClosing: FLOAT + moved,
      ledgerClosing: moved,
    });
    expect(check.obstacles.map(({ reason }) => reason)).toEqual(['balance_drift', 'break_open']);
    await takeOver(check.obstacles[1]!.breakId!);
    const { body: proven } = await stage.desk.call<DayCheck>('POST', `${path}/check`);
    expect(proven).toMatchObject({
      obstacles: [],
      figures: { opening: FLOAT, closing: FLOAT + moved, ledgerClosing: FLOAT + moved },
    });
    const { balance } = stage.sandbox.sandbox.pawapay.wallet();
    const { body: closed } = await stage.desk.call('POST', `${path}/close`);
    expect(closed).toMatchObject({ closing: { amount: balance }, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await debitsLess(WALLET)).toBe(balance);
    expect(await debitsLess(FEES)).toBe(FEES_OF_DAY);
    expect(await debitsLess(UNALLOCATED)).toBe(-FLOAT);
    expect(await violations()).toEqual([]);
  }, 20_000);

  it('without movements follows it', async () => {
    stage.later(2);
    const day = daysAgo(-1);
    await stage.desk.call('POST', 'statements/fetch', { provider: 'pawapay', day });
    await stage.desk.worked();
    const { status, body } = await stage.desk.call('POST', `days/pawapay/ZMW/${day}/close`);
    const { balance: amount } = stage.sandbox.sandbox.pawapay.wallet();
    expect({ status, body }).toMatchObject({ status: 200, body: { opening: { amount }, closing: { amount } } });
  });
});

describe('a statement with new lines in a signed day', () => {
  const signed = daysAgo(0);
  const later = daysAgo(-1);
  const read = (id: string) => stage.desk.call<{ state: string; problem: string | null }>('GET', `statements/${id}`);
  /** All that was signed, and all that the books say. */
  const proven = async (): Promise<object> => ({
    checks: await Promise.all(
      [signed, later].map(async (day) => (await stage.desk.call('POST', `days/pawapay/ZMW/${day}/check`)).body),
    ),
    closes: (await stage.desk.call('GET', 'closes')).body,
    books: await stage.db.rows(sql`SELECT key, occurred_at FROM settlement.ledger_transactions ORDER BY number`),
    stated: await stage.db.rows(sql`SELECT key FROM reconciliation.stated ORDER BY key`),
    open: await stage.desk.open(),
  });

  it('changes neither its figures nor the books until it is reopened, and counts then', async () => {
    const before = await proven();
    const id = await stage.desk.statement(signed, [
      line(`${signed}T00:00:01Z`, newId(), -250, { type: 'DEPOSIT_FEE' }),
      line(`${signed}T00:00:02Z`, 'till-4711', 5_000),
    ]);
    expect((await read(id)).body).toMatchObject({
      state: 'REFUSED',
      problem: expect.stringContaining(`reopen ${signed}`),
    });
    expect(await proven()).toEqual(before);
    for (const day of [later, signed]) {
      const { status } = await stage.desk.call('POST', `days/pawapay/ZMW/${day}/reopen`, {
        reason: 'a file came later',
      });
      expect(status).toBe(200);
      await stage.desk.worked();
    }
    expect((await read(id)).body).toMatchObject({ state: 'MATCHED', problem: null });
    expect(await stage.desk.open()).toMatchObject([{ category: 'UNALLOCATED_RECEIPT', difference: 5_000 }]);
    expect(await debitsLess(FEES)).toBe(FEES_OF_DAY + 250);
    const { body } = await stage.desk.call<DayCheck>('POST', `days/pawapay/ZMW/${signed}/check`);
    const { balance } = stage.sandbox.sandbox.pawapay.wallet();
    expect(body.figures).toMatchObject({ closing: balance + 4_750, ledgerClosing: balance + 4_750 });
    expect(await violations()).toEqual([]);
  });
});

describe('what statements say', () => {
  it.each(KINDS)('by %s %s is booked as the close counts it', async (kind, direction, debited, credited) => {
    const names = [debited, credited];
    const before = await Promise.all(names.map(debitsLess));
    const moment = new Date(Date.now() - 20 * 86_400_000);
    const key = `test:${kind}:${direction}`;
    const common = { key, kind, direction, provider: 'pawapay', currency: 'ZMW', amount: 700, sourceId: newId() };
    await stage.db.transaction((tx) =>
      stage.api.get(StatedFacts).tell(tx, { ...common, occurredAt: moment, reason: 'a test' }),
    );
    await stage.desk.worked();
    const after = await Promise.all(names.map(debitsLess));
    expect(after.map((sum, i) => sum - before[i]!)).toEqual([700, -700]);
    const day = moment.toISOString().slice(0, 10);
    const { body } = await stage.desk.call<DayCheck>('POST', `days/pawapay/ZMW/${day}/check`);
    expect(body.figures.ledgerMoved).toBe(body.figures.knownMoved);
  });
});

/** What was there before anything is taken over: one proposes, another approves. */
async function takeOver(id: string): Promise<void> {
  const reason = { reason: 'what the wallet held before we began' };
  expect((await stage.desk.call('POST', `breaks/${id}/write-off`, reason)).status).toBe(200);
  expect((await stage.other.call('POST', `breaks/${id}/approve`)).status).toBe(200);
  await stage.desk.worked();
}

async function debitsLess(code: string): Promise<number> {
  const row = await stage.db.maybe<{ sum: number }>(sql`
    SELECT sum(CASE direction WHEN 'DEBIT' THEN amount ELSE -amount END)::bigint AS sum
    FROM settlement.ledger_entries e JOIN settlement.ledger_accounts a ON a.id = e.account_id WHERE code = ${code}`);
  return row?.sum ?? 0;
}

async function violations(): Promise<object[]> {
  const { checks } = await checkLedger(stage.db);
  return checks.flatMap((check) => check.violations);
}

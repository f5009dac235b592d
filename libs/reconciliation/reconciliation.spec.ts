import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { money, sql } from '@pakashop/platform';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { CATEGORIES } from './breaks.rules.js';
import { daysAgo, Desk, line, staff } from './reconciliation.fixtures.js';

const DAY = daysAgo(5);
const BEFORE = daysAgo(6);
const at = (time: string, day = DAY): string => `${day}T${time}Z`;

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open({ RECON_FEES: 'pawapay.DEPOSIT=100bps' });
}, 60_000);
afterAll(() => desk?.close());

beforeEach(() => desk.clear());

/** A deposit of ours, and the statement's line with its fee of one percent. */
async function deposit(time: string, amount = 10_000, stated = amount, day = DAY): Promise<string[]> {
  const id = await desk.learned({ amount: money(amount), occurredAt: at(time, day) });
  return paid(id, time, stated, 'ZMW', day);
}
const paid = (id: string, time: string, amount: number, currency = 'ZMW', day = DAY): string[] => [
  line(at(time, day), id, amount, { currency }),
  line(at(time, day), id, -Math.round(amount / 100), { type: 'DEPOSIT_FEE', currency }),
];

describe('a synthetic day', () => {
  it('with one instance of each category opens exactly these breaks', async () => {
    const amount = money(10_000);
    await desk.statement(BEFORE, [line(at('12:00:00', BEFORE), randomUUID(), -1, { type: 'DEPOSIT_FEE' })]);
    const lines = (await Promise.all([deposit('08:00:00'), deposit('09:00:00', 20_000)])).flat();
    lines.push(...paid(randomUUID(), '10:00:00', 10_000)); // MISSING_INTERNAL
    await desk.learned({ amount, occurredAt: at('11:00:00') }); // MISSING_PROVIDER
    await desk.learned({ amount, occurredAt: at('23:50:00') }); // TIMING
    const failed = await desk.learned({ amount, occurredAt: at('12:00:00') });
    lines.push(line(at('12:00:00'), failed, 10_000, { status: 'FAILED' })); // STATUS_MISMATCH
    lines.push(...(await deposit('13:00:00', 10_000, 9_000))); // AMOUNT_MISMATCH
    const dollars = await desk.learned({ amount, occurredAt: at('13:30:00') });
    lines.push(...paid(dollars, '13:30:00', 10_000, 'USD')); // CURRENCY_MISMATCH
    const dear = await desk.learned({ amount, occurredAt: at('14:00:00') });
    lines.push(line(at('14:00:00'), dear, 10_000), line(at('14:00:00'), dear, -300, { type: 'DEPOSIT_FEE' })); // FEE_MISMATCH
    const twice = await deposit('15:00:00');
    lines.push(...twice, twice[0]!); // DUPLICATE
    for (const [time, surplus] of [
      ['16:00:00', 'LATE_SUCCESS'],
      ['17:00:00', 'DOUBLE_SUCCESS'],
    ] as const) {
      const late = await desk.learned({ amount, occurredAt: at(time), surplus, paymentId: randomUUID() });
      lines.push(...paid(late, time, 10_000));
    }
    lines.push(line(at('18:00:00'), 'till-4711', 5_000)); // UNALLOCATED_RECEIPT
    lines.push(line(at('19:00:00'), 'SET-77', -50_000, { type: 'SETTLEMENT' })); // MISSING_BANK_CREDIT
    lines.push(`${at('20:00:00')},260961112223,${randomUUID()},ten,ZMW,ZMB,MTN_MOMO_ZMB,DEPOSIT,,COMPLETED`); // PARSE_ERROR
    await desk.statement(DAY, lines);
    desk.books.lacking = 700; // MISSING_LEDGER
    await desk.call('PUT', `days/pawapay/ZMW/${DAY}/balance`, { amount: 1 }); // BALANCE_DRIFT
    const { status } = await desk.call('POST', `days/pawapay/ZMW/${DAY}/check`);
    expect(status).toBe(200);
    const open = await desk.open();
    expect(open.map(({ category }) => category)).toEqual([...CATEGORIES].toSorted());
    const differences = Object.fromEntries(open.map(({ category, difference }) => [category, difference]));
    expect(differences).toMatchObject({
      ...{ MISSING_INTERNAL: 10_000, MISSING_PROVIDER: -10_000, AMOUNT_MISMATCH: -1_000, STATUS_MISMATCH: -10_000 },
      ...{ DUPLICATE: 10_000, UNALLOCATED_RECEIPT: 5_000, LATE_SUCCESS: 0, FEE_MISMATCH: 0, MISSING_LEDGER: 700 },
    });
    const raw = await desk.db.one<{ raw: string }>(sql`SELECT raw FROM reconciliation.lines WHERE fault IS NOT NULL`);
    expect(raw.raw).not.toContain('260961112223');
  });

  it('that is clean closes, and its hash and figures are signed', async () => {
    const day = daysAgo(20);
    const lines = [
      ...(await deposit('08:00:00', 10_000, 10_000, day)),
      ...(await deposit('09:00:00', 25_050, 25_050, day)),
    ];
    const back = await desk.learned({ kind: 'REFUND', amount: money(5_000), occurredAt: at('10:00:00', day) });
    lines.push(line(at('10:00:00', day), back, -5_000, { type: 'REFUND' }));
    await desk.statement(day, lines);
    expect(await desk.open()).toEqual([]);
    const check = await desk.call<{ figures: { closing: number }; obstacles: { reason: string }[] }>(
      'POST',
      `days/pawapay/ZMW/${day}/check`,
    );
    expect(check.body.obstacles.map(({ reason }) => reason)).toEqual(['balance_missing']);
    await desk.call('PUT', `days/pawapay/ZMW/${day}/balance`, { amount: check.body.figures.closing });
    const { status, body } = await desk.call('POST', `days/pawapay/ZMW/${day}/close`);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { day, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect((await desk.call('POST', `days/pawapay/ZMW/${day}/close`)).body).toMatchObject({
      code: 'reconciliation.day_closed',
    });
    const reopened = await desk.call('POST', `days/pawapay/ZMW/${day}/reopen`, { reason: 'a line was missing' });
    expect(reopened.body).toMatchObject({ reopenReason: 'a line was missing' });
    const unapproved = desk.as(staff(['reconciliation.write']));
    expect((await unapproved.call('POST', `days/pawapay/ZMW/${day}/reopen`, { reason: 'because' })).status).toBe(403);
  });
});

describe('importing', () => {
  it('twice creates nothing', async () => {
    const lines = await deposit('08:00:00');
    const first = await desk.statement(DAY, lines);
    const count = () =>
      desk.db
        .one(sql`SELECT (SELECT count(*) FROM reconciliation.lines) AS lines, (SELECT count(*) FROM reconciliation.stated)
        AS stated, (SELECT count(*) FROM reconciliation.statement_pieces) AS pieces`);
    const before = await count();
    expect(await desk.statement(DAY, lines)).toBe(first);
    expect(await count()).toEqual(before);
  });

  it('of statements that overlap counts each line once', async () => {
    const lines = await deposit('08:00:00');
    await desk.statement(DAY, lines);
    const later = await deposit('09:00:00');
    await desk.statement(DAY, [...lines, ...later]);
    expect(await desk.open()).toEqual([]);
    const { net } = await desk.db.one<{ net: number }>(
      sql`SELECT sum(net)::bigint AS net FROM reconciliation.lines WHERE counts`,
    );
    expect(net).toBe(2 * 9_900);
  });

  it('refuses what nobody can read', async () => {
    const query = `statements?provider=pawapay&currency=ZMW&from=${DAY}&to=${DAY}`;
    expect(await desk.call('POST', query, 'a,b,c\n1,2,3\n')).toMatchObject({
      status: 422,
      body: { code: 'reconciliation.format_unknown' },
    });
  });
});

describe('matching', () => {
  it('finds the same pairs and breaks whatever the order of the lines, and each side once', async () => {
    const ids = Array.from({ length: 6 }, () => randomUUID());
    const known = ids.slice(0, 4);
    const lines = ids.flatMap((id, i) => paid(id, `0${i}:00:00`, 1_000 * (i + 1)));
    lines.push(lines[0]!, lines[2]!, line(at('22:00:00'), ids[1]!, 2_500));
    const results = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(lines, { minLength: lines.length }), async (shuffled) => {
        for (const table of ['matches', 'breaks', 'lines', 'movements', 'statements'])
          await desk.db.execute({ ...sql``, text: `DELETE FROM reconciliation.${table}`, values: [] });
        for (const [i, reference] of known.entries())
          await desk.learned({ reference, amount: money(1_000 * (i + 1)), occurredAt: at(`0${i}:00:00`) });
        await desk.statement(DAY, shuffled);
        const result = await desk.db.rows(sql`
          SELECT l.our_id, l.gross, l.occurred_at, m.reference, b.category FROM reconciliation.lines l
          LEFT JOIN reconciliation.matches x ON x.line_id = l.id LEFT JOIN reconciliation.movements m ON m.id = x.movement_id
          LEFT JOIN reconciliation.breaks b ON b.line_id = l.id AND b.state = 'OPEN'
          WHERE l.entry = 'DEPOSIT' ORDER BY 1, 2, 3, 4, 5`);
        results.add(JSON.stringify(result));
      }),
      { numRuns: 8 },
    );
    expect(results.size).toBe(1);
    const [found] = [...results].map(
      (text) => JSON.parse(text) as { reference: string | null; category: string | null }[],
    );
    expect(found!.filter(({ reference }) => reference).length).toBe(4);
    expect(found!.filter(({ category }) => category === 'DUPLICATE').length).toBe(3);
    expect(found!.filter(({ category }) => category === 'MISSING_INTERNAL').length).toBe(2);
  }, 30_000);

  it('resolves what was missing once its counterpart shows up', async () => {
    const id = randomUUID();
    await desk.statement(DAY, paid(id, '08:00:00', 10_000));
    expect((await desk.open()).map(({ category }) => category)).toEqual(['MISSING_INTERNAL']);
    await desk.learned({ reference: id, amount: money(10_000), occurredAt: at('08:05:00') });
    await desk.statement(BEFORE, []);
    expect(await desk.open()).toEqual([]);
  });
});

describe('people', () => {
  it('match by hand, and take apart what they matched: both sides are open again', async () => {
    const id = randomUUID();
    await desk.learned({ amount: money(10_000), occurredAt: at('08:01:00') });
    await desk.statement(DAY, paid(id, '08:00:00', 10_000));
    const open = await desk.open();
    expect(open.map(({ category }) => category)).toEqual(['MISSING_INTERNAL', 'MISSING_PROVIDER']);
    const path = `breaks/${open[0]!.id}`;
    const { body } = await desk.call<{ data: { id: string }[] }>('GET', `${path}/proposals`);
    const match = { counterpart: body.data[0]!.id, reason: 'same payer, same time' };
    expect(await desk.call('POST', `${path}/match`, match)).toMatchObject({
      status: 200,
      body: { state: 'RESOLVED', resolution: 'MATCHED' },
    });
    expect(await desk.open()).toEqual([]);
    const { lineId } = await desk.db.one<{ lineId: number }>(
      sql`SELECT line_id AS "lineId" FROM reconciliation.matches`,
    );
    expect((await desk.call('POST', `lines/${lineId}/unmatch`, { reason: 'it was another payer' })).status).toBe(204);
    expect((await desk.open()).map(({ category }) => category)).toEqual(['MISSING_INTERNAL', 'MISSING_PROVIDER']);
    await desk.statement(BEFORE, []);
    expect((await desk.open()).length).toBe(2);
  });

  it('write a difference off by two, once, and the books hear of it', async () => {
    await desk.statement(DAY, paid(randomUUID(), '08:00:00', 10_000));
    const [{ id } = { id: '' }] = await desk.open();
    const [one, other] = [desk.as(staff()), desk.as(staff())];
    expect((await one.call('POST', `breaks/${id}/accept`, { reason: 'we let it be' })).body).toMatchObject({
      code: 'reconciliation.difference_left',
    });
    expect((await one.call('POST', `breaks/${id}/write-off`, { reason: 'nobody can find it' })).status).toBe(200);
    expect((await one.call('POST', `breaks/${id}/approve`)).body).toMatchObject({
      code: 'reconciliation.own_proposal',
    });
    const answers = await Promise.all([
      other.call('POST', `breaks/${id}/approve`),
      other.call('POST', `breaks/${id}/approve`),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const told = await desk.db.rows(sql`
      SELECT payload ->> 'kind' AS kind, payload ->> 'direction' AS direction, payload -> 'amount' ->> 'amount' AS amount
      FROM platform.outbox WHERE name = 'reconciliation.stated' AND payload ->> 'sourceId' = ${id}`);
    expect(told).toEqual([{ kind: 'WRITE_OFF', direction: 'IN', amount: '10000' }]);
    const acts = await desk.db.rows(sql`SELECT act FROM platform.audit WHERE subject_id = ${id} ORDER BY id`);
    expect(acts).toEqual([{ act: 'break_write_off_proposed' }, { act: 'break_written_off' }]);
    await expect(
      desk.db.execute(sql`UPDATE reconciliation.breaks SET approved_by = proposed_by WHERE id = ${id}`),
    ).rejects.toThrow(/breaks_two_people_check/);
  });
});

describe('a day', () => {
  it('is not closed while something is in the way, and says what', async () => {
    await desk.statement(DAY, paid(randomUUID(), '08:00:00', 10_000));
    const { status, body } = await desk.call<{ code: string; obstacles: { reason: string }[] }>(
      'POST',
      `days/pawapay/ZMW/${DAY}/close`,
    );
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'reconciliation.close_refused' });
    expect(body.obstacles.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['balance_missing', 'ledger_differs', 'break_open']),
    );
  });

  it('whose last payment the provider counts to the day before closes all the same', async () => {
    const [id, before, day] = [randomUUID(), daysAgo(31), daysAgo(30)];
    await desk.learned({ reference: id, amount: money(10_000), occurredAt: at('00:00:02', day) });
    await desk.statement(before, [
      line(at('23:59:58', before), id, 10_000),
      line(at('23:59:58', before), id, -100, { type: 'DEPOSIT_FEE' }),
    ]);
    await desk.statement(day, await deposit('08:00:00', 10_000, 10_000, day));
    for (const one of [before, day]) {
      const check = await desk.call<{ figures: { closing: number } }>('POST', `days/pawapay/ZMW/${one}/check`);
      await desk.call('PUT', `days/pawapay/ZMW/${one}/balance`, { amount: check.body.figures.closing });
      expect(await desk.call('POST', `days/pawapay/ZMW/${one}/close`)).toMatchObject({ status: 200 });
    }
    expect(await desk.call('POST', `days/pawapay/ZMW/${before}/reopen`, { reason: 'to look again' })).toMatchObject({
      body: { code: 'reconciliation.later_day_closed' },
    });
  });

  it('whose settlement our bank shows has nothing missing there', async () => {
    await desk.statement(DAY, [line(at('19:00:00'), 'SET-78', -50_000, { type: 'SETTLEMENT' })]);
    expect((await desk.open()).map(({ category }) => category)).toEqual(['MISSING_BANK_CREDIT']);
    await desk.statement(DAY, [`${DAY},PAWAPAY SET-78 LUSAKA,500.00`], 'bank', 'Date,Reference,Amount');
    expect(await desk.open()).toEqual([]);
    const told = await desk.db.rows(sql`
      SELECT payload ->> 'kind' AS kind FROM platform.outbox WHERE name = 'reconciliation.stated' AND payload ->> 'reason' LIKE '%SET-78%' ORDER BY sequence`);
    expect(told).toEqual([{ kind: 'SENT' }, { kind: 'ARRIVED' }]);
  });
});

describe('a pair of which we heard five days later', () => {
  it('lets every day between its sides close', async () => {
    const days = Array.from({ length: 6 }, (_, i) => daysAgo(75 - i));
    const id = randomUUID();
    await desk.statement(days[0]!, paid(id, '23:00:00', 10_000, 'ZMW', days[0]));
    await desk.learned({ reference: id, amount: money(10_000), occurredAt: at('08:00:00', days[5]) });
    for (const day of days.slice(1)) await desk.statement(day, []);
    expect(await desk.open()).toEqual([]);
    for (const day of days) {
      await desk.call('PUT', `days/pawapay/ZMW/${day}/balance`, { amount: 9_900 });
      const closed = await desk.call<{ figures: object }>('POST', `days/pawapay/ZMW/${day}/close`);
      expect(closed).toMatchObject({ status: 200 });
      const apart = day === days[5] ? 0 : 10_000;
      expect(closed.body.figures).toMatchObject({ closing: 9_900, timing: apart, ledgerClosing: 9_900 - apart });
    }
  });
});

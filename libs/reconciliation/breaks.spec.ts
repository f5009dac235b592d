import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { money, sql } from '@pakashop/platform';
import { randomUUID } from 'node:crypto';
import { daysAgo, Desk, line, staff } from './reconciliation.fixtures.js';

const DAY = daysAgo(5);
const BEFORE = daysAgo(6);
const at = (time: string): string => `${DAY}T${time}Z`;

let desk: Desk;
beforeAll(async () => void (desk = await Desk.open()), 60_000);
afterAll(() => desk?.close());
beforeEach(() => desk.clear());

describe("a buyer's money that is no payment of ours", () => {
  const told = (id: string) =>
    desk.db.rows<{ kind: string; direction: string; amount: number }>(sql`
      SELECT kind, direction, amount FROM reconciliation.stated WHERE source_id = ${id} ORDER BY published_at, kind`);
  const [owing, approving] = [staff(), staff()];

  it('is owed back by two, and what went back for it is no loss', async () => {
    await desk.statement(DAY, [line(at('18:00:00'), 'till-4711', 5_000)]);
    const [receipt] = await desk.open();
    const [one, other] = [desk.as(owing), desk.as(approving)];
    const reason = { reason: 'the buyer paid the till by hand' };
    const proposed = await one.call('POST', `breaks/${receipt!.id}/owed-back`, reason);
    expect(proposed).toMatchObject({ status: 200, body: { state: 'PROPOSED', owedBack: true } });
    expect((await one.call('POST', `breaks/${receipt!.id}/approve`)).body).toMatchObject({
      code: 'reconciliation.own_proposal',
    });
    expect(await other.call('POST', `breaks/${receipt!.id}/approve`)).toMatchObject({
      status: 200,
      body: { state: 'RESOLVED', resolution: 'OWED_BACK' },
    });
    expect(await told(receipt!.id)).toEqual([
      { kind: 'UNALLOCATED', direction: 'IN', amount: 5_000 },
      { kind: 'ALLOCATED', direction: 'OUT', amount: 5_000 },
      { kind: 'OWED_BACK', direction: 'IN', amount: 5_000 },
    ]);
    const sent = [line(at('19:00:00'), 'sent-by-hand', -5_000, { type: 'PAYOUT' })];
    await desk.statement(DAY, [...sent, line(at('19:30:00'), 'sent-again', -5_000, { type: 'PAYOUT' })]);
    const [back, again] = await desk.open();
    expect(back).toMatchObject({ category: 'MISSING_INTERNAL', difference: -5_000 });
    expect((await one.call('POST', `breaks/${again!.id}/owed-back`, reason)).status).toBe(200);
    expect((await one.call('POST', `breaks/${back!.id}/owed-back`, reason)).status).toBe(200);
    expect((await other.call('POST', `breaks/${back!.id}/approve`)).status).toBe(200);
    expect(await told(back!.id)).toEqual([{ kind: 'OWED_BACK', direction: 'OUT', amount: 5_000 }]);
    expect((await other.call('POST', `breaks/${again!.id}/approve`)).body).toMatchObject({
      code: 'reconciliation.nothing_owed',
    });
    await expect(
      desk.db.execute(sql`UPDATE reconciliation.breaks SET approved_by = proposed_by WHERE id = ${back!.id}`),
    ).rejects.toThrow(/breaks_two_people_check/);
  });

  it('of a movement that we know is not', async () => {
    await desk.learned({ amount: money(10_000), occurredAt: at('08:00:00') });
    await desk.statement(DAY, []);
    const [missing] = await desk.open();
    expect(await desk.call('POST', `breaks/${missing!.id}/owed-back`, { reason: 'it is missing' })).toMatchObject({
      status: 422,
      body: { code: 'reconciliation.nothing_owed' },
    });
  });

  it('is asked for once at whoever gave its id', async () => {
    const [deposit, payout] = [randomUUID(), randomUUID()];
    await desk.statement(DAY, [
      line(at('08:00:00'), deposit, 10_000),
      line(at('09:00:00'), payout, -2_000, { type: 'PAYOUT' }),
      line(at('10:00:00'), 'till-4711', 5_000),
    ]);
    await desk.statement(BEFORE, []);
    const asked = await desk.db.rows<{ payload: object }>(sql`
      SELECT payload - 'breakId' AS payload FROM platform.outbox WHERE name = 'reconciliation.unexplained'
        AND payload ->> 'reference' IN (${deposit}, ${payout}) ORDER BY sequence`);
    expect(asked.map(({ payload }) => payload)).toEqual([
      { provider: 'pawapay', kind: 'DEPOSIT', reference: deposit },
      { provider: 'pawapay', kind: 'PAYOUT', reference: payout },
    ]);
  });
});

describe('a captured payment that the statement contradicts', () => {
  it('is in doubt until that is resolved, and told so each time it changes', async () => {
    const [failed, other, paymentId, unheld] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const amount = money(10_000);
    const cause = `capture:${paymentId}`;
    await desk.learned({ reference: failed, amount, occurredAt: at('08:00:00'), paymentId, cause });
    await desk.learned({ reference: other, amount, occurredAt: at('09:00:00'), paymentId: unheld });
    await desk.statement(
      DAY,
      [failed, other].map((id) => line(at('08:00:00'), id, 10_000, { status: 'FAILED' })),
    );
    const told = async () =>
      (
        await desk.db.rows<{ isOpen: boolean }>(sql`
          SELECT (payload ->> 'isOpen')::boolean AS "isOpen" FROM platform.outbox
          WHERE name = 'reconciliation.payment_doubted' AND payload ->> 'paymentId' IN (${paymentId}, ${unheld}) ORDER BY sequence`)
      ).map(({ isOpen }) => isOpen);
    expect(await told()).toEqual([true]);
    const found = await desk.db.one<{ id: string; lineId: number }>(sql`
      SELECT b.id, line_id AS "lineId" FROM reconciliation.breaks b JOIN reconciliation.lines l ON l.id = b.line_id
      WHERE category = 'STATUS_MISMATCH' AND our_id = ${failed}`);
    await desk.call('POST', `breaks/${found.id}/write-off`, { reason: 'they say it failed' });
    await desk.call('POST', `breaks/${found.id}/decline`, { reason: 'they say so no more' });
    expect(await told()).toEqual([true]);
    expect((await desk.call('POST', `lines/${found.lineId}/unmatch`, { reason: 'another payment' })).status).toBe(204);
    expect(await told()).toEqual([true, false]);
  });
});

describe('a settlement of Flutterwave', () => {
  const HEAD = '{"what":"flutterwave.api.1"}';
  const record = (what: string, data: object) => JSON.stringify({ what, data: { currency: 'ZMW', ...data } });
  const bought = (id: number, amount: number) =>
    record('transaction', {
      ...{ id, tx_ref: `pk_${id}`, amount, app_fee: 1, status: 'successful', created_at: at('08:00:00') },
    });
  const settlement = (net: number) =>
    record('settlement', {
      ...{ id: 7, net_amount: net, refund: 5, chargeback: 0, transactions: [1, 2, 3], destination: 'bank' },
      ...{ status: 'completed', processed_date: at('20:00:00'), disburse_ref: 'SETTLE-7' },
    });
  const short = () =>
    desk.db.rows(sql`SELECT state, amount, difference FROM reconciliation.breaks WHERE category = 'AMOUNT_MISMATCH'`);

  it('is its transactions less fees and refunds, or a break until the rest is known', async () => {
    await desk.statement(DAY, [bought(1, 100), bought(2, 50.5), settlement(200.5 - 3 - 5)], 'flutterwave', HEAD);
    expect(await short()).toEqual([{ state: 'OPEN', amount: 4_900, difference: 0 }]);
    await desk.statement(DAY, [bought(3, 50)], 'flutterwave', HEAD);
    expect(await short()).toEqual([{ state: 'RESOLVED', amount: 4_900, difference: 0 }]);
  });

  it('that is short is one, which somebody accepts with a reason', async () => {
    await desk.statement(DAY, [bought(1, 100), bought(2, 50.5), bought(3, 50), settlement(142.5)], 'flutterwave', HEAD);
    expect(await short()).toEqual([{ state: 'OPEN', amount: 5_000, difference: 0 }]);
    const { id } = (await desk.open()).find(({ category }) => category === 'AMOUNT_MISMATCH')!;
    const accepted = await desk.call('POST', `breaks/${id}/accept`, { reason: 'claimed from the provider' });
    expect(accepted).toMatchObject({ status: 200, body: { resolution: 'ACCEPTED' } });
  });
});

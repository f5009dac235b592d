import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, newId, sql } from '@pakashop/platform';
import { until } from '../../apps/sandbox/testing/stage.js';
import { checkLedger } from './ledger.check.js';
import type { PayoutBatchDetail, PayoutBatchView, PayoutDetail, PayoutDryRun } from './payouts.dto.js';
import { GOOD, NOT_FOUND, PayoutStage, staff } from './payouts.fixtures.js';
import { guardPayouts } from './payouts.guards.suite.js';
import { PayoutScheduler } from './payouts.scheduler.js';

let stage: PayoutStage;
let db: Database;

beforeAll(async () => {
  stage = await PayoutStage.open({ PAYOUT_APPROVAL_ABOVE: '1000000', PAYOUT_STOP_AFTER: '3' });
  db = stage.db;
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => {
  const { checks } = await checkLedger(db);
  const violations = checks.filter(({ id }) => id !== 'INV-04').flatMap((check) => check.violations);
  await stage.close();
  expect(violations).toEqual([]);
});

guardPayouts(() => stage);

describe('a batch', () => {
  it('pays what is due and lists exactly the earnings that each payout settles', async () => {
    const payee = await stage.payee();
    const earnings = [await stage.earn(payee, 20_000), await stage.earn(payee, 7_550), await stage.earn(payee, -2_550)];
    await stage.earn(payee, 9_999, { inSeconds: 3600 });
    await stage.earn(payee, 8_888, { frozen: true });
    const batch = await stage.run([payee]);
    await stage.until(batch.id, (state) => state === 'DONE');
    const payout = await stage.payoutOf(payee);
    expect(payout).toMatchObject({ state: 'COMPLETED', provider: 'pawapay' });
    const { body } = await stage.call<PayoutDetail>(staff(), 'GET', `/staff/payouts/${payout.id}`);
    expect(body.amount).toEqual({ amount: 25_000, currency: 'ZMW' });
    expect(body.items.map(({ earningId }) => earningId).toSorted()).toEqual(earnings.toSorted());
    expect(body.account).not.toContain(GOOD.slice(-6));
    expect(body.history.map(({ to }) => to).slice(0, 3)).toEqual(['CREATED', 'RESERVED', 'SENT']);
    expect(body.history.at(-1)).toMatchObject({ to: 'COMPLETED' });
    expect(await stage.balance(`seller_payable:${payee.id}`)).toBe(9_999 + 8_888);
    expect(await stage.balance(`payout_in_flight:${payee.id}`)).toBe(0);
    const csv = await stage.call(staff(), 'GET', `/staff/payouts/${payout.id}/statement.csv`);
    expect(csv.text.split('\r\n').at(-2)).toBe(`${payout.id},,TOTAL,,,250.00,ZMW`);
    expect(csv.text.split('\r\n')).toHaveLength(6);
    const told = await db.rows(
      sql`SELECT FROM platform.outbox WHERE name = 'settlement.payout_completed' AND payload ->> 'payoutId' = ${payout.id}`,
    );
    expect(told).toHaveLength(1);
  });

  it('that is cut into small ones needs a second person as well', async () => {
    const actor = staff();
    const payees = [await stage.due(600_000), await stage.due(500_000), await stage.due(500_000)] as const;
    const first = await stage.run([payees[0]], actor);
    await stage.until(first.id, (state) => state === 'DONE');
    expect(await stage.run([payees[1]], actor)).toMatchObject({ state: 'AWAITING_APPROVAL', needsApproval: true });
    expect((await stage.run([payees[2]])).needsApproval).toBe(false);
  });

  it('shows in a dry run who would be paid and who not and why, and changes nothing', async () => {
    const [good, poor, small, cold, nameless] = [
      await stage.due(5_000),
      await stage.due(5_000),
      await stage.due(999),
      await stage.due(5_000, { payableAfter: new Date(Date.now() + 60_000).toISOString() }),
      { kind: 'SHOP' as const, id: newId() },
    ];
    await stage.earn(nameless, 5_000);
    await stage.earn(poor, -5_000);
    const bank = await stage.due(5_000, { rail: 'BANK', provider: 'NOBKZMLU', account: '12345678' });
    const rich = await stage.due(900_000_000);
    const payees = [good, poor, small, cold, nameless, bank, rich];
    const before = await db.one(sql`SELECT count(*) FROM settlement.payout_batches`);
    const { body } = await stage.call<PayoutDryRun>(staff(), 'POST', '/staff/payout-batches/dry-run', { payees });
    expect(body.pays.map(({ payeeId, amount }) => [payeeId, amount.amount])).toEqual([[good.id, 5_000]]);
    const reasons = Object.fromEntries(body.leavesOut.map(({ payeeId, reason }) => [payeeId, reason]));
    expect(reasons).toEqual({
      [poor.id]: 'NOTHING_DUE',
      [small.id]: 'BELOW_MINIMUM',
      [cold.id]: 'COOLING_OFF',
      [nameless.id]: 'NO_WALLET',
      [bank.id]: 'NO_RAIL',
      [rich.id]: 'ABOVE_PROVIDER_LIMIT',
    });
    expect(await db.one(sql`SELECT count(*) FROM settlement.payout_batches`)).toEqual(before);
    expect(await stage.balance(`seller_payable:${good.id}`)).toBe(5_000);
    const batch = await stage.run(payees);
    const detail = (await stage.call<PayoutBatchDetail>(staff(), 'GET', `/staff/payout-batches/${batch.id}`)).body;
    expect(Object.fromEntries(detail.omissions.map(({ payeeId, reason }) => [payeeId, reason]))).toEqual(reasons);
    expect(batch).toMatchObject({ count: 1, total: { amount: 5_000 }, needsApproval: false });
  });

  it('above the limit waits for a second person, who approves what they have seen', async () => {
    const payee = await stage.due(1_000_001);
    const preparer = staff();
    const batch = await stage.run([payee], preparer);
    expect(batch).toMatchObject({ state: 'AWAITING_APPROVAL', needsApproval: true });
    const approve = (actor = staff(), hash = batch.hash) =>
      stage.call<{ code: string }>(actor, 'POST', `/staff/payout-batches/${batch.id}/approve`, { hash });
    expect(await approve(preparer)).toMatchObject({ status: 403, body: { code: 'settlement.second_person' } });
    expect(await approve(staff(), 'a'.repeat(64))).toMatchObject({ body: { code: 'settlement.batch_altered' } });
    expect(await approve(staff('payouts.write'))).toMatchObject({ status: 403 });
    await expect(
      db.execute(sql`UPDATE settlement.payout_batches SET state = 'SENDING' WHERE id = ${batch.id}`),
    ).rejects.toThrow('payout_batches_approval_check');
    await expect(
      db.execute(sql`UPDATE settlement.payout_batches SET approved_by = prepared_by WHERE id = ${batch.id}`),
    ).rejects.toThrow('payout_batches_approver_check');
    await expect(
      db.execute(sql`UPDATE settlement.payout_batches SET total = 1 WHERE id = ${batch.id}`),
    ).rejects.toThrow('frozen');
    expect(await stage.posts((await stage.payoutOf(payee)).reference)).toBe(0);
    expect((await approve()).status).toBe(200);
    await stage.until(batch.id, (state) => state === 'DONE');
    expect((await stage.payoutOf(payee)).state).toBe('COMPLETED');
  });

  it('is approved or cancelled, whoever comes first', async () => {
    const payee = await stage.due(1_500_000);
    const batch = await stage.run([payee]);
    const path = `/staff/payout-batches/${batch.id}`;
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => stage.call(staff(), 'POST', `${path}/approve`, { hash: batch.hash })),
      stage.call(staff(), 'POST', `${path}/cancel`, { reason: 'changed our mind' }),
    ]);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(answers.slice(0, 4).filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    await stage.until(batch.id, (state) => ['DONE', 'CANCELLED'].includes(state));
    await until(async () => ['COMPLETED', 'CANCELLED'].includes((await stage.payoutOf(payee)).state));
    const { state, reference } = await stage.payoutOf(payee);
    const paid = state === 'COMPLETED' ? 1_500_000 : 0;
    expect(await stage.posts(reference)).toBe(paid > 0 ? 1 : 0);
    expect(await stage.balance(`seller_payable:${payee.id}`)).toBe(1_500_000 - paid);
  });

  it('is one of ten that are started at the same moment, and no earning is paid twice', async () => {
    const payees = await Promise.all(Array.from({ length: 5 }, () => stage.due(3_000)));
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        stage.call<PayoutBatchView>(staff(), 'POST', '/staff/payout-batches', { payees }),
      ),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThanOrEqual(1);
    for (const { body } of made) await stage.until(body.id, (state) => state === 'DONE');
    for (const payee of payees) {
      const paid = await db.rows(sql`SELECT FROM settlement.payouts WHERE payee_id = ${payee.id}`);
      expect(paid).toHaveLength(1);
      expect(await stage.balance(`seller_payable:${payee.id}`)).toBe(0);
    }
  });

  it('of a cycle is made once by any number of schedulers', async () => {
    const payee = await stage.due(4_000);
    const scheduler = stage.app.get(PayoutScheduler);
    await Promise.all(Array.from({ length: 10 }, () => scheduler.prepare()));
    const cycles = await db.rows<{ id: string; cycle: string; preparedBy: string }>(sql`
      SELECT id, cycle, prepared_by AS "preparedBy" FROM settlement.payout_batches WHERE cycle LIKE 'DAILY:%'`);
    expect(cycles).toMatchObject([{ preparedBy: 'system:scheduler' }]);
    const { id } = cycles[0]!;
    await stage.until(id, (state) => state !== 'DRAFT');
    const { state, hash } = await stage.batch(id);
    if (state === 'AWAITING_APPROVAL')
      await stage.call(staff(), 'POST', `/staff/payout-batches/${id}/approve`, { hash });
    await stage.untilPayout(payee, 'COMPLETED');
    await scheduler.prepare();
    expect(await db.rows(sql`SELECT FROM settlement.payout_batches WHERE cycle LIKE 'DAILY:%'`)).toHaveLength(1);
  });

  it('is paused when the wallet cannot pay it to the end, and goes on when it is resumed', async () => {
    await stage.sandbox.control('/pawapay/settings', { openingBalance: 5_000 });
    const payees = [await stage.due(3_000), await stage.due(3_000)];
    const batch = await stage.run(payees);
    await stage.until(batch.id, (state) => state === 'PAUSED');
    expect((await stage.batch(batch.id)).reason).toContain('K60.00 are left');
    for (const payee of payees) expect(await stage.posts((await stage.payoutOf(payee)).reference)).toBe(0);
    await stage.sandbox.control('/pawapay/settings', { openingBalance: 5_000_000 });
    expect((await stage.call(staff(), 'POST', `/staff/payout-batches/${batch.id}/resume`)).status).toBe(200);
    await stage.until(batch.id, (state) => state === 'DONE');
  });

  it('is paused when too much of it fails, and cancelled gives back what was not sent', async () => {
    const failing = await Promise.all(Array.from({ length: 20 }, () => stage.due(2_000, { account: NOT_FOUND })));
    const waiting = await stage.due(2_000);
    const batch = await stage.run([...failing, waiting]);
    await stage.until(batch.id, (state) => state === 'PAUSED' || state === 'DONE');
    for (const payee of failing) await stage.untilPayout(payee, 'FAILED');
    for (const { id } of failing) expect(await stage.balance(`seller_payable:${id}`)).toBe(2_000);
    const { state } = await stage.batch(batch.id);
    if (state === 'PAUSED') {
      await stage.call(staff(), 'POST', `/staff/payout-batches/${batch.id}/cancel`, { reason: 'wrong numbers' });
      await until(async () => ['COMPLETED', 'CANCELLED'].includes((await stage.payoutOf(waiting)).state));
    }
    const ended = await stage.payoutOf(waiting);
    expect(await stage.balance(`seller_payable:${waiting.id}`)).toBe(ended.state === 'CANCELLED' ? 2_000 : 0);
  });
});

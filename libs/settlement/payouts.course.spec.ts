import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, newId, sql } from '@pakashop/platform';
import { drain } from '@pakashop/platform/testing';
import { until } from '../../apps/sandbox/testing/stage.js';
import { checkLedger } from './ledger.check.js';
import { payoutBreaks } from './payouts.breaks.suite.js';
import { payoutDoubts } from './payouts.doubts.suite.js';
import type { PayoutBatchView } from './payouts.dto.js';
import { GOOD, NOT_FOUND, PayoutStage, staff, STUCK } from './payouts.fixtures.js';
import { payoutStates } from './payouts.states.suite.js';

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

payoutStates(() => stage);
payoutBreaks(() => stage);
payoutDoubts(() => stage);

describe('a payout', () => {
  it('that failed returns to the balance once, however often the provider calls, and is paid again under a new id', async () => {
    const payee = await stage.due(6_000, { account: NOT_FOUND });
    await stage.run([payee]);
    await stage.untilPayout(payee, 'FAILED');
    await stage.callBack(payee, 40);
    await until(
      async () =>
        (await db.rows(sql`SELECT FROM platform.deliveries WHERE done_at IS NULL AND next_at <= now()`)).length === 0,
    );
    const dead = await stage.payoutOf(payee);
    expect(await stage.balance(`seller_payable:${payee.id}`)).toBe(6_000);
    expect(
      await db.rows(sql`SELECT FROM settlement.ledger_transactions WHERE key = ${`payout_returned:${dead.id}`}`),
    ).toHaveLength(1);
    await stage.tellWallet(payee, { account: GOOD });
    await drain(stage.app);
    const retry = () => stage.call<PayoutBatchView>(staff(), 'POST', `/staff/payouts/${dead.id}/retry`);
    const batch = (await retry()).body;
    await stage.until(batch.id, (state) => state === 'DONE');
    const paid = await stage.payoutOf(payee);
    expect(paid).toMatchObject({ state: 'COMPLETED' });
    expect(paid.reference).not.toBe(dead.reference);
    expect((await retry()).body).toMatchObject({ code: 'settlement.payout_not_failed' });
    await expect(
      db.execute(sql`UPDATE settlement.payouts SET state = 'COMPLETED' WHERE id = ${dead.id}`),
    ).rejects.toThrow('is FAILED');
  });

  it.each(['timeoutAfterApply', 'resetAfterApply', 'http500AfterApply', 'garbage'])(
    'after %s is asked about, and paid once',
    async (kind) => {
      await stage.sandbox.fault({ operation: 'payout', kind });
      const payee = await stage.due(2_500);
      await stage.run([payee]);
      await stage.untilPayout(payee, 'COMPLETED');
      expect(await stage.posts((await stage.payoutOf(payee)).reference)).toBe(1);
      expect(await stage.balance(`seller_payable:${payee.id}`)).toBe(0);
    },
    20_000,
  );

  it('whose request got lost keeps its reservation, and is given up only after a quarter of an hour', async () => {
    await stage.sandbox.fault({ operation: 'payout', kind: 'http500' });
    const payee = await stage.due(2_500);
    await stage.run([payee]);
    await stage.untilPayout(payee, 'UNKNOWN');
    await stage.callBack(payee);
    expect(await stage.balance(`payout_in_flight:${payee.id}`)).toBe(2_500);
    const { id, reference } = await stage.payoutOf(payee);
    await db.execute(sql`UPDATE settlement.payouts SET sent_at = now() - interval '16 minutes' WHERE id = ${id}`);
    await stage.untilPayout(payee, 'FAILED');
    expect(await stage.posts(reference)).toBe(1);
    expect(await stage.balance(`seller_payable:${payee.id}`)).toBe(2_500);
  });

  it('that succeeds after it had failed is a break, and the books of the wallet follow the provider', async () => {
    const payee = await stage.due(4_400, { account: NOT_FOUND });
    await stage.run([payee]);
    await stage.untilPayout(payee, 'FAILED');
    const suspense = await stage.balance('suspense:recon:ZMW');
    const { id, reference } = await stage.payoutOf(payee);
    await stage.sandbox.control(`/pawapay/operations/${reference}`, { status: 'COMPLETED' });
    await stage.callBack(payee, 3);
    await until(
      async () => (await db.rows(sql`SELECT FROM settlement.payout_breaks WHERE payout_id = ${id}`)).length === 1,
    );
    expect(await stage.payoutOf(payee)).toMatchObject({ state: 'FAILED' });
    expect(await stage.balance('suspense:recon:ZMW')).toBe(suspense - 4_400);
    expect(await stage.balance(`seller_payable:${payee.id}`)).toBe(4_400);
  });

  it('that waits for a slow operator can be taken back; one that is under way cannot', async () => {
    await stage.sandbox.control('/pawapay/settings', { operators: { MTN_MOMO_ZMB: 'DELAYED' } });
    const payee = await stage.due(3_300);
    await stage.run([payee]);
    await stage.untilPayout(payee, 'PENDING');
    const { id } = await stage.payoutOf(payee);
    const cancel = (payout: string) =>
      stage.call<{ code: string }>(staff(), 'POST', `/staff/payouts/${payout}/cancel`, { reason: 'a wrong number' });
    expect((await cancel(id)).status).toBe(200);
    await stage.untilPayout(payee, 'CANCELLED');
    expect(await stage.balance(`seller_payable:${payee.id}`)).toBe(3_300);
    await stage.sandbox.control('/pawapay/settings', { operators: {} });
    const stuck = await stage.due(3_300, { account: STUCK });
    await stage.run([stuck]);
    await stage.untilPayout(stuck, 'PENDING');
    const under = await stage.payoutOf(stuck);
    expect(await cancel(under.id)).toMatchObject({ status: 409, body: { code: 'settlement.payout_not_cancellable' } });
    expect((await stage.payoutOf(stuck)).state).toBe('PENDING');
  });

  it('goes by the second rail while its operator is closed, and to a bank always', async () => {
    await stage.sandbox.control('/pawapay/settings', { operators: { AIRTEL_OAPI_ZMB: 'CLOSED' } });
    await stage.sandbox.control('/flutterwave/settings', {
      openingBalance: 10_000_000,
      autoApprove: true,
      autoApproveMs: 10,
    });
    const mobile = await stage.due(2_200, { provider: 'AIRTEL_OAPI_ZMB', account: '+260973456789' });
    const bank = await stage.due(2_300, { rail: 'BANK', provider: 'ZNCOZMLU', account: '1234567890' });
    stage.forgetOperators();
    const batch = await stage.run([mobile, bank]);
    await stage.until(batch.id, (state) => state === 'DONE');
    expect(await stage.payoutOf(mobile)).toMatchObject({ state: 'COMPLETED', provider: 'flutterwave' });
    expect(await stage.payoutOf(bank)).toMatchObject({ state: 'COMPLETED', provider: 'flutterwave' });
    stage.forgetOperators();
  });

  it('of a bulk that is refused as a whole is sent alone, and ends by its own evidence', async () => {
    await stage.sandbox.fault({ operation: 'payout.bulk', kind: 'rejected', code: 'INVALID_INPUT' });
    const payees = [await stage.due(2_100), await stage.due(2_100, { account: NOT_FOUND }), await stage.due(2_100)];
    await stage.run(payees);
    for (const [i, payee] of payees.entries()) await stage.untilPayout(payee, i === 1 ? 'FAILED' : 'COMPLETED');
  });

  it('is seen by whom it is for and by nobody else', async () => {
    const userId = newId();
    const agent = await stage.due(2_000, { userId }, 'AGENT');
    const shop = await stage.due(2_000);
    const batch = await stage.run([agent, shop]);
    await stage.until(batch.id, (state) => state === 'DONE');
    const { id } = await stage.payoutOf(shop);
    const owner = (shopId: string) => ({
      ...{ kind: 'person' as const, userId: newId() },
      grants: [{ permission: 'shops.finance.read', scope: 'shop' as const, scopeId: shopId }],
    });
    const path = `/shops/${shop.id}/payouts`;
    expect((await stage.call<{ data: object[] }>(owner(shop.id), 'GET', path)).body.data).toHaveLength(1);
    expect((await stage.call(owner(newId()), 'GET', path)).status).toBe(404);
    expect((await stage.call(owner(newId()), 'GET', `${path}/${id}`)).status).toBe(404);
    const worker = {
      kind: 'person' as const,
      userId,
      grants: [{ permission: 'delivery.work', scope: 'platform' as const }],
    };
    const own = (await stage.call<{ data: { id: string }[] }>(worker, 'GET', '/delivery/agent/payouts')).body.data;
    expect(own).toHaveLength(1);
    expect((await stage.call(worker, 'GET', `/delivery/agent/payouts/${id}`)).status).toBe(404);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PayoutStage } from './payouts.fixtures.js';

const POINTS = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'];

/** Work is broken off at each point once, in one run; the points are read when the platform is loaded. */
describe('a payout whose work is broken off at every point', () => {
  let stage: PayoutStage;
  const before = process.env.FAILPOINTS;

  beforeAll(async () => {
    process.env.FAILPOINTS = POINTS.map((point) => `${point}=throw`).join(',');
    const { PayoutStage: Opened } = await import('./payouts.fixtures.js');
    stage = await Opened.open();
  });
  afterAll(async () => {
    process.env.FAILPOINTS = before ?? '';
    await stage.close();
  });

  it('is paid once, and the books agree', async () => {
    const { sql } = await import('@pakashop/platform');
    const { until } = await import('../../apps/sandbox/testing/stage.js');
    const { checkLedger } = await import('./ledger.check.js');
    const { staff } = await import('./payouts.fixtures.js');
    const payees = [await stage.due(5_000), await stage.due(6_000)];
    await stage.call(staff(), 'POST', '/staff/payout-batches', { payees });
    await until(async () => {
      await stage.db.execute(sql`
        UPDATE platform.deliveries SET next_at = now() WHERE done_at IS NULL AND failures > 0 AND next_at > now()`);
      const open = await stage.db.rows(sql`SELECT FROM settlement.payouts WHERE state = 'COMPLETED'`);
      return open.length === 2;
    });
    for (const payee of payees) {
      const { reference } = await stage.payoutOf(payee);
      const { body } = await stage.sandbox.control<{ pawapay: { operations: object[] } }>(
        `/books?reference=${reference}`,
      );
      expect(body.pawapay.operations).toHaveLength(1);
      expect(await stage.balance(`seller_payable:${payee.id}`)).toBe(0);
      expect(await stage.balance(`payout_in_flight:${payee.id}`)).toBe(0);
    }
    const errors = await stage.db.rows<{ error: string }>(
      sql`SELECT DISTINCT last_error AS error FROM platform.deliveries WHERE last_error LIKE '%failpoint%'`,
    );
    expect(errors.length).toBeGreaterThan(0);
    const { checks } = await checkLedger(stage.db);
    expect(checks.flatMap(({ violations }) => violations)).toEqual([]);
  }, 15_000);
});

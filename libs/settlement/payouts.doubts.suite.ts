import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, newId, sql } from '@pakashop/platform';
import { drain } from '@pakashop/platform/testing';
import type { PayoutBatchView } from './payouts.dto.js';
import { type PayoutStage, staff, type TestPayee } from './payouts.fixtures.js';
import { PayoutFlow } from './payouts.flow.js';

/** What somebody may still be sending is nobody's to end (payments practice §7). */
export function payoutDoubts(open: () => PayoutStage): void {
  let stage: PayoutStage;
  let db: Database;
  beforeAll(() => {
    stage = open();
    db = stage.db;
  });

  /** A payout that was put back for so many more seconds of doubt, in a batch that waits for a second person. */
  async function doubted(seconds: number): Promise<{ payee: TestPayee; batch: PayoutBatchView; id: string }> {
    const payee = await stage.due(1_100_000);
    const batch = await stage.run([payee]);
    expect(batch.state).toBe('AWAITING_APPROVAL');
    const { id } = await stage.payoutOf(payee);
    await db.execute(sql`
      UPDATE settlement.payouts SET doubted_until = now() + make_interval(secs => ${seconds}) WHERE id = ${id}`);
    return { payee, batch, id };
  }
  const cancelBatch = ({ id }: PayoutBatchView) =>
    stage.call(staff(), 'POST', `/staff/payout-batches/${id}/cancel`, { reason: 'not this week' });
  const cancel = (id: string) => stage.call(staff(), 'POST', `/staff/payouts/${id}/cancel`, { reason: 'not to them' });
  const isWaiting = (id: string) =>
    db.rows(sql`SELECT FROM settlement.payouts WHERE id = ${id} AND state = 'RESERVED'`);

  describe('a payout that may still be under way', () => {
    it('is not given back, by a person or with its batch, before that is over and the provider does not know it', async () => {
      const { payee, batch, id } = await doubted(600);
      expect(await cancel(id)).toMatchObject({ status: 409, body: { code: 'settlement.payout_not_cancellable' } });
      expect((await cancelBatch(batch)).status).toBe(200);
      await drain(stage.app);
      expect(await isWaiting(id)).toHaveLength(1);
      expect(await stage.balance(`seller_payable:${payee.id}`)).toBe(0);
      await db.execute(sql`UPDATE settlement.payouts SET doubted_until = now() WHERE id = ${id}`);
      await db.execute(sql`UPDATE platform.deliveries SET next_at = now() WHERE done_at IS NULL AND next_at > now()`);
      await stage.untilPayout(payee, 'CANCELLED');
      expect(await stage.balance(`seller_payable:${payee.id}`)).toBe(1_100_000);
    });

    it('is given back by a person when that is over', async () => {
      const { payee, id } = await doubted(-1);
      expect(await cancel(id)).toMatchObject({ status: 200, body: { state: 'CANCELLED' } });
      expect(await stage.balance(`seller_payable:${payee.id}`)).toBe(1_100_000);
    });

    it('is no failure when a second request for it is refused', async () => {
      const { payee, id } = await doubted(600);
      const refused = { kind: 'refused', code: 'RECIPIENT_NOT_ALLOWED', message: '' } as const;
      await db.execute(sql`UPDATE settlement.payouts SET state = 'SENT', sent_at = now() WHERE id = ${id}`);
      await db.transaction((tx) => stage.app.get(PayoutFlow).applySent(tx, id, refused));
      expect(await stage.payoutOf(payee)).toMatchObject({ state: 'UNKNOWN' });
      expect(await stage.balance(`payout_in_flight:${payee.id}`)).toBe(1_100_000);
      const paid = { kind: 'completed', amount: 1_100_000, currency: 'ZMW', transactionId: newId() } as const;
      await db.transaction((tx) => stage.app.get(PayoutFlow).apply(tx, id, paid, 'poll'));
      expect(await stage.payoutOf(payee)).toMatchObject({ state: 'COMPLETED' });
    });
  });
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Outbox, sql } from '@pakashop/platform';
import { person } from '../orders/orders.suite.js';
import { RefundsStage, until } from '../refunds/refunds.fixtures.js';
import { PaymentsExpiry } from './payments.expiry.js';
import { expireKey } from './payments.jobs.js';

let stage: RefundsStage;
beforeAll(async () => void (stage = await RefundsStage.open()), 30_000);
afterAll(() => stage.close());

/** What a process does every second that has a worker's face. */
const look = () => new PaymentsExpiry(stage.db, stage.app.get(Outbox, { strict: false })).look();

const isOver = (id: string) => stage.db.execute(sql`UPDATE backend.orders SET expires_at = now() WHERE id = ${id}`);
const ordered = async (id: string): Promise<number> =>
  (
    await stage.db.one<{ jobs: number }>(sql`
      SELECT count(*) AS jobs FROM platform.outbox
      WHERE key = ${expireKey(id)} AND name = 'payments.expire_order' AND payload ->> 'orderId' = ${id}`)
  ).jobs;
const statusOf = async (id: string): Promise<string> =>
  (await stage.db.one<{ status: string }>(sql`SELECT status FROM backend.orders WHERE id = ${id}`)).status;

describe('the end of an unpaid order', () => {
  it('is ordered when its time is over, once, however many processes look, and gives its stock back', async () => {
    const variantId = await stage.goods({ available: 5 });
    const [late, early] = [await stage.placed(person(), variantId), await stage.placed(person(), variantId)];
    await look();
    expect(await ordered(late.id)).toBe(0);

    await isOver(late.id);
    await Promise.all([look(), look(), look()]);
    expect(await ordered(late.id)).toBe(1);
    await until(async () => (await statusOf(late.id)) === 'EXPIRED');
    expect(await stage.stockOf(variantId)).toEqual({ available: 4, held: 1, sold: 0 });
    expect([await ordered(early.id), await statusOf(early.id)]).toEqual([0, 'PENDING']);
  });

  it('is not ordered for one that is paid', async () => {
    const { order } = await stage.paid();
    await isOver(order.id);
    await look();
    expect([await ordered(order.id), await statusOf(order.id)]).toEqual([0, 'CONFIRMED']);
  });
});

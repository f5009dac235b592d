import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Depot } from './delivery.depot.fixtures.js';
import type { DeliveryReceipt } from './delivery.proof.dto.js';

// Failpoints are read once, when the module of failpoints is loaded: everything else is loaded behind them.
const before = process.env.FAILPOINTS;
let depot: Depot;
let sql: (typeof import('@pakashop/platform'))['sql'];
let drain: (typeof import('@pakashop/platform/testing'))['drain'];
beforeAll(async () => {
  process.env.FAILPOINTS = 'D1=throw,D2=throw,D3=throw';
  ({ sql } = await import('@pakashop/platform'));
  ({ drain } = await import('@pakashop/platform/testing'));
  const fixtures = await import('./delivery.depot.fixtures.js');
  depot = await fixtures.Depot.boot();
});
afterAll(async () => {
  if (before === undefined) delete process.env.FAILPOINTS;
  else process.env.FAILPOINTS = before;
  await depot?.app.close();
});

describe('a confirmation that breaks off', () => {
  it('between count and compare (D1), before its answer (D2) and before its news (D3) has one effect', async () => {
    const { agent, shopOrderId, deliveryId, pin } = await depot.carried();
    const told = () =>
      depot.db.rows<{ done: boolean; failures: number }>(sql`
        SELECT d.done_at IS NOT NULL AS done, d.failures FROM platform.outbox m
        JOIN platform.deliveries d ON d.message_id = m.id
        WHERE m.name = 'delivery.delivered' AND m.aggregate_id = ${deliveryId}`);

    expect((await depot.confirm(agent, shopOrderId, pin)).status).toBe(500);
    expect(await depot.rowOf(deliveryId)).toMatchObject({ state: 'PICKED_UP', pinTries: 0 });
    expect(await told()).toEqual([]);

    expect((await depot.confirm(agent, shopOrderId, pin)).status).toBe(500);
    expect(await depot.rowOf(deliveryId)).toMatchObject({ state: 'DELIVERED', pinTries: 1 });
    const answers = await Promise.all([1, 2].map(() => depot.confirm<DeliveryReceipt>(agent, shopOrderId, pin)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]!.body).toEqual(answers[1]!.body);

    while (!(await told()).every(({ done }) => done)) {
      await depot.db.execute(sql`
        UPDATE platform.deliveries SET next_at = now() WHERE done_at IS NULL AND failures > 0 AND lease_until IS NULL`);
      await drain(depot.app);
    }
    expect(await told()).toEqual([{ done: true, failures: 1 }]);
    const letters = await depot.db.rows(sql`
      SELECT FROM backend.messages WHERE purpose = 'delivery.delivered' AND reference = ${deliveryId}`);
    expect(letters).toHaveLength(1);
  });
});

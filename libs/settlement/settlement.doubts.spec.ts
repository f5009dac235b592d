import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, Outbox } from '@pakashop/platform';
import { Unexplained } from '@pakashop/reconciliation';
import { until } from '../../apps/sandbox/testing/stage.js';
import type { PayoutBreakList } from './payouts.breaks.dto.js';
import { PayoutStage, staff, STUCK } from './payouts.fixtures.js';
import { PayoutFlow } from './payouts.flow.js';

let stage: PayoutStage;
beforeAll(async () => void (stage = await PayoutStage.open()));
afterAll(() => stage?.close());

describe('a payout that a statement shows', () => {
  it('and that we count as failed is asked for at the provider', async () => {
    const payee = await stage.due(5_000, { account: STUCK });
    await stage.run([payee]);
    await stage.untilPayout(payee, 'PENDING');
    const { id, reference } = await stage.payoutOf(payee);
    await stage.db.transaction((tx) =>
      stage.app.get(PayoutFlow).apply(tx, id, { kind: 'failed', code: 'RECIPIENT_NOT_FOUND', message: '' }, 'poll'),
    );
    await stage.sandbox.control(`/pawapay/operations/${reference}`, { status: 'COMPLETED' });
    for (const shown of [newId(), reference]) {
      const fact = { breakId: newId(), provider: 'pawapay' as const, kind: 'PAYOUT' as const, reference: shown };
      await stage.db.transaction((tx) => stage.app.get(Outbox).publish(tx, Unexplained, fact.breakId, fact));
    }
    let found: PayoutBreakList['data'] = [];
    await until(async () => {
      found = (await stage.call<PayoutBreakList>(staff(), 'GET', '/staff/payout-breaks?state=OPEN')).body.data;
      return found.length > 0;
    });
    expect(found).toMatchObject([{ payoutId: id, kind: 'LATE_SUCCESS', amount: { amount: 5_000 } }]);
  });
});

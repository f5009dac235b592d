import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, Outbox, sql } from '@pakashop/platform';
import { Unexplained, type UnexplainedMoney } from '@pakashop/reconciliation';
import { person } from '../orders/orders.suite.js';
import { RefundsStage, until } from '../refunds/refunds.fixtures.js';

let stage: RefundsStage;
beforeAll(async () => void (stage = await RefundsStage.open()), 30_000);
afterAll(() => stage.close());

/** Nothing is heard of what the provider says, but that a statement shows it. */
async function shown(kind: UnexplainedMoney['kind'], reference: string): Promise<void> {
  const fact = { breakId: newId(), provider: 'pawapay' as const, kind, reference };
  await stage.db.transaction((tx) =>
    stage.api.get(Outbox, { strict: false }).publish(tx, Unexplained, fact.breakId, fact),
  );
}
const completed = (reference: string) => stage.control(`/pawapay/operations/${reference}`, { status: 'COMPLETED' });
const breaks = (orderId: string) =>
  stage.db.rows(sql`
    SELECT b.kind FROM backend.payment_breaks b JOIN backend.payments p ON p.id = b.payment_id WHERE p.order_id = ${orderId}`);

describe('money that a statement shows and that we count as not moved', () => {
  it('is asked for at the provider, whose answer moves the payment', async () => {
    await stage.fault({ operation: 'deposit', kind: 'fail', code: 'PAYMENT_NOT_APPROVED', ms: 5 });
    const buyer = person();
    const { order, first } = await stage.failed(buyer);
    await stage.call(buyer, 'PATCH', `/orders/${order.id}/cancel`);
    stage.hears = false;
    await completed(first);
    await shown('DEPOSIT', first);
    await until(async () => (await breaks(order.id)).length > 0);
    expect(await breaks(order.id)).toEqual([{ kind: 'LATE_SUCCESS' }]);
    stage.hears = true;
  });

  it('is asked for where it is a refund that failed', async () => {
    const sold = await stage.paid();
    await stage.fault({ kind: 'fail', code: 'RECIPIENT_NOT_FOUND', ms: 5 });
    const { refundId } = (await stage.open(sold, { goods: 10_000, reason: 'STAFF' }))!;
    const { reference } = (await stage.becomes(refundId, 'NEEDS_ATTENTION')).attempts[0]!;
    stage.hears = false;
    await completed(reference);
    await shown('PAYOUT', newId());
    await shown('REFUND', reference);
    await stage.becomes(refundId, 'COMPLETED');
    stage.hears = true;
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, Outbox, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import { OrderFlow } from '../orders/orders.flow.js';
import { Market, person, registry } from '../orders/orders.suite.js';
import { move } from '../transitions.js';
import { createAttempt } from './payments.attempts.js';
import { type Paid, PaymentCapture } from './payments.capture.js';
import { FollowAttempt } from './payments.jobs.js';
import type { PaymentProvider } from './payments.provider.js';

let market: Market;
beforeAll(async () => void (market = new Market(await bootApp('api', registry))));
afterAll(() => market.app.close());

const of = <T>(type: new (...args: never[]) => T): T => market.app.get<T>(type, { strict: false });
const provider = { name: 'pawapay', newReference: (id: string) => id } as PaymentProvider;

/** An order with an attempt that is under way, and money that a provider took for it. */
async function underWay({ above = 0, currency = 'ZMW' } = {}): Promise<Paid & { variant: string }> {
  const variant = await market.goods({ available: 9 });
  const { id: orderId, total } = await market.placed(person(), variant);
  const { paymentId } = (await of(OrderFlow).paymentOf(orderId))!;
  const id = newId();
  const { attempt } = await market.db.transaction(async (tx) => {
    await move(tx, { machine: 'payment', id: paymentId, from: ['PENDING'], to: 'PROCESSING', cause: 'test' });
    const how = { method: 'MTN_MONEY', phone: '+260966123456', amount: total.amount, currency: 'ZMW' } as const;
    const job = of(Outbox).taken(FollowAttempt, { attemptId: id });
    return createAttempt(tx, id, { paymentId, orderId, provider, ...how }, job);
  });
  return { variant, attempt, standing: { amount: total.amount + above, currency, transactionId: `T-${id}` } };
}

const capture = (all: readonly Paid[]): Promise<string[]> =>
  market.db.transaction(async (tx) => {
    const exact = await of(PaymentCapture).exactly(tx, all);
    if (exact.length > 0) await of(PaymentCapture).capture(tx, exact, 'test');
    return exact.map(({ attempt }) => attempt.id);
  });

const stateOf = ({ attempt: { id } }: Paid) =>
  market.db.one(sql`
    SELECT a.state AS attempt, p.status AS payment, o.status AS order, o.payment_status AS shown,
      a.provider_transaction_id AS transaction,
      (SELECT array_agg(m.name ORDER BY m.name) FROM platform.outbox m
       WHERE m.kind = 'event' AND m.aggregate_id IN (o.id::text, p.id::text) AND m.name IN ('orders.confirmed', 'payments.captured')) AS told
    FROM backend.payment_attempts a JOIN backend.payments p ON p.id = a.payment_id JOIN backend.orders o ON o.id = a.order_id
    WHERE a.id = ${id}`);
const PAID = { attempt: 'SUCCEEDED', payment: 'CAPTURED', order: 'CONFIRMED', shown: 'PAID' };
const told = ['orders.confirmed', 'payments.captured'];

describe('several payments at once', () => {
  it('pay each its own order, with its own transaction', async () => {
    const all = [await underWay(), await underWay(), await underWay()];
    expect(await capture(all)).toEqual(all.map(({ attempt }) => attempt.id));
    for (const paid of all) {
      expect(await stateOf(paid)).toEqual({ ...PAID, told, transaction: paid.standing.transactionId });
      expect(await market.stockOf(paid.variant)).toEqual({ available: 8, held: 0, sold: 1 });
    }
    expect(await capture(all)).toEqual([]);
  });

  it('leave what is more, less, in another currency or too late to others, as it is', async () => {
    const exact = await underWay();
    const late = await underWay();
    await market.db.transaction((tx) => of(OrderFlow).close(tx, late.attempt.orderId, 'CANCELLED', 'test'));
    const odd = [
      await underWay({ above: 1 }),
      await underWay({ above: -1 }),
      await underWay({ currency: 'USD' }),
      late,
    ];
    const before = await Promise.all(odd.map(stateOf));
    expect(await capture([odd[0]!, odd[1]!, exact, odd[2]!, late])).toEqual([exact.attempt.id]);
    expect(await stateOf(exact)).toMatchObject(PAID);
    expect(await Promise.all(odd.map(stateOf))).toEqual(before);
  });

  it('in whatever order and as often as they come, pay once', async () => {
    const all = [await underWay(), await underWay(), await underWay(), await underWay()];
    const sets = [all, all.toReversed(), all.slice(1, 3), [all[3]!, all[0]!]];
    const done = (await Promise.all(sets.map(capture))).flat();
    expect(done.toSorted()).toEqual(all.map(({ attempt }) => attempt.id).toSorted());
    for (const paid of all) expect(await stateOf(paid)).toMatchObject({ ...PAID, told });
  });
});

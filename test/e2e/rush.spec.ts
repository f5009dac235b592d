import { describe, expect, it } from '@jest/globals';
import type { Buyer, Order } from './buyer.js';
import { depositOf, inboxOf } from './callbacks.js';
import { attemptsOf } from './ledger.js';
import { useMarketplace } from './marketplace.js';
import type { PhoneAnswer } from './sandbox.js';
import { until } from './processes.js';

/** Callbacks that come at about the same time are applied in one transaction, as far as they are alike. */
const market = useMarketplace();

interface Purchase {
  readonly buyer: Buyer;
  readonly order: Order;
}

/** Purchases that buyers have answered on their phones while no worker runs: their callbacks are stored and wait for it. */
async function answeredWithout(worker: { stop(signal: 'SIGKILL'): Promise<void> }, answers: readonly PhoneAnswer[]) {
  await worker.stop('SIGKILL');
  await market().passLeases();
  const purchases: Purchase[] = [];
  for (const answer of answers) {
    const buyer = await market().people.guest();
    const { order } = await buyer.checkOut();
    await until('the phone rings', () => market().sandbox.rings(buyer.wallet));
    await market().sandbox.phone(buyer.wallet, answer);
    purchases.push({ buyer, order });
  }
  await market().postponePolling();
  for (const { order } of purchases) {
    const { reference } = await depositOf(market(), order);
    await until('the callback is stored', async () => (await inboxOf(market(), reference)).length > 0);
  }
  return purchases;
}

/** In how many transactions attempts on these orders succeeded. */
async function transactionsOf(purchases: readonly Purchase[]): Promise<number> {
  const rows = await market().rows(
    `SELECT DISTINCT t.xmin::text FROM backend.transitions t JOIN backend.payment_attempts a ON a.id = t.subject_id
     WHERE t.to_state = 'SUCCEEDED' AND a.order_id = ANY($1)`,
    purchases.map(({ order }) => order.id),
  );
  return rows.length;
}

describe('callbacks that wait for a worker', () => {
  it('are applied together: who paid is confirmed, who did not may try again', async () => {
    const { worker } = market();
    const purchases = await answeredWithout(worker, [...Array(6).fill('approve'), 'insufficientFunds', 'approve']);
    await worker.start();
    const [declined] = purchases.splice(6, 1);
    for (const { buyer, order } of purchases) await buyer.untilPaid(order);
    await declined!.buyer.until(declined!.order, { paymentStatus: 'FAILED', orderStatus: 'PENDING' });
    expect(await transactionsOf(purchases)).toBe(1);
    await market().converge();
    for (const { order } of [...purchases, declined!]) {
      const { reference } = await depositOf(market(), order);
      expect(await inboxOf(market(), reference)).toMatchObject([{ outcome: 'applied' }]);
      expect(await attemptsOf(market(), order)).toHaveLength(1);
    }
    await declined!.buyer.pay(declined!.order);
    await declined!.buyer.approve();
    await declined!.buyer.untilPaid(declined!.order);
  });

  it('keep the causes of what follows apart', async () => {
    const { worker } = market();
    const purchases = await answeredWithout(worker, ['approve', 'approve', 'approve']);
    await worker.start();
    for (const { buyer, order } of purchases) await buyer.untilPaid(order);
    const told = await market().rows<{ callback: string; confirmed: string; captured: string }>(
      `SELECT (SELECT m.correlation_id FROM platform.outbox m JOIN platform.inbox i ON i.id::text = m.payload ->> 'inboxId'
               WHERE m.payload -> 'news' ->> 'reference' = a.reference) AS callback,
         (SELECT correlation_id FROM platform.outbox WHERE name = 'orders.confirmed' AND aggregate_id = a.order_id::text) AS confirmed,
         (SELECT correlation_id FROM platform.outbox WHERE name = 'payments.captured' AND aggregate_id = a.payment_id::text) AS captured
       FROM backend.payment_attempts a WHERE a.order_id = ANY($1)`,
      purchases.map(({ order }) => order.id),
    );
    for (const { callback, confirmed, captured } of told) expect([confirmed, captured]).toEqual([callback, callback]);
    expect(new Set(told.map(({ callback }) => callback))).toHaveProperty('size', 3);
  });

  it.each(['C15=kill', 'C16=kill', 'C12=kill', 'C15=throw', 'C16=throw'])(
    'and are in its hands when it meets %s: each counts once',
    async (failpoint) => {
      const { worker } = market();
      const purchases = await answeredWithout(worker, ['approve', 'wrongPin', 'approve', 'approve']);
      await worker.start({ FAILPOINTS: failpoint });
      if (failpoint.endsWith('kill')) {
        await worker.died();
        await market().passLeases();
        await worker.start();
      }
      const [wrong] = purchases.splice(1, 1);
      for (const { buyer, order } of purchases) await buyer.untilPaid(order);
      await wrong!.buyer.until(wrong!.order, { paymentStatus: 'FAILED' });
    },
  );
});

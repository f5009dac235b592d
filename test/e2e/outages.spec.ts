import { afterAll, describe, expect, it } from '@jest/globals';
import { idempotencyKey } from '@pakashop/client';
import { answered, type Buyer, type Order } from './buyer.js';
import { useMarketplace } from './marketplace.js';
import { until } from './processes.js';
import { OwnServices } from './services.js';

let services: OwnServices;
const market = useMarketplace(async () => {
  services = await OwnServices.start();
  return services;
});
afterAll(() => services?.stop(), 30_000);

/** Places and pays an order, repeating each call with its key until it is answered; and approves it on the phone. */
async function checkOut(buyer: Buyer): Promise<Order> {
  const [orderKey, payKey] = [idempotencyKey(), idempotencyKey()];
  const pieces = { [market().catalogue.pot]: 1, [market().catalogue.dress]: 1 };
  const order = await answered(() => buyer.place(pieces, { key: orderKey }), 40_000);
  await answered(() => buyer.pay(order, { key: payKey }), 40_000);
  await buyer.approve();
  return order;
}

const guests = (count: number) => Promise.all(Array.from({ length: count }, () => market().people.guest()));

/** All processes live on. */
function expectAllUp(): void {
  expect(
    market()
      .processes.filter(({ isRunning }) => !isRunning)
      .map(({ name }) => name),
  ).toEqual([]);
}

/** Each guest's checkout, and the wait until it is paid. */
async function allPaid(buyers: readonly Buyer[]): Promise<void> {
  await Promise.all(buyers.map(async (buyer) => buyer.untilPaid(await checkOut(buyer), 60_000)));
}

describe('Redis', () => {
  it('is emptied again and again in the middle: it costs time and nothing else', async () => {
    const buyers = await guests(8);
    let done = false;
    const paid = allPaid(buyers).finally(() => (done = true));
    await until(
      'everything is paid',
      async () => {
        await services.emptyRedis();
        return done;
      },
      60_000,
    );
    await paid;
  });

  it('is away: checkout goes on, no request hangs, and everything is made up for when it is back', async () => {
    const { people, api } = market();
    const customer = await people.customer('Thandiwe Zulu');
    await services.killRedis();
    const before = performance.now();
    const orders = [await checkOut(customer)];
    expect((await customer.client().get('/products')).data.length).toBeGreaterThan(0);
    await customer.client().post('/cart/items', { body: { variantId: market().catalogue.dress, quantity: 1 } });
    expect((await customer.client().get('/cart')).itemCount).toBe(1);
    orders.push(await checkOut(customer));
    expect(performance.now() - before).toBeLessThan(8_000);
    expect((await fetch(`${api.url}/health/ready`)).status).toBe(200);
    for (const order of orders) expect(await customer.status(order)).toMatchObject({ paymentStatus: 'PENDING' });

    await services.startRedis();
    for (const order of orders) await customer.untilPaid(order, 30_000);
    expectAllUp();
  });

  it('dies and comes back empty in the middle', async () => {
    const buyers = await guests(8);
    const paid = allPaid(buyers);
    await until('a payment is under way or done', async () => {
      const wallets = buyers.map(({ wallet }) => wallet.slice(-9));
      const { rowCount } = await market().db.query(
        'SELECT FROM backend.payment_attempts WHERE right(phone, 9) = ANY($1)',
        [wallets],
      );
      return (rowCount ?? 0) > 0;
    });
    await services.killRedis();
    await services.startRedis();
    await paid;
    expectAllUp();
  });
});

describe('PostgreSQL', () => {
  it('throws everybody out in the middle: no process ends, no answer is lost', async () => {
    const buyers = await guests(8);
    let done = false;
    const paid = allPaid(buyers).finally(() => (done = true));
    let rounds = 0;
    await until('they were thrown out ten times', async () => {
      await market().db.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                               WHERE application_name = 'pakashop' AND datname = current_database()`);
      return done || ++rounds === 10;
    });
    await market().passLeases();
    await paid;
    expectAllUp();
  });

  it('is killed in the middle and comes back: no answer is lost', async () => {
    const buyers = await guests(8);
    const early = await checkOut(buyers[0]!);
    const paid = allPaid(buyers.slice(1));
    await until('orders are coming in', async () => {
      const { count } = await market().row<{ count: number }>(
        `SELECT count(*)::int AS count FROM backend.orders WHERE status = 'PENDING' AND created_at > now() - interval '5 seconds'`,
      );
      return count > 2;
    });
    await services.killPostgres();
    const status = await fetch(`${market().api.url}/health/ready`).then((answer) => answer.status);
    expect(status).toBe(503);
    await services.startPostgres();
    await until('the database answers', async () => (await market().db.query('SELECT 1')).rowCount);
    await market().passLeases();
    await paid;
    await buyers[0]!.untilPaid(early, 30_000);
    expectAllUp();
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { idempotencyKey } from '@pakashop/client';
import { answered, type Method } from './buyer.js';
import { attemptsOf } from './ledger.js';
import { useMarketplace } from './marketplace.js';
import type { Process } from './processes.js';
import { until } from './processes.js';

/** The kill matrix of the checkout path: a process ends at each of the named points, and nothing is lost or doubled. */
const market = useMarketplace();
let victim: Process;

beforeAll(async () => {
  victim = await market().addApi();
});
beforeEach(() => market().quiet());
afterAll(() => victim.stop('SIGKILL'));

const depositsOf = async (order: { number: string }) => (await market().sandbox.books(order.number)).pawapay.operations;

/** The call was not answered: the process died under it. */
async function expectNoAnswer(call: Promise<unknown>, api: Process): Promise<void> {
  await expect(call).rejects.toThrow(/fetch failed|terminated|JSON|network/i);
  await api.died();
  await market().passLeases();
}

describe('an api that dies while it places an order', () => {
  it.each(['C1', 'C2', 'C3', 'C4', 'C5'])('at %s: repeating the key on another one makes one order', async (point) => {
    const { people, catalogue } = market();
    const buyer = await people.guest();
    await victim.restart({ FAILPOINTS: `${point}=kill` });
    const key = idempotencyKey();
    const pieces = { [catalogue.pot]: 1, [catalogue.dress]: 1 };
    await expectNoAnswer(buyer.place(pieces, { key, via: victim }), victim);
    const order = await answered(() => buyer.place(pieces, { key }));
    expect((await buyer.client().get('/orders')).data.map(({ id }) => id)).toEqual([order.id]);
    expect(await buyer.place(pieces, { key })).toEqual(order);
    await buyer.pay(order);
    await buyer.approve();
    await buyer.untilPaid(order);
  });
});

describe('an api that dies while it starts a payment', () => {
  const points = ['C1', 'C2', 'C4', 'C8', 'C9', 'C10'];
  it.each(points)('at %s: one deposit, and the repeat is told about it', async (point) => {
    const { people, catalogue } = market();
    const buyer = await people.guest();
    const order = await buyer.place({ [catalogue.pot]: 1 });
    await victim.restart({ FAILPOINTS: `${point}=kill` });
    const key = idempotencyKey();
    await expectNoAnswer(buyer.pay(order, { key, via: victim }), victim);
    const started = await answered(() => buyer.pay(order, { key }));
    expect(started.transactionId).toBe((await attemptsOf(market(), order))[0]!.id);
    await buyer.approve();
    await buyer.untilPaid(order);
    const [deposit, ...more] = await depositsOf(order);
    expect(more).toEqual([]);
    // What was sent is sent again under the same reference, never under another.
    expect(deposit!.posts).toBe(['C9', 'C10'].includes(point) ? 2 : 1);
    expect(await attemptsOf(market(), order)).toHaveLength(1);
  });

  it.each<[string, Method]>([['C9', 'CARD']])(
    'at %s with %s: the page that nobody knows is never used',
    async (point, method) => {
      const { people, catalogue, sandbox } = market();
      const buyer = await people.guest();
      const order = await buyer.place({ [catalogue.dress]: 1 });
      await victim.restart({ FAILPOINTS: `${point}=kill` });
      const key = idempotencyKey();
      await expectNoAnswer(buyer.pay(order, { method, key, via: victim }), victim);
      expect(await answered(() => buyer.pay(order, { method, key }))).toMatchObject({ status: 202, type: 'pending' });
      await until('nobody knows', async () => (await attemptsOf(market(), order))[0]!.state === 'UNKNOWN');
      await market().passNotFound(order);
      await buyer.until(order, { paymentStatus: 'FAILED' });
      const again = await buyer.pay(order, { method });
      await sandbox.payPage(`pk_${again.transactionId}`);
      await buyer.untilPaid(order);
    },
  );

  it('and the worker that takes over dies as well, twice', async () => {
    const { people, catalogue, worker } = market();
    const buyer = await people.guest();
    const order = await buyer.place({ [catalogue.pot]: 1 });
    await victim.restart({ FAILPOINTS: 'C8=kill' });
    await worker.restart({ FAILPOINTS: 'C9=kill' });
    await expectNoAnswer(buyer.pay(order, { via: victim }), victim);
    for (const point of ['C9', 'C10']) {
      await worker.died();
      await market().passLeases();
      await worker.start(point === 'C9' ? { FAILPOINTS: 'C10=kill' } : {});
    }
    await buyer.approve();
    await buyer.untilPaid(order);
    expect(await depositsOf(order)).toMatchObject([{ posts: 3, status: 'COMPLETED' }]);
  });
});

describe('an api that dies while it takes a callback', () => {
  it.each(['C13', 'C14'])('at %s: the provider repeats it, and it counts once', async (point) => {
    const { people, sandbox, api } = market();
    const buyer = await people.guest();
    const { order } = await buyer.checkOut();
    await market().postponePolling();
    await victim.restart({ FAILPOINTS: `${point}=kill` });
    await sandbox.settings('pawapay', { callbackUrl: `${victim.url}/api/v1/payments/webhook/pawapay` });
    await buyer.approve();
    await victim.died();
    await victim.start();
    await buyer.untilPaid(order);
    const [deposit] = await depositsOf(order);
    await until('the callback is delivered', async () =>
      (await sandbox.callbacks(deposit!.reference)).every(({ state }) => state === 'delivered'),
    );
    await sandbox.settings('pawapay', { callbackUrl: `${api.url}/api/v1/payments/webhook/pawapay` });
  });
});

describe('a worker that dies', () => {
  const places = {
    'C6 with rows put off, before the queue has them': ['C6=kill'],
    'C7 with the queue filled': ['C7=kill'],
    'C11 twice at the same work': ['C11=kill', 'C11=kill'],
    'C12 after a job, before the queue knows': ['C12=kill'],
    'C12 after an effect, before the queue knows': ['C12=kill@2'],
    'C15 with a callback in hand': ['C15=kill'],
    'C16 after the transition': ['C16=kill'],
    'five places in turn': ['C6', 'C15', 'C16', 'C11', 'C12'].map((point) => `${point}=kill`),
  };
  it.each(Object.entries(places))('at %s', async (_, lives) => {
    const { people, worker, sandbox } = market();
    const buyer = await people.guest();
    // Only the callback can tell, and it waits for the first worker: each point is reached by this order alone.
    await worker.stop('SIGKILL');
    const { order } = await buyer.checkOut();
    await market().postponePolling();
    await buyer.approve();
    const [deposit] = await depositsOf(order);
    await until('the callback is stored', async () =>
      (await sandbox.callbacks(deposit!.reference)).some(({ state }) => state === 'delivered'),
    );
    for (const life of lives) {
      await worker.start({ FAILPOINTS: life });
      await worker.died();
      await market().passLeases();
    }
    await worker.start();
    await buyer.untilPaid(order);
    expect(await depositsOf(order)).toMatchObject([{ posts: 1, status: 'COMPLETED' }]);
  });
});

it('an api that is asked to stop answers what it has taken on', async () => {
  const { people, sandbox } = market();
  const buyer = await people.guest();
  await victim.restart();
  await sandbox.fault({ provider: 'pawapay', operation: 'deposit', kind: 'slow', ms: 1_000 });
  const order = await buyer.place({ [market().catalogue.pot]: 1 });
  const paying = buyer.pay(order, { via: victim });
  await until('the attempt is sent', async () => (await attemptsOf(market(), order))[0]?.state === 'SENT');
  const asked = performance.now();
  await Promise.all([victim.stop('SIGTERM'), expect(paying).resolves.toMatchObject({ status: 200, type: 'ussd' })]);
  expect(performance.now() - asked).toBeLessThan(10_000);
  await buyer.approve();
  await buyer.untilPaid(order);
});

it('a worker that dies in the transaction of an effect is made up for within its lease and a moment', async () => {
  const { people, worker, sandbox } = market();
  const buyer = await people.guest();
  // The calls of providers have a longer lease, so nothing but the effect may be in its hands.
  await sandbox.fault({ provider: 'pawapay', operation: 'callback', kind: 'drop' });
  await worker.restart({ FAILPOINTS: 'C11=kill' });
  const { order } = await buyer.checkOut();
  await buyer.approve();
  await worker.died();
  await worker.start();
  const back = performance.now();
  await buyer.untilPaid(order);
  await market().converge();
  expect(performance.now() - back).toBeLessThan(15_000);
});

describe('a process that stumbles at a point', () => {
  it('throws, and what it did is done once', async () => {
    const { people, catalogue, worker } = market();
    const buyer = await people.guest();
    await victim.restart({ FAILPOINTS: 'C3=throw,C4=throw@2,C9=throw,C14=throw' });
    await worker.restart({ FAILPOINTS: 'C6=throw,C7=throw@2,C11=throw,C12=throw,C15=throw,C16=throw' });
    await market().passLeases();
    const key = idempotencyKey();
    await expect(buyer.place({ [catalogue.pot]: 1 }, { key, via: victim })).rejects.toMatchObject({ status: 500 });
    await market().passLeases();
    const order = await answered(() => buyer.place({ [catalogue.pot]: 1 }, { key, via: victim }));
    const payKey = idempotencyKey();
    await expect(buyer.pay(order, { key: payKey, via: victim })).rejects.toMatchObject({ status: 500 });
    expect(await buyer.pay(order, { key: payKey, via: victim })).toMatchObject({ status: 202, type: 'pending' });
    await market().passLeases();
    await buyer.approve();
    await buyer.untilPaid(order);
    expect(await depositsOf(order)).toHaveLength(1);
    await market().converge();
    await worker.restart();
  });

  it('hangs until others have done its work, and comes back too late', async () => {
    const { people, catalogue, worker } = market();
    const buyer = await people.guest();
    const order = await buyer.place({ [catalogue.pot]: 1 });
    await victim.restart({ FAILPOINTS: 'C8=hang:2000,C13=hang:1000' });
    await worker.restart({ FAILPOINTS: 'C11=hang:3000,C15=hang:3000' });
    await market().passLeases();
    const slow = buyer.pay(order, { via: victim });
    await until('the attempt is sent', async () => (await attemptsOf(market(), order))[0]?.state === 'SENT');
    await market().passLeases();
    await buyer.approve();
    await market().passLeases();
    await buyer.untilPaid(order);
    await slow;
    expect(await depositsOf(order)).toMatchObject([{ posts: 2, status: 'COMPLETED' }]);
    await market().converge();
    await worker.restart();
  });
});

import { describe, expect, it } from '@jest/globals';
import { type Buyer, type Order, refusal, type Started } from './buyer.js';
import { attemptsOf, breaksOf } from './ledger.js';
import { useMarketplace } from './marketplace.js';
import { freePort, type Process, until } from './processes.js';

const market = useMarketplace();

interface Try {
  readonly buyer: Buyer;
  readonly order: Order;
  readonly started: Started;
}

/** A guest checks out while the provider's answer to one operation goes wrong, for this guest only. */
async function tryWith(operation: string, kind: string, more: object = {}): Promise<Try> {
  const { people, catalogue, sandbox } = market();
  const buyer = await people.guest();
  const match = { phone: buyer.wallet.slice(1) };
  await sandbox.fault({ provider: 'pawapay', operation, kind, match, ...more });
  const order = await buyer.place({ [catalogue.pot]: 1 });
  return { buyer, order, started: await buyer.pay(order) };
}

const depositsOf = async (order: Order) => (await market().sandbox.books(order.number)).pawapay.operations;

/** Nobody else was asked for the money. */
async function expectOneProvider(order: Order): Promise<void> {
  expect((await attemptsOf(market(), order)).map(({ provider }) => provider)).toEqual(['pawapay']);
}

/** The answer was lost, the deposit was not: it goes on, under its one reference. */
async function expectGoesOn(kind: string): Promise<void> {
  const { buyer, order, started } = await tryWith('deposit', kind);
  expect(started).toMatchObject({ status: 202, type: 'pending' });
  await buyer.approve();
  await buyer.untilPaid(order, 20_000);
  expect(await depositsOf(order)).toMatchObject([{ posts: 1, status: 'COMPLETED' }]);
  await expectOneProvider(order);
}

/** Nothing has arrived, but nobody can know: no other provider is asked, and only time proves it. */
async function expectWaitsForProof(kind: string): Promise<void> {
  const { buyer, order, started } = await tryWith('deposit', kind);
  expect(started).toMatchObject({ status: 202, type: 'pending' });
  await until('nobody knows', async () => (await attemptsOf(market(), order))[0]?.state === 'UNKNOWN');
  await market().bringForward('payments.follow_attempt', started.transactionId);
  // Not known to the provider is no proof yet: the request could still be on its way.
  expect(await refusal(buyer.pay(order, { method: 'CARD' }))).toMatchObject({ code: 'PAY_002' });

  await market().passNotFound(order);
  const { attempt } = await buyer.until(order, { paymentStatus: 'FAILED' });
  expect(attempt).toMatchObject({ state: 'FAILED', failureCode: 'NOT_RECEIVED' });
  await expectOneProvider(order);

  await buyer.pay(order);
  await buyer.approve();
  await buyer.untilPaid(order);
}

it('pawaPay says nothing until our patience ends, with and without having taken the deposit', async () => {
  const slow = async () => {
    const { buyer, order } = await tryWith('deposit.status', 'timeout');
    await market().sandbox.fault({
      ...{ provider: 'pawapay', operation: 'callback', kind: 'drop' },
      match: { phone: buyer.wallet.slice(1) },
    });
    await buyer.approve();
    await buyer.untilPaid(order, 20_000);
  };
  await Promise.all([expectGoesOn('timeoutAfterApply'), expectWaitsForProof('timeout'), slow()]);
});

describe('pawaPay has taken the deposit, but its answer', () => {
  it.each(['http500AfterApply', 'http503AfterApply', 'resetAfterApply', 'garbage'])('is lost: %s', expectGoesOn);

  it('comes after the callback', async () => {
    const buyer = await market().people.guest();
    const phone = '+260763456789';
    await market().sandbox.fault({
      provider: 'pawapay',
      operation: 'deposit',
      kind: 'slow',
      ms: 1_500,
      match: { phone: phone.slice(1) },
    });
    const { order, started } = await buyer.checkOut({ phone });
    expect(started).toMatchObject({ status: 200, type: 'ussd' });
    expect(await buyer.status(order)).toMatchObject({ paymentStatus: 'PAID', attempt: { state: 'SUCCEEDED' } });
  });
});

describe('pawaPay has not taken the deposit, and its answer', () => {
  it.each(['http500', 'http503', 'reset', 'garbageBeforeApply', 'rateLimited', 'unauthorized'])(
    'does not say so: %s',
    expectWaitsForProof,
  );

  it('is a refusal that has its cause in the request', async () => {
    const { people, catalogue, sandbox } = market();
    const buyer = await people.guest();
    const order = await buyer.place({ [catalogue.pot]: 1 });
    await sandbox.fault({ provider: 'pawapay', operation: 'deposit', kind: 'rejected', code: 'INVALID_PHONE_NUMBER' });
    expect(await refusal(buyer.pay(order))).toMatchObject({ status: 400, code: 'PAY_001' });
    expect(await buyer.status(order)).toMatchObject({
      paymentStatus: 'FAILED',
      attempt: { failureCode: 'INVALID_PHONE_NUMBER' },
    });
    await expectOneProvider(order);
    await buyer.pay(order);
    await buyer.approve();
    await buyer.untilPaid(order);
  });
});

describe('while the callback is lost and the status', () => {
  it.each(['http500', 'unauthorized', 'garbage', 'notFound', 'reset', 'rateLimited'])(
    'is answered with %s, the payment waits for the truth',
    async (kind) => {
      const { sandbox } = market();
      const { buyer, order, started } = await tryWith('deposit.status', kind, { times: 'always' });
      await sandbox.fault({
        provider: 'pawapay',
        operation: 'callback',
        kind: 'drop',
        match: { phone: buyer.wallet.slice(1) },
      });
      await buyer.approve();
      await until('nobody knows', async () => (await attemptsOf(market(), order))[0]?.state === 'UNKNOWN');
      expect(await buyer.status(order)).toMatchObject({ paymentStatus: 'PENDING', orderStatus: 'PENDING' });
      await sandbox.clearFaults();
      await market().bringForward('payments.follow_attempt', started.transactionId);
      await buyer.untilPaid(order);
    },
  );

  it('names another amount, nothing is paid and a person has to look', async () => {
    const { sandbox } = market();
    const { buyer, order, started } = await tryWith('deposit.status', 'wrongAmount', { times: 'always', amount: '1' });
    await buyer.approve();
    await until('the break is there', async () => (await breaksOf(market(), order)).length > 0);
    expect(await breaksOf(market(), order)).toMatchObject([{ kind: 'AMOUNT_MISMATCH', amount: 100, state: 'OPEN' }]);
    for (let poll = 0; poll < 2; poll++) {
      await market().bringForward('payments.follow_attempt', started.transactionId);
      await market().bringForward('payments.expire_order', order.id);
      await market().converge();
    }
    expect(await buyer.status(order)).toMatchObject({
      paymentStatus: 'PENDING',
      orderStatus: 'PENDING',
      attempt: { state: 'UNKNOWN' },
    });
    expect(await refusal(buyer.pay(order, { method: 'CARD' }))).toMatchObject({ code: 'PAY_002' });
    // The provider corrects itself.
    await sandbox.clearFaults();
    await market().bringForward('payments.follow_attempt', started.transactionId);
    await buyer.untilPaid(order);
  });

  it('never comes, the buyer can be told nothing and the order waits past its end', async () => {
    const { sandbox } = market();
    const { buyer, order } = await tryWith('deposit', 'stuck');
    await market().bringForward('payments.expire_order', order.id);
    const [deposit] = await depositsOf(order);
    await until('it was asked about at the end', async () => {
      const { rounds } = await market().row<{ rounds: number }>(
        `SELECT d.rounds FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
         WHERE m.name = 'payments.expire_order' AND m.payload ->> 'orderId' = $1`,
        order.id,
      );
      return rounds > 1;
    });
    expect(await buyer.status(order)).toMatchObject({ paymentStatus: 'PENDING', orderStatus: 'PENDING' });
    await sandbox.force(deposit!.reference, 'FAILED', 'UNSPECIFIED_FAILURE');
    await buyer.until(order, { orderStatus: 'EXPIRED', payment: 'EXPIRED' });
  });
});

describe('where pawaPay surely has nothing, Flutterwave takes over', () => {
  /** The order is paid by the second attempt, which names the first. */
  async function expectTakenOver({ buyer, order, started }: Try, failureCode: string): Promise<void> {
    expect(started).toMatchObject({ status: 200, type: 'redirect' });
    const [first, second] = await attemptsOf(market(), order);
    expect(first).toMatchObject({ provider: 'pawapay', state: 'FAILED', failureCode });
    expect(second).toMatchObject({ provider: 'flutterwave', id: started.transactionId, replacesId: first!.id });
    await market().sandbox.payPage(second!.reference, { phone: buyer.wallet.slice(1) });
    await buyer.untilPaid(order);
  }

  it('when the operator is unavailable at the moment', async () => {
    const found = await tryWith('deposit', 'rejected', { code: 'PROVIDER_TEMPORARILY_UNAVAILABLE' });
    await expectTakenOver(found, 'PROVIDER_TEMPORARILY_UNAVAILABLE');
  });

  it('when pawaPay cannot be reached, or is closed; and nobody does when pawaPay is the only one', async () => {
    const { people, catalogue, sandbox } = market();
    const other: Process = await market().addApi({ PAWAPAY_BASE_URL: `http://127.0.0.1:${await freePort()}/pawapay` });
    const buyer = await people.guest();
    await expectTakenOver({ buyer, ...(await buyer.checkOut({ via: other })) }, 'NOT_SENT');

    await sandbox.settings('pawapay', { operators: { MTN_MOMO_ZMB: 'CLOSED' } });
    await other.restart({ PAWAPAY_BASE_URL: `${sandbox.url}/pawapay` });
    const { order, started } = await buyer.checkOut({ via: other });
    expect(started).toMatchObject({ status: 200, type: 'redirect' });
    expect(await attemptsOf(market(), order)).toMatchObject([{ provider: 'flutterwave', replacesId: null }]);
    await sandbox.payPage(`pk_${started.transactionId}`, { phone: buyer.wallet.slice(1) });
    await buyer.untilPaid(order);

    await other.restart({ PAWAPAY_BASE_URL: `${sandbox.url}/pawapay`, PAYMENT_PROVIDER: 'PAWAPAY' });
    const alone = await buyer.place({ [catalogue.pot]: 1 });
    for (const method of ['MTN_MONEY', 'CARD'] as const) {
      expect(await refusal(buyer.pay(alone, { method, via: other }))).toMatchObject({
        status: 422,
        code: 'payments.method_unavailable',
      });
    }
    await sandbox.settings('pawapay', { operators: {} });
    await other.stop('SIGKILL');
  });
});

import { describe, expect, it } from '@jest/globals';
import { type ApiProblem, idempotencyKey } from '@pakashop/client';
import { answered, type Method, refusal } from './buyer.js';
import { addVariant } from './catalogue.js';
import { checkoutSuite } from './checkout.suite.js';
import { useMarketplace } from './marketplace.js';
import { newWallet } from './people.js';
import { type Process, until } from './processes.js';

const market = useMarketplace();

checkoutSuite(market);

/** The same thing many times at once. */
const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

const one = <T>(values: readonly T[]): T => {
  expect(new Set(values).size).toBe(1);
  return values[0]!;
};

describe('a buyer who does not pay at the first try', () => {
  it.each([
    ['wrongPin', 'PAYMENT_NOT_APPROVED', /PIN/],
    ['insufficientFunds', 'INSUFFICIENT_BALANCE', /not enough money/],
  ] as const)('is told about %s and pays again with another wallet', async (answer, failureCode, advice) => {
    const { people, sandbox } = market();
    const buyer = await people.guest();
    const { order } = await buyer.checkOut();
    await sandbox.phone(buyer.wallet, answer);
    const failed = await buyer.until(order, { paymentStatus: 'FAILED' });
    expect(failed).toMatchObject({ orderStatus: 'PENDING', attempt: { state: 'FAILED', failureCode } });
    expect(failed.attempt!.message).toMatch(advice);

    const wallet = newWallet('AIRTEL_MONEY');
    expect(await buyer.pay(order, { method: 'AIRTEL_MONEY', phone: wallet })).toMatchObject({ type: 'ussd' });
    await buyer.approve(wallet);
    await buyer.untilPaid(order);
    const { operations } = (await sandbox.books(order.number)).pawapay;
    expect(operations.map(({ status }) => status).toSorted()).toEqual(['COMPLETED', 'FAILED']);
  });

  it('cannot start a second try beside the first, nor pay what is paid', async () => {
    const buyer = await market().people.guest();
    const { order, started } = await buyer.checkOut();
    expect(await refusal(buyer.pay(order, { method: 'CARD' }))).toMatchObject({ status: 409, code: 'PAY_002' });
    expect(await buyer.pay(order)).toMatchObject({ transactionId: started.transactionId });
    await buyer.approve();
    await buyer.untilPaid(order);
    expect(await refusal(buyer.pay(order))).toMatchObject({ status: 409, code: 'PAY_002' });
  });

  it('cannot call off a prompt that is on the phone, but a page that nobody has used', async () => {
    const { people, sandbox } = market();
    const buyer = await people.guest();
    const { order } = await buyer.checkOut();
    expect(await refusal(buyer.cancelPayment(order))).toMatchObject({ status: 409, code: 'payments.in_flight' });
    await sandbox.phone(buyer.wallet, 'wrongPin');
    await buyer.until(order, { paymentStatus: 'FAILED' });

    const page = await buyer.pay(order, { method: 'CARD' });
    await buyer.cancelPayment(order);
    expect(await buyer.status(order)).toMatchObject({
      paymentStatus: 'FAILED',
      orderStatus: 'PENDING',
      attempt: { url: null },
    });
    expect((await sandbox.books(`pk_${page.transactionId}`)).flutterwave.links).toMatchObject([{ status: 'disabled' }]);

    await buyer.pay(order);
    await buyer.approve();
    await buyer.untilPaid(order);
  });
});

it('answers as the published test numbers say', async () => {
  const { people, sandbox } = market();
  const methods: Record<string, Method> = {
    MTN_MOMO_ZMB: 'MTN_MONEY',
    AIRTEL_OAPI_ZMB: 'AIRTEL_MONEY',
    ZAMTEL_ZMB: 'ZAMTEL_MONEY',
  };
  const published = (await (await fetch(`${sandbox.url}/control/pawapay/numbers`)).json()) as {
    provider: string;
    phone: string;
    deposit?: string;
  }[];
  const numbers = published.filter(({ deposit }) => deposit);
  expect(numbers).toHaveLength(16);
  const buyer = await people.guest();
  await Promise.all(
    numbers.map(async ({ provider, phone, deposit }) => {
      const { order, started } = await buyer.checkOut({ method: methods[provider], phone: `+${phone}` });
      expect(started.type).toBe('ussd');
      if (deposit === 'COMPLETED') return buyer.untilPaid(order);
      if (deposit === 'STUCK') {
        const [stuck] = (await sandbox.books(order.number)).pawapay.operations;
        expect(await buyer.status(order)).toMatchObject({ paymentStatus: 'PENDING', attempt: { state: 'PENDING' } });
        await sandbox.force(stuck!.reference, 'FAILED', 'PAYMENT_NOT_APPROVED');
      }
      const { attempt } = await buyer.until(order, { paymentStatus: 'FAILED', orderStatus: 'PENDING' });
      return expect(attempt).toMatchObject({ failureCode: deposit === 'STUCK' ? 'PAYMENT_NOT_APPROVED' : deposit });
    }),
  );
});

describe('an api that has waited long enough for the provider', () => {
  it('answers 202 pending, and the payment goes on', async () => {
    const { people, sandbox } = market();
    const impatient: Process = await market().addApi({ PAYMENT_REPLY_SECONDS: '0.3' });
    const buyer = await people.guest();
    await sandbox.fault({ provider: 'pawapay', operation: 'deposit', kind: 'slow', ms: 1_500 });
    const { order, started } = await buyer.checkOut({ via: impatient });
    expect(started).toMatchObject({ status: 202, type: 'pending', transactionId: expect.any(String) });
    expect(await buyer.pay(order)).toMatchObject({ transactionId: started.transactionId });
    await buyer.approve();
    const { attempt } = await buyer.untilPaid(order);
    expect(attempt!.transactionId).toBe(started.transactionId);
    expect((await sandbox.books(order.number)).pawapay.operations).toMatchObject([{ posts: 1 }]);

    // A card's page comes too late for the answer: the status has its address.
    await sandbox.fault({ provider: 'flutterwave', operation: 'payment', kind: 'slow', ms: 1_500 });
    const card = await buyer.checkOut({ via: impatient, method: 'CARD' });
    expect(card.started).toMatchObject({ status: 202, type: 'pending' });
    await until('the page is known', async () => (await buyer.status(card.order)).attempt!.url);
    await sandbox.payPage(`pk_${card.started.transactionId}`);
    await buyer.untilPaid(card.order);
    await impatient.stop();
  });
});

describe('many at once', () => {
  it('sell the last unit once', async () => {
    const { people, catalogue } = market();
    const last = await addVariant(catalogue.shops[0], catalogue.categoryId, {
      title: 'The last brazier',
      price: 12_550,
      stock: 1,
    });
    const buyers = await times(12, () => people.guest());
    const pieces = { [last]: 1, [catalogue.dress]: 1 };
    const outcomes = await Promise.allSettled(
      buyers.map(async (buyer) => ({ buyer, order: await buyer.place(pieces) })),
    );
    const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
    const losers = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as ApiProblem).code : [],
    );
    expect(winners).toHaveLength(1);
    expect(one(losers)).toBe('products.out_of_stock');
    const { buyer, order } = winners[0]!;
    await buyer.pay(order);
    await buyer.approve();
    await buyer.untilPaid(order);
    const stock = await market().row('SELECT available, held, sold FROM backend.variants WHERE id = $1', last);
    expect(stock).toEqual({ available: 0, held: 0, sold: 1 });
  });

  it('with the same keys make one order and one deposit', async () => {
    const { people, catalogue, sandbox } = market();
    const buyer = await people.guest();
    const [orderKey, payKey] = [idempotencyKey(), idempotencyKey()];
    const orders = await times(20, () => answered(() => buyer.place({ [catalogue.pot]: 1 }, { key: orderKey })));
    for (const order of orders) expect(order).toEqual(orders[0]);
    expect((await buyer.client().get('/orders')).data).toHaveLength(1);

    const order = orders[0]!;
    const started = await times(20, () => answered(() => buyer.pay(order, { key: payKey })));
    for (const answer of started) expect(answer).toEqual(started[0]);
    const again = await times(10, () => answered(() => buyer.pay(order).catch(orDuplicate)));
    expect(one(again.map((answer) => answer?.transactionId ?? started[0]!.transactionId))).toBe(
      started[0]!.transactionId,
    );
    expect(await refusal(buyer.pay(order, { key: payKey, method: 'CARD' }))).toMatchObject({
      code: 'idempotency.key_reused',
    });
    expect((await sandbox.books(order.number)).pawapay.operations).toMatchObject([{ posts: 1 }]);
    await buyer.approve();
    await buyer.untilPaid(order);
  });

  it('with different keys make one deposit', async () => {
    const { people, catalogue, sandbox } = market();
    const buyer = await people.guest();
    const order = await buyer.place({ [catalogue.pot]: 1 });
    const answers = await times(12, () => answered(() => buyer.pay(order).catch(orDuplicate)));
    const ids = answers.flatMap((answer) => answer?.transactionId ?? []);
    expect(ids.length).toBeGreaterThan(0);
    one(ids);
    expect((await sandbox.books(order.number)).pawapay.operations).toMatchObject([{ posts: 1 }]);
    await buyer.approve();
    await buyer.untilPaid(order);
  });
});

/** "A payment was started a moment ago" is a right answer to somebody who starts it twice at once. */
function orDuplicate(error: { code?: string }): undefined {
  if (error.code !== 'PAY_002') throw error;
}

describe('a payment that looks like self-dealing', () => {
  it('waits for a person, who lets it go on or ends it', async () => {
    const { people, catalogue, sandbox } = market();
    const analyst = await people.staff('Esnart Sakala', 'FRAUD_ANALYST');
    const buyer = await people.asCustomer(catalogue.shops[0].owner.email);
    const reviewOf = async (orderId: string) => {
      const { data } = await analyst.get('/fraud/reviews', { params: { query: { state: 'OPEN' } } });
      return data.find((review) => review.orderId === orderId)!.id;
    };
    const decide = async (id: string, decision: 'APPROVED' | 'REJECTED') =>
      analyst.post('/fraud/reviews/{id}/decision', {
        params: { path: { id } },
        body: { decision, reason: 'looked at it' },
      });

    const [good, bad] = [await buyer.place({ [catalogue.pot]: 1 }), await buyer.place({ [catalogue.pot]: 2 })];
    for (const order of [good, bad]) {
      expect(await refusal(buyer.pay(order))).toMatchObject({ status: 403, code: 'FRAUD_001' });
      expect(await buyer.status(order)).toMatchObject({ orderStatus: 'PENDING', payment: 'REVIEW', attempt: null });
      expect((await sandbox.books(order.number)).pawapay.operations).toEqual([]);
    }
    await decide(await reviewOf(bad.id), 'REJECTED');
    await buyer.until(bad, { orderStatus: 'CANCELLED', payment: 'CANCELLED' });
    expect(await refusal(buyer.pay(bad))).toMatchObject({ status: 409, code: 'payments.order_closed' });

    await decide(await reviewOf(good.id), 'APPROVED');
    await buyer.until(good, { payment: 'PENDING' });
    expect(await buyer.pay(good)).toMatchObject({ type: 'ussd' });
    await buyer.approve();
    await buyer.untilPaid(good);
  });
});

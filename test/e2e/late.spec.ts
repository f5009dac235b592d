import { describe, expect, it } from '@jest/globals';
import { type Buyer, type Order, refusal } from './buyer.js';
import { depositOf } from './callbacks.js';
import { breaksOf, owedBack } from './ledger.js';
import { useMarketplace } from './marketplace.js';
import { until } from './processes.js';

const market = useMarketplace();

const stockOfPot = () =>
  market().row<{ held: number }>(
    'SELECT available, held, sold FROM backend.variants WHERE id = $1',
    market().catalogue.pot,
  );

describe('money that comes late or twice', () => {
  it.each([
    ['EXPIRED', (_: Buyer, { id }: Order) => market().bringForward('payments.expire_order', id)],
    ['CANCELLED', (buyer: Buyer, order: Order) => buyer.cancelOrder(order)],
  ] as const)('after the order is %s: it is given back, and the order stays over', async (over, end) => {
    const { people, sandbox } = market();
    const buyer = await people.guest();
    const before = await stockOfPot();
    const { order } = await buyer.checkOut();
    await sandbox.phone(buyer.wallet, 'wrongPin');
    await buyer.until(order, { paymentStatus: 'FAILED' });
    await end(buyer, order);
    await buyer.until(order, { orderStatus: over, payment: over });
    expect(await stockOfPot()).toEqual(before);

    const { reference } = await depositOf(market(), order);
    await sandbox.force(reference, 'COMPLETED');
    await until('it was noticed', async () => (await breaksOf(market(), order)).length > 0);
    await market().converge();
    expect(await breaksOf(market(), order)).toMatchObject([
      { kind: 'LATE_SUCCESS', amount: order.total.amount, state: 'RESOLVED' },
    ]);
    expect(await owedBack(market(), order)).toBe(0);
    expect(await buyer.status(order)).toMatchObject({ orderStatus: over, payment: over });
    expect(await stockOfPot()).toEqual(before);
  });

  it('cannot be called off while the prompt is on the phone; a page nobody used goes with its order', async () => {
    const { people, sandbox } = market();
    const buyer = await people.guest();
    const { order } = await buyer.checkOut();
    expect(await refusal(buyer.cancelOrder(order))).toMatchObject({ status: 409, code: 'payments.in_flight' });
    await buyer.approve();
    await buyer.untilPaid(order);
    // Paid, and no shop has taken it on: its money goes back.
    expect(await buyer.cancelOrder(order)).toMatchObject({ status: 'CANCELLED', notCancelled: [] });

    const card = await buyer.checkOut({ method: 'CARD' });
    await buyer.cancelOrder(card.order);
    expect(await buyer.status(card.order)).toMatchObject({ orderStatus: 'CANCELLED', payment: 'CANCELLED' });
    await expect(sandbox.payPage(`pk_${card.started.transactionId}`)).rejects.toThrow(/disabled/);
  });

  it('from a card page that was called off', async () => {
    const { people, sandbox } = market();
    const buyer = await people.guest();
    const { order, started } = await buyer.checkOut({ method: 'CARD' });
    const reference = `pk_${started.transactionId}`;
    const { id } = await sandbox.payPage(reference, { card: '5258585922666506' });
    await buyer.cancelPayment(order);
    await sandbox.forcePage(id, 'successful');
    await until('it was noticed', async () => (await breaksOf(market(), order)).length > 0);
    await buyer.pay(order);
    await buyer.approve();
    await buyer.untilPaid(order);
    await market().converge();
    expect(await breaksOf(market(), order)).toMatchObject([
      { kind: 'LATE_SUCCESS', reference: String(id), state: 'RESOLVED' },
    ]);
    expect(await owedBack(market(), order)).toBe(0);
  });

  it('thrice on one card page: one pays, the others are given back', async () => {
    const { people, sandbox } = market();
    const buyer = await people.guest();
    const { order, started } = await buyer.checkOut({ method: 'CARD' });
    const reference = `pk_${started.transactionId}`;
    const slow = [await sandbox.payPage(reference, { leave: true }), await sandbox.payPage(reference, { leave: true })];
    await sandbox.payPage(reference);
    await buyer.untilPaid(order);
    for (const { id } of slow) {
      await sandbox.forcePage(id, 'successful');
      await until('it was noticed', async () =>
        (await breaksOf(market(), order)).some((found) => found.reference === String(id)),
      );
    }
    await market().converge();
    expect(await breaksOf(market(), order)).toMatchObject(
      slow.map(({ id }) => ({ kind: 'DOUBLE_SUCCESS', reference: String(id), state: 'RESOLVED' })),
    );
    expect(await owedBack(market(), order)).toBe(0);
  });

  it('from a deposit that had failed, after another one has paid', async () => {
    const { people, sandbox } = market();
    const buyer = await people.guest();
    const { order } = await buyer.checkOut();
    const { reference } = await depositOf(market(), order);
    await sandbox.phone(buyer.wallet, 'insufficientFunds');
    await buyer.until(order, { paymentStatus: 'FAILED' });
    await buyer.pay(order);
    await buyer.approve();
    await buyer.untilPaid(order);
    await sandbox.force(reference, 'COMPLETED');
    await until('it was noticed', async () => (await breaksOf(market(), order)).length > 0);
    await market().converge();
    expect(await breaksOf(market(), order)).toMatchObject([{ kind: 'DOUBLE_SUCCESS', state: 'RESOLVED' }]);
  });

  it('is shown to finance', async () => {
    const finance = await market().people.staff('Kelvin Lungu', 'FINANCE_ADMIN');
    const { data } = await finance.get('/payments/breaks', { params: { query: { limit: 100 } } });
    expect(new Set(data.map(({ kind }) => kind))).toEqual(new Set(['LATE_SUCCESS', 'DOUBLE_SUCCESS']));
    const { data: accounts } = await finance.get('/settlement/accounts', { params: { query: { limit: 100 } } });
    expect(accounts.map(({ code }) => code)).toContain('customer_overpayment:ZMW');
  });
});

describe('an order whose time is up', () => {
  it('ends, by itself, and its stock is free', async () => {
    const { people, catalogue } = market();
    const hasty = await market().addApi({ ORDER_TTL_SECONDS: '1' });
    const buyer = await people.guest();
    const before = await stockOfPot();
    const order = await buyer.place({ [catalogue.pot]: 5 }, { via: hasty });
    expect((await stockOfPot()).held).toBe(before.held + 5);
    await buyer.until(order, { orderStatus: 'EXPIRED', payment: 'EXPIRED' });
    expect(await stockOfPot()).toEqual(before);
    await hasty.stop('SIGKILL');
  });

  it('waits for the PIN that is just being entered, and is paid', async () => {
    const buyers = await Promise.all(Array.from({ length: 4 }, () => market().people.guest()));
    await Promise.all(
      buyers.map(async (buyer) => {
        const { order } = await buyer.checkOut();
        await market().bringForward('payments.expire_order', order.id);
        await buyer.approve();
        await buyer.untilPaid(order);
      }),
    );
  });

  it('and a card that is just being charged: the order is paid, or the money is owed back', async () => {
    const { people, sandbox } = market();
    const buyers = await Promise.all(Array.from({ length: 6 }, () => people.guest()));
    await Promise.all(
      buyers.map(async (buyer, index) => {
        const { order, started } = await buyer.checkOut({ method: 'CARD' });
        const reference = `pk_${started.transactionId}`;
        const expire = () => market().bringForward('payments.expire_order', order.id);
        // The page may be closed by the time somebody wants to pay there.
        const charge = () => sandbox.payPage(reference).catch(() => undefined);
        await Promise.all(index % 2 ? [expire(), charge()] : [charge(), expire()]);
        const { orderStatus } = await until('it is decided', async () => {
          const status = await buyer.status(order);
          return status.orderStatus !== 'PENDING' && status;
        });
        expect(['CONFIRMED', 'EXPIRED']).toContain(orderStatus);
      }),
    );
  });
});

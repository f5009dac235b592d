import { describe, expect, it } from '@jest/globals';
import { type Buyer, type Order, refusal } from './buyer.js';
import { attemptsOf, breaksOf, owedBack } from './ledger.js';
import { useMarketplace } from './marketplace.js';
import { until } from './processes.js';

const market = useMarketplace();

const depositOf = async (order: Order) => (await market().sandbox.books(order.number)).pawapay.operations.at(-1)!;

const stockOfPot = () =>
  market().row<{ held: number }>(
    'SELECT available, held, sold FROM backend.variants WHERE id = $1',
    market().catalogue.pot,
  );

/** Callbacks that are stored under an attempt's reference. */
const inboxOf = (reference: string) =>
  market().rows<{ duplicates: number; altered: boolean; outcome: string }>(
    `SELECT duplicates, altered, outcome FROM platform.inbox WHERE convert_from(raw, 'UTF8') LIKE '%' || $1 || '%'`,
    reference,
  );

async function told(reference: string): Promise<(number | string)[]> {
  const stories = await market().sandbox.callbacks(reference);
  return stories.flatMap(({ attempts }) => attempts.map(({ answer }) => answer));
}

describe('callbacks on a bad day', () => {
  it('lost for good: polling alone finds out, for phone and card', async () => {
    const { people, sandbox } = market();
    await sandbox.fault(
      { provider: 'pawapay', operation: 'callback', kind: 'drop', times: 'always' },
      { provider: 'flutterwave', operation: 'callback', kind: 'drop', times: 'always' },
    );
    const buyer = await people.guest();
    const phone = await buyer.checkOut();
    const card = await buyer.checkOut({ method: 'CARD' });
    await buyer.approve();
    await sandbox.payPage(`pk_${card.started.transactionId}`);
    for (const { order } of [phone, card]) {
      await buyer.untilPaid(order);
      expect(await inboxOf((await attemptsOf(market(), order))[0]!.reference)).toEqual([]);
    }
  });

  it('late: the payment is long done, and nothing happens twice', async () => {
    const { people, sandbox } = market();
    const buyer = await people.guest();
    const { order } = await buyer.checkOut();
    const { reference } = await depositOf(order);
    await sandbox.fault({ provider: 'pawapay', operation: 'callback', kind: 'delay', ms: 60_000 });
    await buyer.approve();
    await buyer.untilPaid(order);
    await sandbox.flushCallbacks();
    await until('the callback was taken', async () => (await told(reference)).includes(200));
  });

  it('twenty times: one effect, each answered 200', async () => {
    const { people, sandbox } = market();
    const buyer = await people.guest();
    const { order } = await buyer.checkOut();
    const { reference } = await depositOf(order);
    await sandbox.fault({ provider: 'pawapay', operation: 'callback', kind: 'duplicate', count: 20 });
    await buyer.approve();
    await buyer.untilPaid(order);
    await until('all were answered', async () => (await told(reference)).length === 21);
    expect(new Set(await told(reference))).toEqual(new Set([200]));
    expect(await inboxOf(reference)).toMatchObject([{ duplicates: 20, altered: false }]);
  });

  it('in the wrong order: each finds its own payment', async () => {
    const { people, sandbox } = market();
    const [first, second] = [await people.guest(), await people.guest()];
    const orders = [(await first.checkOut()).order, (await second.checkOut()).order];
    await sandbox.fault({
      provider: 'pawapay',
      operation: 'callback',
      kind: 'reorder',
      match: { phone: first.wallet.slice(1) },
    });
    await first.approve();
    await second.approve();
    await first.untilPaid(orders[0]!);
    await second.untilPaid(orders[1]!);
    for (const order of orders) {
      const { reference } = await depositOf(order);
      await until('it was told', async () => (await told(reference)).includes(200));
    }
  });
});

describe('callbacks that are not what they say', () => {
  /** An order whose prompt is on the phone, so that nothing has happened yet. */
  async function waiting(): Promise<{ buyer: Buyer; order: Order; reference: string }> {
    const buyer = await market().people.guest();
    const { order } = await buyer.checkOut();
    return { buyer, order, reference: (await depositOf(order)).reference };
  }

  const unpaid = { paymentStatus: 'PENDING', orderStatus: 'PENDING', payment: 'PROCESSING' };

  it('are refused when the signature does not hold, and are not even kept', async () => {
    const { sandbox } = market();
    const { buyer, order, reference } = await waiting();
    const variants = [
      'signature',
      'otherKey',
      'unknownKey',
      'unsigned',
      'uncovered',
      'otherPath',
      'expired',
      'body',
      'digest',
    ];
    for (const variant of variants) {
      expect([variant, await sandbox.forge('pawapay', { depositId: reference, variant })]).toEqual([variant, 401]);
    }
    expect(await inboxOf(reference)).toEqual([]);
    expect(await buyer.status(order)).toMatchObject(unpaid);
    await buyer.approve();
    await buyer.untilPaid(order);
  });

  it('move nothing even when they are well signed, and do not keep the truth away', async () => {
    const { sandbox } = market();
    const { buyer, order, reference } = await waiting();
    await market().postponePolling();
    for (const forgery of [
      { variant: 'status' },
      { variant: 'amount', amount: '1.00' },
      { variant: 'amount', amount: '9999' },
    ]) {
      expect(await sandbox.forge('pawapay', { depositId: reference, ...forgery })).toBe(200);
    }
    await until('it was looked at', async () => (await inboxOf(reference)).every(({ outcome }) => outcome));
    expect(await buyer.status(order)).toMatchObject(unpaid);
    const altered = await market().rows(
      'SELECT kind, state FROM backend.payment_breaks WHERE reference = $1',
      reference,
    );
    expect(altered).toEqual([{ kind: 'CALLBACK_ALTERED', state: 'OPEN' }]);
    await buyer.approve();
    await buyer.untilPaid(order);
  });

  it('come again, byte for byte, without effect', async () => {
    const { sandbox } = market();
    const { buyer, order, reference } = await waiting();
    await buyer.approve();
    await buyer.untilPaid(order);
    const [story] = await sandbox.callbacks(reference);
    await until('it was told', async () => (await told(reference)).includes(200));
    for (let i = 0; i < 5; i++) expect(await sandbox.replay('pawapay', story!.id)).toBe(200);
    expect(await inboxOf(reference)).toMatchObject([{ duplicates: 5, altered: false }]);
    expect(await attemptsOf(market(), order)).toHaveLength(1);
  });

  it('of Flutterwave likewise', async () => {
    const { sandbox } = market();
    const buyer = await market().people.guest();
    const { order, started } = await buyer.checkOut({ method: 'CARD' });
    const reference = `pk_${started.transactionId}`;
    for (const variant of ['signature', 'unsigned']) {
      expect(await sandbox.forge('flutterwave', { tx_ref: reference, variant })).toBe(401);
    }
    expect(await inboxOf(reference)).toEqual([]);
    for (const variant of ['status', 'amount']) {
      expect(await sandbox.forge('flutterwave', { tx_ref: reference, variant })).toBe(200);
    }
    await until('it was looked at', async () => (await inboxOf(reference)).every(({ outcome }) => outcome));
    expect(await buyer.status(order)).toMatchObject(unpaid);
    await sandbox.payPage(reference);
    await buyer.untilPaid(order);
  });

  it('name payments that we never made: a break, and nothing else', async () => {
    const { sandbox } = market();
    const { buyer, order, reference } = await waiting();
    await sandbox.phone(buyer.wallet, 'wrongPin');
    await buyer.until(order, { paymentStatus: 'FAILED' });
    // As if the deposit were another merchant's.
    const stranger = crypto.randomUUID();
    await market().db.query('UPDATE backend.payment_attempts SET reference = $2 WHERE reference = $1', [
      reference,
      stranger,
    ]);
    await sandbox.forge('pawapay', { depositId: reference, variant: 'status' });
    await until('eight looks later', async () => {
      await market().db.query(`UPDATE platform.deliveries SET next_at = now()
        WHERE done_at IS NULL AND next_at > now() AND handler LIKE '%.callback'`);
      const breaks = await market().rows('SELECT kind FROM backend.payment_breaks WHERE reference = $1', reference);
      return breaks.length === 1;
    });
    await market().db.query('UPDATE backend.payment_attempts SET reference = $2 WHERE reference = $1', [
      stranger,
      reference,
    ]);
  });

  it('are checked by the shared secret where that is configured', async () => {
    const { sandbox } = market();
    const api = await market().addApi({ PAWAPAY_WEBHOOK_VERIFIER: 'hmac' });
    const callbackUrl = `${api.url}/api/v1/payments/webhook/pawapay`;
    const { buyer, order, reference } = await waiting();
    await sandbox.settings('pawapay', { callbackUrl });
    expect(await sandbox.forge('pawapay', { depositId: reference, variant: 'status' })).toBe(401);
    await sandbox.settings('pawapay', { callbackScheme: 'hmac' });
    for (const variant of ['signature', 'unsigned', 'body']) {
      expect([variant, await sandbox.forge('pawapay', { depositId: reference, variant })]).toEqual([variant, 401]);
    }
    expect(await inboxOf(reference)).toEqual([]);
    await buyer.approve();
    await buyer.untilPaid(order);
    await until('it was told', async () => (await told(reference)).at(-1) === 200);
    await sandbox.settings('pawapay', {
      callbackScheme: 'signature',
      callbackUrl: `${market().api.url}/api/v1/payments/webhook/pawapay`,
    });
    await api.stop('SIGKILL');
  });
});

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

    const { reference } = await depositOf(order);
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
    const { reference } = await depositOf(order);
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
    expect(new Set(data.map(({ kind }) => kind))).toEqual(
      new Set(['LATE_SUCCESS', 'DOUBLE_SUCCESS', 'UNKNOWN_REFERENCE', 'CALLBACK_ALTERED']),
    );
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

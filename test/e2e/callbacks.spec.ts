import { describe, expect, it } from '@jest/globals';
import type { Buyer, Order } from './buyer.js';
import { depositOf, FORGERIES, inboxOf, told } from './callbacks.js';
import { attemptsOf } from './ledger.js';
import { useMarketplace } from './marketplace.js';
import { until } from './processes.js';

const market = useMarketplace();

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
      expect(await inboxOf(market(), (await attemptsOf(market(), order))[0]!.reference)).toEqual([]);
    }
  });

  it('late: the payment is long done, and nothing happens twice', async () => {
    const { people, sandbox } = market();
    const buyer = await people.guest();
    const { order } = await buyer.checkOut();
    const { reference } = await depositOf(market(), order);
    await sandbox.fault({ provider: 'pawapay', operation: 'callback', kind: 'delay', ms: 60_000 });
    await buyer.approve();
    await buyer.untilPaid(order);
    await sandbox.flushCallbacks();
    await until('the callback was taken', async () => (await told(market(), reference)).includes(200));
  });

  it('twenty times: one effect, each answered 200', async () => {
    const { people, sandbox } = market();
    const buyer = await people.guest();
    const { order } = await buyer.checkOut();
    const { reference } = await depositOf(market(), order);
    await sandbox.fault({ provider: 'pawapay', operation: 'callback', kind: 'duplicate', count: 20 });
    await buyer.approve();
    await buyer.untilPaid(order);
    await until('all were answered', async () => (await told(market(), reference)).length === 21);
    expect(new Set(await told(market(), reference))).toEqual(new Set([200]));
    expect(await inboxOf(market(), reference)).toMatchObject([{ duplicates: 20, altered: false }]);
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
      const { reference } = await depositOf(market(), order);
      await until('it was told', async () => (await told(market(), reference)).includes(200));
    }
  });
});

describe('callbacks that are not what they say', () => {
  /** An order whose prompt is on the phone, so that nothing has happened yet. */
  async function waiting(): Promise<{ buyer: Buyer; order: Order; reference: string }> {
    const buyer = await market().people.guest();
    const { order } = await buyer.checkOut();
    return { buyer, order, reference: (await depositOf(market(), order)).reference };
  }

  const unpaid = { paymentStatus: 'PENDING', orderStatus: 'PENDING', payment: 'PROCESSING' };

  it('are refused when the signature does not hold, and are not even kept', async () => {
    const { sandbox } = market();
    const { buyer, order, reference } = await waiting();
    for (const variant of FORGERIES) {
      expect([variant, await sandbox.forge('pawapay', { depositId: reference, variant })]).toEqual([variant, 401]);
    }
    expect(await inboxOf(market(), reference)).toEqual([]);
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
    await until('it was looked at', async () => (await inboxOf(market(), reference)).every(({ outcome }) => outcome));
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
    await until('it was told', async () => (await told(market(), reference)).includes(200));
    for (let i = 0; i < 5; i++) expect(await sandbox.replay('pawapay', story!.id)).toBe(200);
    expect(await inboxOf(market(), reference)).toMatchObject([{ duplicates: 5, altered: false }]);
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
    expect(await inboxOf(market(), reference)).toEqual([]);
    for (const variant of ['status', 'amount']) {
      expect(await sandbox.forge('flutterwave', { tx_ref: reference, variant })).toBe(200);
    }
    await until('it was looked at', async () => (await inboxOf(market(), reference)).every(({ outcome }) => outcome));
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
    expect(await inboxOf(market(), reference)).toEqual([]);
    await buyer.approve();
    await buyer.untilPaid(order);
    await until('it was told', async () => (await told(market(), reference)).at(-1) === 200);
    await sandbox.settings('pawapay', {
      callbackScheme: 'signature',
      callbackUrl: `${market().api.url}/api/v1/payments/webhook/pawapay`,
    });
    await api.stop('SIGKILL');
  });

  it('are shown to finance, where a person has to look', async () => {
    const finance = await market().people.staff('Kelvin Lungu', 'FINANCE_ADMIN');
    const { data } = await finance.get('/payments/breaks', { params: { query: { limit: 100 } } });
    expect(new Set(data.map(({ kind }) => kind))).toEqual(new Set(['UNKNOWN_REFERENCE', 'CALLBACK_ALTERED']));
  });
});

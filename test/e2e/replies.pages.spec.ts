import { describe, expect, it } from '@jest/globals';
import { type Buyer, type Order, refusal } from './buyer.js';
import { attemptsOf } from './ledger.js';
import { useMarketplace } from './marketplace.js';
import { until } from './processes.js';

const market = useMarketplace();

describe("Flutterwave's answer to a page", () => {
  /** The page is made, but its address has reached nobody. */
  async function expectAnotherPage(buyer: Buyer, order: Order): Promise<void> {
    await until('nobody knows', async () => (await attemptsOf(market(), order))[0]?.state === 'UNKNOWN');
    await market().passNotFound(order);
    await buyer.until(order, { paymentStatus: 'FAILED' });
    const { url, transactionId } = await buyer.pay(order, { method: 'CARD' });
    expect(url).toBeTruthy();
    await market().sandbox.payPage(`pk_${transactionId}`);
    await buyer.untilPaid(order);
  }

  it.each(['http500AfterApply', 'resetAfterApply', 'garbage'])('is lost: %s', async (kind) => {
    const { people, catalogue, sandbox } = market();
    const buyer = await people.guest();
    const order = await buyer.place({ [catalogue.dress]: 1 });
    await sandbox.fault({ provider: 'flutterwave', operation: 'payment', kind });
    expect(await buyer.pay(order, { method: 'CARD' })).toMatchObject({ status: 202, type: 'pending' });
    await expectAnotherPage(buyer, order);
  });

  it('does not come, and the api that waits for it dies', async () => {
    const { people, catalogue, sandbox } = market();
    const buyer = await people.guest();
    const order = await buyer.place({ [catalogue.dress]: 1 });
    const impatient = await market().addApi({ PAYMENT_REPLY_SECONDS: '0.3' });
    await sandbox.fault({ provider: 'flutterwave', operation: 'payment', kind: 'timeoutAfterApply' });
    expect(await buyer.pay(order, { method: 'CARD', via: impatient })).toMatchObject({ status: 202, type: 'pending' });
    await impatient.stop('SIGKILL');
    await market().passLeases();
    await expectAnotherPage(buyer, order);
  });

  it('is a refusal', async () => {
    const { people, catalogue, sandbox } = market();
    const buyer = await people.guest();
    const order = await buyer.place({ [catalogue.dress]: 1 });
    await sandbox.fault({ provider: 'flutterwave', operation: 'payment', kind: 'rejected' });
    expect(await refusal(buyer.pay(order, { method: 'CARD' }))).toMatchObject({ status: 400, code: 'PAY_001' });
    await buyer.pay(order);
    await buyer.approve();
    await buyer.untilPaid(order);
  });

  it.each(['http500', 'unauthorized', 'garbage'])(
    'about its payments is %s, and the payment waits for the truth',
    async (kind) => {
      const { people, sandbox } = market();
      const buyer = await people.guest();
      await sandbox.fault({ provider: 'flutterwave', operation: 'transactions', kind, times: 'always' });
      await sandbox.fault({ provider: 'flutterwave', operation: 'callback', kind: 'drop' });
      const { order, started } = await buyer.checkOut({ method: 'CARD' });
      await sandbox.payPage(`pk_${started.transactionId}`);
      await until('nobody knows', async () => (await attemptsOf(market(), order))[0]?.state === 'UNKNOWN');
      expect(await refusal(buyer.cancelPayment(order))).toMatchObject({ code: 'payments.in_flight' });
      await sandbox.clearFaults();
      await market().bringForward('payments.follow_attempt', started.transactionId);
      await buyer.untilPaid(order);
    },
  );
});

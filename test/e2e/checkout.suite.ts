import { describe, expect, it } from '@jest/globals';
import { CardPage, CARDS } from './browser.js';
import type { Marketplace } from './marketplace.js';
import { cardNumbersIn, cardNumbersKept } from './pans.js';
import { until } from './processes.js';

interface Money {
  readonly amount: number;
}

const sum = (amounts: readonly Money[]): number => amounts.reduce((total, { amount }) => total + amount, 0);

/** The two checkouts of the plan and their like: what holds however the domains are spread over processes. */
export function checkoutSuite(market: () => Marketplace): void {
  describe('paying by mobile money', () => {
    it('goes the ten steps of the plan, over two shops', async () => {
      const { people, catalogue, sandbox, rows } = bound(market());
      const buyer = await people.customer('Chanda Mwansa');
      // 1, 2: the order is there, frozen and held, and nothing has been asked for.
      const order = await buyer.place({ [catalogue.pot]: 1, [catalogue.dress]: 2 });
      expect(order).toMatchObject({ status: 'PENDING', paymentStatus: 'PENDING', currency: 'ZMW' });
      expect(order.goodsTotal.amount).toBe(38_550 + 2 * 34_000);
      expect(order.total.amount).toBe(order.goodsTotal.amount + order.deliveryTotal.amount);
      expect(order.shopOrders.map(({ shop }) => shop.id).toSorted()).toEqual(
        catalogue.shops.map(({ id }) => id).toSorted(),
      );
      expect(sum(order.shopOrders.map(({ total }) => total))).toBe(order.total.amount);
      // 3 to 6: one deposit, one prompt on the phone, and the buyer is told what to do.
      const started = await buyer.pay(order);
      expect(started).toMatchObject({ status: 200, type: 'ussd', transactionId: expect.any(String) });
      expect(started.message).toMatch(/PIN/);
      const [deposit] = (await sandbox.books(order.number)).pawapay.operations;
      expect(deposit).toMatchObject({ amount: order.total.amount, posts: 1, phone: buyer.wallet.slice(1) });
      // 7: the waiting page polls.
      expect(await buyer.status(order)).toMatchObject({
        orderStatus: 'PENDING',
        payment: 'PROCESSING',
        pollAfterSeconds: 5,
      });
      // 8, 9: the PIN is entered, pawaPay calls back, the order is confirmed.
      await sandbox.phone(buyer.wallet, 'approve');
      const paid = await buyer.untilPaid(order);
      expect(paid.attempt).toMatchObject({ state: 'SUCCEEDED', transactionId: started.transactionId });
      await until('pawaPay has been answered', async () =>
        (await sandbox.callbacks(deposit!.reference)).some(({ state }) => state === 'delivered'),
      );
      // 10: the order's own page, for the buyer and for the two vendors.
      const confirmed = await buyer.order(order);
      expect(confirmed.shopOrders.map(({ status }) => status)).toEqual(['CONFIRMED', 'CONFIRMED']);
      for (const shop of catalogue.shops) {
        const { data } = await shop.owner.client.get('/shops/{shopId}/orders', {
          params: { path: { shopId: shop.id } },
        });
        expect(data.find(({ orderNumber }) => orderNumber === order.number)).toMatchObject({ status: 'CONFIRMED' });
      }
      await market().converge();
      // Each shop's money is held on its own account.
      const held = await rows<{ id: string; amount: string }>(
        `SELECT substr(a.code, 6) AS id, b.credits - b.debits AS amount FROM settlement.ledger_accounts a
         JOIN settlement.ledger_balances b ON b.account_id = a.id WHERE a.code = ANY ($1)`,
        order.shopOrders.map(({ id }) => `held:${id}`),
      );
      expect(new Map(held.map(({ id, amount }) => [id, Number(amount)]))).toEqual(
        new Map(order.shopOrders.map(({ id, total }) => [id, total.amount])),
      );
    });

    it('serves a guest with every operator, out of the cart', async () => {
      const { people, catalogue, sandbox } = market();
      const operators = { AIRTEL_MONEY: '+260973456789', ZAMTEL_MONEY: '+260953456700' } as const;
      for (const [method, phone] of Object.entries(operators) as [keyof typeof operators, string][]) {
        const buyer = await people.guest();
        await buyer.client().post('/cart/items', { body: { variantId: catalogue.dress, quantity: 3 } });
        const order = await buyer.place({}, { fromCart: true });
        expect(order.shopOrders[0]!.lines).toMatchObject([{ variantId: catalogue.dress, quantity: 3 }]);
        expect((await buyer.client().get('/cart')).items).toEqual([]);
        expect(await buyer.pay(order, { method, phone })).toMatchObject({ type: 'ussd' });
        await buyer.untilPaid(order);
        expect((await sandbox.books(order.number)).pawapay.operations).toMatchObject([
          { status: 'COMPLETED', posts: 1 },
        ]);
      }
    });
  });

  describe('paying by card', () => {
    it('goes the nine steps of the plan', async () => {
      const { people, catalogue, sandbox, env } = market();
      const buyer = await people.guest();
      // 1 to 4: a page of the provider.
      const order = await buyer.place({ [catalogue.pot]: 2, [catalogue.dress]: 1 });
      const started = await buyer.pay(order, { method: 'CARD' });
      expect(started).toMatchObject({ status: 200, type: 'redirect' });
      expect(started.url).toContain(env.SANDBOX_URL);
      const reference = `pk_${started.transactionId}`;
      // 5, 7: a browser that comes back proves nothing, whatever it says.
      const page = new CardPage(started.url!);
      expect(await page.text()).toContain(order.number);
      const back = new URL(await page.cancel());
      expect(`${back.origin}${back.pathname}`).toBe(`${env.STOREFRONT_URL}/payment/callback`);
      expect(back.searchParams.get('orderId')).toBe(order.id);
      expect(await buyer.status(order)).toMatchObject({
        orderStatus: 'PENDING',
        payment: 'PROCESSING',
        attempt: { url: started.url },
      });
      // 6, 7: the card is entered there, and the browser comes back again.
      const done = new URL(await page.pay(CARDS.pays));
      expect(done.searchParams.get('status')).toBe('successful');
      // 8, 9: the webhook, the provider's own word, and the page that polls.
      await buyer.untilPaid(order);
      const { links, transactions } = (await sandbox.books(reference)).flutterwave;
      expect(links).toMatchObject([{ posts: 1, status: 'paid' }]);
      expect(transactions).toMatchObject([{ status: 'successful', amount: order.total.amount }]);
    });

    it('stays open after a card that is declined, until another one pays', async () => {
      const { people, sandbox } = market();
      const buyer = await people.guest();
      const { order, started } = await buyer.checkOut({ method: 'CARD' });
      const page = new CardPage(started.url!);
      expect(await page.pay(CARDS.tooLittleMoney)).toContain('problem=Insufficient');
      expect(await buyer.status(order)).toMatchObject({ paymentStatus: 'PENDING', payment: 'PROCESSING' });
      await page.pay(CARDS.paysWith3ds);
      await buyer.untilPaid(order);
      const { transactions } = (await sandbox.books(`pk_${started.transactionId}`)).flutterwave;
      expect(transactions.map(({ status }) => status).toSorted()).toEqual(['failed', 'successful']);
    });

    it('leaves no card number with us, and none in the logs that somebody types where it does not belong', async () => {
      const { number } = CARDS.pays;
      expect(cardNumbersIn(`"${number}", 4111111111111112 and ${number}2`)).toEqual([number]);
      const buyer = await market().people.guest();
      const { order, started } = await buyer.checkOut({ method: 'CARD' });
      await new CardPage(started.url!).pay(CARDS.pays);
      await buyer.untilPaid(order);
      const typed = { email: `${number}@example`, password: number, phone: number };
      const wrong = await fetch(`${market().api.url}/api/v1/auth/sign-in?card=${number}`, {
        ...{ method: 'POST', body: JSON.stringify(typed) },
        headers: { 'content-type': 'application/json', 'x-pakashop-key': market().env.PAKASHOP_CLIENT_KEY! },
      });
      expect(wrong.status).toBe(400);
      await market().converge();
      expect(await cardNumbersKept(market())).toEqual([]);
      const said = market().processes.filter(({ name }) => name !== 'sandbox');
      expect(said.map(({ output }) => output).join('')).toContain('/api/v1/auth/sign-in');
      expect(said.flatMap(({ output }) => cardNumbersIn(output))).toEqual([]);
    });
  });
}

/** `rows` without its object. */
const bound = (market: Marketplace) => ({
  people: market.people,
  catalogue: market.catalogue,
  sandbox: market.sandbox,
  rows: <Row extends object>(query: string, ...values: unknown[]) => market.rows<Row>(query, ...values),
});

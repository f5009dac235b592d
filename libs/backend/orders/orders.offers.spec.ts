import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Actor, newId, sql } from '@pakashop/platform';
import { bootApp, drain } from '@pakashop/platform/testing';
import { Bazaar, kwacha } from '../../pricing/pricing.offers.fixtures.js';
import { type Letter, lettersOf } from '../messages/messages.postbox.fixtures.js';
import { guest, Market, person, registry } from './orders.suite.js';

let market: Market;
let bazaar: Bazaar;
let worker: NestFastifyApplication;
beforeAll(async () => {
  market = new Market(await bootApp('api', registry));
  bazaar = new Bazaar(market.app);
  worker = await bootApp('worker', registry);
});
afterAll(() => Promise.all([market.app.close(), worker.close()]));

interface Stall {
  readonly shopId: string;
  readonly variantId: string;
  /** Of somebody who works there. */
  readonly email: string;
  readonly title: string;
}

let stalls = 0;

/** A shop that negotiates from 50 kwacha up, and accepts 90 at once. */
async function stall(): Promise<Stall> {
  const { id: shopId } = await market.shop();
  const variantId = await market.variant(shopId);
  const title = `Bicycle ${++stalls}`;
  await market.db.execute(sql`
    UPDATE backend.products SET title = ${title} WHERE id = (SELECT product_id FROM backend.variants WHERE id = ${variantId})`);
  const negotiable = { floor: kwacha(5_000), acceptFrom: kwacha(9_000) };
  await bazaar.setPrice(shopId, variantId, { model: 'NEGOTIABLE', negotiable });
  const userId = await account();
  await market.db.execute(sql`
    INSERT INTO backend.role_grants (id, user_id, role, scope, scope_id, granted_by)
    VALUES (${newId()}, ${userId}, 'SHOP_OWNER', 'shop', ${shopId}, 'system:test')`);
  return { shopId, variantId, email: `${userId}@example.com`, title };
}
async function account(): Promise<string> {
  const userId = newId();
  await market.db.execute(sql`
    INSERT INTO backend.users (id, name, email, email_verified_at, primary_contact)
    VALUES (${userId}, 'Bupe Zulu', ${`${userId}@example.com`}, now(), 'email')`);
  return userId;
}
const offer = async (buyer: Actor, { shopId, variantId }: Stall, amount = 6_000): Promise<string> =>
  (await bazaar.open(buyer, { shopId, variantId, quantity: 1, price: kwacha(amount) })).body.id;

/** All that was said about the goods of a stall once everything is heard, by whom it reaches. */
async function said({ title }: Stall): Promise<Letter[]> {
  const open = sql`
    SELECT FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
    WHERE d.done_at IS NULL AND m.name = 'pricing.offer_answered'`;
  do await drain(worker);
  while ((await market.db.rows(open)).length > 0);
  const purposes = ['offer_accepted', 'offer_countered', 'offer_declined', 'price_accepted', 'price_answered'];
  const letters = await Promise.all(purposes.map((purpose) => lettersOf(market.app, `offers.${purpose}`)));
  return letters.flat().filter(({ text }) => text.includes(`${title}.`));
}

describe('the other side of an offer is told', () => {
  it.each([
    ['accept', undefined, /accepted your offer for Bicycle \d+\. Order it within 72 hours\.$/],
    ['counter', { price: kwacha(8_000) }, /named you a price for Bicycle \d+\. Answer within 48 hours\.$/],
    ['decline', undefined, /declined your offer for Bicycle \d+\.$/],
  ] as const)('when the shop does %s', async (step, body, text) => {
    const [shop, userId] = [await stall(), await account()];
    const id = await offer(person({ userId }), shop);
    expect((await bazaar.shop(shop.shopId, id, step, body)).status).toBe(200);
    const letters = await said(shop);
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ to: { email: `${userId}@example.com` }, text: expect.stringMatching(text) });
    expect(letters[0]!.text.length).toBeLessThanOrEqual(160);
    expect(JSON.stringify(letters)).not.toMatch(/8,?000|80\.00/);
  });

  it.each([
    ['accept', undefined, /agrees to your price/],
    ['propose', { price: kwacha(6_500) }, /answered your price .+ 48 hours\.$/],
    ['propose', { price: kwacha(9_500) }, /agrees to your price/],
  ] as const)('when the buyer does %s %j', async (step, body, text) => {
    const [shop, buyer] = [await stall(), guest()];
    const id = await offer(buyer, shop);
    await bazaar.shop(shop.shopId, id, 'counter', { price: kwacha(9_900) });
    expect((await bazaar.buyer(buyer, id, step, body)).status).toBe(200);
    const letters = await said(shop);
    // A guest's own letters cannot be sent: an offer knows no contact.
    expect(letters.map(({ to }) => to)).toEqual([{ email: shop.email }]);
    expect(letters[0]!.text).toMatch(text);
  });

  it('of nothing but answers: not of new offers, withdrawals, or what a floor declines', async () => {
    const [shop, buyer] = [await stall(), person({ userId: await account() })];
    await bazaar.buyer(buyer, await offer(buyer, shop), 'withdraw');
    await offer(buyer, shop, 4_000);
    await offer(buyer, shop, 9_000);
    expect(await said(shop)).toEqual([]);
    const other = await offer(guest(), shop);
    await bazaar.shop(shop.shopId, other, 'accept');
    expect(await said(shop)).toEqual([]);
  });
});

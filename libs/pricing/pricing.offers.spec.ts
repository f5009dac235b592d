import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ActorInit, newId, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import fc from 'fast-check';
import { registry } from '../../apps/domains.js';
import type { OfferList, OfferView } from './pricing.offers.dto.js';
import { Bazaar, kwacha, pricer, type Refused, shopper, stranger } from './pricing.offers.fixtures.js';
import { MOST_ROUNDS, nextOfferStates, PROPOSALS_A_DAY } from './pricing.offers.rules.js';

let bazaar: Bazaar;
beforeAll(async () => {
  bazaar = new Bazaar(await bootApp('pricing', registry));
});
afterAll(() => bazaar.app.close());

/** A variant whose shop negotiates from 5,000 up and accepts 9,000 at once. */
async function stall(terms: object = { floor: kwacha(5_000), acceptFrom: kwacha(9_000) }) {
  const [shopId, variantId] = [newId(), newId()];
  await bazaar.setPrice(shopId, variantId, { model: 'NEGOTIABLE', negotiable: terms });
  return { shopId, variantId };
}
const quotes = async () => {
  const [shopId, variantId] = [newId(), newId()];
  await bazaar.setPrice(shopId, variantId, { model: 'QUOTATION' });
  return { shopId, variantId };
};
const about = (goods: object, amount?: number, quantity = 2) => ({
  ...goods,
  quantity,
  ...(amount && { price: kwacha(amount) }),
});
const refusal = (status: number, code: string) => ({ status, body: expect.objectContaining({ code }) });
const expire = (id: string) =>
  bazaar.db.execute(sql`UPDATE pricing.offers SET expires_at = now() - interval '1 second' WHERE id = ${id}`);

describe('a negotiation', () => {
  it.each([
    ['signed in', shopper],
    ['as a guest', stranger],
  ])('goes back and forth until both agree, %s', async (_who, made) => {
    const [goods, buyer] = [await stall(), made()];
    const { status, body: opened } = await bazaar.open(buyer, about(goods, 6_000));
    expect(status).toBe(201);
    expect(opened).toMatchObject({
      kind: 'NEGOTIATION',
      state: 'AT_SHOP',
      price: kwacha(6_000),
      roundsLeft: MOST_ROUNDS - 1,
    });
    const { id } = opened;
    expect((await bazaar.shop(goods.shopId, id, 'counter', { price: kwacha(8_000) })).body.state).toBe('AT_BUYER');
    expect((await bazaar.buyer(buyer, id, 'propose', { price: kwacha(7_000), quantity: 3 })).body).toMatchObject({
      state: 'AT_SHOP',
      quantity: 3,
    });
    const { body } = await bazaar.shop(goods.shopId, id, 'accept');
    expect(body).toMatchObject({ state: 'ACCEPTED', price: kwacha(7_000), quantity: 3 });
    expect(body.history.map(({ by, state, price }) => [by, state, price?.amount])).toEqual([
      ['BUYER', 'AT_SHOP', 6_000],
      ['SHOP', 'AT_BUYER', 8_000],
      ['BUYER', 'AT_SHOP', 7_000],
      ['SHOP', 'ACCEPTED', 7_000],
    ]);
    expect((await bazaar.call<OfferView>(buyer, 'GET', `/offers/${id}`)).body).toEqual(body);
  });

  it('is decided at once where the shop has decided beforehand, and no answer tells its limits', async () => {
    const goods = await stall();
    const low = await bazaar.open(shopper(), about(goods, 4_999));
    const high = await bazaar.open(shopper(), about(goods, 9_000));
    const between = await bazaar.open(shopper(), about(goods, 5_000));
    expect([low, high, between].map(({ body }) => body.state)).toEqual(['DECLINED', 'ACCEPTED', 'AT_SHOP']);
    expect(low.body.history.map(({ by }) => by)).toEqual(['BUYER', 'SYSTEM']);
    for (const { body } of [low, high, between]) {
      const {
        id: _id,
        shopId: _shop,
        variantId: _variant,
        history,
        expiresAt: _until,
        createdAt: _since,
        ...rest
      } = body;
      expect(rest).toEqual({ ...rest, kind: 'NEGOTIATION', quantity: 2, roundsLeft: MOST_ROUNDS - 1 });
      expect(Object.keys(rest)).toHaveLength(5);
      expect(new Set(history.map(({ price }) => price?.amount))).toEqual(new Set([body.price!.amount]));
    }
    const answered = await bazaar.shop(goods.shopId, between.body.id, 'counter', { price: kwacha(4_000) });
    expect(answered).toMatchObject(refusal(422, 'pricing.below_floor'));
  });

  it('is one per buyer and variant at a time, however many are opened at once', async () => {
    const [goods, buyer] = [await stall(), stranger()];
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => bazaar.open<OfferView & Refused>(buyer, about(goods, 6_000))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
    for (const { status, body } of answers) if (status === 409) expect(body.code).toBe('pricing.offer_open');
    const { id } = answers.find(({ status }) => status === 201)!.body;
    await bazaar.buyer(buyer, id, 'withdraw');
    expect((await bazaar.open(buyer, about(goods, 6_500))).status).toBe(201);
  });

  it('has so many rounds, and a day so many proposals', async () => {
    const [goods, buyer] = [await stall({ floor: kwacha(100) }), shopper()];
    const { id } = (await bazaar.open(buyer, about(goods, 200))).body;
    for (let round = 1; round < MOST_ROUNDS; round++) {
      await bazaar.shop(goods.shopId, id, 'counter', { price: kwacha(900) });
      expect((await bazaar.buyer(buyer, id, 'propose', { price: kwacha(200 + round) })).status).toBe(200);
    }
    await bazaar.shop(goods.shopId, id, 'counter', { price: kwacha(800) });
    const enough = await bazaar.buyer<Refused>(buyer, id, 'propose', { price: kwacha(700) });
    expect(enough).toMatchObject(refusal(409, 'pricing.no_rounds_left'));
    expect((await bazaar.buyer(buyer, id, 'accept')).body).toMatchObject({ state: 'ACCEPTED', price: kwacha(800) });

    const tries = [];
    for (let i = MOST_ROUNDS; i <= PROPOSALS_A_DAY; i++)
      tries.push(await bazaar.open<Refused>(buyer, about(goods, 50)));
    expect(tries.map(({ status }) => status)).toEqual([201, 429]);
    expect(tries.at(-1)!.body.code).toBe('pricing.too_many_proposals');
    expect((await bazaar.open(shopper(), about(goods, 50))).status).toBe(201);
  });

  it('that nobody answers in time is over, and another one may follow', async () => {
    const [goods, buyer] = [await stall(), shopper()];
    const { id } = (await bazaar.open(buyer, about(goods, 6_000))).body;
    await expire(id);
    expect(await bazaar.shop(goods.shopId, id, 'accept')).toMatchObject(refusal(409, 'pricing.offer_wrong_state'));
    const stateOf = async () => (await bazaar.call<OfferView>(buyer, 'GET', `/offers/${id}`)).body.state;
    expect(await stateOf()).toBe('EXPIRED');
    const listed = await bazaar.call<OfferList>(buyer, 'GET', '/offers?state=EXPIRED');
    expect(listed.body.data.map((offer) => offer.id)).toEqual([id]);
    expect((await bazaar.open(buyer, about(goods, 6_000))).status).toBe(201);
    expect(await stateOf()).toBe('EXPIRED');
  });

  it('is answered once, whoever answers at once', async () => {
    const goods = await stall();
    const race = fc.array(fc.constantFrom('accept', 'counter', 'decline', 'withdraw'), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(race, async (steps) => {
        const buyer = shopper();
        const { id } = (await bazaar.open(buyer, about(goods, 6_000))).body;
        const answers = await Promise.all(
          steps.map((step) =>
            step === 'withdraw'
              ? bazaar.buyer(buyer, id, 'withdraw')
              : bazaar.shop(
                  goods.shopId,
                  id,
                  step as 'accept',
                  step === 'counter' ? { price: kwacha(8_000) } : undefined,
                ),
          ),
        );
        const { body } = await bazaar.call<OfferView>(buyer, 'GET', `/offers/${id}`);
        // A counter may be followed by a decline or a withdrawal; everything else is the last word.
        const done = answers.filter(({ status }) => status === 200).length;
        expect(body.history).toHaveLength(done + 1);
        const states = body.history.map(({ state }) => state);
        for (const [i, state] of states.slice(1).entries()) {
          expect(nextOfferStates(states[i]!)).toContain(state);
        }
        expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});

describe('a quotation', () => {
  it('is asked for without a price, named by the shop, and agreed by the buyer', async () => {
    const [goods, buyer] = [await quotes(), shopper()];
    expect(await bazaar.open(buyer, about(goods, 6_000))).toMatchObject(refusal(400, 'VAL_001'));
    const { body } = await bazaar.open(buyer, about(goods));
    expect(body).toMatchObject({ kind: 'QUOTATION', state: 'AT_SHOP', price: null });
    expect(await bazaar.shop(goods.shopId, body.id, 'accept')).toMatchObject(refusal(409, 'pricing.offer_wrong_state'));
    expect(await bazaar.buyer(buyer, body.id, 'accept')).toMatchObject(refusal(409, 'pricing.offer_wrong_state'));
    await bazaar.shop(goods.shopId, body.id, 'counter', { price: kwacha(43_210) });
    expect((await bazaar.buyer(buyer, body.id, 'accept')).body).toMatchObject({
      state: 'ACCEPTED',
      price: kwacha(43_210),
    });
  });
});

describe('offers', () => {
  it('are made only where the shop takes them', async () => {
    const [shopId, variantId] = [newId(), newId()];
    const goods = { shopId, variantId };
    expect(await bazaar.open(shopper(), about(goods, 10))).toMatchObject(refusal(409, 'pricing.takes_no_offers'));
    await bazaar.setPrice(shopId, variantId, { model: 'FIXED' });
    expect(await bazaar.open(shopper(), about(goods, 10))).toMatchObject(refusal(409, 'pricing.takes_no_offers'));
    const negotiated = await stall();
    expect(await bazaar.open(shopper(), about({ ...negotiated, shopId }, 10))).toMatchObject(
      refusal(409, 'pricing.takes_no_offers'),
    );
    expect(await bazaar.open(shopper(), about(negotiated))).toMatchObject(refusal(400, 'VAL_001'));
    expect((await bazaar.open({ kind: 'anonymous' }, about(negotiated, 10))).status).toBe(401);
  });

  it('are seen and answered by their buyer and their shop alone', async () => {
    const [goods, buyer] = [await stall(), shopper()];
    const { id } = (await bazaar.open(buyer, about(goods, 6_000))).body;
    const gone = refusal(404, 'pricing.offer_not_found');
    for (const other of [shopper(), stranger(), pricer(goods.shopId)]) {
      expect(await bazaar.call<Refused>(other, 'GET', `/offers/${id}`)).toMatchObject(gone);
      expect(await bazaar.buyer(other, id, 'withdraw')).toMatchObject(gone);
      expect(await bazaar.buyer(other, id, 'accept')).toMatchObject(gone);
      expect(await bazaar.buyer(other, id, 'propose', { price: kwacha(1) })).toMatchObject(gone);
      expect((await bazaar.call<OfferList>(other, 'GET', '/offers')).body.data).toEqual([]);
    }
    const elsewhere = newId();
    for (const [shopId, actor] of [
      [goods.shopId, pricer(elsewhere)],
      [elsewhere, pricer(elsewhere)],
    ] as const) {
      for (const step of ['accept', 'decline'] as const) {
        expect(await bazaar.shop(shopId, id, step, undefined, actor)).toMatchObject(gone);
      }
      const counter = await bazaar.shop(shopId, id, 'counter', { price: kwacha(8_000) }, actor);
      expect(counter).toMatchObject(gone);
      const { body } = await bazaar.call<OfferList>(actor, 'GET', `/shops/${shopId}/offers`);
      expect(body.data).toEqual([]);
    }
    expect((await bazaar.call(buyer, 'GET', `/shops/${goods.shopId}/offers`)).status).toBe(403);
    const staff: ActorInit = { ...shopper(), audience: 'staff' };
    expect((await bazaar.open(staff, about(goods, 6_000))).status).toBe(403);
  });

  it('are listed for both sides, by state, a page at a time', async () => {
    const [goods, buyer] = [await stall(), shopper()];
    const ids: string[] = [];
    for (const amount of [1, 9_500, 6_000]) ids.unshift((await bazaar.open(buyer, about(goods, amount))).body.id);
    for (const [actor, path] of [
      [buyer, '/offers'],
      [pricer(goods.shopId), `/shops/${goods.shopId}/offers`],
    ] as const) {
      const { body: first } = await bazaar.call<OfferList>(actor, 'GET', `${path}?limit=2`);
      const { body: rest } = await bazaar.call<OfferList>(actor, 'GET', `${path}?limit=2&cursor=${first.nextCursor}`);
      expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(ids);
      const { body: waiting } = await bazaar.call<OfferList>(actor, 'GET', `${path}?state=AT_SHOP`);
      expect(waiting.data.map(({ id }) => id)).toEqual([ids[0]]);
      expect(JSON.stringify(waiting)).not.toContain(buyer.userId);
    }
  });

  it('have a history that nobody changes', async () => {
    await expect(bazaar.db.execute(sql`DELETE FROM pricing.offer_moves`)).rejects.toThrow('permission denied');
    await expect(bazaar.db.execute(sql`UPDATE pricing.offer_moves SET price = 1`)).rejects.toThrow('permission denied');
  });
});

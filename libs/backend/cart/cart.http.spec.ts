import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Actor, Database, newId, RedisCache, sql } from '@pakashop/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import {
  bootCatalogue,
  call,
  category,
  openShop,
  price,
  putOnSale,
  type TestShop,
} from '../products/products.fixtures.js';
import type { OwnProduct } from '../products/products.vendor.dto.js';
import { CartCache } from './cart.cache.js';
import type { CartChanged, CartView, GuestToken } from './cart.dto.js';
import { Carts } from './cart.service.js';

type Who = ConstructorParameters<typeof Actor>[0];

let app: NestFastifyApplication;
let shop: TestShop;
let product: OwnProduct;
let [lamp, torch]: [string, string] = ['', ''];

const person = (): Who => ({ kind: 'person', userId: newId() });
const hash = (token: string) => createHash('sha256').update(token).digest('hex');
const guest = async (): Promise<{ token: string; actor: Who }> => {
  const { body } = await call<GuestToken>(app, ['POST', '/cart/guest']);
  return { token: body.guestToken, actor: { kind: 'guest', guestHash: hash(body.guestToken) } };
};
const add = (actor: Who, variantId: string, quantity = 1, on = app) =>
  call<CartChanged>(on, ['POST', '/cart/items'], { actor, body: { variantId, quantity } });
const view = async (actor: Who, on = app) => (await call<CartView>(on, ['GET', '/cart'], { actor })).body;
const contents = async (actor: Who, on = app) =>
  (await view(actor, on)).items.map(({ variantId, quantity }) => [variantId, quantity]);

beforeAll(async () => {
  app = await bootCatalogue();
  const categoryId = await category(app, 'cart-things');
  shop = await openShop(app, 'Cart Shop');
  const variants = [
    { title: 'Lamp', price: price(1_000), stock: 5 },
    { title: 'Torch', price: price(300), stock: 5 },
  ];
  product = await putOnSale(app, shop, { categoryId, title: 'Light', variants: variants as never });
  [lamp, torch] = product.variants.map(({ id }) => id) as [string, string];
});
afterAll(() => app.close());

describe('a cart', () => {
  let actor: Who;
  beforeEach(() => {
    actor = person();
  });

  it('is empty at first', async () => {
    expect(await view(actor)).toEqual({ items: [], itemCount: 0, goodsTotal: price(0) });
  });

  it('adds pieces, sets them, and takes them out', async () => {
    expect((await add(actor, lamp, 2)).body).toEqual({ variantId: lamp, quantity: 2, itemCount: 2 });
    expect((await add(actor, lamp)).body).toEqual({ variantId: lamp, quantity: 3, itemCount: 3 });
    expect(await add(actor, torch, 4)).toMatchObject({ status: 201, body: { quantity: 4, itemCount: 7 } });
    const set = await call<CartChanged>(app, ['PATCH', `/cart/items/${torch}`], { actor, body: { quantity: 1 } });
    expect(set.body).toEqual({ variantId: torch, quantity: 1, itemCount: 4 });
    expect(await contents(actor)).toEqual([
      [lamp, 3],
      [torch, 1],
    ]);
    expect((await call(app, ['DELETE', `/cart/items/${lamp}`], { actor })).status).toBe(204);
    expect(await contents(actor)).toEqual([[torch, 1]]);
    expect((await call(app, ['DELETE', '/cart'], { actor })).status).toBe(204);
    expect(await contents(actor)).toEqual([]);
  });

  it('shows the prices of this moment and what each item costs', async () => {
    await add(actor, lamp, 2);
    expect(await view(actor)).toEqual({
      items: [
        {
          variantId: lamp,
          productId: product.id,
          productSlug: product.slug,
          sku: product.variants[0]!.sku,
          title: 'Light, Lamp',
          imageUrl: null,
          shop: { id: shop.id, slug: shop.slug, name: 'Cart Shop' },
          quantity: 2,
          unitPrice: price(1_000),
          total: price(2_000),
          availability: 'AVAILABLE',
        },
      ],
      itemCount: 2,
      goodsTotal: price(2_000),
    });
    await call(app, ['PATCH', `/variants/${lamp}`], { actor: shop.owner, body: { price: price(1_100) } });
    expect((await view(actor)).goodsTotal).toEqual(price(2_200));
    await call(app, ['PATCH', `/variants/${lamp}`], { actor: shop.owner, body: { price: price(1_000) } });
  });

  it('says what cannot be had any more, and does not count it', async () => {
    await add(actor, lamp, 6);
    await add(actor, torch, 1);
    const states = async () => (await view(actor)).items.map(({ availability }) => availability);
    const db = app.get(Database);
    expect(await states()).toEqual(['SHORT', 'AVAILABLE']);
    expect((await view(actor)).goodsTotal).toEqual(price(300));
    await db.execute(sql`UPDATE backend.variants SET available = 0 WHERE id = ${lamp}`);
    expect(await states()).toEqual(['SOLD_OUT', 'AVAILABLE']);
    await db.execute(sql`UPDATE backend.variants SET available = 5, status = 'ARCHIVED' WHERE id = ${lamp}`);
    expect(await states()).toEqual(['GONE', 'AVAILABLE']);
    await db.execute(sql`UPDATE backend.variants SET status = 'ACTIVE' WHERE id = ${lamp}`);
  });

  it('takes only what is for sale, up to what it can hold', async () => {
    expect((await add(actor, newId())).body).toMatchObject({ code: 'cart.not_for_sale' });
    expect((await add(actor, lamp, 1_000)).body).toMatchObject({ code: 'VAL_001' });
    await add(actor, lamp, 999);
    expect((await add(actor, lamp)).body).toMatchObject({ code: 'cart.too_many' });
    const missing = await call(app, ['PATCH', `/cart/items/${torch}`], { actor, body: { quantity: 1 } });
    expect(missing.body).toMatchObject({ code: 'cart.not_in_cart' });
  });

  it('holds a hundred different variants', async () => {
    const categoryId = await category(app, 'many-things');
    const variants = Array.from({ length: 100 }, () => ({ price: price(100), stock: 1 }));
    const many = await putOnSale(app, shop, { categoryId, title: 'Many', variants: variants as never });
    for (const { id } of many.variants) await add(actor, id);
    expect((await add(actor, lamp)).body).toMatchObject({ code: 'cart.too_many' });
    expect((await add(actor, many.variants[0]!.id)).body).toMatchObject({ quantity: 2, itemCount: 101 });
  });

  it('loses nothing when much is added at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => add(actor, i % 2 ? lamp : torch)));
    expect(new Map((await contents(actor)) as [string, number][])).toEqual(
      new Map([
        [lamp, 10],
        [torch, 10],
      ]),
    );
  });

  it('is nobody else’s', async () => {
    await add(actor, lamp);
    expect(await contents(person())).toEqual([]);
    expect((await call(app, ['PATCH', `/cart/items/${lamp}`], { actor: person(), body: { quantity: 9 } })).status).toBe(
      404,
    );
    expect((await call(app, ['GET', '/cart'])).body).toMatchObject({ code: 'AUTH_001' });
  });

  it('is emptied by the order that takes it, and only if that commits', async () => {
    const carts = app.get(Carts, { strict: false });
    const caller = new Actor(actor);
    await add(actor, lamp, 2);
    expect(await carts.linesOf(caller)).toEqual([{ variantId: lamp, quantity: 2 }]);
    const db = app.get(Database);
    await db
      .transaction((tx) => carts.clear(tx, caller).then(() => Promise.reject(new Error('no'))))
      .catch(() => undefined);
    expect(await contents(actor)).toEqual([[lamp, 2]]);
    await db.transaction((tx) => carts.clear(tx, caller));
    expect(await contents(actor)).toEqual([]);
    expect(await carts.linesOf(caller)).toEqual([]);
  });
});

describe('a guest', () => {
  it('has a cart under a token that is not stored', async () => {
    const { token, actor } = await guest();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    await add(actor, lamp);
    expect(await contents(actor)).toEqual([[lamp, 1]]);
    const rows = await app.get(Database).rows(sql`SELECT * FROM backend.carts WHERE guest_hash = ${hash(token)}`);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('brings the cart along when signing in, once', async () => {
    const { token, actor } = await guest();
    const user = person();
    await add(user, lamp, 998);
    await add(actor, lamp, 3);
    await add(actor, torch, 2);
    await Promise.all([contents(user), contents(actor)]);
    const merge = () => call<CartView>(app, ['POST', '/cart/merge'], { actor: user, body: { guestToken: token } });
    expect((await merge()).body).toMatchObject({ itemCount: 1_001, items: [{ quantity: 999 }, { quantity: 2 }] });
    expect((await merge()).body.itemCount).toBe(1_001);
    expect(await contents(actor)).toEqual([]);
    expect((await call(app, ['POST', '/cart/merge'], { actor, body: { guestToken: token } })).status).toBe(401);
  });

  it('loses nothing and doubles nothing when merging and adding race', async () => {
    const { token, actor } = await guest();
    const user = person();
    await add(actor, lamp, 5);
    const merge = () => call<CartView>(app, ['POST', '/cart/merge'], { actor: user, body: { guestToken: token } });
    await Promise.all([merge(), add(actor, torch), merge(), add(user, torch), add(actor, torch), merge()]);
    await merge();
    expect(new Map((await contents(user)) as [string, number][])).toEqual(
      new Map([
        [lamp, 5],
        [torch, 3],
      ]),
    );
  });
});

describe('Redis', () => {
  const cached = (actor: Who) => app.get(RedisCache).client.get(`${app.get(RedisCache).prefix}:cart:u:${actor.userId}`);

  /** A slow Redis is not used for ten seconds, so it may take a while until it is. */
  const until = async (condition: () => Promise<boolean>) => {
    const endsAt = performance.now() + 15_000;
    while (!(await condition())) if (performance.now() > endsAt) throw new Error('not in time');
  };

  it('keeps carts at rest and none that has just changed', async () => {
    const actor = person();
    await until(async () => (await contents(actor)).length === 0 && (await cached(actor)) === '[]');
    let added = 0;
    await until(async () => (await add(actor, lamp)).body.quantity === ++added && (await cached(actor)) === '-');
    expect(await contents(actor)).toEqual([[lamp, added]]);
    expect(await cached(actor)).toBe('-');
    await app.get(RedisCache).client.del(`${app.get(RedisCache).prefix}:cart:u:${actor.userId}`);
    await until(async () => (await contents(actor)).length === 1 && (await cached(actor)) !== null);
    expect(JSON.parse((await cached(actor))!)).toEqual([{ variantId: lamp, quantity: added }]);
    expect(await contents(actor)).toEqual([[lamp, added]]);
  });

  it('takes nothing that was read before a change', async () => {
    const cache = app.get(CartCache, { strict: false });
    const id = `test:${newId()}`;
    const early = await cache.read(id);
    await cache.changed(id);
    await early.fill([{ variantId: lamp, quantity: 1 }]);
    expect((await cache.read(id)).lines).toBeUndefined();
  });

  it('is not needed', async () => {
    const alone = await bootCatalogue({ REDIS_URL: 'redis://127.0.0.1:1' });
    try {
      const actor = person();
      await add(actor, lamp, 2, alone);
      expect(await contents(actor, alone)).toEqual([[lamp, 2]]);
      await call(alone, ['DELETE', '/cart'], { actor });
      expect(await contents(actor, alone)).toEqual([]);
    } finally {
      await alone.close();
    }
  });
});

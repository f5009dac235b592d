import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, sql } from '@pakashop/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootCatalogue, call, category, openShop, putOnSale, seller } from '../products/products.fixtures.js';
import type { OwnShop, ShopList, ShopView } from './shops.dto.js';
import { slugOf } from './shops.slug.js';

let app: NestFastifyApplication;
const place = { province: 'Copperbelt', town: 'Kitwe' };

beforeAll(async () => {
  app = await bootCatalogue();
});
afterAll(() => app.close());

describe('shops', () => {
  it('gives the owner the role for this shop and nothing else', async () => {
    const actor = await seller(app);
    const { status, body } = await call<OwnShop>(app, ['POST', '/shops'], {
      actor,
      body: { name: 'Chanda’s Electronics', ...place },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ slug: 'chanda-s-electronics', status: 'ACTIVE', ownerId: actor.userId, ...place });
    const grants = await app
      .get(Database)
      .rows(sql`SELECT role, scope, scope_id FROM backend.role_grants WHERE user_id = ${actor.userId}`);
    expect(grants).toEqual([{ role: 'SHOP_OWNER', scope: 'shop', scope_id: body.id }]);
  });

  it('refuses people without the permission and input that is not valid', async () => {
    const actor = await seller(app);
    const nobody = { kind: 'person', userId: actor.userId } as const;
    expect((await call(app, ['POST', '/shops'], { actor: nobody, body: { name: 'Mine', ...place } })).status).toBe(403);
    expect((await call(app, ['POST', '/shops'], { body: { name: 'Mine', ...place } })).status).toBe(401);
    const wrong = await call(app, ['POST', '/shops'], {
      actor,
      body: { name: 'Mine', province: 'Gauteng', town: 'Lusaka' },
    });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'VAL_001', errors: [{ path: 'province' }] } });
  });

  it('gives shops of one name slugs of their own, also when they open at once', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => seller(app)));
    const made = await Promise.all(
      people.map((actor) =>
        call<OwnShop>(app, ['POST', '/shops'], { actor, body: { name: 'Tonga Baskets', ...place } }),
      ),
    );
    expect(made.map(({ status }) => status)).toEqual(made.map(() => 201));
    const slugs = made.map(({ body }) => body.slug);
    expect(new Set(slugs).size).toBe(12);
    expect(slugs).toContain('tonga-baskets');
    expect(slugs.every((slug) => /^tonga-baskets(-[a-z2-9]{5})?$/.test(slug))).toBe(true);
  });

  it('answers a repeated request with the first shop', async () => {
    const actor = await seller(app);
    const again = { actor, body: { name: 'Once Only', ...place }, headers: { 'idempotency-key': 'one-shop-please' } };
    const first = await call<OwnShop>(app, ['POST', '/shops'], again);
    const second = await call<OwnShop>(app, ['POST', '/shops'], again);
    expect(second.body).toEqual(first.body);
    const { count } = await app
      .get(Database)
      .one<{ count: number }>(sql`SELECT count(*) FROM backend.shops WHERE owner_id = ${actor.userId}`);
    expect(count).toBe(1);
  });

  it('is changed by its owner only, and keeps its slug', async () => {
    const shop = await openShop(app, 'Kafue Fish');
    const other = await openShop(app, 'Other Fish');
    const body = { name: 'Kafue Fresh Fish', town: 'Kafue' };
    expect((await call(app, ['PATCH', `/vendor/shops/${shop.id}`], { actor: other.owner, body })).body).toMatchObject({
      code: 'shops.not_found',
    });
    const changed = await call<OwnShop>(app, ['PATCH', `/vendor/shops/${shop.id}`], { actor: shop.owner, body });
    expect(changed.body).toMatchObject({ ...body, slug: shop.slug });
    expect((await call<ShopView>(app, ['GET', `/shops/${shop.slug}`])).body).toMatchObject(body);
  });

  it('hides a paused shop with its products, and shows them again', async () => {
    const shop = await openShop(app, 'Night Market');
    const categoryId = await category(app, 'night-things');
    const product = await putOnSale(app, shop, { categoryId, title: 'Night lamp' });
    const seen = async () => [
      (await call(app, ['GET', `/shops/${shop.slug}`])).status,
      (await call(app, ['GET', `/products/${product.slug}`])).status,
      (await call<ShopList>(app, ['GET', `/products?shop=${shop.slug}`])).body.data.length,
    ];
    const set = (status: string) =>
      call(app, ['PATCH', `/vendor/shops/${shop.id}`], { actor: shop.owner, body: { status } });
    expect(await seen()).toEqual([200, 200, 1]);
    await set('PAUSED');
    expect(await seen()).toEqual([404, 404, 0]);
    await set('ACTIVE');
    expect(await seen()).toEqual([200, 200, 1]);
  });

  it('lets only staff suspend it, and its owner not lift it', async () => {
    const shop = await openShop(app, 'Odd Goods');
    const staff = {
      kind: 'person',
      userId: shop.owner.userId,
      grants: [{ permission: 'shops.write', scope: 'platform' }],
    } as const;
    const set = (actor: typeof staff | typeof shop.owner, status: string) =>
      call(app, ['PATCH', `/vendor/shops/${shop.id}`], { actor, body: { status } });
    expect((await set(shop.owner, 'SUSPENDED')).body).toMatchObject({ code: 'AUTH_002' });
    expect((await set(staff, 'SUSPENDED')).status).toBe(200);
    expect((await set(shop.owner, 'ACTIVE')).body).toMatchObject({ code: 'shops.suspended' });
    expect((await set(staff, 'ACTIVE')).status).toBe(200);
    const acts = await app.get(Database).rows(sql`
      SELECT act, actor, detail FROM platform.audit WHERE subject_id = ${shop.id} AND subject = 'shop' ORDER BY id`);
    const actor = `person:${shop.owner.userId}`;
    expect(acts).toEqual(
      ['SUSPENDED', 'ACTIVE'].map((status) => ({ act: 'shop_status_set', actor, detail: { status } })),
    );
  });

  it('lists open shops page by page without repeating one', async () => {
    for (const name of ['Page One', 'Page Two', 'Page Three']) await openShop(app, name);
    const names: string[] = [];
    let cursor: string | null = '';
    do {
      const page: ShopList = (await call<ShopList>(app, ['GET', `/shops?limit=2${cursor && `&cursor=${cursor}`}`]))
        .body;
      names.push(...page.data.map(({ slug }) => slug));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(names).size).toBe(names.length);
    expect(names.slice(0, 3)).toEqual(['page-three', 'page-two', 'page-one']);
    expect((await call(app, ['GET', '/shops?cursor=nonsense'])).body).toMatchObject({ code: 'VAL_001' });
  });

  it('answers 304 to who has it', async () => {
    const shop = await openShop(app, 'Known Shop');
    const first = await call(app, ['GET', `/shops/${shop.slug}`]);
    const again = await call(app, ['GET', `/shops/${shop.slug}`], {
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect([again.status, again.body]).toEqual([304, {}]);
  });
});

describe('slugs', () => {
  it.each([
    ['Mwila’s Phones & Co.', 'mwila-s-phones-co'],
    ['  Café Zambézi  ', 'cafe-zambezi'],
    ['电话', ''],
    [`${'long '.repeat(30)}`, 'long-long-long-long-long-long-long-long-long-long-long-long'],
  ])('makes of %p %p', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });
});

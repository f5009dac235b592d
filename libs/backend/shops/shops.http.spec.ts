import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, sql } from '@pakashop/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bootCatalogue,
  call,
  category,
  openShop,
  picture,
  putOnSale,
  somebody,
} from '../products/products.fixtures.js';
import type { OwnShop, ShopList, ShopView } from './shops.dto.js';
import { slugOf } from './shops.slug.js';

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await bootCatalogue();
});
afterAll(() => app.close());

describe('shops', () => {
  it('are opened by approvals only: nobody opens one by asking for it', async () => {
    const body = { name: 'Mine', province: 'Lusaka', town: 'Lusaka' };
    const grants = [{ permission: 'shops.write', scope: 'platform' } as const];
    const answer = await call(app, ['POST', '/shops'], { actor: { ...(await somebody(app)), grants }, body });
    expect(answer.status).toBe(404);
  });

  it.each([
    ['GOODS', 'SHOP_OWNER'],
    ['SERVICES', 'SERVICE_PROVIDER'],
  ] as const)('of %s give their owner the role %s for the shop and nothing else', async (kind, role) => {
    const shop = await openShop(app, `Chanda’s ${kind}`, { kind });
    expect(shop.slug).toBe(`chanda-s-${kind.toLowerCase()}`);
    const db = app.get(Database);
    const grants = sql`SELECT role, scope, scope_id FROM backend.role_grants WHERE user_id = ${shop.owner.userId}`;
    expect(await db.rows(grants)).toEqual([{ role, scope: 'shop', scope_id: shop.id }]);
    const history = sql`SELECT seq, from_state, to_state FROM backend.transitions WHERE machine = 'shop' AND subject_id = ${shop.id}`;
    expect(await db.rows(history)).toEqual([{ seq: 1, from_state: null, to_state: 'ACTIVE' }]);
  });

  it('of one name get slugs of their own, also when they open at once', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => openShop(app, 'Tonga Baskets')));
    const slugs = made.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(12);
    expect(slugs).toContain('tonga-baskets');
    expect(slugs.every((slug) => /^tonga-baskets(-[a-z2-9]{5})?$/.test(slug))).toBe(true);
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
    expect((await set('SUSPENDED')).status).toBe(400);
    await set('ACTIVE');
    expect(await seen()).toEqual([200, 200, 1]);
  });

  it('has a logo that one of those who run it uploaded, and lets the old one go', async () => {
    const [shop, other] = [await openShop(app, 'Kafue Fish'), await openShop(app, 'Other Fish')];
    const change = async (logoUploadId: string, id = shop.id) =>
      (
        await call<OwnShop & { code: string }>(app, ['PATCH', `/vendor/shops/${id}`], {
          actor: shop.owner,
          body: { logoUploadId },
        })
      ).body;
    const [first, second, foreign] = [
      await picture(app, shop.owner.userId, 'shop_logo'),
      await picture(app, shop.owner.userId, 'shop_logo'),
      await picture(app, other.owner.userId, 'shop_logo'),
    ];
    expect((await change(first)).logoUrl).toContain(`/media/images/${first}/page`);
    expect((await change(second)).logoUrl).toContain(second);
    expect((await call<ShopView>(app, ['GET', `/shops/${shop.slug}`])).body.logoUrl).toContain(second);
    const gone = sql`SELECT id FROM backend.uploads WHERE subject_id = ${shop.id} AND destroy_at IS NOT NULL`;
    expect(await app.get(Database).rows(gone)).toEqual([{ id: first }]);
    expect((await change(foreign)).code).toBe('media.not_found');
    expect((await change(await picture(app, shop.owner.userId))).code).toBe('media.not_found');
    expect((await change(second, other.id)).code).toBe('shops.not_found');
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

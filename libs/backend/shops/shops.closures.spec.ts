import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, newId, sql } from '@pakashop/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CartView } from '../cart/cart.dto.js';
import { Catalogue } from '../products/products.catalogue.js';
import type { ProductDetail } from '../products/products.dto.js';
import {
  bootCatalogue,
  call,
  category,
  openShop,
  putOnSale,
  somebody,
  type TestShop,
} from '../products/products.fixtures.js';
import type { OwnShop, ShopView } from './shops.dto.js';

let app: NestFastifyApplication;
let db: Database;
let categoryId: string;

beforeAll(async () => {
  app = await bootCatalogue();
  db = app.get(Database);
  categoryId = await category(app, 'closed-things');
});
afterAll(() => app.close());

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const plan = (shop: TestShop, body: object, actor = shop.owner) =>
  call<OwnShop & { code: string }>(app, ['PUT', `/vendor/shops/${shop.id}/closure`], { actor, body });
/** The clock of the database goes on: the closure lies so much further back. */
const pass = (shop: TestShop, hours: number) =>
  db.execute(sql`
    UPDATE backend.shops SET closed_from = closed_from - make_interval(hours => ${hours}),
      closed_until = closed_until - make_interval(hours => ${hours}) WHERE id = ${shop.id}`);

describe('a planned closure', () => {
  it('stops orders from its beginning to its end, and nobody has to open the shop again', async () => {
    const shop = await openShop(app, 'Harvest Leave');
    const product = await putOnSale(app, shop, { categoryId, title: 'Harvest basket' });
    const variantId = product.variants[0]!.id;
    const buyer = await somebody(app);
    await call(app, ['POST', '/cart/items'], { actor: buyer, body: { variantId, quantity: 1 } });
    const state = async () => {
      const { body: cart } = await call<CartView>(app, ['GET', '/cart'], { actor: buyer });
      const orderable = await app.get(Catalogue).orderable([variantId]);
      return [orderable.length, cart.items[0]!.availability, cart.goodsTotal.amount];
    };
    const open = [1, 'AVAILABLE', 25_000];
    const closed = [0, 'CLOSED', 0];
    expect(await state()).toEqual(open);
    await plan(shop, { from: inHours(2), until: inHours(5), message: 'Back after the harvest.' });
    expect(await state()).toEqual(open);
    await pass(shop, 3);
    expect(await state()).toEqual(closed);
    await pass(shop, 3);
    expect(await state()).toEqual(open);
  });

  it('is told to buyers while it is ahead or lasts, also by what is cached', async () => {
    const shop = await openShop(app, 'Told Leave');
    const product = await putOnSale(app, shop, { categoryId, title: 'Told basket' });
    const told = async () => [
      (await call<ShopView>(app, ['GET', `/shops/${shop.slug}`])).body.closure,
      (await call<ProductDetail>(app, ['GET', `/products/${product.slug}`])).body.shop.closure,
    ];
    expect(await told()).toEqual([null, null]);
    const closure = { from: inHours(1), until: inHours(3), message: 'Back soon.' };
    await plan(shop, closure);
    expect(await told()).toEqual([closure, closure]);
    const { body } = await call<OwnShop>(app, ['DELETE', `/vendor/shops/${shop.id}/closure`], { actor: shop.owner });
    expect(body.closure).toBeNull();
    expect(await told()).toEqual([null, null]);
    await plan(shop, closure);
    await pass(shop, 4);
    expect((await call<ShopView>(app, ['GET', `/shops/${shop.slug}`])).body.closure).toBeNull();
  });

  it('may begin at once, and replaces the one that was planned', async () => {
    const shop = await openShop(app, 'Sudden Leave');
    await plan(shop, { from: inHours(50), until: inHours(60) });
    const { body } = await plan(shop, { until: inHours(1) });
    expect(Date.parse(body.closure!.from)).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(body.closure).toMatchObject({ message: '' });
  });

  it.each([
    ['no end', {}],
    ['an end before the beginning', { from: inHours(5), until: inHours(4) }],
    ['an end that has passed', { from: inHours(-5), until: inHours(-4) }],
    ['an end that has passed, from now', { until: inHours(-1) }],
    ['more than a year', { until: inHours(24 * 400) }],
    ['no moment', { until: 'next week' }],
    ['a week for a moment', { until: '2026-W50' }],
    ['a list', { until: [inHours(1)] }],
    ['too long a message', { until: inHours(1), message: 'x'.repeat(281) }],
    ['a field of the shop', { until: inHours(1), status: 'PAUSED' }],
  ])('is refused with %s', async (_what, body) => {
    const shop = await openShop(app, 'Wrong Leave');
    expect(await plan(shop, body)).toMatchObject({ status: 400, body: { code: 'VAL_001' } });
    const { closed } = await db.one<{ closed: Date | null }>(
      sql`SELECT closed_from AS closed FROM backend.shops WHERE id = ${shop.id}`,
    );
    expect(closed).toBeNull();
  });

  it('is planned by those who run the shop only', async () => {
    const [shop, other] = [await openShop(app, 'Own Leave'), await openShop(app, 'Other Leave')];
    const body = { until: inHours(1) };
    const refused = { status: 404, body: { code: 'shops.not_found' } };
    expect(await plan(shop, body, other.owner)).toMatchObject(refused);
    expect(await plan({ ...shop, id: newId() }, body)).toMatchObject(refused);
    expect(await plan(shop, body, (await somebody(app)) as TestShop['owner'])).toMatchObject({ status: 403 });
    await plan(shop, body);
    const cancel = ['DELETE', `/vendor/shops/${shop.id}/closure`] as const;
    expect(await call(app, cancel, { actor: other.owner })).toMatchObject(refused);
    expect((await call<ShopView>(app, ['GET', `/shops/${shop.slug}`])).body.closure).not.toBeNull();
  });
});

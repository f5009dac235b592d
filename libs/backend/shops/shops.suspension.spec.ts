import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, newId, sql } from '@pakashop/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import { Catalogue } from '../products/products.catalogue.js';
import {
  type ActorInit,
  bootCatalogue,
  call,
  category,
  openShop,
  putOnSale,
  somebody,
} from '../products/products.fixtures.js';
import type { OwnShop, OwnShopList, ShopList } from './shops.dto.js';

let app: NestFastifyApplication;
let elsewhere: NestFastifyApplication;
let staff: ActorInit;
let categoryId: string;
const WHY = { reason: 'Sold counterfeit phones.' };

beforeAll(async () => {
  app = await bootCatalogue();
  elsewhere = await bootCatalogue();
  staff = { ...(await somebody(app)), grants: [{ permission: 'shops.suspend', scope: 'platform' }] };
  categoryId = await category(app, 'suspended-things');
});
afterAll(() => Promise.all([app.close(), elsewhere.close()]));

const set = (actor: ActorInit | undefined, id: string, step: 'suspend' | 'reinstate', body: object = WHY) =>
  call<OwnShop & { code: string }>(app, ['POST', `/staff/shops/${id}/${step}`], { actor, body });

describe('a suspended shop', () => {
  it('and its products are out of sight at once, in this process and within a second in others', async () => {
    const shop = await openShop(app, 'Odd Goods');
    const product = await putOnSale(app, shop, { categoryId, title: 'Odd lamp' });
    const variantId = product.variants[0]!.id;
    const seen = async (where = app) => [
      (await call(where, ['GET', `/shops/${shop.slug}`])).status,
      (await call(where, ['GET', `/products/${product.slug}`])).status,
      (await call<ShopList>(where, ['GET', `/products?shop=${shop.slug}`])).body.data.length,
      (await where.get(Catalogue).orderable([variantId])).length,
    ];
    const within = async (wanted: number[]) => {
      for (const end = performance.now() + 1_000; performance.now() < end;) {
        if (String(await seen(elsewhere)) === String(wanted)) return wanted;
      }
      return seen(elsewhere);
    };
    expect(await seen()).toEqual([200, 200, 1, 1]);
    expect(await seen(elsewhere)).toEqual([200, 200, 1, 1]);
    expect(await set(staff, shop.id, 'suspend')).toMatchObject({ status: 200, body: { status: 'SUSPENDED' } });
    expect(await seen()).toEqual([404, 404, 0, 0]);
    expect(await within([404, 404, 0, 0])).toEqual([404, 404, 0, 0]);
    await set(staff, shop.id, 'reinstate');
    expect(await seen()).toEqual([200, 200, 1, 1]);
  });

  it('is what it was before when it is reinstated', async () => {
    const shop = await openShop(app, 'Paused Goods');
    await call(app, ['PATCH', `/vendor/shops/${shop.id}`], { actor: shop.owner, body: { status: 'PAUSED' } });
    await set(staff, shop.id, 'suspend');
    expect((await set(staff, shop.id, 'reinstate')).body.status).toBe('PAUSED');
    await call(app, ['PATCH', `/vendor/shops/${shop.id}`], { actor: shop.owner, body: { status: 'ACTIVE' } });
    await set(staff, shop.id, 'suspend');
    expect((await set(staff, shop.id, 'reinstate')).body.status).toBe('ACTIVE');
    const history = await app.get(Database).rows<{ to: string }>(sql`
      SELECT to_state AS to FROM backend.transitions WHERE machine = 'shop' AND subject_id = ${shop.id} ORDER BY seq`);
    expect(history.map(({ to }) => to)).toEqual([
      ...['ACTIVE', 'PAUSED', 'SUSPENDED', 'PAUSED', 'ACTIVE', 'SUSPENDED', 'ACTIVE'],
    ]);
  });

  it('is not lifted by its owner, who may change the rest', async () => {
    const shop = await openShop(app, 'Kept Goods');
    await set(staff, shop.id, 'suspend');
    const change = (body: object) => call(app, ['PATCH', `/vendor/shops/${shop.id}`], { actor: shop.owner, body });
    expect((await change({ status: 'ACTIVE', name: 'Other name' })).body).toMatchObject({ code: 'shops.suspended' });
    expect((await change({ name: 'New name' })).body).toMatchObject({ name: 'New name', status: 'SUSPENDED' });
    expect((await set(shop.owner, shop.id, 'reinstate')).status).toBe(403);
  });

  it('leaves a row of audit with the reason, and tells those who work there', async () => {
    const shop = await openShop(app, 'Told Goods');
    await set(staff, shop.id, 'suspend');
    const letter = async (purpose: string) => (await lettersOf(app, purpose)).at(-1);
    expect(await letter('shops.shop_suspended')).toMatchObject({
      text: expect.stringContaining('Your shop Told Goods is suspended'),
      to: { email: expect.stringContaining('@example.com') },
    });
    expect(JSON.stringify(await letter('shops.shop_suspended'))).not.toContain(WHY.reason);
    await set(staff, shop.id, 'reinstate', { reason: 'It was somebody else.' });
    expect(await letter('shops.shop_reinstated')).toMatchObject({ subject: 'Your shop is back' });
    const acts = await app.get(Database).rows(sql`
      SELECT act, actor, before, after, why FROM platform.audit WHERE subject = 'shop' AND subject_id = ${shop.id} ORDER BY id`);
    const actor = `person:${staff.userId}`;
    expect(acts).toEqual([
      { act: 'shop_suspended', actor, before: { status: 'ACTIVE' }, after: { status: 'SUSPENDED' }, why: WHY.reason },
      {
        act: 'shop_reinstated',
        actor,
        before: { status: 'SUSPENDED' },
        after: { status: 'ACTIVE' },
        why: 'It was somebody else.',
      },
    ]);
  });

  it('is refused to those who may not, for no reason, twice, for no shop, and for one’s own', async () => {
    const shop = await openShop(app, 'Safe Goods');
    const inShop = [{ permission: 'shops.suspend', scope: 'shop', scopeId: shop.id } as const];
    expect((await set({ ...shop.owner, grants: inShop }, shop.id, 'suspend')).status).toBe(403);
    expect((await set(undefined, shop.id, 'suspend')).status).toBe(401);
    for (const body of [{}, { reason: '' }, { ...WHY, status: 'ACTIVE' }]) {
      expect((await set(staff, shop.id, 'suspend', body)).status).toBe(400);
    }
    expect((await set(staff, shop.id, 'reinstate')).body.code).toBe('shops.not_suspended');
    expect(await set(staff, newId(), 'suspend')).toMatchObject({ status: 404, body: { code: 'shops.not_found' } });
    const owner = { ...shop.owner, grants: staff.grants };
    expect(await set(owner, shop.id, 'suspend')).toMatchObject({ status: 403, body: { code: 'shops.own' } });
    await set(staff, shop.id, 'suspend');
    expect((await set(staff, shop.id, 'suspend')).body.code).toBe('shops.suspended');
    expect((await set(owner, shop.id, 'reinstate')).body.code).toBe('shops.own');
    await set(staff, shop.id, 'reinstate');
    expect((await set(staff, shop.id, 'reinstate')).body.code).toBe('shops.not_suspended');
  });

  it('is found by staff in the list of all shops', async () => {
    const shop = await openShop(app, 'Listed Goods');
    await set(staff, shop.id, 'suspend');
    const list = (actor: ActorInit) =>
      call<OwnShopList>(app, ['GET', '/staff/shops?status=SUSPENDED&limit=1'], { actor });
    expect((await list(staff)).body.data).toEqual([
      expect.objectContaining({ id: shop.id, ownerId: shop.owner.userId }),
    ]);
    expect((await list(shop.owner)).status).toBe(403);
  });
});

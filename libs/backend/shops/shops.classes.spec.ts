import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId, sql } from '@pakashop/platform';
import { type ActorInit, bootCatalogue, call, openShop, somebody } from '../products/products.fixtures.js';
import type { OwnShop, OwnShopList } from './shops.dto.js';

let app: NestFastifyApplication;
let staff: ActorInit;
const WHY = { reason: 'A year without a complaint.' };

beforeAll(async () => {
  app = await bootCatalogue();
  staff = { ...(await somebody(app)), grants: [{ permission: 'shops.class.write', scope: 'platform' }] };
});
afterAll(() => app.close());

const set = (actor: ActorInit | undefined, id: string, body: object) =>
  call<OwnShop & { code: string }>(app, ['PUT', `/staff/shops/${id}/class`], { actor, body });

describe('the class of a shop', () => {
  it('is set by staff with a reason that is kept, and seen by those who run it', async () => {
    const shop = await openShop(app, 'Trusted Goods');
    const { status, body } = await set(staff, shop.id, { class: 'TRUSTED', ...WHY });
    expect([status, body.class]).toEqual([200, 'TRUSTED']);
    const own = await call<OwnShopList>(app, ['GET', '/vendor/shops'], { actor: shop.owner });
    expect(own.body.data).toMatchObject([{ id: shop.id, class: 'TRUSTED' }]);
    const kept = await app.get(Database).one(sql`
      SELECT act, why, before, after FROM platform.audit WHERE subject = 'shop' AND subject_id = ${shop.id} AND act = 'shop_classified'`);
    expect(kept).toEqual({
      act: 'shop_classified',
      why: WHY.reason,
      before: { class: 'STANDARD' },
      after: { class: 'TRUSTED' },
    });
  });

  it('is one of three, for shops that there are, and not for one’s own', async () => {
    const shop = await openShop(app, 'Own Goods');
    expect((await set(staff, shop.id, { class: 'GOLD', ...WHY })).status).toBe(400);
    expect((await set(staff, shop.id, { class: 'NEW' })).status).toBe(400);
    expect(await set(staff, newId(), { class: 'NEW', ...WHY })).toMatchObject({ status: 404 });
    const owner = { ...shop.owner, grants: staff.grants };
    expect(await set(owner, shop.id, { class: 'TRUSTED', ...WHY })).toMatchObject({
      status: 403,
      body: { code: 'shops.own' },
    });
    expect((await set(shop.owner, shop.id, { class: 'TRUSTED', ...WHY })).status).toBe(403);
  });
});

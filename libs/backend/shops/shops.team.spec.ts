import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, newId, sql, type Tx } from '@pakashop/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { race } from '../auth/auth.fixtures.js';
import type { Role } from '../auth/auth.permissions.js';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import {
  type ActorInit,
  bootCatalogue,
  call,
  inShop,
  openShop,
  somebody,
  type TestShop,
} from '../products/products.fixtures.js';
import { Grants } from '../users/users.grants.js';
import type { InvitationList, InvitationView } from '../users/users.invitations.dto.js';
import type { MemberList } from './shops.team.dto.js';

type Member = ActorInit & { userId: string };

let app: NestFastifyApplication;
let db: Database;

beforeAll(async () => {
  app = await bootCatalogue();
  db = app.get(Database);
});
afterAll(() => app.close());

const team = async (shop: TestShop, actor: ActorInit = shop.owner) =>
  (await call<MemberList>(app, ['GET', `/vendor/shops/${shop.id}/team`], { actor })).body.data;
const remove = (shop: TestShop, userId: string, actor: ActorInit = shop.owner) =>
  call<{ code?: string }>(app, ['DELETE', `/vendor/shops/${shop.id}/team/${userId}`], { actor });
const invite = (shop: TestShop, body: object, actor: ActorInit = shop.owner) =>
  call<InvitationView & { code?: string }>(app, ['POST', `/vendor/shops/${shop.id}/invitations`], { actor, body });

/** Somebody with a role in the shop, and what their session says. */
async function member(shop: TestShop, role: Role): Promise<Member> {
  const person = await somebody(app);
  await db.transaction((tx) =>
    app
      .get(Grants)
      .give(tx, { userId: person.userId, role, scope: 'shop', scopeId: shop.id, grantedBy: 'system:test' }),
  );
  return { ...person, factorAt: Date.now() / 1_000, grants: inShop(shop.id) };
}

describe('the team of a shop', () => {
  it('is seen by those who work there', async () => {
    const shop = await openShop(app, 'Team Shop');
    const helper = await member(shop, 'SERVICE_PROVIDER');
    const wanted = [
      { userId: shop.owner.userId, name: 'Somebody', role: 'SHOP_OWNER', since: expect.any(String) },
      { userId: helper.userId, name: 'Somebody', role: 'SERVICE_PROVIDER', since: expect.any(String) },
    ];
    expect(await team(shop)).toEqual(wanted);
    expect(await team(shop, helper)).toEqual(wanted);
    const stranger = (await openShop(app, 'Strange Shop')).owner;
    for (const id of [shop.id, newId()]) {
      const answer = await call(app, ['GET', `/vendor/shops/${id}/team`], { actor: stranger });
      expect(answer).toMatchObject({ status: 404, body: { code: 'shops.not_found' } });
    }
    expect((await call(app, ['GET', `/vendor/shops/${shop.id}/team`], { actor: await somebody(app) })).status).toBe(
      403,
    );
  });

  it('loses whom its owner removes, with their tokens and what they invited others to', async () => {
    const shop = await openShop(app, 'Leaving Shop');
    const other = await member(shop, 'SHOP_OWNER');
    await invite(shop, { email: 'friend@example.com', role: 'SHOP_OWNER' }, other);
    expect((await remove(shop, other.userId)).status).toBe(204);
    expect(await team(shop)).toHaveLength(1);
    const { version } = await db.one<{ version: number }>(
      sql`SELECT session_version AS version FROM backend.users WHERE id = ${other.userId}`,
    );
    expect(version).toBe(2);
    const { body } = await call<InvitationList>(app, ['GET', `/vendor/shops/${shop.id}/invitations`], {
      actor: shop.owner,
    });
    expect(body.data).toEqual([]);
    const acts = await db.rows<{ act: string }>(sql`
      SELECT act FROM platform.audit WHERE subject = 'user' AND subject_id = ${other.userId} ORDER BY id`);
    expect(acts.map(({ act }) => act)).toEqual(['role_granted', 'role_revoked']);
    // Their session may still say so for seconds; the rows decide.
    expect(await remove(shop, shop.owner.userId, other)).toMatchObject({
      status: 403,
      body: { code: 'shops.not_lead' },
    });
  });

  it.each([
    ['GOODS', 'SERVICE_PROVIDER'],
    ['SERVICES', 'SHOP_OWNER'],
  ] as const)('of %s keeps one owner, and other roles count for nothing there', async (kind, otherRole) => {
    const shop = await openShop(app, `Last Owner ${kind}`, { kind });
    const helper = await member(shop, otherRole);
    expect(await remove(shop, shop.owner.userId)).toMatchObject({ status: 409, body: { code: 'shops.last_owner' } });
    const refused = { status: 403, body: { code: 'shops.not_lead' } };
    expect(await remove(shop, shop.owner.userId, helper)).toMatchObject(refused);
    expect(await invite(shop, { email: 'a@example.com', role: 'SHOP_OWNER' }, helper)).toMatchObject(refused);
    expect((await remove(shop, helper.userId)).status).toBe(204);
    expect(await remove(shop, shop.owner.userId)).toMatchObject({ status: 409 });
  });

  it('keeps one owner also when two remove each other at once', async () => {
    const shop = await openShop(app, 'Duel Shop');
    const other = await member(shop, 'SHOP_OWNER');
    const lock = (tx: Tx) => tx.rows(sql`SELECT FROM backend.shops WHERE id = ${shop.id} FOR UPDATE`);
    const answers = await race(db, lock, 2, () =>
      Promise.all([remove(shop, other.userId), remove(shop, shop.owner.userId, other)]),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 403]);
    const { count } = await db.one<{ count: number }>(sql`
      SELECT count(*) FROM backend.role_grants WHERE scope_id = ${shop.id} AND revoked_at IS NULL`);
    expect(count).toBe(1);
  });

  it('is changed by nobody else, and by nobody without a fresh proof', async () => {
    const [shop, strange] = [await openShop(app, 'Shut Shop'), await openShop(app, 'Loud Shop')];
    const helper = await member(shop, 'SHOP_OWNER');
    const missing = { status: 404, body: { code: 'shops.not_found' } };
    expect(await remove(shop, helper.userId, strange.owner)).toMatchObject(missing);
    expect(await invite(shop, { email: 'a@example.com', role: 'SHOP_OWNER' }, strange.owner)).toMatchObject(missing);
    expect(await remove({ ...shop, id: newId() }, helper.userId)).toMatchObject(missing);
    expect(await remove(shop, strange.owner.userId)).toMatchObject({ status: 404, body: { code: 'shops.no_member' } });
    const stale = { ...shop.owner, factorAt: Date.now() / 1_000 - 301 };
    expect((await remove(shop, helper.userId, stale)).status).toBe(401);
    expect((await invite(shop, { email: 'a@example.com', role: 'SHOP_OWNER' }, stale)).status).toBe(401);
    expect(await team(shop)).toHaveLength(2);
  });
});

describe('an invitation to a shop', () => {
  const listed = async (shop: TestShop, actor: ActorInit = shop.owner) =>
    (await call<InvitationList>(app, ['GET', `/vendor/shops/${shop.id}/invitations`], { actor })).body;

  it('names the shop, and shows its contact masked', async () => {
    const shop = await openShop(app, 'Inviting Shop');
    const { status, body } = await invite(shop, { email: ' Mutinta@Example.com ', role: 'SHOP_OWNER' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ role: 'SHOP_OWNER', scope: 'shop', scopeId: shop.id, contact: 'm*****@example.com' });
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(7 * 86_400_000);
    const phone = await invite(shop, { phone: '097 1234567', role: 'SHOP_OWNER' });
    expect(phone.body.contact).toBe('+26097*****67');
    expect((await listed(shop)).data.map(({ id }) => id)).toEqual([body.id, phone.body.id]);
    expect((await lettersOf(app, 'users.invitation')).at(-2)).toMatchObject({
      to: { email: 'mutinta@example.com' },
      subject: 'You are invited to Inviting Shop',
      text: expect.stringMatching(/\/invitation#token=[\w.-]{60,}/),
    });
  });

  it.each([
    ['no contact', { role: 'SHOP_OWNER' }],
    ['two contacts', { role: 'SHOP_OWNER', email: 'a@example.com', phone: '0971234567' }],
    ['no role', { email: 'a@example.com' }],
    ['a role of the staff', { email: 'a@example.com', role: 'PLATFORM_ADMIN' }],
    ['a foreign number', { phone: '+27821234567', role: 'SHOP_OWNER' }],
    ['another scope', { email: 'a@example.com', role: 'SHOP_OWNER', scopeId: newId() }],
  ])('is refused with %s', async (_what, body) => {
    const shop = await openShop(app, 'Refusing Shop');
    expect((await invite(shop, body)).status).toBe(400);
    expect((await listed(shop)).data).toEqual([]);
  });

  it('is withdrawn by the shop’s owners only, and then leads nowhere', async () => {
    const [shop, strange] = [await openShop(app, 'Withdrawing Shop'), await openShop(app, 'Curious Shop')];
    const { body } = await invite(shop, { email: 'gone@example.com', role: 'SHOP_OWNER' });
    const withdraw = (from: TestShop, id: string, actor = from.owner) =>
      call<{ code?: string }>(app, ['DELETE', `/vendor/shops/${from.id}/invitations/${id}`], { actor });
    expect((await withdraw(strange, body.id)).body.code).toBe('users.invitation_unknown');
    expect((await withdraw(shop, body.id, strange.owner)).body.code).toBe('shops.not_found');
    expect((await withdraw(shop, newId())).body.code).toBe('users.invitation_unknown');
    expect((await withdraw(shop, body.id)).status).toBe(204);
    expect((await withdraw(shop, body.id)).body.code).toBe('users.invitation_unknown');
    expect((await lettersOf(app, 'users.invitation')).map(({ to }) => to.email)).not.toContain('gone@example.com');
  });

  it('is not made more often than twenty times a day', async () => {
    const shop = await openShop(app, 'Eager Shop');
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, i) => invite(shop, { email: `eager${i}@example.com`, role: 'SHOP_OWNER' })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
  });
});

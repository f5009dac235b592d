import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, newId, sql } from '@pakashop/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import {
  type ActorInit,
  bootCatalogue,
  call,
  openShop,
  somebody,
  type TestShop,
} from '../products/products.fixtures.js';
import type { GrantView } from './users.dto.js';
import { Grants } from './users.grants.js';
import type { InvitationList, InvitationView } from './users.invitations.dto.js';

type Person = ActorInit & { userId: string };

let app: NestFastifyApplication;
let db: Database;
let admin: Person;
let shop: TestShop;

beforeAll(async () => {
  app = await bootCatalogue({ STOREFRONT_URL: 'https://shop.example.com' });
  db = app.get(Database);
  admin = {
    ...(await somebody(app)),
    grants: [{ permission: 'roles.write', scope: 'platform' }],
    factorAt: Date.now() / 1_000,
  };
  await give(admin.userId, { role: 'PLATFORM_ADMIN', scope: 'platform' });
  shop = await openShop(app, 'Inviting Shop');
});
afterAll(() => app.close());

const give = (userId: string, grant: Pick<Parameters<Grants['give']>[1], 'role' | 'scope' | 'scopeId'>) =>
  db.transaction((tx) => app.get(Grants).give(tx, { ...grant, userId, grantedBy: 'system:test' }));
const emailOf = async ({ userId }: Person): Promise<string> =>
  (await db.one<{ email: string }>(sql`SELECT email FROM backend.users WHERE id = ${userId}`)).email;
const grantsOf = async ({ userId }: Person) =>
  (await app.get(Grants).of(userId)).map(({ role, scope, scopeId }) => ({ role, scope, scopeId }));

const inviteToShop = (body: object) =>
  call<InvitationView>(app, ['POST', `/vendor/shops/${shop.id}/invitations`], { actor: shop.owner, body });
const inviteStaff = (body: object, actor: ActorInit = admin) =>
  call<InvitationView & { code?: string }>(app, ['POST', '/staff/invitations'], {
    actor,
    body: { reason: 'We need one more', ...body },
  });
const accept = (actor: ActorInit | undefined, token: string) =>
  call<GrantView & { code?: string }>(app, ['POST', '/invitations/accept'], {
    actor: actor && { factorAt: Date.now() / 1_000, ...actor },
    body: { token },
  });

/** The token of the last message to this contact. */
async function tokenFor(contact: string): Promise<string> {
  const letters = await lettersOf(app, 'users.invitation');
  const letter = letters.findLast(({ to }) => to.email === contact || to.phone === contact)!;
  return letter.text.split('#token=')[1]!;
}

describe('an invitation', () => {
  it('gives its role to the owner of the contact, once', async () => {
    const person = await somebody(app);
    const email = await emailOf(person);
    await inviteToShop({ email, role: 'SHOP_OWNER' });
    const token = await tokenFor(email);
    const { status, body } = await accept(person, token);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { role: 'SHOP_OWNER', scope: 'shop', scopeId: shop.id },
    });
    expect(await grantsOf(person)).toEqual([{ role: 'SHOP_OWNER', scope: 'shop', scopeId: shop.id }]);
    const granted = await db.one<{ by: string }>(
      sql`SELECT granted_by AS by FROM backend.role_grants WHERE id = ${body.id}`,
    );
    expect(granted.by).toBe(`person:${shop.owner.userId}`);
    expect(await accept(person, token)).toMatchObject({ status: 404, body: { code: 'users.invitation_unknown' } });
  });

  it('is accepted with a proof of a moment ago only', async () => {
    const person = await somebody(app);
    const email = await emailOf(person);
    await inviteStaff({ email, role: 'MODERATOR' });
    const token = await tokenFor(email);
    const late = await accept({ ...person, factorAt: Date.now() / 1_000 - 400 }, token);
    expect(late).toMatchObject({ status: 401, body: { code: 'auth.step_up_required' } });
    expect(await grantsOf(person)).toEqual([]);
    expect((await accept(person, token)).status).toBe(200);
  });

  it('is accepted by one of many at once', async () => {
    const person = await somebody(app);
    const email = await emailOf(person);
    await inviteToShop({ email, role: 'SHOP_OWNER' });
    const token = await tokenFor(email);
    const answers = await Promise.all(Array.from({ length: 5 }, () => accept(person, token)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404, 404, 404]);
    expect(await grantsOf(person)).toHaveLength(1);
  });

  it('is worth nothing to others, nor to who has not proven that the contact is theirs', async () => {
    const [person, thief] = [await somebody(app), await somebody(app)];
    const email = await emailOf(person);
    await inviteToShop({ email, role: 'SHOP_OWNER' });
    const token = await tokenFor(email);
    const refused = { status: 403, body: { code: 'users.invitation_not_yours' } };
    expect(await accept(thief, token)).toMatchObject(refused);
    expect((await accept(undefined, token)).status).toBe(401);
    await db.execute(sql`
      UPDATE backend.users SET phone = '+260971112223', phone_verified_at = now(), primary_contact = 'phone',
        email_verified_at = NULL WHERE id = ${person.userId}`);
    expect(await accept(person, token)).toMatchObject(refused);
    await db.execute(sql`UPDATE backend.users SET email_verified_at = now() WHERE id = ${person.userId}`);
    expect((await accept(person, token)).status).toBe(200);
    expect(await grantsOf(thief)).toEqual([]);
  });

  it('to a phone is accepted by whose verified phone it is', async () => {
    const person = await somebody(app);
    await db.execute(sql`
      UPDATE backend.users SET phone = '+260971234999', phone_verified_at = now() WHERE id = ${person.userId}`);
    await inviteToShop({ phone: '097 1234999', role: 'SERVICE_PROVIDER' });
    const token = await tokenFor('+260971234999');
    expect((await accept(person, token)).body).toMatchObject({ role: 'SERVICE_PROVIDER', scopeId: shop.id });
  });

  it('ends after seven days at most, and when a newer one goes to the same contact', async () => {
    const person = await somebody(app);
    const email = await emailOf(person);
    const { body: first } = await inviteToShop({ email, role: 'SHOP_OWNER' });
    const old = await tokenFor(email);
    await inviteToShop({ email, role: 'SERVICE_PROVIDER' });
    const gone = { status: 404, body: { code: 'users.invitation_unknown' } };
    expect(await accept(person, old)).toMatchObject(gone);
    const token = await tokenFor(email);
    const earlier = sql`created_at = created_at - interval '7 days', expires_at = expires_at - interval '7 days'`;
    await db.execute(sql`UPDATE backend.invitations SET ${earlier} WHERE contact_index = (
      SELECT contact_index FROM backend.invitations WHERE id = ${first.id})`);
    expect(await accept(person, token)).toMatchObject(gone);
    const longer = db.execute(sql`UPDATE backend.invitations SET expires_at = created_at + interval '8 days'`);
    await expect(longer).rejects.toMatchObject({ constraint: 'invitations_expiry_check' });
    expect(await grantsOf(person)).toEqual([]);
  });

  it('is refused for a token that was made up, altered or of another invitation', async () => {
    const person = await somebody(app);
    const email = await emailOf(person);
    const { body } = await inviteToShop({ email, role: 'SHOP_OWNER' });
    const token = await tokenFor(email);
    const [id, mac] = token.split('.') as [string, string];
    const other = await somebody(app);
    await inviteToShop({ email: await emailOf(other), role: 'SHOP_OWNER' });
    const [, otherMac] = (await tokenFor(await emailOf(other))).split('.') as [string, string];
    const wrong = [
      `${id}.${otherMac}`,
      `${id}.${mac.slice(0, -2)}AA`,
      `${id}.`,
      `${newId()}.${mac}`,
      id,
      mac,
      `${id.toUpperCase()}.${mac}`,
      '.',
      'x'.repeat(200),
    ];
    for (const made of wrong) expect({ made, ...(await accept(person, made)) }).toMatchObject({ made, status: 404 });
    for (const bad of [{}, { token: ['x'] }, { token: 'x'.repeat(201) }, { token, role: 'PLATFORM_ADMIN' }]) {
      expect(
        (
          await call(app, ['POST', '/invitations/accept'], {
            actor: { ...person, factorAt: Date.now() / 1_000 },
            body: bad,
          })
        ).status,
      ).toBe(400);
    }
    expect(body.id).toBe(id);
    expect((await accept(person, token)).status).toBe(200);
  });

  it('does not put roles together that exclude each other', async () => {
    const person = await somebody(app);
    const email = await emailOf(person);
    await give(person.userId, { role: 'DELIVERY_AGENT', scope: 'platform' });
    await inviteToShop({ email, role: 'SHOP_OWNER' });
    const token = await tokenFor(email);
    expect(await accept(person, token)).toMatchObject({ status: 409, body: { code: 'users.roles_clash' } });
    await db.execute(sql`UPDATE backend.role_grants SET revoked_at = now() WHERE user_id = ${person.userId}`);
    expect((await accept(person, token)).status).toBe(200);
  });

  it('keeps neither token nor contact in the database', async () => {
    const email = 'unreadable-marker@example.com';
    await inviteToShop({ email, role: 'SHOP_OWNER' });
    const token = await tokenFor(email);
    const { rows } = await db.pool.query<{ row: string }>(`
      SELECT i::text AS row FROM backend.invitations i UNION ALL SELECT m::text FROM backend.messages m
      UNION ALL SELECT o::text FROM platform.outbox o UNION ALL SELECT a::text FROM platform.audit a`);
    const everything = rows.map(({ row }) => row).join();
    expect(everything).toContain(token.split('.')[0]);
    expect(everything).not.toContain(token.split('.')[1]);
    expect(everything).not.toContain('unreadable-marker');
  });
});

describe('an invitation to the staff', () => {
  it('carries the role for the platform, and names the page of the shop front', async () => {
    const person = await somebody(app);
    const email = await emailOf(person);
    const { status, body } = await inviteStaff({ email, role: 'MODERATOR' });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { role: 'MODERATOR', scope: 'platform', scopeId: null },
    });
    const open = await call<InvitationList>(app, ['GET', '/staff/invitations'], { actor: admin });
    expect(open.body.data).toEqual([body]);
    expect((await lettersOf(app, 'users.invitation')).at(-1)!.text).toContain(
      'https://shop.example.com/invitation#token=',
    );
    expect((await accept(person, await tokenFor(email))).body).toMatchObject({ role: 'MODERATOR', scope: 'platform' });
  });

  it.each(['SHOP_OWNER', 'DELIVERY_AGENT', 'SELLER', 'SYSTEM', 'CUSTOMER', 'KING'])(
    'never carries %s',
    async (role) => {
      expect((await inviteStaff({ email: 'a@example.com', role })).status).toBe(400);
    },
  );

  it('is made and withdrawn by administrators only, who still are at this moment', async () => {
    const body = { email: 'new@example.com', role: 'MODERATOR' };
    const notAny = { ...(await somebody(app)), factorAt: admin.factorAt };
    const former = { ...notAny, grants: admin.grants };
    expect((await inviteStaff(body, notAny)).status).toBe(403);
    expect((await inviteStaff(body, former)).status).toBe(403);
    expect((await inviteStaff(body, { ...admin, factorAt: undefined })).status).toBe(401);
    expect((await call(app, ['GET', '/staff/invitations'], { actor: notAny })).status).toBe(403);
    const { body: made } = await inviteStaff(body);
    const withdraw = (actor: ActorInit, id = made.id) => call(app, ['DELETE', `/staff/invitations/${id}`], { actor });
    expect((await withdraw(notAny)).status).toBe(403);
    expect((await withdraw(admin, newId())).status).toBe(404);
    const { body: ofShop } = await inviteToShop({ email: 'shop@example.com', role: 'SHOP_OWNER' });
    expect((await withdraw(admin, ofShop.id)).status).toBe(404);
    expect((await withdraw(admin)).status).toBe(204);
    expect((await withdraw(admin)).status).toBe(404);
  });
});

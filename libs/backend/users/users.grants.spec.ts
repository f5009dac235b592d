import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId, sql, type Tx } from '@pakashop/platform';
import fc from 'fast-check';
import { AUDIENCES, SCOPES } from '../auth/auth.contract.js';
import { SessionsPort } from '../auth/auth.contract.js';
import { People, race } from '../auth/auth.fixtures.js';
import { type HeldRole, PERMISSIONS, permissionsOf, ROLES, type Role } from '../auth/auth.permissions.js';
import type { GrantList, GrantView, MyPermissions } from './users.dto.js';
import { Grants, type NewGrant } from './users.grants.js';
import { clash } from './users.rules.js';

const roles = Object.keys(ROLES) as Role[];
const shops = [newId(), newId()];
const heldRole: fc.Arbitrary<HeldRole> = fc
  .record({
    role: fc.constantFrom(...roles),
    scope: fc.constantFrom(...SCOPES),
    scopeId: fc.constantFrom(...shops),
  })
  .map((grant) => (grant.scope === 'platform' ? { ...grant, scopeId: null } : grant));

describe('the table of permissions', () => {
  it('has the twelve roles, permissions that are described, and none that nobody has', () => {
    expect(roles).toHaveLength(12);
    expect(new Set(roles.flatMap((role) => ROLES[role].may))).toEqual(new Set(Object.keys(PERMISSIONS)));
  });

  it('gives a token what the roles of its surface permit, each for the scope of its grant, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(heldRole, { maxLength: 12 }), fc.constantFrom(...AUDIENCES), (held, audience) => {
        const key = (...parts: (string | null | undefined)[]) => parts.map((part) => part ?? '').join(' ');
        const wanted = held.flatMap(({ role, scope, scopeId }) => {
          const { may, ...rule } = ROLES[role];
          return 'audience' in rule && rule.audience === audience
            ? may.map((permission) => key(permission, scope, scopeId))
            : [];
        });
        const given = permissionsOf(held, audience).map((grant) => key(grant.permission, grant.scope, grant.scopeId));
        expect(given.toSorted()).toEqual([...new Set(wanted)].toSorted());
      }),
    );
  });

  it('keeps what customers, vendors and agents may apart from the staff', () => {
    const everything = roles.flatMap((role) => ROLES[role].scopes.map((scope) => ({ role, scope, scopeId: null })));
    const of = (audience: (typeof AUDIENCES)[number]) =>
      new Set(permissionsOf(everything, audience).map((g) => g.permission));
    expect([...of('customer')]).toEqual([]);
    const shared = [...of('vendor'), ...of('agent')].filter((permission) => of('staff').has(permission));
    expect(shared).toEqual([]);
  });

  it('keeps those who pay out apart from those who are paid', () => {
    const held = (role: Role) => ({ role, scope: ROLES[role].scopes[0]!, scopeId: null });
    for (const role of ['SELLER', 'SHOP_OWNER', 'DELIVERY_AGENT', 'FLEET_MANAGER'] as const) {
      expect([role, clash([held('FINANCE_ADMIN')], held(role))]).toEqual([role, expect.any(String)]);
    }
    expect(clash([held('FINANCE_ADMIN')], held('CUSTOMER'))).toBeUndefined();
  });

  it('excludes alike, whichever role comes first', () => {
    fc.assert(fc.property(heldRole, heldRole, (a, b) => clash([a], b) === clash([b], a)));
  });
});

const WHY = 'The committee decided so';

describe('roles of people', () => {
  let people: People;
  let db: Database;
  let admin: { id: string; token: string };

  beforeAll(async () => {
    people = await People.boot({ BOOTSTRAP_ADMIN_TOKEN: 'bootstrap-token-of-the-tests-0123456789' });
    db = people.app.get(Database);
    admin = await makeAdmin();
  });
  afterAll(() => people.app.close());

  /** An administrator as the first one makes them: by a grant, before the next sign-in. */
  async function makeAdmin() {
    const { user, email } = await people.register();
    await db.transaction((tx) =>
      people.app
        .get(Grants)
        .give(tx, { userId: user.id, role: 'PLATFORM_ADMIN', scope: 'platform', grantedBy: 'system:test' }),
    );
    const { body } = await people.signIn(email, { audience: 'staff' });
    return { id: user.id, token: body.tokens.accessToken };
  }

  const give = (userId: string, role: Role, more: object = { scope: 'platform' }, token = admin.token) =>
    people.call<GrantView & { code: string }>('POST', `/users/${userId}/grants`, {
      body: { role, reason: WHY, ...more },
      token,
    });
  const grantPath = (userId: string, grantId: string) => `/users/${userId}/grants/${grantId}?reason=Left+the+company`;
  /** A shop that nobody runs yet. */
  async function newShop(): Promise<string> {
    const id = newId();
    await db.execute(sql`
      INSERT INTO backend.shops (id, owner_id, slug, name, province, town)
      VALUES (${id}, ${newId()}, ${id}, 'Kept', 'Lusaka', 'Lusaka')`);
    return id;
  }
  const grantsOf = async (userId: string) =>
    (await people.call<GrantList>('GET', `/users/${userId}/grants`, { token: admin.token })).body.data;
  const verify = (token: string) => people.app.get(SessionsPort).verify({ token });

  it('are given with their scope, take effect at once and are written down', async () => {
    const person = await people.register({ audience: 'vendor' });
    const [shop, partner] = [await newShop(), await people.register()];
    await give(partner.user.id, 'SHOP_OWNER', { scope: 'shop', scopeId: shop });
    const { status, body } = await give(person.user.id, 'SHOP_OWNER', { scope: 'shop', scopeId: shop });
    expect(status).toBe(201);
    await expect(verify(person.tokens.accessToken)).rejects.toMatchObject({ code: 'AUTH_001' });

    const { body: refreshed } = await people.call<{ accessToken: string }>('POST', '/auth/refresh', {
      body: { refreshToken: person.tokens.refreshToken },
    });
    expect(await verify(refreshed.accessToken)).toMatchObject({ grants: [], mustEnrol: true });
    const { tokens } = await people.authenticators.enrol(refreshed.accessToken);
    const { grants } = await verify(tokens.accessToken);
    expect(grants).toContainEqual({ permission: 'catalog.write', scope: 'shop', scopeId: shop });
    const mine = await people.call<MyPermissions>('GET', '/me/permissions', { token: tokens.accessToken });
    expect(mine.body.roles.map(({ role }) => role).toSorted()).toEqual(['CUSTOMER', 'SELLER', 'SHOP_OWNER']);
    expect(mine.body.permissions).toContainEqual({
      permission: 'catalog.write',
      description: PERMISSIONS['catalog.write'],
      scope: 'shop',
      scopeId: shop,
    });

    const asCustomer = await people.signIn(person.email);
    expect((await verify(asCustomer.body.tokens.accessToken)).grants).toEqual([]);

    const taken = await people.call('DELETE', grantPath(person.user.id, body.id), { token: admin.token });
    expect(taken.status).toBe(204);
    await expect(verify(tokens.accessToken)).rejects.toMatchObject({ code: 'AUTH_001' });
    expect((await grantsOf(person.user.id)).map(({ role }) => role)).toEqual(['CUSTOMER', 'SELLER']);
    const acts = await db.rows(sql`
      SELECT act, actor, why FROM platform.audit WHERE subject_id = ${person.user.id} AND actor LIKE 'person:%' AND act LIKE 'role_%'
      ORDER BY id`);
    expect(acts).toEqual([
      { act: 'role_granted', actor: `person:${admin.id}`, why: WHY },
      { act: 'role_revoked', actor: `person:${admin.id}`, why: 'Left the company' },
    ]);
  });

  it('are changed by administrators only, and never their own', async () => {
    const person = await people.register({ audience: 'vendor' });
    expect((await give(person.user.id, 'MODERATOR', undefined, person.tokens.accessToken)).status).toBe(403);
    expect(await give(admin.id, 'FINANCE_ADMIN')).toMatchObject({ status: 403, body: { code: 'users.own_roles' } });
    expect(await give(newId(), 'MODERATOR')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });

  it.each([
    ['SHOP_OWNER', { scope: 'platform' }],
    ['SHOP_OWNER', { scope: 'shop' }],
    ['FINANCE_ADMIN', { scope: 'shop', scopeId: newId() }],
    ['SELLER', { scope: 'platform', scopeId: newId() }],
  ] as const)('%s is refused for %j', async (role, scope) => {
    const { user } = await people.register();
    expect(await give(user.id, role, scope)).toMatchObject({ status: 422, body: { code: 'users.wrong_scope' } });
  });

  it.each([
    ['SHOP_OWNER', 'shop'],
    ['FLEET_MANAGER', 'fleet'],
  ] as const)('%s is refused for a %s that there is not, and without a reason', async (role, scope) => {
    const { user } = await people.register();
    for (const [scopeId, reason] of [
      [newId(), WHY],
      [await newShop(), undefined],
    ]) {
      const { status, body } = await give(user.id, role, { scope, scopeId, reason });
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'VAL_001' });
    }
    expect((await grantsOf(user.id)).map((grant) => grant.role)).toEqual(['CUSTOMER']);
  });

  it('that exclude each other never meet, also when given at once', async () => {
    const { user } = await people.register();
    const shop = await newShop();
    const answers = await Promise.all([
      give(user.id, 'SHOP_OWNER', { scope: 'shop', scopeId: shop }),
      give(user.id, 'DELIVERY_AGENT'),
      give(user.id, 'PLATFORM_ADMIN'),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect(await grantsOf(user.id)).toHaveLength(2);
  });

  it('that exclude each other never meet, also when shops and fleets give them', async () => {
    const { user } = await people.register();
    const lock = (tx: Tx) => tx.rows(sql`SELECT FROM backend.users WHERE id = ${user.id} FOR UPDATE`);
    const directly = (grant: Pick<NewGrant, 'role' | 'scope' | 'scopeId'>) =>
      db.transaction((tx) => people.app.get(Grants).give(tx, { ...grant, userId: user.id, grantedBy: 'system:test' }));
    const results = await race(db, lock, 2, () =>
      Promise.allSettled([
        directly({ role: 'SHOP_OWNER', scope: 'shop', scopeId: newId() }),
        directly({ role: 'DELIVERY_AGENT', scope: 'platform' }),
      ]),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('leave a shop its last owner and a fleet its last manager, also when two are taken at once', async () => {
    const place = { shop: await newShop(), fleet: newId() };
    const row = { province: 'Lusaka', town: 'Lusaka' };
    await db.execute(sql`
      INSERT INTO backend.fleets (id, name, registered_name, tpin, pacra, province, town, landmark, vehicles)
      VALUES (${place.fleet}, 'Kept', 'Kept', 'v1.x', 'v1.x', ${row.province}, ${row.town}, '', 1)`);
    for (const [scope, role] of [
      ['shop', 'SHOP_OWNER'],
      ['fleet', 'FLEET_MANAGER'],
    ] as const) {
      const holders = await Promise.all([people.register(), people.register()]);
      const given: string[] = [];
      for (const { user } of holders) given.push((await give(user.id, role, { scope, scopeId: place[scope] })).body.id);
      const take = (i: number) =>
        people.call<{ code: string }>('DELETE', grantPath(holders[i]!.user.id, given[i]!), {
          token: admin.token,
        });
      const answers = await Promise.all([take(0), take(1)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
      const left = answers.findIndex(({ status }) => status === 409);
      expect(answers[left]!.body.code).toBe('users.last_lead');
      const third = await people.register();
      await give(third.user.id, role, { scope, scopeId: place[scope] });
      expect((await take(left)).status).toBe(204);
    }
  });

  it('are the same grant when given twice at once', async () => {
    const { user } = await people.register();
    const answers = await Promise.all([give(user.id, 'MODERATOR'), give(user.id, 'MODERATOR')]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('stay with one administrator when two remove each other', async () => {
    const [one, two] = [await makeAdmin(), await makeAdmin()];
    const grantOf = async (id: string) => (await grantsOf(id)).find(({ role }) => role === 'PLATFORM_ADMIN')!.id;
    const [actorOne, actorTwo] = [await people.actor(one.token), await people.actor(two.token)];
    const [first, second] = [await grantOf(one.id), await grantOf(two.id)];
    const answers = await Promise.all([
      people.call('DELETE', grantPath(two.id, second), { actor: actorOne }),
      people.call('DELETE', grantPath(one.id, first), { actor: actorTwo }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 403]);
  });
});

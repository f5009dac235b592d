import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, newId, sql } from '@pakashop/platform';
import { Grants } from '../users/users.grants.js';
import { People } from './auth.fixtures.js';
import type { ImpersonationList, ImpersonationStarted } from './auth.impersonation.dto.js';
import { Impersonations } from './auth.impersonations.js';
import type { Role } from './auth.permissions.js';

const reason = 'The customer cannot find an order';

describe('looking through the eyes of another person', () => {
  let people: People;
  let db: Database;
  let support: { id: string; token: string };
  let customer: { id: string; token: string };

  const member = async (role: Role, scope: 'platform' | 'shop' = 'platform') => {
    const { user, email } = await people.register();
    const scopeId = scope === 'shop' ? newId() : undefined;
    await db.transaction((tx) =>
      people.app.get(Grants).give(tx, { userId: user.id, role, scope, scopeId, grantedBy: 'system:test' }),
    );
    return { id: user.id, email };
  };

  beforeAll(async () => {
    people = await People.boot();
    db = people.app.get(Database);
    const { id, email } = await member('SUPPORT_AGENT');
    support = { id, token: (await people.signIn(email, { audience: 'staff' })).body.tokens.accessToken };
  });
  afterAll(() => people.app.close());
  beforeEach(async () => {
    const { user, tokens } = await people.register();
    customer = { id: user.id, token: tokens.accessToken };
  });

  const start = (userId: string, more: object = {}, token = support.token) =>
    people.call<ImpersonationStarted & { code?: string }>('POST', `/users/${userId}/impersonations`, {
      token,
      body: { reason, ...more },
    });
  const started = async (userId = customer.id) => (await start(userId)).body;
  const acts = (userId = customer.id) =>
    db.rows<{
      act: string;
      actor: string;
      behalf: string | null;
      why: string | null;
      detail: Record<string, unknown>;
    }>(sql`
      SELECT act, actor, on_behalf_of AS behalf, why, detail FROM platform.audit
      WHERE subject_id = ${userId} AND act LIKE 'impersonation%' ORDER BY id`);

  it('is for minutes, with a reason, without a refresh token', async () => {
    const { status, body } = await start(customer.id);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      reason,
      audience: 'customer',
      startedAt: expect.any(String),
      expiresAt: expect.any(String),
      endedAt: null,
      accessToken: expect.any(String),
    });
    expect(Date.parse(body.expiresAt) - Date.parse(body.startedAt)).toBeLessThanOrEqual(15 * 60_000);
    expect(await people.actor(body.accessToken)).toMatchObject({ userId: customer.id, impersonatorId: support.id });
    expect((await start(customer.id, { reason: ' short ' })).status).toBe(400);
    await expect(
      db.execute(sql`UPDATE backend.impersonations SET expires_at = started_at + interval '16 minutes'`),
    ).rejects.toThrow('impersonations_short_check');
  });

  it('shows what the person sees, and each look is written down with who looked', async () => {
    const { accessToken, id } = await started();
    const { body } = await people.call<{ id: string }>('GET', '/me', { token: accessToken });
    expect(body.id).toBe(customer.id);
    await people.call('GET', '/me/sessions', { token: accessToken });
    const [first, ...looks] = await acts();
    expect(first).toMatchObject({
      act: 'impersonation_started',
      actor: `person:${support.id}`,
      behalf: null,
      why: reason,
    });
    const look = { act: 'impersonation_viewed', actor: `person:${support.id}`, behalf: `person:${customer.id}` };
    expect(looks).toEqual([
      expect.objectContaining({ ...look, detail: { route: '/api/v1/me', params: {}, impersonationId: id } }),
      expect.objectContaining({ ...look, detail: expect.objectContaining({ route: '/api/v1/me/sessions' }) }),
    ]);
  });

  it('changes nothing, and does not see what is for the person alone', async () => {
    const { accessToken: token } = await started();
    const refused = { status: 403, body: { code: 'auth.impersonation_refused' } };
    expect(await people.call('PATCH', '/me', { token, body: { name: 'X' } })).toMatchObject(refused);
    expect(await people.call('POST', '/auth/sign-out-everywhere', { token })).toMatchObject(refused);
    expect(await people.call('DELETE', `/me/impersonations/${newId()}`, { token })).toMatchObject(refused);
    expect(await people.call('GET', '/me/factors', { token })).toMatchObject(refused);
    expect((await acts()).map(({ act }) => act)).toEqual(['impersonation_started']);
  });

  it('is visible to the person, who is told and can end it at once', async () => {
    const { id, accessToken } = await started();
    const { body } = await people.call<ImpersonationList>('GET', '/me/impersonations', { token: customer.token });
    expect(body.data).toEqual([expect.objectContaining({ id, reason, endedAt: null })]);
    expect(JSON.stringify(body)).not.toContain(support.id);
    const notices = await db.rows(sql`
      SELECT 1 FROM backend.messages WHERE user_id = ${customer.id} AND purpose = 'security.impersonation_started'`);
    expect(notices).toHaveLength(1);

    const end = () => people.call('DELETE', `/me/impersonations/${id}`, { token: customer.token });
    expect((await end()).status).toBe(204);
    expect((await end()).status).toBe(404);
    await expect(people.actor(accessToken)).rejects.toMatchObject({ code: 'AUTH_001' });
    expect((await acts()).at(-1)).toMatchObject({
      act: 'impersonation_ended',
      actor: `person:${customer.id}`,
      detail: { impersonationId: id, endedBy: 'USER' },
    });
  });

  it('is ended by who began it, by nobody else, and by beginning another', async () => {
    const first = await started();
    const other = await people.register();
    const second = await started(other.user.id);
    await expect(people.actor(first.accessToken)).rejects.toMatchObject({ code: 'AUTH_001' });
    const end = (userId: string, id: string) =>
      people.call('DELETE', `/users/${userId}/impersonations/${id}`, { token: support.token });
    const foreign = await people.call('DELETE', `/me/impersonations/${second.id}`, { token: customer.token });
    expect([foreign.status, (await end(customer.id, second.id)).status]).toEqual([404, 404]);
    expect((await end(other.user.id, second.id)).status).toBe(204);
    await expect(people.actor(second.accessToken)).rejects.toMatchObject({ code: 'AUTH_001' });
  });

  it('ends by time, and that is written down', async () => {
    const { id, accessToken } = await started();
    const close = () => db.transaction((tx) => people.app.get(Impersonations).close(tx, id));
    await close();
    expect((await acts()).map(({ act }) => act)).toEqual(['impersonation_started']);
    await db.execute(sql`
      UPDATE backend.impersonations SET started_at = started_at - interval '10 minutes', expires_at = now() WHERE id = ${id}`);
    await expect(people.actor(accessToken)).rejects.toMatchObject({ code: 'AUTH_001' });
    await close();
    await close();
    expect((await acts()).map(({ detail }) => detail.endedBy)).toEqual([undefined, 'TIME']);
    const jobs = await db.rows(
      sql`SELECT 1 FROM platform.outbox WHERE name = 'auth.impersonation.close' AND aggregate_id = ${id}`,
    );
    expect(jobs).toHaveLength(1);
  });

  it('ends with the sign-in of who began it, with their role, and with the sessions of the person', async () => {
    const { id, email } = await member('SUPPORT_AGENT');
    const signIn = async () => (await people.signIn(email, { audience: 'staff' })).body.tokens.accessToken;
    const begun = async () => (await start(customer.id, {}, await signIn())).body.accessToken;
    const isDead = (token: string) => expect(people.actor(token)).rejects.toMatchObject({ code: 'AUTH_001' });

    let token = await signIn();
    let looking = (await start(customer.id, {}, token)).body.accessToken;
    await people.call('POST', '/auth/sign-out', { token });
    await isDead(looking);

    looking = await begun();
    await db.execute(sql`UPDATE backend.users SET session_version = session_version + 1 WHERE id = ${id}`);
    await isDead(looking);

    token = await begun();
    await people.call('POST', '/auth/sign-out-everywhere', { token: customer.token });
    await isDead(token);
  });

  it('is never of staff, of oneself, or on a surface where the person has no role', async () => {
    const refused = { status: 403, body: { code: 'auth.not_impersonated' } };
    const { id } = await member('FINANCE_ADMIN');
    expect(await start(id)).toMatchObject(refused);
    expect(await start(support.id)).toMatchObject(refused);
    expect(await start(customer.id, { audience: 'vendor' })).toMatchObject(refused);
    expect((await start(customer.id, { audience: 'staff' })).status).toBe(400);
    expect((await start(newId())).status).toBe(404);
  });

  it('shows a seller’s side with the permissions of the seller', async () => {
    const { id } = await member('SHOP_OWNER', 'shop');
    const { body } = await start(id, { audience: 'vendor' });
    const actor = await people.actor(body.accessToken);
    expect(actor.grants.map(({ permission }) => permission)).toContain('orders.read.shop');
    expect(actor.mustEnrol).toBeUndefined();
    const { status } = await people.call('GET', `/me/permissions`, { token: body.accessToken });
    expect(status).toBe(200);
  });

  it('needs the permission and a fresh proof', async () => {
    expect(await start(customer.id, {}, customer.token)).toMatchObject({ status: 403, body: { code: 'AUTH_002' } });
    const actor = await people.actor(support.token);
    const stale = Object.assign(actor, { factorAt: 1 });
    const call = { actor: stale, body: { reason } };
    expect(await people.call('POST', `/users/${customer.id}/impersonations`, call)).toMatchObject({
      status: 401,
      body: { code: 'auth.step_up_required' },
    });
  });
});

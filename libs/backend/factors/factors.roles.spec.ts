import { describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import type { Tokens } from '../auth/auth.dto.js';
import { TEST_PASSWORD } from '../auth/auth.fixtures.js';
import { type HeldRole, ROLES, type Role } from '../auth/auth.permissions.js';
import type { StepUpChoice } from './factors.dto.js';
import {
  acts,
  call,
  db,
  enrolled,
  give,
  notices,
  outcome,
  password,
  people,
  post,
  type Refusal,
  sentCode,
} from './factors.suite.js';

describe('roles that demand a second factor', () => {
  const demanding = (Object.keys(ROLES) as Role[]).filter((role) => 'factor' in ROLES[role]);

  it('are all but those of customers and applicants', () => {
    expect(demanding).toEqual([
      'SHOP_OWNER',
      'SERVICE_PROVIDER',
      'DELIVERY_AGENT',
      'FLEET_MANAGER',
      'PLATFORM_ADMIN',
      'MODERATOR',
      'FRAUD_ANALYST',
      'FINANCE_ADMIN',
      'SUPPORT_AGENT',
    ]);
  });

  it.each(demanding)('let a %s do nothing but set one up', async (role) => {
    const { audience, scopes } = ROLES[role] as { audience: string; scopes: readonly HeldRole['scope'][] };
    const { email, user } = await people.register();
    const [scope] = scopes;
    await give(user.id, { role, scope: scope!, scopeId: scope === 'platform' ? null : newId() });
    const { tokens } = await password(email, { audience });
    const token = tokens.accessToken;
    for (const [method, path] of [
      ['GET', '/me/permissions'],
      ['GET', '/me/sessions'],
      ['POST', '/auth/step-up'],
      ['POST', '/me/factors/recovery-codes'],
      ['GET', `/users/${user.id}/grants`],
    ] as const) {
      expect({ path, outcome: outcome(await call(method, path, token, method === 'POST' ? {} : undefined)) }).toEqual({
        path,
        outcome: '403 MFA_001',
      });
    }
    expect((await call('GET', '/me', token)).status).toBe(200);
    const { tokens: after } = await people.authenticators.enrol(token);
    const [before, now] = [await people.actor(token).catch(() => undefined), await people.actor(after.accessToken)];
    expect(before).toBeUndefined();
    expect(now.mustEnrol).toBeUndefined();
    expect((await call('GET', '/me/permissions', after.accessToken)).status).toBe(200);
  });

  it('can be left by signing out', async () => {
    const { email, user } = await people.register();
    await give(user.id, { role: 'SUPPORT_AGENT', scope: 'platform', scopeId: null });
    const { tokens } = await password(email, { audience: 'staff' });
    expect((await post('/auth/sign-out', {}, tokens.accessToken)).status).toBe(204);
  });

  it('do not count on another surface, where their holder still cannot step up by less', async () => {
    const { email, user } = await people.register();
    await give(user.id, { role: 'FINANCE_ADMIN', scope: 'platform', scopeId: null });
    const { tokens } = await password(email);
    const token = tokens.accessToken;
    expect((await call('GET', '/me/sessions', token)).status).toBe(200);
    const change = { currentPassword: TEST_PASSWORD, newPassword: 'the lechwe of Blue Lagoon' };
    expect(outcome(await post('/me/password', change, token))).toBe('401 auth.step_up_required');
    expect((await post<StepUpChoice>('/auth/step-up', {}, token)).body.methods).toEqual([]);
    const proof = { method: 'password', code: TEST_PASSWORD };
    expect(outcome(await post('/auth/step-up/confirm', proof, token))).toBe('409 auth.method_refused');
  });
});

describe('stepping up', () => {
  const stale = (userId: string, minutes = 6) =>
    db.execute(sql`
      UPDATE backend.sessions SET factor_at = now() - make_interval(mins => ${minutes}) WHERE user_id = ${userId}`);
  const isFresh = async (token: string) => outcome(await post('/me/factors/recovery-codes', {}, token));

  it('is good for five minutes and goes on under another session with other tokens', async () => {
    const { id, tokens } = await enrolled();
    await stale(id, 4);
    expect(await isFresh(tokens.accessToken)).toBe('201');
    await stale(id, 5);
    expect(await isFresh(tokens.accessToken)).toBe('401 auth.step_up_required');
    const { body: choice } = await post<StepUpChoice>('/auth/step-up', {}, tokens.accessToken);
    expect(choice).toEqual({ methods: ['totp', 'recovery'], sent: null });

    const before = await people.actor(tokens.accessToken);
    const confirm = (code: string, method = 'totp') =>
      post<Tokens & Refusal>('/auth/step-up/confirm', { method, code }, tokens.accessToken);
    expect(outcome(await confirm('000000'))).toBe('400 MFA_002');
    expect(outcome(await confirm(TEST_PASSWORD, 'password'))).toBe('409 auth.method_refused');
    const { body } = await confirm(await people.authenticators.code(id));
    expect(await isFresh(body.accessToken)).toBe('201');
    const after = await people.actor(body.accessToken);
    expect(after.sessionId).not.toBe(before.sessionId);
    expect(body.sessionExpiresAt).toBe(tokens.sessionExpiresAt);
    await expect(people.actor(tokens.accessToken)).rejects.toMatchObject({ code: 'AUTH_001' });
    expect(outcome(await post('/auth/refresh', { refreshToken: tokens.refreshToken }))).toBe('401 AUTH_001');
    const { status, body: refreshed } = await post<Tokens>('/auth/refresh', { refreshToken: body.refreshToken });
    expect(status).toBe(200);
    expect(await isFresh(refreshed.accessToken)).toBe('201');
  });

  it('works by password or message for those who have no second factor and need none', async () => {
    const { tokens, user } = await people.register();
    await stale(user.id);
    const { body: choice } = await post<StepUpChoice>('/auth/step-up', { method: 'email' }, tokens.accessToken);
    expect(choice.methods).toEqual(['password', 'email']);
    expect(choice.sent!.sentTo).toMatch(/@example\.com$/);
    const wrong = { method: 'password', code: 'a wrong password' };
    expect(outcome(await post('/auth/step-up/confirm', wrong, tokens.accessToken))).toBe('403 auth.wrong_password');
    const proof = { method: 'email', code: await sentCode(user.id) };
    const { body } = await post<Tokens>('/auth/step-up/confirm', proof, tokens.accessToken);
    await stale(user.id, 3);
    const { factorAt } = await people.actor(body.accessToken);
    expect(Date.now() / 1000 - factorAt!).toBeLessThan(200);
    // A role that demands a second factor is not served by that.
    await give(user.id, { role: 'SELLER', scope: 'platform', scopeId: null });
    await give(user.id, { role: 'SHOP_OWNER', scope: 'shop', scopeId: newId() });
    await db.execute(sql`UPDATE backend.sessions SET audience = 'vendor' WHERE user_id = ${user.id}`);
    const { body: next } = await post<Tokens>('/auth/refresh', { refreshToken: body.refreshToken });
    expect(await people.actor(next.accessToken)).toMatchObject({ mustEnrol: true, grants: [] });
  });

  it('cannot be used to guess', async () => {
    const { id, tokens } = await enrolled();
    const answers = [];
    for (let i = 0; i < 11; i++) {
      answers.push(
        outcome(await post('/auth/step-up/confirm', { method: 'totp', code: '000000' }, tokens.accessToken)),
      );
    }
    expect(answers).toEqual([...Array<string>(10).fill('400 MFA_002'), '429 RATE_001']);
    expect(id).toBeDefined();
  });
});

describe('a lost second factor', () => {
  const reason = 'Came to the office with the NRC';
  async function staffMember() {
    const { email, user } = await people.register();
    await give(user.id, { role: 'SUPPORT_AGENT', scope: 'platform', scopeId: null });
    const { body } = await people.signIn(email, { audience: 'staff' });
    return { id: user.id, token: body.tokens.accessToken };
  }
  const reset = (staff: { token: string }, userId: string) =>
    call('POST', `/users/${userId}/factors/reset`, staff.token, { reason });

  it('is taken away by two members of staff, never by one', async () => {
    const [one, two] = [await staffMember(), await staffMember()];
    const { id, email, tokens } = await enrolled();
    expect(outcome(await reset(one, id))).toBe('409 auth.second_approver_required');
    expect(outcome(await reset(one, id))).toBe('409 auth.second_approver_required');
    expect(await password(email)).toHaveProperty('pending');
    expect((await reset(two, id)).status).toBe(204);
    await expect(people.actor(tokens.accessToken)).rejects.toMatchObject({ code: 'AUTH_001' });
    expect(await password(email)).toHaveProperty('tokens');
    expect((await acts(id)).slice(-2)).toEqual(['factors_reset_requested', 'factors_reset']);
    expect(await notices(id)).toContain('factors_reset');
    expect(outcome(await reset(two, id))).toBe('409 auth.no_factor');
  });

  it('is not taken away by its owner, nor on a word of the day before', async () => {
    const [one, two] = [await staffMember(), await staffMember()];
    expect(outcome(await reset(one, one.id))).toBe('403 AUTH_002');
    expect(outcome(await reset(one, newId()))).toBe('404 NOT_FOUND');
    const { id } = await enrolled();
    await reset(one, id);
    await db.execute(sql`UPDATE backend.factor_resets SET expires_at = now() WHERE user_id = ${id}`);
    expect(outcome(await reset(two, id))).toBe('409 auth.second_approver_required');
    expect((await reset(one, id)).status).toBe(204);
  });

  it('needs the permission and a fresh proof', async () => {
    const { id, tokens } = await enrolled();
    expect(outcome(await reset({ token: tokens.accessToken }, id))).toBe('403 AUTH_002');
    const staff = await staffMember();
    await db.execute(
      sql`UPDATE backend.sessions SET factor_at = now() - interval '6 minutes' WHERE user_id = ${staff.id}`,
    );
    expect(outcome(await reset(staff, id))).toBe('401 auth.step_up_required');
  });
});

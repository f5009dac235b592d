import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId, sql } from '@pakashop/platform';
import { Grants } from '../users/users.grants.js';
import { SessionsPort } from './auth.contract.js';
import type { SessionList, SignedIn, Tokens } from './auth.dto.js';
import { People, TEST_PASSWORD } from './auth.fixtures.js';
import { AccessTokens } from './auth.tokens.js';
import { deviceName } from './auth.session-views.js';

let people: People;
let db: Database;

beforeAll(async () => {
  people = await People.boot();
  db = people.app.get(Database);
});
afterAll(() => people.app.close());

const PHONE =
  'Mozilla/5.0 (Linux; Android 13; TECNO KI5) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 Mobile Safari/537.36';
const isSignedIn = (token: string) =>
  people.app
    .get(SessionsPort)
    .verify({ token })
    .then(
      () => true,
      () => false,
    );
const listOf = async (token: string) => (await people.call<SessionList>('GET', '/me/sessions', { token })).body.data;

describe('the sessions of a person', () => {
  it('show the device and the place that a proxy told', async () => {
    const { email } = await people.register();
    const headers = { 'user-agent': PHONE, 'cf-ipcountry': 'ZM', 'cf-ipcity': 'Ndola' };
    const { body } = await people.call<SignedIn>('POST', '/auth/sign-in', {
      body: { login: email, password: TEST_PASSWORD },
      headers,
    });
    const [session] = (await listOf(body.tokens.accessToken)).filter(({ current }) => current);
    expect(session).toMatchObject({ deviceName: 'Chrome on Android', place: 'Ndola, ZM', address: '192.0.2.7' });
    expect(session!.lastUsedAt).toBe(session!.createdAt);
  });

  it.each([
    [PHONE, 'Chrome on Android'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    ['Dart/3.2 (dart:io)', 'Dart'],
    ['tests', null],
    ['', null],
    [null, null],
  ])('%s is called %s', (userAgent, name) => {
    expect(deviceName(userAgent)).toBe(name);
  });

  it.each([
    ['cf-ipcountry', 'Zambia'],
    ['cf-ipcity', '<script>'],
    ['cf-ipcity', 'x'.repeat(101)],
  ])('leave out a %s that is none: %s', async (header, value) => {
    const { email } = await people.register();
    const body = { login: email, password: TEST_PASSWORD };
    const answer = await people.call<SignedIn>('POST', '/auth/sign-in', { body, headers: { [header]: value } });
    expect((await listOf(answer.body.tokens.accessToken)).find(({ current }) => current)!.place).toBeNull();
  });

  it('can all be ended but the one in use, whose tokens stay good', async () => {
    const { email, tokens } = await people.register();
    const { body: other } = await people.signIn(email);
    const { status } = await people.call('DELETE', '/me/sessions', { token: tokens.accessToken });
    expect(status).toBe(204);
    expect([await isSignedIn(tokens.accessToken), await isSignedIn(other.tokens.accessToken)]).toEqual([true, false]);
  });
});

describe('staff', () => {
  async function member(role: 'SUPPORT_AGENT' | 'MODERATOR') {
    const { user, email } = await people.register();
    await db.transaction((tx) =>
      people.app.get(Grants).give(tx, { userId: user.id, role, scope: 'platform', grantedBy: 'system:test' }),
    );
    const { body } = await people.signIn(email, { audience: 'staff' });
    return { ...body, email };
  }

  it('see and end the sessions of others, if they may, and it is written down', async () => {
    const support = (await member('SUPPORT_AGENT')).tokens.accessToken;
    const { email, tokens, user } = await people.register();
    const { body: other } = await people.signIn(email);
    const call = (method: 'GET' | 'DELETE', token: string, id = user.id) =>
      people.call<SessionList>(method, `/users/${id}/sessions${method === 'GET' ? '' : '?reason=A+lost+phone'}`, {
        token,
      });
    expect((await call('GET', support)).body.data).toHaveLength(2);
    expect((await call('DELETE', (await member('MODERATOR')).tokens.accessToken)).status).toBe(403);
    expect((await call('DELETE', tokens.accessToken)).status).toBe(403);
    expect((await call('DELETE', support, newId())).status).toBe(404);
    expect((await call('DELETE', support)).status).toBe(204);
    for (const { accessToken } of [tokens, other.tokens]) expect(await isSignedIn(accessToken)).toBe(false);
    const refreshed = await people.call<Tokens>('POST', '/auth/refresh', {
      body: { refreshToken: tokens.refreshToken },
    });
    expect(refreshed.status).toBe(401);
    expect((await people.call('DELETE', `/users/${user.id}/sessions`, { token: support })).status).toBe(400);
    const acts = await db.rows(sql`
      SELECT why FROM platform.audit WHERE subject_id = ${user.id} AND act = 'sessions_ended'`);
    expect(acts).toEqual([{ why: 'A lost phone' }]);
  });

  it.each([
    ['last_used_at', '14 minutes', true],
    ['last_used_at', '15 minutes', false],
    ['expires_at', '7 hours 59 minutes', true],
    ['expires_at', '8 hours', false],
  ])('stay signed in while their %s is %s ago: %s', async (column, interval, lives) => {
    const { user, tokens } = await member('MODERATOR');
    await db.execute(
      column === 'expires_at'
        ? sql`UPDATE backend.sessions SET expires_at = expires_at - ${interval}::interval WHERE user_id = ${user.id}`
        : sql`UPDATE backend.sessions SET last_used_at = last_used_at - ${interval}::interval WHERE user_id = ${user.id}`,
    );
    expect(await isSignedIn(tokens.accessToken)).toBe(lives);
    const refreshed = await people.call<Tokens>('POST', '/auth/refresh', {
      body: { refreshToken: tokens.refreshToken },
    });
    expect(refreshed.status).toBe(lives ? 200 : 401);
  });

  it('have a token that keeps its surface when it is refreshed', async () => {
    const { tokens } = await member('MODERATOR');
    const { body } = await people.call<Tokens>('POST', '/auth/refresh', {
      body: { refreshToken: tokens.refreshToken },
    });
    expect(people.app.get(AccessTokens).read(body.accessToken).audience).toBe('staff');
  });
});

describe('a token of another surface', () => {
  it('is refused before any row is looked at', async () => {
    const ghost = people.app
      .get(AccessTokens)
      .issue({ userId: newId(), sessionId: newId(), audience: 'vendor', version: 1 });
    const verify = (permission?: string) => people.app.get(SessionsPort).verify({ token: ghost.token, permission });
    await expect(verify('roles.write')).rejects.toMatchObject({ code: 'AUTH_002' });
    // Only what the surface knows at all is looked up, and then nobody is there.
    await expect(verify('catalog.write')).rejects.toMatchObject({ code: 'AUTH_001' });
    await expect(verify()).rejects.toMatchObject({ code: 'AUTH_001' });
  });
});

describe('wrong passwords from one network', () => {
  let strict: People;
  beforeAll(async () => void (strict = await People.boot({ RATE_LIMIT_AUTH: '20' })));
  afterAll(() => strict.app.close());

  it('are counted over all accounts in the database, and right ones cost nothing', async () => {
    const { email } = await strict.register();
    for (let i = 0; i < 25; i++) expect((await strict.tryPassword(email)).status).toBe(200);
    const statuses = [];
    for (let i = 0; i < 24; i++) {
      const { status } = await strict.tryPassword(`nobody-${newId()}@example.com`);
      statuses.push(status);
    }
    // One flows back every three seconds.
    expect(statuses.indexOf(429)).toBeGreaterThanOrEqual(20);
    expect(statuses.at(-1)).toBe(429);
    expect((await strict.tryPassword(email)).headers['retry-after']).toBe('3');
  });
});

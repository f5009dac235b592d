import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { Database, newId, type Problem, sql, type Tx } from '@pakashop/platform';
import { forwarded } from '@pakashop/platform/testing';
import { createHash } from 'node:crypto';
import { Attempts } from './auth.attempts.js';
import { SessionsPort } from './auth.contract.js';
import type { SessionList, SignedIn, Tokens } from './auth.dto.js';
import { People, race, TEST_PASSWORD } from './auth.fixtures.js';
import { Passwords } from './auth.passwords.js';

const BOOTSTRAP = 'bootstrap-token-of-the-tests-0123456789';
let people: People;
let db: Database;

beforeAll(async () => {
  people = await People.boot({ BOOTSTRAP_ADMIN_TOKEN: BOOTSTRAP });
  db = people.app.get(Database);
});
afterAll(() => people.app.close());

type Refusal = { code: string; errors?: { path: string }[] };
const post = <T = Refusal>(path: string, body: object, token?: string) => people.call<T>('POST', path, { body, token });
const randomPhone = () => `097${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;

describe('registering', () => {
  it('makes a customer who is signed in and reads their account', async () => {
    const phone = randomPhone();
    const { user, tokens, email } = await people.register({ name: '  Mutinta  Banda ', phone });
    expect(user).toMatchObject({ name: 'Mutinta  Banda', email, phone: `+260${phone.slice(1)}` });
    const me = await people.call('GET', '/me', { token: tokens.accessToken });
    expect(me.body).toEqual(user);
    const { passwordHash } = await db.one<{ passwordHash: string }>(
      sql`SELECT password_hash AS "passwordHash" FROM backend.users WHERE id = ${user.id}`,
    );
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it.each([
    ['no contact', {}, 'VAL_001'],
    ['no contact but null', { phone: null }, 'VAL_001'],
    ['a broken e-mail address', { email: 'mutinta@' }, 'VAL_001'],
    ['a landline', { phone: '0211254455' }, 'VAL_002'],
    ['a foreign phone', { phone: '+27821234567' }, 'VAL_002'],
    ['an empty phone', { phone: '' }, 'VAL_002'],
    ['a short password', { email: 'a@example.com', password: 'Kf7#q2x' }, 'VAL_001'],
    ['a long password', { email: 'a@example.com', password: 'aB3$'.repeat(33) }, 'VAL_001'],
    ['ten kilobytes of password', { email: 'a@example.com', password: 'aB3$'.repeat(2_560) }, 'VAL_001'],
    ['a common password', { email: 'a@example.com', password: 'Zambia2026!' }, 'auth.password_too_common'],
    ['a staff surface', { email: 'a@example.com', audience: 'staff' }, 'VAL_001'],
    ['an unknown field', { email: 'a@example.com', role: 'PLATFORM_ADMIN' }, 'VAL_001'],
  ])('refuses %s', async (_, request, code) => {
    const { status, body } = await post('/auth/register', { name: 'Mutinta', password: TEST_PASSWORD, ...request });
    expect({ status, code: body.code }).toEqual({ status: 400, code });
  });
});

describe('signing in', () => {
  it('knows the e-mail address in any case and the phone in any form', async () => {
    const phone = randomPhone();
    const { email, user } = await people.register({ phone });
    for (const login of [email.toUpperCase(), ` ${email} `, phone, `+260${phone.slice(1)}`, `260 ${phone.slice(1)}`]) {
      const { status, body } = await people.signIn(login);
      expect({ status, id: body.user.id }).toEqual({ status: 200, id: user.id });
    }
  });

  it('takes every character of the password as it is', async () => {
    const password = `${'Zambezi river, '.repeat(8)}ññ🦛 x`;
    const { email } = await people.register({ password });
    expect((await people.signIn(email, { password })).status).toBe(200);
    const others = [`${password} `, password.toLowerCase(), password.replace('ññ', 'nn'), password.slice(0, 72)];
    for (const other of others) expect((await people.signIn(email, { password: other })).status).toBe(401);
  });

  it('answers an unknown login like a wrong password, after the same work', async () => {
    const { email } = await people.register();
    const verify = jest.spyOn(people.app.get(Passwords), 'verify');
    const answers = [];
    for (const login of [email, `nobody-${newId()}@example.com`, '0979999999', 'nonsense']) {
      const { status, body, headers } = await post<Record<string, unknown>>('/auth/sign-in', {
        login,
        password: 'wrong password',
      });
      const { 'x-request-id': _, date: __, 'content-length': ___, ...rest } = headers;
      answers.push(JSON.stringify([status, { ...body, correlationId: '' }, rest]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(verify).toHaveBeenCalledTimes(4);
    verify.mockRestore();
  });

  it('hashes anew what was hashed with weaker parameters', async () => {
    const { email, user } = await people.register();
    const old = await hash(TEST_PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    await db.execute(sql`UPDATE backend.users SET password_hash = ${old} WHERE id = ${user.id}`);
    expect((await people.signIn(email)).status).toBe(200);
    const { now } = await db.one<{ now: string }>(
      sql`SELECT password_hash AS now FROM backend.users WHERE id = ${user.id}`,
    );
    expect(now).toContain('m=19456,t=2,p=1');
    expect((await people.signIn(email)).status).toBe(200);
  });

  it('refuses a surface without a role and a suspended account, but only to who knows the password', async () => {
    const { email, user } = await people.register();
    expect((await people.signIn(email, { audience: 'staff', password: 'wrong password' })).status).toBe(401);
    const staff = await post('/auth/sign-in', { login: email, password: TEST_PASSWORD, audience: 'staff' });
    expect(staff).toMatchObject({ status: 403, body: { code: 'auth.audience_refused' } });
    await db.execute(sql`UPDATE backend.users SET status = 'SUSPENDED' WHERE id = ${user.id}`);
    const suspended = await post('/auth/sign-in', { login: email, password: TEST_PASSWORD });
    expect(suspended).toMatchObject({ status: 403, body: { code: 'auth.suspended' } });
  });
});

describe('guessing', () => {
  const wrong = (login: string, more: object = {}) =>
    post('/auth/sign-in', { login, password: 'a wrong password', ...more });

  it('is stopped after five attempts, also with the right password, and never for good', async () => {
    const { email, user } = await people.register();
    for (let i = 0; i < 5; i++) expect((await wrong(email)).status).toBe(401);
    const blocked = await people.call<Refusal>('POST', '/auth/sign-in', {
      body: { login: email, password: TEST_PASSWORD },
    });
    expect(blocked).toMatchObject({ status: 429, body: { code: 'RATE_001' }, headers: { 'retry-after': '1' } });

    const subject = `user:${user.id}`;
    const waits = [];
    for (let i = 0; i < 12; i++) {
      await db.execute(sql`UPDATE backend.sign_in_attempts SET blocked_until = now() WHERE subject = ${subject}`);
      expect((await wrong(email)).status).toBe(401);
      waits.push(Number((await wrong(email)).headers['retry-after']));
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
    await db.execute(sql`UPDATE backend.sign_in_attempts SET blocked_until = now() WHERE subject = ${subject}`);
    expect((await people.signIn(email)).status).toBe(200);
    expect((await wrong(email)).status).toBe(401);
  });

  it('at nobody’s account is counted under a keyed hash, however it is written', async () => {
    const typed = `096${String(Date.now()).slice(-7)}`;
    const subjects = () =>
      db.rows<{ subject: string; failures: number }>(sql`
        SELECT subject, failures FROM backend.sign_in_attempts WHERE subject LIKE 'nobody:%' ORDER BY last_at`);
    const before = (await subjects()).length;
    for (const login of [typed, ` ${typed}`]) expect((await wrong(login)).status).toBe(401);
    const [counted, ...more] = (await subjects()).slice(before);
    expect([counted!.failures, more]).toEqual([2, []]);
    for (const known of [typed, `+26${typed}`]) {
      expect(counted!.subject).not.toContain(createHash('sha256').update(known).digest('base64url'));
    }
  });

  it('gets no further in parallel', async () => {
    const { email } = await people.register();
    const checks = async () => {
      const { body } = await people.app.inject({ url: '/metrics', headers: forwarded({ kind: 'service' }) });
      return Number(/^pakashop_password_checks_total (\d+)$/m.exec(body)?.[1] ?? 0);
    };
    const before = await checks();
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 100 }, () => wrong(email)));
    const seconds = (performance.now() - started) / 1000;
    const checked = (await checks()) - before;
    // Five, and one more for each of the delays of 1, 2, 4 … seconds that a slow machine lets pass meanwhile.
    expect(checked).toBeLessThanOrEqual(5 + Math.floor(Math.log2(1 + seconds)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(checked);
    expect(answers.every(({ status }) => [401, 429].includes(status))).toBe(true);
  });

  it('gets no further when all wait for the same row', async () => {
    const attempts = people.app.get(Attempts);
    const subject = `user:${newId()}`;
    for (let i = 0; i < 4; i++) await attempts.take(subject);
    const lock = (tx: Tx) => tx.rows(sql`SELECT FROM backend.sign_in_attempts WHERE subject = ${subject} FOR UPDATE`);
    const results = await race(db, lock, 6, () =>
      Promise.allSettled(Array.from({ length: 6 }, () => attempts.take(subject))),
    );
    const verdicts = results.map((result) =>
      result.status === 'fulfilled' ? 'taken' : (result.reason as Problem).code,
    );
    expect(verdicts.toSorted()).toEqual([...Array<string>(5).fill('RATE_001'), 'taken']);
  });

  it('by strangers does not lock out a device that is known, and its key opens nothing else', async () => {
    const { email, deviceKey } = await people.register();
    const other = await people.register();
    for (let i = 0; i < 6; i++) await wrong(email);
    expect((await people.signIn(email)).status).toBe(429);
    expect((await people.signIn(email, { deviceKey: other.deviceKey })).status).toBe(429);
    expect((await people.signIn(email, { deviceKey, password: 'a wrong password' })).status).toBe(401);
    expect((await people.signIn(email, { deviceKey })).status).toBe(200);
  });

  it('at unknown names is stopped alike', async () => {
    const login = `nobody-${newId()}@example.com`;
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await wrong(login)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('with more at once than may wait is refused, and costs nobody an attempt', async () => {
    const { email } = await people.register();
    const passwords = people.app.get(Passwords);
    const flood = Array.from({ length: 60 }, () => passwords.hash('flood'));
    const results = Promise.allSettled(flood);
    expect(await post('/auth/sign-in', { login: email, password: TEST_PASSWORD })).toMatchObject({
      status: 503,
      headers: { 'retry-after': '2' },
    });
    expect((await results).filter(({ status }) => status === 'rejected')).toHaveLength(60 - 53);
    expect(
      await db.maybe(sql`SELECT FROM backend.sign_in_attempts a JOIN backend.users u ON a.subject = 'user:' || u.id
      WHERE u.email = ${email}`),
    ).toBeUndefined();
  });
});

describe('sessions of a person', () => {
  const sessionsOf = async (token: string) =>
    (await people.call<SessionList>('GET', '/me/sessions', { token })).body.data;
  const isSignedIn = (token: string) =>
    people.app
      .get(SessionsPort)
      .verify({ token })
      .then(
        () => true,
        () => false,
      );

  it('are listed without secrets and can be ended one by one', async () => {
    const { email, tokens } = await people.register();
    const { body: phone } = await people.signIn(email);
    const listed = await sessionsOf(tokens.accessToken);
    expect(listed).toHaveLength(2);
    expect(listed[0]).toMatchObject({ userAgent: 'tests', address: '192.0.2.7', audience: 'customer' });
    expect(JSON.stringify(listed)).not.toContain(phone.tokens.refreshToken);

    const other = listed.find(({ current }) => !current)!;
    const stranger = await people.register();
    const end = (token: string) => people.call('DELETE', `/me/sessions/${other.id}`, { token });
    expect((await end(stranger.tokens.accessToken)).status).toBe(404);
    expect((await end(tokens.accessToken)).status).toBe(204);
    expect(await isSignedIn(phone.tokens.accessToken)).toBe(false);
    expect((await post('/auth/refresh', { refreshToken: phone.tokens.refreshToken })).status).toBe(401);
    expect(await isSignedIn(tokens.accessToken)).toBe(true);
  });

  it('end by signing out here, and by signing out everywhere', async () => {
    const { email, tokens } = await people.register();
    const { body: second } = await people.signIn(email);
    const { body: third } = await people.signIn(email);
    expect((await people.call('POST', '/auth/sign-out', { token: second.tokens.accessToken })).status).toBe(204);
    expect(await Promise.all([tokens, second.tokens, third.tokens].map((t) => isSignedIn(t.accessToken)))).toEqual([
      true,
      false,
      true,
    ]);
    expect((await people.call('POST', '/auth/sign-out-everywhere', { token: tokens.accessToken })).status).toBe(204);
    expect(await Promise.all([tokens, third.tokens].map((t) => isSignedIn(t.accessToken)))).toEqual([false, false]);
    expect((await post('/auth/refresh', { refreshToken: third.tokens.refreshToken })).status).toBe(401);
  });

  it('are ten at most on each surface: the oldest ends', async () => {
    const { email, tokens } = await people.register({ audience: 'vendor' });
    const { body: customer } = await people.signIn(email);
    let last = '';
    for (let i = 0; i < 10; i++) last = (await people.signIn(email, { audience: 'vendor' })).body.tokens.accessToken;
    expect(await isSignedIn(tokens.accessToken)).toBe(false);
    expect(await isSignedIn(customer.tokens.accessToken)).toBe(true);
    expect((await sessionsOf(last)).filter(({ audience }) => audience === 'vendor')).toHaveLength(10);
  });

  it('change their name, and only that', async () => {
    const { tokens } = await people.register();
    const patch = (body: object) => people.call<{ name: string }>('PATCH', '/me', { body, token: tokens.accessToken });
    expect((await patch({ name: 'Choolwe' })).body.name).toBe('Choolwe');
    expect((await patch({ name: 'Choolwe', email: 'x@example.com' })).status).toBe(400);
    expect((await patch({ name: 'a\u0000b' })).status).toBe(400);
  });
});

describe('changing the password', () => {
  it('needs the current one, refuses weak ones and ends the other sessions', async () => {
    const { email, tokens } = await people.register();
    const { body: other } = await people.signIn(email);
    const change = (currentPassword: string, newPassword: string) =>
      post('/me/password', { currentPassword, newPassword }, tokens.accessToken);
    const next = 'the lechwe of Blue Lagoon';
    expect(await change('a wrong password', next)).toMatchObject({
      status: 403,
      body: { code: 'auth.wrong_password' },
    });
    expect(await change(TEST_PASSWORD, 'password123')).toMatchObject({
      status: 400,
      body: { code: 'auth.password_too_common' },
    });
    expect(await change(TEST_PASSWORD, 'Mutinta42!')).toMatchObject({
      status: 400,
      body: { code: 'auth.password_too_common' },
    });
    const changed = await post<Tokens>(
      '/me/password',
      { currentPassword: TEST_PASSWORD, newPassword: next },
      tokens.accessToken,
    );
    expect(changed.status).toBe(200);

    expect((await people.signIn(email)).status).toBe(401);
    expect((await people.signIn(email, { password: next })).status).toBe(200);
    expect((await post('/auth/refresh', { refreshToken: other.tokens.refreshToken })).status).toBe(401);
    expect((await post('/auth/refresh', { refreshToken: tokens.refreshToken })).status).toBe(401);
    expect((await post('/auth/refresh', { refreshToken: changed.body.refreshToken })).status).toBe(200);
  });

  it('settles with a sign-in at the same moment: the old password opens nothing any more', async () => {
    const { email, user } = await people.register();
    const other = await hash('another password altogether', { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    const change = (tx: Tx) =>
      tx.execute(sql`
      UPDATE backend.users SET password_hash = ${other}, session_version = session_version + 1 WHERE id = ${user.id}`);
    const answer = await race(db, change, 1, () => post('/auth/sign-in', { login: email, password: TEST_PASSWORD }));
    expect(answer).toMatchObject({ status: 409, body: { code: 'auth.account_changed' } });
  });

  it('cannot be used to guess', async () => {
    const { tokens } = await people.register();
    const statuses = [];
    for (let i = 0; i < 6; i++) {
      statuses.push(
        (await post('/me/password', { currentPassword: 'wrong', newPassword: 'x' }, tokens.accessToken)).status,
      );
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
  });
});

describe('the first administrator', () => {
  const request = (token: string) =>
    post<SignedIn>('/auth/bootstrap-admin', {
      token,
      name: 'Admin',
      email: `admin-${newId()}@example.com`,
      password: 'ten thousand flamingos of Mweru',
    });

  it('is made with the secret, by one of many at once, and then never again', async () => {
    expect((await request('a guess that is just as long as the token')).status).toBe(404);
    const answers = await Promise.all([request(BOOTSTRAP), request(BOOTSTRAP), request(BOOTSTRAP)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 404, 404]);
    const { mustEnrol, audience } = await people.app
      .get(SessionsPort)
      .verify({ token: answers.find(({ status }) => status === 201)!.body.tokens.accessToken });
    expect(audience).toBe('staff');
    expect(mustEnrol).toBe(true);
    await db.execute(sql`UPDATE backend.role_grants SET revoked_at = now() WHERE role = 'PLATFORM_ADMIN'`);
    expect((await request(BOOTSTRAP)).status).toBe(404);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import { Database, newId, sql } from '@pakashop/platform';
import { createHmac } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { SessionsPort } from './auth.contract.js';
import type { SignedIn, Tokens } from './auth.dto.js';
import { People, TEST_PASSWORD, TEST_SECRET } from './auth.fixtures.js';

let people: People;
let db: Database;
let port: SessionsPort;

beforeAll(async () => {
  people = await People.boot();
  db = people.app.get(Database);
  port = people.app.get(SessionsPort);
});
afterAll(() => people.app.close());

const verdict = (token: string) =>
  port.verify({ token }).then(
    () => 'good',
    (error: { code?: string }) => error.code,
  );

describe('an access token', () => {
  const jwt = new JwtService({});
  const base64 = (value: object | string) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const sealed = (header: object, payload: object, key = TEST_SECRET, hash = 'sha256') => {
    const text = `${base64(header)}.${base64(payload)}`;
    return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
  };
  let real: string;
  let payload: Record<string, unknown>;
  const header = { alg: 'HS256', typ: 'at+jwt' };

  beforeAll(async () => {
    real = (await people.register()).tokens.accessToken;
    payload = jwt.decode<Record<string, unknown>>(real);
  });

  it('says what the others rely on', async () => {
    expect(jwt.decode(real, { complete: true }).header).toEqual(header);
    expect(payload).toMatchObject({ iss: 'pakashop', aud: 'pakashop:customer', ver: 1 });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
    expect(await port.verify({ token: real })).toEqual({
      userId: payload.sub,
      sessionId: payload.sid,
      audience: 'customer',
      expiresAt: payload.exp,
      factorAt: expect.closeTo(Number(payload.iat), 0),
      grants: [],
    });
    expect(await verdict(sealed(header, payload))).toBe('good');
  });

  const now = Math.floor(Date.now() / 1000);
  it.each<[string, () => string]>([
    ...['none', 'None', 'nOnE'].map((alg): [string, () => string] => [
      `without signature, alg ${alg}`,
      () => `${base64({ ...header, alg })}.${base64(payload)}.`,
    ]),
    ['with its signature cut off', () => real.slice(0, real.lastIndexOf('.') + 1)],
    ['without its third part', () => real.slice(0, real.lastIndexOf('.'))],
    ['with one other bit', () => real.replace(/.(?=\.[^.]*$)/, (sign) => (sign === 'A' ? 'B' : 'A'))],
    ['with a foreign key', () => sealed(header, payload, 'another secret of sufficient length, 0123456789')],
    ['with another hash', () => sealed({ ...header, alg: 'HS512' }, payload, TEST_SECRET, 'sha512')],
    ['with HS512 in its header only', () => sealed({ ...header, alg: 'HS512' }, payload)],
    ['of type JWT', () => sealed({ alg: 'HS256', typ: 'JWT' }, payload)],
    ['without type', () => sealed({ alg: 'HS256' }, payload)],
    ['that must understand an extension', () => sealed({ ...header, crit: ['exp'] }, payload)],
    ['with a key in its header', () => sealed({ ...header, jwk: { kty: 'oct', k: base64('x') } }, payload)],
    ['with the address of a key', () => sealed({ ...header, jku: 'http://127.0.0.1:9/keys' }, payload)],
    ['with the name of a key', () => sealed({ ...header, kid: '../../dev/null' }, payload)],
    ['of another issuer', () => sealed(header, { ...payload, iss: 'pakashop.example' })],
    ['for another surface', () => sealed(header, { ...payload, aud: 'pakashop:staff' })],
    ['for nobody', () => sealed(header, { ...payload, aud: undefined })],
    ['for several surfaces', () => sealed(header, { ...payload, aud: ['pakashop:customer', 'pakashop:staff'] })],
    ['that has ended', () => sealed(header, { ...payload, exp: now - 10 })],
    ['that never ends', () => sealed(header, { ...payload, exp: undefined })],
    ['that is older than any of ours', () => sealed(header, { ...payload, iat: now - 700, exp: now + 600 })],
    ['that has not begun', () => sealed(header, { ...payload, nbf: now + 600 })],
    ['of another person', () => sealed(header, { ...payload, sub: newId() })],
    ['of another session', () => sealed(header, { ...payload, sid: newId() })],
    ['whose session is no id', () => sealed(header, { ...payload, sid: "' OR 1=1" })],
    ['of another version', () => sealed(header, { ...payload, ver: 2 })],
    ['that is no token', () => 'Bearer'],
  ])('%s is refused', async (_, forge) => {
    expect(await verdict(forge())).toBe('AUTH_001');
  });

  it('never has its key fetched from where it says', async () => {
    let calls = 0;
    const listener = createServer((socket) => {
      calls++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const keys = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/keys`;
    for (const foreign of [{ jku: keys }, { x5u: keys }, { jku: keys, kid: "' OR 1=1" }, { x5c: [base64('x')] }]) {
      expect(await verdict(sealed({ ...header, ...foreign }, payload))).toBe('AUTH_001');
    }
    await new Promise((resolve) => listener.close(resolve));
    expect(calls).toBe(0);
  });

  it('is never accepted as a refresh token, nor a refresh token as one', async () => {
    const { tokens, deviceKey } = await people.register();
    expect((await refresh(tokens.accessToken.slice(0, 128))).status).toBe(401);
    expect((await refresh(deviceKey)).status).toBe(401);
    expect(await verdict(tokens.refreshToken)).toBe('AUTH_001');
    expect(await verdict(deviceKey)).toBe('AUTH_001');
  });

  it('ends with the account, at once', async () => {
    const { tokens, user } = await people.register();
    await db.execute(sql`UPDATE backend.users SET status = 'SUSPENDED' WHERE id = ${user.id}`);
    expect(await verdict(tokens.accessToken)).toBe('AUTH_001');
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
  });
});

const refresh = (refreshToken: string) => people.call<Tokens>('POST', '/auth/refresh', { body: { refreshToken } });
const ageSpentTokens = ({ user }: SignedIn, seconds: number) =>
  db.execute(sql`
    UPDATE backend.refresh_tokens SET used_at = used_at - make_interval(secs => ${seconds})
    WHERE session_id IN (SELECT id FROM backend.sessions WHERE user_id = ${user.id})`);
const revokeReason = async ({ user }: SignedIn) =>
  (
    await db.one<{ reason: string | null }>(
      sql`SELECT revoke_reason AS reason FROM backend.sessions WHERE user_id = ${user.id}`,
    )
  ).reason;

describe('a refresh token', () => {
  it('gives the next one, and only its hash is kept', async () => {
    const person = await people.register();
    const { status, body } = await refresh(person.tokens.refreshToken);
    expect(status).toBe(200);
    expect(body.sessionExpiresAt).toBe(person.tokens.sessionExpiresAt);
    expect(Buffer.from(body.refreshToken, 'base64url')).toHaveLength(32);
    expect(await verdict(body.accessToken)).toBe('good');
    const { dump } = await db.one<{ dump: string }>(
      sql`SELECT string_agg(t::text, ' ') AS dump FROM backend.refresh_tokens t`,
    );
    expect(dump).not.toContain(Buffer.from(body.refreshToken).toString('hex'));
    expect(dump).not.toContain(body.refreshToken);
  });

  it('that was spent and whose successor was used ends the session, with an audit row', async () => {
    const person = await people.register();
    const { body: b } = await refresh(person.tokens.refreshToken);
    const { body: c } = await refresh(b.refreshToken);
    expect((await refresh(person.tokens.refreshToken)).status).toBe(401);
    expect((await refresh(c.refreshToken)).status).toBe(401);
    expect(await verdict(c.accessToken)).toBe('AUTH_001');
    expect(await revokeReason(person)).toBe('REUSE');
    const audits = await db.rows(
      sql`SELECT act FROM platform.audit WHERE subject_id = ${person.user.id} AND act = 'refresh_token_reused'`,
    );
    expect(audits).toHaveLength(1);
  });

  it('works again when its answer was lost, and the lost one is dead', async () => {
    const person = await people.register();
    const { body: lost } = await refresh(person.tokens.refreshToken);
    await ageSpentTokens(person, 9);
    const { status, body: again } = await refresh(person.tokens.refreshToken);
    expect(status).toBe(200);
    expect((await refresh(lost.refreshToken)).status).toBe(401);
    expect((await refresh(again.refreshToken)).status).toBe(200);
  });

  it('does not work again after the grace: the session ends', async () => {
    const person = await people.register();
    const { body } = await refresh(person.tokens.refreshToken);
    await ageSpentTokens(person, 11);
    expect((await refresh(person.tokens.refreshToken)).status).toBe(401);
    expect((await refresh(body.refreshToken)).status).toBe(401);
    expect(await revokeReason(person)).toBe('REUSE');
  });

  it('that was replaced and comes late is a copy: the session ends', async () => {
    const person = await people.register();
    const { body: lost } = await refresh(person.tokens.refreshToken);
    await refresh(person.tokens.refreshToken);
    await ageSpentTokens(person, 11);
    expect((await refresh(lost.refreshToken)).status).toBe(401);
    expect(await revokeReason(person)).toBe('REUSE');
  });

  it('shown twenty times at once leaves exactly one that works', async () => {
    const person = await people.register();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(person.tokens.refreshToken)));
    const given = answers.filter(({ status }) => status === 200).map(({ body }) => body.refreshToken);
    expect(given.length).toBeGreaterThan(0);
    const { open } = await db.one<{ open: number }>(sql`
      SELECT count(*) AS open FROM backend.refresh_tokens t JOIN backend.sessions s ON s.id = t.session_id
      WHERE s.user_id = ${person.user.id} AND t.used_at IS NULL AND s.revoked_at IS NULL`);
    expect(open).toBe(1);
    const statuses = [];
    for (const token of given) statuses.push((await refresh(token)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('and its successor at once, in either order, never leave two lineages', async () => {
    for (let round = 0; round < 5; round++) {
      const person = await people.register({ password: `round ${round} over the Luangwa` });
      const { body: next } = await refresh(person.tokens.refreshToken);
      await Promise.all([refresh(person.tokens.refreshToken), refresh(next.refreshToken)]);
      const { open } = await db.one<{ open: number }>(sql`
        SELECT count(*) AS open FROM backend.refresh_tokens t JOIN backend.sessions s ON s.id = t.session_id
        WHERE s.user_id = ${person.user.id} AND t.used_at IS NULL AND s.revoked_at IS NULL`);
      expect(open).toBeLessThanOrEqual(1);
    }
  });
});

describe('a session', () => {
  const age = ({ user }: SignedIn, column: 'last_used_at' | 'expires_at', interval: string) =>
    db.execute(
      column === 'expires_at'
        ? sql`UPDATE backend.sessions SET expires_at = expires_at - ${interval}::interval WHERE user_id = ${user.id}`
        : sql`UPDATE backend.sessions SET last_used_at = last_used_at - ${interval}::interval WHERE user_id = ${user.id}`,
    );

  it.each([
    ['customer', 'last_used_at', '29 days', true],
    ['customer', 'last_used_at', '30 days', false],
    ['customer', 'expires_at', '89 days', true],
    ['customer', 'expires_at', '90 days', false],
    ['vendor', 'last_used_at', '11 hours', true],
    ['vendor', 'last_used_at', '12 hours', false],
    ['vendor', 'expires_at', '7 days', false],
  ] as const)('of a %s with its %s %s ago lives: %s', async (audience, column, interval, lives) => {
    const person = await people.register({ audience });
    await age(person, column, interval);
    expect(await verdict(person.tokens.accessToken)).toBe(lives ? 'good' : 'AUTH_001');
    expect((await refresh(person.tokens.refreshToken)).status).toBe(lives ? 200 : 401);
  });

  it('is not idle while its access token is used', async () => {
    const person = await people.register({ audience: 'vendor' });
    await age(person, 'last_used_at', '11 hours');
    await verdict(person.tokens.accessToken);
    await age(person, 'last_used_at', '11 hours');
    expect((await refresh(person.tokens.refreshToken)).status).toBe(200);
  });

  it('from an unknown device is told to the person, and from a known one not', async () => {
    const { email, user } = await people.register();
    const told = async () => {
      const { count } = await db.one<{ count: number }>(sql`
        SELECT count(*) FROM backend.messages WHERE user_id = ${user.id} AND purpose = 'security.new_sign_in'`);
      return count;
    };
    const signIn = (device: string) =>
      people.call('POST', '/auth/sign-in', {
        body: { login: email, password: TEST_PASSWORD },
        headers: { 'user-agent': device },
      });
    expect(await told()).toBe(0);
    for (const [device, notices] of [
      ['tests', 0],
      ['Opera Mini on another phone', 1],
      ['Opera Mini on another phone', 1],
      ['tests', 1],
    ] as const) {
      expect((await signIn(device)).status).toBe(200);
      expect([device, await told()]).toEqual([device, notices]);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import type { InjectOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import {
  backendRow,
  bearer,
  CLIENT_KEY,
  CUSTOMER,
  gatewayEnv,
  gatewayRow,
  keyed,
  STAFF,
  until,
} from './gateway.fixtures.js';

const CLIENTS = '/api/v1/gateway/clients';
const REASON = 'A partner asked for it';
const logged: string[] = [];
let app: NestFastifyApplication;
let db: Database;

const boot = (env: NodeJS.ProcessEnv = {}): Promise<NestFastifyApplication> =>
  bootApp(
    'api',
    [gatewayRow, backendRow],
    {
      ...gatewayEnv,
      REDIS_PREFIX: `clients-${randomUUID().slice(0, 8)}`,
      CORS_ORIGINS: 'https://pakashop.store',
      LOG_LEVEL: 'info',
      ...env,
    },
    { write: (line) => logged.push(line) },
  );

beforeAll(async () => {
  app = await boot();
  db = app.get(Database);
});
afterAll(() => app.close());

interface MadeClient {
  readonly id: string;
  readonly key: string;
  readonly keys: readonly { id: string; kid: string }[];
}

let address = 0;
async function send(options: InjectOptions, to = app) {
  const remoteAddress = `10.5.${(++address >> 8) & 255}.${address & 255}`;
  const answer = await to.inject({ remoteAddress, ...options });
  const body = answer.body ? answer.json<Record<string, unknown>>() : {};
  return { status: answer.statusCode, code: body.code, body, headers: answer.headers };
}

const nameOf = (what: string) => `${what}-${randomUUID().slice(0, 8)}`;
const ask = (change: object = {}, headers: Record<string, string> = bearer(STAFF)) =>
  send({
    method: 'POST',
    url: CLIENTS,
    headers,
    payload: { name: nameOf('c'), kind: 'PARTNER', scopes: ['all'], reason: REASON, ...change },
  });
async function make(change: object = {}): Promise<MadeClient> {
  const { status, body } = await ask(change);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body as unknown as MadeClient;
}
const use = (key: string, options: InjectOptions = {}, to = app) =>
  send({ url: '/api/v1/anybody', ...options, headers: { 'x-pakashop-key': key, ...options.headers } }, to);
const addKey = (id: string, payload: object = {}) =>
  send({
    method: 'POST',
    url: `${CLIENTS}/${id}/keys`,
    headers: bearer(STAFF),
    payload: { reason: REASON, ...payload },
  });
const remove = (path: string) =>
  send({ method: 'DELETE', url: `${CLIENTS}/${path}`, query: { reason: REASON }, headers: bearer(STAFF) });
const trail = (subjectId: unknown) =>
  db.rows<{ act: string; actor: string }>(sql`
    SELECT act, actor, before, after, why FROM platform.audit WHERE subject_id = ${subjectId} ORDER BY id`);

describe('clients', () => {
  it('are for staff only', async () => {
    const id = randomUUID();
    const requests: InjectOptions[] = [
      { url: CLIENTS },
      { url: `${CLIENTS}/${id}` },
      { method: 'POST', url: CLIENTS, payload: {} },
      { method: 'PATCH', url: `${CLIENTS}/${id}`, payload: {} },
      { method: 'DELETE', url: `${CLIENTS}/${id}` },
      { method: 'POST', url: `${CLIENTS}/${id}/keys`, payload: {} },
      { method: 'DELETE', url: `${CLIENTS}/${id}/keys/${id}` },
    ];
    for (const request of requests) {
      expect((await send({ ...request, headers: keyed })).status).toBe(401);
      expect((await send({ ...request, headers: bearer(CUSTOMER) })).status).toBe(403);
    }
  });

  it('show their key once: no repeat, list or table tells it again', async () => {
    const headers = { ...bearer(STAFF), 'idempotency-key': randomUUID() };
    const client = { name: nameOf('mobile'), kind: 'MOBILE', scopes: ['catalog', 'checkout'] };
    const payload = { ...client, reason: REASON };
    const first = await send({ method: 'POST', url: CLIENTS, headers, payload });
    const repeat = await send({ method: 'POST', url: CLIENTS, headers, payload });
    expect(first.body).toMatchObject({ ...client, origins: [], closedAt: null });
    expect(first.body.key).toMatch(/^pk_[0-9a-f]{16}_[\w-]{43}$/);
    expect(repeat.headers['idempotency-replayed']).toBe('true');
    expect(repeat.body).toEqual({ ...first.body, key: null });

    const { key, ...shown } = first.body;
    const list = await send({ url: `${CLIENTS}?limit=1`, headers: bearer(STAFF) });
    expect((list.body.data as unknown[])[0]).toEqual(shown);
    expect((await send({ url: `${CLIENTS}/${String(shown.id)}`, headers: bearer(STAFF) })).body).toEqual(shown);
    const stored = await db.rows(sql`
      SELECT k::text FROM gateway.client_keys k UNION ALL SELECT i::text FROM platform.idempotency i
      UNION ALL SELECT a::text FROM platform.audit a`);
    expect(stored.length).toBeGreaterThan(2);
    const secret = String(key).split('_').slice(2).join('_');
    expect(JSON.stringify(stored)).not.toContain(secret);
    await use(String(key));
    await use(`${String(key).slice(0, -1)}!`);
    expect(logged.join('')).not.toContain(secret.slice(0, -1));
  });

  it('identify the application and nobody else: their key opens only what is public', async () => {
    const { key } = await make({ name: 'identified' });
    expect((await use(key)).body).toMatchObject({ kind: 'anonymous', client: 'identified' });
    for (const path of ['people', 'guests', 'staff'])
      expect((await use(key, { url: `/api/v1/${path}` })).status).toBe(401);
  });

  it.each<[string, object]>([
    ['an empty name', { name: '' }],
    ['a name with capitals', { name: 'Web' }],
    ['a name that is too long', { name: 'x'.repeat(41) }],
    ['an unknown kind', { kind: 'DESKTOP' }],
    ['no scope', { scopes: [] }],
    ['an unknown scope', { scopes: ['everything'] }],
    ['a page key for all pages', { kind: 'WEB' }],
    ['every origin', { kind: 'WEB', origins: ['*'] }],
    ['an origin with a path', { origins: ['https://pakashop.store/shop'] }],
    ['an end that has passed', { expiresAt: '2020-01-01T00:00:00Z' }],
    ['an end that is no time', { expiresAt: 'soon' }],
    ['no reason', { reason: undefined }],
  ])('are not made with %s', async (_, change) => {
    expect(await ask(change)).toMatchObject({ status: 400, code: 'VAL_001' });
  });

  it('are neither made nor changed by null for what may be left out', async () => {
    const name = nameOf('kept');
    expect(await ask({ name, origins: null })).toMatchObject({ status: 400, code: 'VAL_001' });
    // A name that anything had taken would not be free again.
    const { id } = await make({ name, origins: ['https://partner.example'] });
    const show = () => send({ url: `${CLIENTS}/${id}`, headers: bearer(STAFF) });
    const { body: before } = await show();
    for (const change of [{ origins: null }, { scopes: null }]) {
      const payload = { ...change, reason: REASON };
      expect(await send({ method: 'PATCH', url: `${CLIENTS}/${id}`, headers: bearer(STAFF), payload })).toMatchObject({
        status: 400,
        code: 'VAL_001',
      });
    }
    expect((await show()).body).toEqual(before);
    expect(await trail(id)).toMatchObject([{ act: 'gateway.client_created' }]);
  });

  it('keep their names to themselves, for good, also against those of the environment', async () => {
    const name = nameOf('own');
    const { id } = await make({ name });
    expect((await remove(id)).status).toBe(204);
    for (const taken of [name, 'default']) {
      expect(await ask({ name: taken })).toMatchObject({ status: 409, code: 'gateway.client_name_taken' });
    }
  });

  it('are changed and closed in every process within 5 s, with what changed in the audit', async () => {
    const other = await boot();
    try {
      const { id, key } = await make({ scopes: ['checkout'] });
      await until(async () => (await use(key, {}, other)).status === 403);
      const change = {
        method: 'PATCH',
        url: `${CLIENTS}/${id}`,
        headers: bearer(STAFF),
        payload: { scopes: ['all'], reason: REASON },
      } as const;
      expect(await send(change)).toMatchObject({ status: 200, body: { id, scopes: ['all'] } });
      expect((await use(key)).status).toBe(200);
      await until(async () => (await use(key, {}, other)).status === 200);

      expect((await remove(id)).status).toBe(204);
      expect((await use(key)).status).toBe(401);
      await until(async () => (await use(key, {}, other)).status === 401);
      expect([(await remove(id)).status, (await send(change)).status, (await addKey(id)).status]).toEqual([
        404, 404, 404,
      ]);
      expect(await trail(id)).toMatchObject([
        { act: 'gateway.client_created', actor: `person:${STAFF}`, after: { scopes: ['checkout'] }, why: REASON },
        { act: 'gateway.client_changed', before: { scopes: ['checkout'] }, after: { scopes: ['all'] }, why: REASON },
        { act: 'gateway.client_closed', before: { scopes: ['all'] }, why: REASON },
      ]);
    } finally {
      await other.close();
    }
  });
});

describe('keys of a client', () => {
  it('are replaced without a pause, and revoked in every process within 5 s, with audit rows', async () => {
    const other = await boot();
    try {
      const client = await make();
      const second = await addKey(client.id);
      expect(second.status).toBe(201);
      const newer = String(second.body.key);
      expect([(await use(client.key)).status, (await use(newer)).status]).toEqual([200, 200]);
      await until(async () => (await use(newer, {}, other)).status === 200);

      const first = client.keys[0]!.id;
      expect((await remove(`${client.id}/keys/${first}`)).status).toBe(204);
      expect((await use(client.key)).status).toBe(401);
      await until(async () => (await use(client.key, {}, other)).status === 401);
      expect((await use(newer, {}, other)).status).toBe(200);
      expect((await remove(`${client.id}/keys/${first}`)).status).toBe(404);
      expect(await trail(second.body.id)).toMatchObject([
        { act: 'gateway.client_key_created', actor: `person:${STAFF}`, why: REASON },
      ]);
      expect(await trail(first)).toMatchObject([
        { act: 'gateway.client_key_revoked', actor: `person:${STAFF}`, why: REASON },
      ]);
    } finally {
      await other.close();
    }
  });

  it('are two at most, whoever asks at once', async () => {
    const { id } = await make();
    const answers = await Promise.all(Array.from({ length: 5 }, () => addKey(id)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'gateway.too_many_keys')).toHaveLength(4);
  });

  it('belong to their client: nobody else’s route revokes them', async () => {
    const [mine, other] = [await make(), await make()];
    expect((await remove(`${other.id}/keys/${mine.keys[0]!.id}`)).status).toBe(404);
    expect((await use(mine.key)).status).toBe(200);
  });

  it('end by themselves, and make room for the next', async () => {
    const { id } = await make();
    const expiresAt = new Date(Date.now() + 700).toISOString();
    const { body } = await addKey(id, { expiresAt });
    expect(body).toMatchObject({ expiresAt });
    expect((await use(String(body.key))).status).toBe(200);
    await until(async () => (await use(String(body.key))).status === 401);
    expect((await addKey(id)).status).toBe(201);
  });

  it('say when they were last used', async () => {
    const { id, key } = await make();
    const lastUse = async () => {
      const { body } = await send({ url: `${CLIENTS}/${id}`, headers: bearer(STAFF) });
      return (body.keys as { lastUsedAt: string | null }[])[0]!.lastUsedAt;
    };
    expect(await lastUse()).toBeNull();
    await use(key);
    await until(async () => (await lastUse()) !== null);
  });

  it.each<[string, (key: string) => string, number]>([
    ['another secret', (key) => `${key.slice(0, -2)}${key.endsWith('AA') ? 'BB' : 'AA'}`, 401],
    ['another kid', (key) => key.replace(/_[0-9a-f]{16}_/, `_${'0'.repeat(16)}_`), 401],
    ['its kid alone', (key) => key.slice(0, 19), 401],
    ['something behind it', (key) => `${key}A`, 401],
    ['itself twice', (key) => `${key}, ${key}`, 400],
  ])('do not open with %s', async (_, change, status) => {
    const { key } = await make();
    expect((await use(change(key))).status).toBe(status);
  });

  it('are counted by their kid where somebody guesses at the secret, from wherever', async () => {
    const strict = await boot({ RATE_LIMIT_AUTH: '3' });
    try {
      const kid = randomUUID().replaceAll('-', '').slice(0, 16);
      const statuses = [];
      for (let i = 0; i < 5; i++) statuses.push((await use(`pk_${kid}_${'A'.repeat(43)}`, {}, strict)).status);
      expect(statuses).toEqual([401, 401, 401, 429, 429]);
      expect((await use(CLIENT_KEY, {}, strict)).status).toBe(200);
    } finally {
      await strict.close();
    }
  });
});

describe('scopes', () => {
  it.each<[string[], string, string, number]>([
    [['checkout'], 'POST', 'payments/initiate', 401],
    [['catalog'], 'POST', 'payments/initiate', 403],
    [['account'], 'POST', 'auth/login', 201],
    [['catalog', 'checkout'], 'POST', 'auth/login', 403],
    [['checkout'], 'GET', 'anybody', 403],
    [['staff'], 'GET', 'gateway/clients', 401],
    [['vendor', 'agent', 'catalog', 'checkout', 'account'], 'GET', 'gateway/clients', 403],
    [['catalog'], 'GET', 'nowhere', 404],
  ])('%j let a client call %s %s (%i)', async (scopes, method, path, status) => {
    const { key } = await make({ scopes });
    const answer = await use(key, { method: method as 'GET', url: `/api/v1/${path}` });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.code).toBe('gateway.client_scope');
  });
});

describe('origins', () => {
  const SHOP = 'https://shop.example';
  const from = (key: string, origin: string, to = app) => use(key, { headers: { origin } }, to);

  it('of a client may use its key and read the answers, and no others', async () => {
    const { key } = await make({ kind: 'WEB', origins: [SHOP] });
    const welcome = await from(key, SHOP);
    expect(welcome).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': SHOP, vary: 'Origin' } });
    for (const origin of [
      'https://pakashop.store',
      'https://evil.tld',
      'null',
      `${SHOP}.evil.tld`,
      'http://shop.example',
    ]) {
      const refused = await from(key, origin);
      expect(refused).toMatchObject({ status: 403, code: 'gateway.client_origin' });
      expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect((await use(key)).status).toBe(200);
  });

  it('of one client read nothing of another', async () => {
    await make({ kind: 'WEB', origins: [SHOP] });
    const answer = await from(CLIENT_KEY, SHOP);
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('of a client that names none are refused', async () => {
    const { key } = await make({ kind: 'MOBILE' });
    expect(await from(key, SHOP)).toMatchObject({ status: 403, code: 'gateway.client_origin' });
  });

  it('may ask before, without a key', async () => {
    await make({ kind: 'WEB', origins: ['https://asks.example'] });
    const headers = { origin: 'https://asks.example', 'access-control-request-method': 'POST' };
    const preflight = await send({ method: 'OPTIONS', url: '/api/v1/payments/initiate', headers });
    expect(preflight).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': 'https://asks.example' },
    });
  });
});

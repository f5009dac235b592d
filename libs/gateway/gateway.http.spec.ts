import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Actor, forwardActor } from '@pakashop/platform';
import { bootApp, INTERNAL_TEST_KEY, productionSecrets } from '@pakashop/platform/testing';
import type { InjectOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import {
  backendRow,
  bearer,
  CLIENT_KEY,
  CUSTOMER,
  FakeSessions,
  gatewayEnv,
  gatewayRow,
  keyed,
  SIGNED_OUT,
  STAFF,
} from './gateway.fixtures.js';
import { Limiter } from './gateway.limiter.js';

const registry = [gatewayRow, backendRow];
const internal = { 'x-internal-key': INTERNAL_TEST_KEY };
const PARTNER_KEY = 'pk_partner_key_of_the_tests';
let app: NestFastifyApplication;

const boot = (env: NodeJS.ProcessEnv = {}): Promise<NestFastifyApplication> =>
  bootApp('api', registry, {
    ...gatewayEnv,
    REDIS_PREFIX: `gateway-${randomUUID().slice(0, 8)}`,
    PAKASHOP_CLIENT_KEYS: `partner:${PARTNER_KEY},partner:${PARTNER_KEY}_2`,
    CORS_ORIGINS: 'https://pakashop.store,http://localhost:3000',
    ...env,
  });

let address = 0;
/** Every request of these tests comes from an address of its own, unless it says from which. */
async function send(options: InjectOptions, to = app) {
  const remoteAddress = `10.1.${(++address >> 8) & 255}.${address & 255}`;
  const answer = await to.inject({ remoteAddress, ...options });
  const body = answer.body ? (answer.json() as Record<string, unknown>) : undefined;
  return { status: answer.statusCode, code: body?.code, body, headers: answer.headers };
}

const get = (path: string, headers: InjectOptions['headers'] = keyed) =>
  send({ method: 'GET', url: `/api/v1${path}`, headers });

beforeAll(async () => {
  app = await boot();
});
afterAll(() => app.close());

describe('client keys at the edge', () => {
  it.each([
    ['no key', {}, 'gateway.client_key_required'],
    ['an unknown key', { 'x-pakashop-key': 'pk_somebody_else_entirely' }, 'gateway.client_key_invalid'],
    ['the internal key as client key', { 'x-pakashop-key': INTERNAL_TEST_KEY }, 'gateway.client_key_invalid'],
  ])('refuses %s, on routes that exist and on those that do not', async (_, headers, code) => {
    for (const path of ['/anybody', '/nowhere']) {
      expect(await get(path, headers)).toMatchObject({ status: 401, code });
    }
  });

  it('does not read a key from the query', async () => {
    expect(await get(`/anybody?x-pakashop-key=${CLIENT_KEY}`, {})).toMatchObject({ status: 401 });
  });

  it('answers a malformed address with a problem', async () => {
    expect(await get('/%zz')).toMatchObject({ status: 404, code: expect.any(String) });
  });

  it('knows several clients by name, and two keys of one client', async () => {
    for (const [key, client] of [
      [CLIENT_KEY, 'default'],
      [PARTNER_KEY, 'partner'],
      [`${PARTNER_KEY}_2`, 'partner'],
    ]) {
      expect((await get('/anybody', { 'x-pakashop-key': key })).body).toMatchObject({ kind: 'anonymous', client });
    }
  });

  it('answers an unknown address with a key by 404', async () => {
    expect(await get('/nowhere')).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('lets health checks through without a key and without counting them', async () => {
    const answer = await send({ url: '/health/live' });
    expect(answer.status).toBe(200);
    expect(answer.headers.ratelimit).toBeUndefined();
  });

  it('lets a provider call back without a key, counted by its address', async () => {
    const answer = await send({ method: 'POST', url: '/api/v1/payments/webhook/test', payload: { id: 1 } });
    expect(answer).toMatchObject({ status: 201, body: { kind: 'anonymous', body: { id: 1 } } });
    expect(answer.headers['ratelimit-policy']).toBe('"webhook";q=100000;w=900');
  });

  it('lets a signed form and pictures through without a key, and nothing else of files', async () => {
    const form = await send({ method: 'POST', url: '/api/v1/media/local', payload: {} });
    expect(form).toMatchObject({ status: 201, body: { kind: 'anonymous' } });
    const picture = await send({ url: '/api/v1/media/images/1/page' });
    expect(picture).toMatchObject({ status: 200, body: { kind: 'anonymous' } });
    for (const { headers } of [form, picture]) expect(headers['ratelimit-policy']).toBe('"webhook";q=100000;w=900');
    for (const url of ['/api/v1/media/uploads', '/api/v1/media/localx', '/api/v1/media/imagesx']) {
      expect(await send({ method: 'POST', url, payload: {} })).toMatchObject({ status: 401 });
    }
  });

  it('does not take a provider’s own Authorization for a session', async () => {
    const headers = { authorization: 'Bearer of-the-provider' };
    const answer = await send({ method: 'POST', url: '/api/v1/payments/webhook/test', payload: {}, headers });
    expect(answer.status).toBe(201);
  });
});

describe('what is for services only', () => {
  const hidden: InjectOptions[] = [
    { method: 'POST', url: '/internal/backend.sessions/verify', payload: { token: 'x' } },
    { method: 'GET', url: '/internal/backend.sessions/verify' },
    { method: 'GET', url: '/internal' },
    { method: 'POST', url: '/%69nternal/backend.sessions/verify', payload: { token: 'x' } },
    { method: 'GET', url: '/metrics' },
    { method: 'GET', url: '/%6detrics' },
  ];

  it.each(hidden)('does not exist for others: $method $url', async (request) => {
    const nowhere = await get('/nowhere');
    for (const headers of [{}, keyed, { ...keyed, 'x-internal-key': 'a-wrong-internal-key' }, bearer(STAFF)]) {
      const answer = await send({ ...request, headers });
      expect({ ...answer.body, correlationId: '' }).toEqual({ ...nowhere.body, correlationId: '' });
    }
  });

  it('answers services', async () => {
    const answer = await app.inject({ url: '/metrics', headers: internal });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('process_resident_memory_bytes');
  });

  it('does not count services, believes the actor they forward, and needs no client key of them', async () => {
    const alone = await get('/anybody', internal);
    expect(alone.body).toMatchObject({ kind: 'service' });
    expect(alone.headers.ratelimit).toBeUndefined();
    const actor = forwardActor(new Actor({ kind: 'person', userId: CUSTOMER }));
    const forwarded = await get('/anybody', { ...internal, 'x-pakashop-actor': actor });
    expect(forwarded.body).toMatchObject({ kind: 'person', userId: CUSTOMER });
  });

  it('does not believe an actor that comes from outside', async () => {
    const forged = { 'x-pakashop-actor': forwardActor(new Actor({ kind: 'person', userId: STAFF })) };
    for (const headers of [
      { ...keyed, ...forged },
      { ...keyed, ...forged, 'x-internal-key': 'a-wrong-internal-key' },
    ]) {
      expect((await get('/anybody', headers)).body).toMatchObject({ kind: 'anonymous' });
    }
  });
});

describe('people and guests', () => {
  it('knows a person by the access token, with grants, client and address', async () => {
    const answer = await send({ url: '/api/v1/anybody', headers: bearer(STAFF), remoteAddress: '10.9.9.9' });
    expect(answer.body).toMatchObject({ kind: 'person', userId: STAFF, client: 'default', address: '10.9.9.9' });
    expect((answer.body as unknown as Actor).grants).toContainEqual({
      permission: 'gateway.clients.write',
      scope: 'platform',
    });
  });

  it.each([
    ['signed with another secret', bearer(CUSTOMER, { secret: 'another-secret-that-is-long-enough-too' })],
    ['with another algorithm', bearer(CUSTOMER, { alg: 'HS512' })],
    ['without a signature', bearer(CUSTOMER, { alg: 'none' })],
    ['that has ended', bearer(CUSTOMER, { seconds: -1 })],
    ['of a session that has ended', bearer(SIGNED_OUT)],
    ['that is none', { ...keyed, authorization: 'Bearer nonsense' }],
    ['of another scheme', { ...keyed, authorization: 'Basic dXNlcjpwYXNz' }],
    ['for a guest that is too short to be random', { ...keyed, 'x-guest-token': 'short' }],
  ])('refuses a token %s, on public routes too', async (_, headers) => {
    expect(await get('/anybody', headers)).toMatchObject({ status: 401, code: 'AUTH_001' });
  });

  it('knows a guest by the digest of the token', async () => {
    const answer = await get('/guests', { ...keyed, 'x-guest-token': 'g'.repeat(32) });
    expect(answer.body).toEqual({ kind: 'guest', guestHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it.each([
    ['/people', 401, keyed],
    ['/guests', 401, keyed],
    ['/people', 401, { ...keyed, 'x-guest-token': 'g'.repeat(32) }],
    ['/staff', 401, keyed],
    ['/staff', 403, bearer(CUSTOMER)],
    ['/staff', 200, bearer(STAFF)],
    ['/people', 200, bearer(CUSTOMER)],
    ['/guests', 200, bearer(CUSTOMER)],
  ])('%s answers %i to the right callers', async (path, status, headers) => {
    expect((await get(path, headers)).status).toBe(status);
  });

  it('asks for a session once in a while, not for every request', async () => {
    const headers = bearer(CUSTOMER);
    const before = FakeSessions.asked;
    for (let i = 0; i < 5; i++) expect((await get('/people', headers)).status).toBe(200);
    expect(FakeSessions.asked).toBe(before + 1);
  });

  it('keeps answers to people and guests out of caches, unless the route says otherwise', async () => {
    expect((await get('/anybody', bearer(CUSTOMER))).headers['cache-control']).toBe('no-store');
    expect((await get('/anybody')).headers['cache-control']).toBeUndefined();
    expect((await get('/cached', bearer(CUSTOMER))).headers['cache-control']).toBe('public, max-age=30');
  });
});

describe('pace', () => {
  const burst = async (to: NestFastifyApplication, count: number, options: InjectOptions) => {
    const answers = [];
    for (let i = 0; i < count; i++) answers.push(await send(options, to));
    return answers;
  };

  it('says what is left, and refuses what is over with a problem', async () => {
    const small = await boot({ RATE_LIMIT_ADDRESS: '5' });
    try {
      const answers = await burst(small, 6, { url: '/api/v1/anybody', headers: keyed, remoteAddress: '10.2.0.1' });
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
      expect(answers.map(({ headers }) => headers['ratelimit-policy'])).toEqual(Array(6).fill('"address";q=5;w=900'));
      expect(answers.map(({ headers }) => /r=(\d+)/.exec(String(headers.ratelimit))![1])).toEqual([...'432100']);
      const refused = answers[5]!;
      expect(refused.body).toMatchObject({ code: 'RATE_001', status: 429, 'violated-policies': ['address'] });
      expect(refused.headers['content-type']).toContain('application/problem+json');
      const wait = Number(refused.headers['retry-after']);
      expect(wait).toBeGreaterThan(170);
      expect(wait).toBeLessThanOrEqual(180);
      expect(refused.headers.ratelimit).toBe(`"address";r=0;t=${wait}`);
      const elsewhere = await send({ url: '/api/v1/anybody', headers: keyed, remoteAddress: '10.2.0.2' }, small);
      expect(elsewhere.status).toBe(200);
    } finally {
      await small.close();
    }
  });

  it('counts what it refuses: wrong keys, unknown and hidden addresses', async () => {
    const small = await boot({ RATE_LIMIT_ADDRESS: '4' });
    try {
      const remoteAddress = '2001:db8:1:2::1';
      const nowhere = { url: '/api/v1/nowhere', headers: keyed, remoteAddress };
      expect((await send({ ...nowhere, headers: {} }, small)).status).toBe(401);
      expect((await send(nowhere, small)).status).toBe(404);
      expect((await send({ url: '/metrics', remoteAddress }, small)).status).toBe(404);
      expect((await send({ ...nowhere, remoteAddress: '2001:db8:1:2:ffff::9' }, small)).status).toBe(404);
      expect((await send({ ...nowhere, remoteAddress: '2001:db8:1:2:ffff::9' }, small)).status).toBe(429);
      expect((await send({ ...nowhere, remoteAddress: '2001:db8:1:3::1' }, small)).status).toBe(404);
    } finally {
      await small.close();
    }
  });

  it('counts a person by account and not by the address they share', async () => {
    const small = await boot({ RATE_LIMIT_ADDRESS: '3', RATE_LIMIT_ACCOUNT: '4' });
    try {
      const shared = { url: '/api/v1/anybody', remoteAddress: '10.2.0.3' };
      const mine = await burst(small, 5, { ...shared, headers: bearer(CUSTOMER) });
      expect(mine.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429]);
      expect(mine[0]!.headers.ratelimit).toContain('r=3');
      const others = await burst(small, 2, { ...shared, headers: bearer(STAFF) });
      expect(others.map(({ status }) => status)).toEqual([200, 200]);
      const guests = await burst(small, 3, { ...shared, headers: { ...keyed, 'x-guest-token': 'h'.repeat(32) } });
      expect(guests.map(({ status }) => status)).toEqual([200, 200, 429]); // one unit went to the refused request
    } finally {
      await small.close();
    }
  });

  it('counts a guest in one call of Redis, and against the address also what the guest’s own limit refuses', async () => {
    const small = await boot({ RATE_LIMIT_ADDRESS: '3', RATE_LIMIT_ACCOUNT: '1' });
    const take = jest.spyOn(small.get(Limiter), 'take');
    try {
      const guest = {
        url: '/api/v1/guests',
        headers: { ...keyed, 'x-guest-token': 'i'.repeat(32) },
        remoteAddress: '10.2.0.9',
      };
      const mine = await burst(small, 3, guest);
      expect(mine.map(({ status }) => status)).toEqual([200, 429, 429]);
      expect(take).toHaveBeenCalledTimes(3);
      const other = { ...guest, headers: { ...keyed, 'x-guest-token': 'j'.repeat(32) } };
      expect((await send(other, small)).status).toBe(429); // the address has nothing left
    } finally {
      take.mockRestore();
      await small.close();
    }
  });

  it('counts a client over all addresses', async () => {
    const small = await boot({ RATE_LIMIT_CLIENT: '3' });
    try {
      const answers = await burst(small, 4, { url: '/api/v1/anybody', headers: keyed });
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
      expect(answers[3]!.body).toMatchObject({ 'violated-policies': ['client'] });
      const partner = { url: '/api/v1/anybody', headers: { 'x-pakashop-key': PARTNER_KEY } };
      expect((await send(partner, small)).status).toBe(200);
    } finally {
      await small.close();
    }
  });

  it('allows 20 sign-ins a minute from an address, and 20 payments a quarter of an hour to an account', async () => {
    const signIns = await burst(app, 21, {
      method: 'POST',
      url: '/api/v1/auth/login',
      headers: keyed,
      remoteAddress: '10.2.0.4',
    });
    expect(signIns.map(({ status }) => status)).toEqual([...Array<number>(20).fill(201), 429]);
    expect(signIns[20]!.headers['ratelimit-policy']).toBe('"auth";q=20;w=60');
    const payments = await burst(app, 21, { method: 'POST', url: '/api/v1/payments/initiate', headers: bearer(STAFF) });
    expect(payments.map(({ status }) => status)).toEqual([...Array<number>(20).fill(201), 429]);
    expect(payments[20]!.body).toMatchObject({ code: 'RATE_001', 'violated-policies': ['payments'] });
  });
});

describe('headers for browsers', () => {
  const everywhere: [string, number, InjectOptions][] = [
    ['an answer', 200, { url: '/api/v1/anybody', headers: keyed }],
    ['a health check', 200, { url: '/health/live' }],
    ['401', 401, { url: '/api/v1/anybody' }],
    ['403', 403, { url: '/api/v1/staff', headers: bearer(CUSTOMER) }],
    ['404', 404, { url: '/api/v1/nowhere', headers: keyed }],
    ['a hidden 404', 404, { url: '/metrics' }],
    ['a malformed address', 404, { url: '/api/v1/%zz', headers: keyed }],
    ['413', 413, { method: 'POST', url: '/api/v1/auth/login', headers: keyed, payload: { a: 'x'.repeat(300_000) } }],
    ['500', 500, { url: '/api/v1/broken', headers: keyed }],
  ];

  it.each(everywhere)('secures %s (%i)', async (_, status, options) => {
    const { headers, ...answer } = await send(options);
    expect(answer.status).toBe(status);
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    for (const header of ['server', 'x-powered-by', 'strict-transport-security'])
      expect(headers[header]).toBeUndefined();
  });

  it('secures 429', async () => {
    const secrets: NodeJS.ProcessEnv = { PAKASHOP_CLIENT_KEYS: '', ...productionSecrets() };
    const small = await boot({ RATE_LIMIT_ADDRESS: '1', NODE_ENV: 'production', ...secrets });
    try {
      const headers = { 'x-pakashop-key': secrets.PAKASHOP_CLIENT_KEY };
      const options = { url: '/api/v1/anybody', headers, remoteAddress: '10.2.0.5' };
      await send(options, small);
      const answer = await send(options, small);
      expect(answer.status).toBe(429);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    } finally {
      await small.close();
    }
  });

  it('lets a listed origin read answers and refusals', async () => {
    for (const headers of [keyed, {}]) {
      const answer = await get('/anybody', { ...headers, origin: 'https://pakashop.store' });
      expect(answer.headers).toMatchObject({ 'access-control-allow-origin': 'https://pakashop.store', vary: 'Origin' });
      expect(answer.headers['access-control-expose-headers']).toContain('ratelimit');
    }
  });

  it.each([
    'null',
    'https://evil.tld',
    'https://pakashop.store.evil.tld',
    'http://pakashop.store',
    'https://PAKASHOP.store',
  ])('gives the origin %s nothing', async (origin) => {
    const answer = await get('/anybody', { ...keyed, origin });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers.vary).toBe('Origin');
  });

  it('answers a preflight without a key', async () => {
    const preflight = (origin: string) =>
      send({
        method: 'OPTIONS',
        url: '/api/v1/payments/initiate',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'x-pakashop-key',
        },
      });
    const answer = await preflight('http://localhost:3000');
    expect(answer.status).toBe(204);
    expect(answer.headers['access-control-allow-headers']).toContain('x-pakashop-key');
    expect(answer.headers['access-control-allow-methods']).toContain('POST');
    const stranger = await preflight('https://evil.tld');
    expect(stranger.headers['access-control-allow-methods']).toBeUndefined();
  });

  it('lists no origin in production unless told', async () => {
    const secrets: NodeJS.ProcessEnv = { PAKASHOP_CLIENT_KEYS: '', ...productionSecrets() };
    const production = await boot({ NODE_ENV: 'production', CORS_ORIGINS: '', ...secrets });
    try {
      const headers = { 'x-pakashop-key': secrets.PAKASHOP_CLIENT_KEY, origin: 'http://localhost:3000' };
      const answer = await send({ url: '/api/v1/anybody', headers }, production);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    } finally {
      await production.close();
    }
  });
});

describe('what a request says about itself', () => {
  const place = { 'cf-ipcountry': 'ZM', 'cf-ipcity': 'Kitwe' };
  const from = (remoteAddress: string, to: NestFastifyApplication, headers: object) =>
    to
      .inject({ url: '/api/v1/place', remoteAddress, headers: { ...keyed, ...place, ...headers } })
      .then((answer) => answer.json<unknown>());
  const nowhere = { country: null, city: null };

  it('about its place counts only from a proxy of ours', async () => {
    const proxied = await boot({ TRUSTED_PROXIES: '192.0.2.0/24' });
    const forwardedFor = { 'x-forwarded-for': '198.51.100.9' };
    expect(await from('192.0.2.1', proxied, forwardedFor)).toEqual({ country: 'ZM', city: 'Kitwe' });
    expect(await from('203.0.113.1', proxied, forwardedFor)).toEqual(nowhere);
    expect(await from('192.0.2.1', app, forwardedFor)).toEqual(nowhere);
    await proxied.close();
  });

  it.each(['/people?access_token=x', '/anybody?x=1&access_token=y'])(
    'never holds a token in its address: %s',
    async (path) => {
      expect(await get(path, bearer(CUSTOMER))).toMatchObject({ status: 400, code: 'VAL_001' });
    },
  );
});

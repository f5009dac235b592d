import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, RedisCache, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import type { InjectOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import { backendRow, bearer, CUSTOMER, gatewayEnv, gatewayRow, keyed, STAFF } from './gateway.fixtures.js';

/** A proxy of ours stands at 192.0.2.1. */
const PROXY = '192.0.2.1';
let app: NestFastifyApplication;

const boot = (env: NodeJS.ProcessEnv): Promise<NestFastifyApplication> =>
  bootApp('api', [gatewayRow, backendRow], {
    ...gatewayEnv,
    TRUSTED_PROXIES: '192.0.2.0/24,2001:db8:ffff::/48',
    REDIS_PREFIX: `limits-${randomUUID().slice(0, 8)}`,
    RATE_LIMIT_AUTH: '4',
    RATE_LIMIT_PAYMENTS: '4',
    RATE_LIMIT_ADDRESS: '20',
    RATE_LIMIT_ACCOUNT: '40',
    ...env,
  });

beforeAll(async () => void (app = await boot({})));
afterAll(() => app.close());

let address = 0;
const elsewhere = () => `10.6.${(++address >> 8) & 255}.${address & 255}`;
const post = (path: string, payload: object, more: InjectOptions = {}) =>
  app.inject({ method: 'POST', url: `/api/v1/${path}`, headers: keyed, remoteAddress: elsewhere(), payload, ...more });

interface Refusal {
  readonly type: string;
  readonly detail: string;
  readonly 'violated-policies': string[];
}

/** Sends one request more than the limit allows and answers the last refusal. */
async function exceed(limit: number, request: (i: number) => ReturnType<typeof post>) {
  const answers = [];
  for (let i = 0; i <= limit; i++) answers.push(await request(i));
  expect(answers.slice(0, limit).map(({ statusCode }) => statusCode)).not.toContain(429);
  const last = answers.at(-1)!;
  expect(last.statusCode).toBe(429);
  const { 'ratelimit-policy': policy, 'retry-after': wait } = last.headers;
  return { ...last.json<Refusal>(), policy, wait };
}

describe('guesses are limited, wherever they come from', () => {
  it('by the phone number they are about, however it is written', async () => {
    const ways = ['+260977123456', '0977123456', '260 977 123 456', '00260977123456', '(0977) 12-34-56'];
    const refused = await exceed(4, (i) => post('auth/login', { [i % 2 ? 'phone' : 'login']: ways[i] }));
    expect(refused).toMatchObject({ 'violated-policies': ['auth-contact'], policy: '"auth-contact";q=4;w=60' });
    expect(refused.detail).toContain('phone number');
    expect((await post('auth/login', { phone: '+260977123457' })).statusCode).toBe(201);
  });

  it('by the e-mail address they are about', async () => {
    const refused = await exceed(4, (i) => post('auth/login', { login: i % 2 ? 'Me@Example.com' : 'me@example.com ' }));
    expect(refused['violated-policies']).toEqual(['auth-contact']);
  });

  it('by the device that shows its key, and by the account', async () => {
    const device = await exceed(4, (i) => post('auth/login', { login: `a${i}@example.com`, deviceKey: 'one-device' }));
    expect(device['violated-policies']).toEqual(['auth-device']);
    const account = await exceed(4, () => post('auth/login', {}, { headers: bearer(CUSTOMER) }));
    expect(account['violated-policies']).toEqual(['auth-account']);
  });

  it('by the address, or its network of 64 bits', async () => {
    const refused = await exceed(4, (i) => post('auth/login', {}, { remoteAddress: `2001:db8:9:9:${i}::1` }));
    expect(refused).toMatchObject({ 'violated-policies': ['auth'], policy: '"auth";q=4;w=60' });
  });

  it('whatever stands where a contact is expected', async () => {
    for (const phone of [null, 7, {}, [], '', 'x'.repeat(10_000)]) {
      expect((await post('auth/login', { phone, contact: phone, deviceKey: phone })).statusCode).toBe(201);
    }
  });

  it('and nothing of whom they are about is kept', async () => {
    await post('auth/login', { login: 'secret.person@example.com' });
    const { client, prefix } = app.get(RedisCache);
    const keys = await client.keys(`${prefix}*`);
    expect(keys.filter((key) => key.includes(':lc:')).length).toBeGreaterThan(0);
    expect(keys.join(' ')).not.toMatch(/secret|977123456/);
  });
});

describe('payments are limited', () => {
  it('by the phone number that shall pay, for whomever', async () => {
    const guest = () => ({ headers: { ...keyed, 'x-guest-token': randomUUID().replaceAll('-', '') } });
    const refused = await exceed(4, () => post('payments/initiate', { phone: '0966000111' }, guest()));
    expect(refused).toMatchObject({
      'violated-policies': ['payments-contact'],
      policy: '"payments-contact";q=4;w=900',
    });
    const other = await post('payments/initiate', { contact: { phone: '0966000112' } }, guest());
    expect(other.statusCode).toBe(201);
  });
});

describe('a refusal', () => {
  it('says by the draft of the IETF what was exceeded and when the request may come again', async () => {
    const refused = await exceed(4, () => post('auth/login', { phone: '0955123123' }));
    expect(refused).toMatchObject({
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      code: 'RATE_001',
      status: 429,
    });
    expect(Number(refused.wait)).toBeGreaterThan(10);
    expect(Number(refused.wait)).toBeLessThanOrEqual(15);
  });
});

describe('everything counts', () => {
  const statuses = async (count: number, request: (i: number) => InjectOptions) => {
    const remoteAddress = elsewhere();
    const all = [];
    for (let i = 0; i < count; i++) {
      const { statusCode } = await app.inject({ headers: keyed, remoteAddress, ...request(i) });
      all.push(statusCode);
    }
    return all;
  };

  it.each<[string, number, (i: number) => InjectOptions]>([
    ['addresses that do not exist', 404, (i) => ({ url: `/api/v1/nowhere/${i}` })],
    ['requests without a key', 401, () => ({ url: '/api/v1/anybody', headers: {} })],
    ['false tokens', 401, (i) => ({ url: '/api/v1/people', headers: { ...keyed, authorization: `Bearer x.${i}.z` } })],
    [
      'bodies that cannot be read',
      400,
      () => ({
        method: 'POST',
        url: '/api/v1/gateway/clients',
        headers: { ...keyed, 'content-type': 'application/json' },
        payload: '{',
      }),
    ],
  ])('%s', async (_, status, request) => {
    expect(await statuses(22, request)).toEqual([...Array<number>(20).fill(status), 429, 429]);
  });

  it('and what is expensive counts several times, for strangers and for people', async () => {
    expect(await statuses(5, () => ({ url: '/api/v1/expensive' }))).toEqual([200, 200, 200, 200, 429]);
    const headers = bearer(randomUUID());
    const people = await statuses(9, () => ({ url: '/api/v1/expensive', headers }));
    expect(people).toEqual([...Array<number>(8).fill(200), 429]);
  });
});

describe('the address of a request', () => {
  it('is the socket’s, whatever a stranger forwards: limits hold over a thousand spoofed addresses', async () => {
    const strangers = Array.from({ length: 1_000 }, (_, i) =>
      app.inject({
        url: '/api/v1/anybody',
        remoteAddress: '203.0.113.7',
        headers: { ...keyed, 'x-forwarded-for': `198.51.${i >> 8}.${i & 255}`, forwarded: `for=198.51.100.${i & 255}` },
      }),
    );
    const passed = (await Promise.all(strangers)).filter(({ statusCode }) => statusCode === 200);
    expect(passed.length).toBeLessThanOrEqual(21);
  });

  it('is what a proxy of ours adds, not what it was told', async () => {
    const seen = async (remoteAddress: string, forwardedFor: string) =>
      (
        await app.inject({
          url: '/api/v1/anybody',
          remoteAddress,
          headers: { ...keyed, 'x-forwarded-for': forwardedFor },
        })
      ).json<{ address: string }>().address;
    expect(await seen(PROXY, '198.51.100.1')).toBe('198.51.100.1');
    expect(await seen(PROXY, '1.1.1.1, 198.51.100.2')).toBe('198.51.100.2');
    expect(await seen(PROXY, '1.1.1.1, 198.51.100.3, 192.0.2.9')).toBe('198.51.100.3');
    expect(await seen('2001:db8:ffff::1', '198.51.100.4')).toBe('198.51.100.4');
    expect(await seen('203.0.113.8', '198.51.100.5')).toBe('203.0.113.8');
  });

  it('is the one that the audit names', async () => {
    const create = async (remoteAddress: string) => {
      const answer = await app.inject({
        method: 'POST',
        url: '/api/v1/gateway/clients',
        remoteAddress,
        headers: { ...bearer(STAFF), 'x-forwarded-for': '198.51.100.77' },
        payload: { name: `c-${randomUUID().slice(0, 8)}`, kind: 'PARTNER', scopes: ['all'], reason: 'a test' },
      });
      const { id } = answer.json<{ id: string }>();
      const row = await app
        .get(Database)
        .one<{ address: string }>(sql`SELECT address FROM platform.audit WHERE subject_id = ${id}`);
      return row.address;
    };
    expect(await create('203.0.113.9')).toBe('203.0.113.9');
    expect(await create(PROXY)).toBe('198.51.100.77');
  });
});

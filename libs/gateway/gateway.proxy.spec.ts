import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Actor, type DomainRow } from '@pakashop/platform';
import { bootApp, INTERNAL_TEST_KEY } from '@pakashop/platform/testing';
import { PricingPort, type QuoteRequest } from '@pakashop/pricing';
import { PricingModule } from '@pakashop/pricing/module';
import type { InjectOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { backendRow, bearer, CLIENT_KEY, CUSTOMER, gatewayEnv, gatewayRow, keyed, STAFF } from './gateway.fixtures.js';

const pricingRow: DomainRow = {
  ...gatewayRow,
  name: 'pricing',
  service: 'pakashop-pricing',
  port: 3014,
  module: PricingModule,
};
const registry = [gatewayRow, backendRow, pricingRow];
const internal = { 'x-internal-key': INTERNAL_TEST_KEY };
const rules = '/api/v1/pricing/commission-rules';
const prices = `/api/v1/prices?shopId=${randomUUID()}&variantIds=${randomUUID()}`;
const shopPrices = `/api/v1/shops/${randomUUID()}/prices`;

const bootGateway = (env: NodeJS.ProcessEnv = {}) =>
  bootApp('api', registry, { ...gatewayEnv, REDIS_PREFIX: `proxy-${randomUUID().slice(0, 8)}`, ...env });

const basket: QuoteRequest = {
  currency: 'ZMW',
  to: { province: 'Lusaka', town: 'Lusaka' },
  shops: [
    {
      shopId: randomUUID(),
      from: { province: 'Lusaka', town: 'Lusaka' },
      lines: [
        {
          ref: '1',
          productId: randomUUID(),
          variantId: randomUUID(),
          categoryId: randomUUID(),
          unitPrice: { amount: 10_000, currency: 'ZMW' },
          quantity: 2,
        },
      ],
    },
  ],
};

describe('pricing in a process of its own', () => {
  let pricing: NestFastifyApplication;
  let together: NestFastifyApplication;
  let apart: NestFastifyApplication;

  beforeAll(async () => {
    pricing = await bootApp('pricing', registry, { REDIS_PREFIX: 'proxy-pricing' });
    await pricing.listen(0, '127.0.0.1');
    together = await bootGateway();
    apart = await bootGateway({ HOST_DOMAINS: 'gateway,backend', PRICING_URL: await pricing.getUrl() });
  });
  afterAll(() => Promise.all([pricing.close(), together.close(), apart.close()]));

  it.each<[string, number, InjectOptions]>([
    ['staff', 200, { method: 'GET', url: rules, headers: bearer(STAFF) }],
    [
      'staff asking for a quote',
      200,
      { method: 'POST', url: '/api/v1/pricing/quotes', headers: bearer(STAFF), payload: basket },
    ],
    ['a customer', 403, { method: 'GET', url: rules, headers: bearer(CUSTOMER) }],
    ['nobody', 401, { method: 'GET', url: rules, headers: keyed }],
    ['a false token', 401, { method: 'GET', url: rules, headers: { ...keyed, authorization: 'Bearer x.y.z' } }],
    ['no client key', 401, { method: 'GET', url: rules }],
    [
      'bad input',
      400,
      { method: 'POST', url: '/api/v1/pricing/quotes', headers: bearer(STAFF), payload: { currency: 'ZMW' } },
    ],
    [
      'a body that is not JSON',
      400,
      {
        method: 'POST',
        url: '/api/v1/pricing/quotes',
        headers: { ...bearer(STAFF), 'content-type': 'application/json' },
        payload: '{',
      },
    ],
    [
      'a large body',
      413,
      { method: 'POST', url: '/api/v1/pricing/quotes', headers: bearer(STAFF), payload: { a: 'x'.repeat(300_000) } },
    ],
    ['anybody who looks at prices', 200, { method: 'GET', url: prices, headers: keyed }],
    ['a customer with offers', 200, { method: 'GET', url: '/api/v1/offers', headers: bearer(CUSTOMER) }],
    ['a customer at prices of a shop', 403, { method: 'GET', url: shopPrices, headers: bearer(CUSTOMER) }],
    ['an unknown route', 404, { method: 'GET', url: '/api/v1/pricing/nothing', headers: keyed }],
  ])('answers %s (%i) the same as in one process', async (_, status, options) => {
    const request = { ...options, headers: { ...options.headers, 'x-request-id': 'the-same-request' } };
    const [here, there] = await Promise.all([together.inject(request), apart.inject(request)]);
    expect(there.statusCode).toBe(status);
    expect(there.json()).toEqual(here.json());
    for (const header of ['content-type', 'cache-control', 'x-request-id', 'x-content-type-options']) {
      expect([header, there.headers[header]]).toEqual([header, here.headers[header]]);
    }
  });

  it('carries a change with its Idempotency-Key', async () => {
    const set = (basisPoints: number, key: string) =>
      apart.inject({
        method: 'POST',
        url: rules,
        headers: { ...bearer(STAFF), 'idempotency-key': key },
        payload: { shopId: randomUUID(), basisPoints, reason: 'an agreement' },
      });
    const key = randomUUID();
    expect((await set(300, key)).statusCode).toBe(201);
    expect(await set(300, key)).toMatchObject({ statusCode: 422 }); // another shop under the same key
  });

  it('answers its port to services only, through the gateway', async () => {
    const ask = (headers: InjectOptions['headers']) =>
      apart.inject({ method: 'POST', url: '/internal/pricing/quote', headers, payload: basket });
    const answer = await ask(internal);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ goodsTotal: { amount: 20_000, currency: 'ZMW' } });
    for (const headers of [{}, keyed, bearer(STAFF), { ...keyed, 'x-internal-key': 'a-wrong-internal-key' }]) {
      expect((await ask(headers)).statusCode).toBe(404);
    }
  });

  it('answers the gateway’s process directly and every other one through the gateway', async () => {
    await apart.listen(0, '127.0.0.1');
    const elsewhere = await bootApp('api', registry, {
      HOST_DOMAINS: 'backend',
      GATEWAY_URL: await apart.getUrl(),
      REDIS_PREFIX: 'proxy-elsewhere',
    });
    try {
      const quotes = [together, apart, elsewhere].map((app) => app.get<PricingPort>(PricingPort).quote(basket));
      const [first, ...others] = await Promise.all(quotes);
      expect(others).toEqual([first, first]);
    } finally {
      await elsewhere.close();
    }
  });
});

interface Seen {
  readonly url?: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Stands in the place of a domain's process. */
async function stand(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<[Server, string, Seen[]]> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return [server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen];
}

describe('what travels', () => {
  it('is the bytes, the address and the actor, and neither key of the caller', async () => {
    const [server, url, seen] = await stand((_, response) => {
      response.writeHead(202, { etag: '"7"', 'set-cookie': ['a=1', 'b=2'], connection: 'x-hop', 'x-hop': '1' });
      response.end('as it came');
    });
    const app = await bootGateway({ HOST_DOMAINS: 'gateway,backend', PRICING_URL: url });
    try {
      const answer = await app.inject({
        method: 'PUT',
        url: '/api/v1/shops/a%2Fb/prices/c?q=1&r=%20',
        remoteAddress: '10.4.0.1',
        headers: {
          ...bearer(CUSTOMER),
          'content-type': 'application/json',
          'x-request-id': 'request-of-this-test',
          'x-internal-key': 'a-wrong-internal-key',
          'x-pakashop-actor': 'forged',
          'x-forwarded-for': '1.2.3.4',
          connection: 'keep-alive, x-mine',
          'x-mine': '1',
        },
        payload: '{"a" : 1.0}',
      });
      expect(answer.statusCode).toBe(202);
      expect(answer.body).toBe('as it came');
      expect(answer.headers).toMatchObject({ etag: '"7"', 'set-cookie': ['a=1', 'b=2'] });
      expect(answer.headers['x-hop']).toBeUndefined();

      const [{ headers, ...request }] = seen as [Seen];
      expect(request).toEqual({ url: '/api/v1/shops/a%2Fb/prices/c?q=1&r=%20', body: '{"a" : 1.0}' });
      expect(headers).toMatchObject({
        'x-internal-key': expect.stringMatching(/^v1\./),
        'x-request-id': 'request-of-this-test',
        'x-forwarded-for': '10.4.0.1',
        'content-type': 'application/json',
      });
      expect(headers['x-pakashop-key']).toBeUndefined();
      expect(headers['x-mine']).toBeUndefined();
      const actor = JSON.parse(Buffer.from(String(headers['x-pakashop-actor']), 'base64url').toString()) as Actor;
      expect(actor).toMatchObject({ kind: 'person', userId: CUSTOMER, client: 'default', address: '10.4.0.1' });
      for (const key of [CLIENT_KEY, INTERNAL_TEST_KEY]) expect(JSON.stringify(seen)).not.toContain(key);
    } finally {
      await app.close();
      server.close();
    }
  });
});

describe('a process that is not there', () => {
  it('is a 503 that says so', async () => {
    const [server, url] = await stand(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const app = await bootGateway({ HOST_DOMAINS: 'gateway,backend', PRICING_URL: url });
    try {
      const answer = await app.inject({ url: rules, headers: bearer(STAFF) });
      expect(answer.statusCode).toBe(503);
      expect(answer.json()).toMatchObject({ code: 'upstream.unreachable' });
      expect(answer.headers['retry-after']).toBeDefined();
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    } finally {
      await app.close();
    }
  });

  it('is a 503 of its own when it does not answer in time', async () => {
    const [server, url] = await stand(() => undefined);
    const app = await bootGateway({ HOST_DOMAINS: 'gateway,backend', PRICING_URL: url, UPSTREAM_TIMEOUT_MS: '100' });
    try {
      const answer = await app.inject({ url: rules, headers: bearer(STAFF) });
      expect(answer.statusCode).toBe(503);
      expect(answer.json()).toMatchObject({ code: 'upstream.timeout' });
    } finally {
      await app.close();
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('a domain with routes of several kinds that runs elsewhere', () => {
  it('is sent large bodies where files come in, and nowhere else', async () => {
    const [server, url, seen] = await stand((_request, response) => response.end());
    const app = await bootGateway({ HOST_DOMAINS: 'gateway,pricing', BACKEND_URL: url });
    const post = async (path: string, bytes: number) => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      const body = { method: 'POST', payload: Buffer.alloc(bytes), headers, remoteAddress: '10.4.0.3' } as const;
      return (await app.inject({ url: `/api/v1/${path}`, ...body })).statusCode;
    };
    try {
      expect([await post('media/local', 10_000_000), seen[0]?.body.length]).toEqual([200, 10_000_000]);
      expect(await post('media/local', 12_000_000)).toBe(413);
      expect(await post('payments/webhook/test', 300_000)).toBe(413);
      expect(await post('media/uploads', 1)).toBe(401);
    } finally {
      await app.close();
      server.close();
    }
  });

  it('keeps callbacks open, sessions verified over its port, and its own limits', async () => {
    const [server, url, seen] = await stand((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(request.url!.endsWith('/verify') ? JSON.stringify(session) : '{}');
    });
    const session = { userId: CUSTOMER, sessionId: CUSTOMER, audience: 'customer', expiresAt: 4e9, grants: [] };
    const app = await bootGateway({ HOST_DOMAINS: 'gateway,pricing', BACKEND_URL: url });
    const post = (path: string, headers: InjectOptions['headers']) =>
      app.inject({ method: 'POST', url: `/api/v1/${path}`, headers, payload: { a: 1 }, remoteAddress: '10.4.0.2' });
    try {
      expect((await post('payments/webhook/test', {})).statusCode).toBe(200);
      expect((await post('payments/initiate', {})).statusCode).toBe(401);
      expect((await post('payments/initiate', bearer(CUSTOMER))).statusCode).toBe(200);
      expect(seen.map((request) => request.url)).toEqual([
        '/api/v1/payments/webhook/test',
        '/internal/backend.sessions/verify',
        '/api/v1/payments/initiate',
      ]);
      const start = Date.now();
      const logins = await Promise.all(Array.from({ length: 40 }, () => post('auth/login', keyed)));
      const passed = logins.filter(({ statusCode }) => statusCode === 200).length;
      const refilled = Math.ceil((Date.now() - start) / 3_000); // one each three seconds
      expect(passed).toBeGreaterThanOrEqual(20);
      expect(passed).toBeLessThanOrEqual(20 + refilled);
      expect(logins.filter(({ statusCode }) => statusCode === 429)).toHaveLength(40 - passed);
    } finally {
      await app.close();
      server.close();
    }
  });

  it('counts guesses about one contact together, from wherever they come', async () => {
    const [server, url] = await stand((_request, response) => response.end('{}'));
    const app = await bootGateway({ HOST_DOMAINS: 'gateway,pricing', BACKEND_URL: url });
    const login = async (login: string, from: number) => {
      const about = { headers: keyed, payload: { login }, remoteAddress: `10.5.0.${from}` };
      return (await app.inject({ method: 'POST', url: '/api/v1/auth/login', ...about })).statusCode;
    };
    try {
      const same = await Promise.all(Array.from({ length: 40 }, (_, i) => login('+260977123456', i)));
      expect(same.filter((status) => status === 429).length).toBeGreaterThan(10);
      const others = await Promise.all(Array.from({ length: 40 }, (_, i) => login(`+2609771234${i + 10}`, 100 + i)));
      expect(new Set(others)).toEqual(new Set([200]));
    } finally {
      await app.close();
      server.close();
    }
  });
});

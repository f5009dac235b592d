import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Actor, type DomainRow, forwardActor } from '@pakashop/platform';
import { bootApp, INTERNAL_TEST_KEY, publicKeyOf, signedBy } from '@pakashop/platform/testing';
import { PricingModule } from '@pakashop/pricing/module';
import type { InjectOptions } from 'fastify';
import { hash, randomUUID } from 'node:crypto';
import { backendRow, bearer, CUSTOMER, gatewayEnv, gatewayRow, keyed, STAFF } from './gateway.fixtures.js';

const pricingRow: DomainRow = {
  ...gatewayRow,
  name: 'pricing',
  service: 'pakashop-pricing',
  port: 3014,
  module: PricingModule,
};
const registry = [gatewayRow, backendRow, pricingRow];
const key = (name: string) => `internal-key-of-${name}-0123456789`;
const digestOf = (name: string) => `sha256.${hash('sha256', key(name), 'hex')}`;
const rules = '/api/v1/pricing/commission-rules';
const quote: InjectOptions = { method: 'POST', url: '/internal/pricing/quote', payload: {} };
const verify: InjectOptions = { method: 'POST', url: '/internal/backend.sessions/verify', payload: {} };
const metrics: InjectOptions = { url: '/metrics' };

let gateway: NestFastifyApplication;
let pricing: NestFastifyApplication;

/** Pricing runs alone, and knows the key of nobody but itself: of the gateway's it has the public half. */
beforeAll(async () => {
  pricing = await bootApp('pricing', registry, {
    REDIS_PREFIX: 'internal-pricing',
    INTERNAL_API_KEY: key('pricing'),
    INTERNAL_API_KEYS: `gateway:${publicKeyOf(key('gateway'))},monitor:${digestOf('monitor')}>metrics`,
  });
  await pricing.listen(0, '127.0.0.1');
  const listed = [
    `gateway:${key('gateway')}`,
    `backend:${key('backend')}|${key('backend-before')}>pricing`,
    `pricing:${key('pricing')}`,
    `monitor:${key('monitor')}>metrics`,
  ];
  gateway = await bootApp('api', registry, {
    ...gatewayEnv,
    REDIS_PREFIX: `internal-${randomUUID().slice(0, 8)}`,
    HOST_DOMAINS: 'gateway,backend',
    PRICING_URL: await pricing.getUrl(),
    INTERNAL_API_KEY: key('gateway'),
    INTERNAL_API_KEYS: listed.join(','),
  });
});
afterAll(() => Promise.all([gateway.close(), pricing.close()]));

const ask = async (to: NestFastifyApplication, name: string | undefined, request: InjectOptions) => {
  const headers = { ...request.headers, ...(name !== undefined && { 'x-internal-key': name }) };
  const { statusCode, body } = await to.inject({ ...request, headers });
  return { status: statusCode, body };
};

/** The same, signed. */
const askSigned = async (to: NestFastifyApplication, name: string, { payload, ...request }: InjectOptions) => {
  const body = payload === undefined ? undefined : JSON.stringify(payload);
  const { method, url, headers } = request as { method: string; url: string; headers?: Record<string, string> };
  const answer = await to.inject({
    ...request,
    payload: body,
    headers: signedBy(key(name), { method, url, headers }, body),
  });
  return { status: answer.statusCode, body: answer.body };
};

describe('a service', () => {
  it.each<[string, InjectOptions, number]>([
    ['backend', quote, 400], // let in; an empty basket is refused by pricing
    ['backend-before', quote, 400],
    ['backend', verify, 404],
    ['backend', metrics, 404],
    ['pricing', quote, 404],
    ['pricing', verify, 404],
    ['pricing', metrics, 404],
    ['monitor', metrics, 200],
    ['monitor', quote, 404],
    ['gateway', quote, 400],
    ['gateway', verify, 400],
    ['gateway', metrics, 200],
    ['stranger', quote, 404],
  ])('%s calls %j: %i', async (name, request, status) => {
    expect((await ask(gateway, key(name), request)).status).toBe(status);
    expect((await askSigned(gateway, name, request)).status).toBe(status);
  });

  it('is let in by a domain that runs alone only as far as that one knows it', async () => {
    expect((await askSigned(pricing, 'gateway', quote)).status).toBe(400);
    expect((await ask(pricing, key('monitor'), metrics)).status).toBe(200);
    expect((await askSigned(pricing, 'monitor', metrics)).status).toBe(404);
    for (const name of ['backend', 'pricing', 'monitor', 'stranger']) {
      expect((await ask(pricing, key(name), quote)).status).toBe(404);
      expect((await askSigned(pricing, name, quote)).status).toBe(404);
    }
    // Who is known by the public half signs, and shows no key.
    for (const shown of [
      key('gateway'),
      publicKeyOf(key('gateway')),
      digestOf('gateway'),
      INTERNAL_TEST_KEY,
      undefined,
    ]) {
      expect((await ask(pricing, shown, quote)).status).toBe(404);
    }
  });

  it('cannot speak for people; the gateway can', async () => {
    const grants = [{ permission: 'pricing.rules.read', scope: 'platform' as const }];
    const actor = forwardActor(new Actor({ kind: 'person', userId: STAFF, grants }));
    const forwarded: InjectOptions = { url: rules, headers: { 'x-pakashop-actor': actor } };
    expect((await askSigned(pricing, 'gateway', forwarded)).status).toBe(200);
    expect((await askSigned(pricing, 'backend', forwarded)).status).toBe(404);
    // From a key that may call nothing here the request is one from outside, without a client key.
    expect((await ask(gateway, key('backend'), forwarded)).status).toBe(401);
    const anybody: InjectOptions = { url: '/api/v1/anybody', headers: { ...keyed, 'x-pakashop-actor': actor } };
    expect((await ask(gateway, key('backend'), anybody)).body).toContain('"kind":"anonymous"');
    expect((await ask(gateway, key('gateway'), anybody)).body).toContain('"kind":"person"');
  });

  it('is named by its key, not by what it says', async () => {
    const { body } = await ask(gateway, key('gateway'), {
      url: '/api/v1/anybody',
      headers: { 'x-service': 'backend' },
    });
    expect(JSON.parse(body)).toMatchObject({ kind: 'service', service: 'gateway' });
  });

  it('reaches people’s routes of a domain elsewhere by the gateway’s own key', async () => {
    for (const [headers, status] of [
      [bearer(STAFF), 200],
      [bearer(CUSTOMER), 403],
      [keyed, 401],
    ] as const) {
      expect((await gateway.inject({ url: rules, headers })).statusCode).toBe(status);
    }
  });
});

describe('both keys', () => {
  const keys = { absent: undefined, wrong: 'a-wrong-key-0123456789', right: key('backend') };
  const clients = { absent: undefined, wrong: 'pk_somebody_else_entirely', right: keyed['x-pakashop-key'] };
  const matrix = Object.keys(keys).flatMap((internal) =>
    Object.keys(clients).map((client) => [internal, client] as const),
  );

  it.each(matrix)(
    'internal %s, client %s: only the right internal key opens what is internal',
    async (internal, client) => {
      const shown = clients[client as keyof typeof clients];
      const headers = shown === undefined ? {} : { 'x-pakashop-key': shown };
      const { status } = await ask(gateway, keys[internal as keyof typeof keys], { ...quote, headers });
      expect(status).toBe(internal === 'right' ? 400 : 404);
    },
  );

  it('do not stand for each other', async () => {
    const swapped = { 'x-pakashop-key': key('backend'), 'x-internal-key': keyed['x-pakashop-key'] };
    expect((await gateway.inject({ ...quote, headers: swapped })).statusCode).toBe(404);
    expect((await gateway.inject({ url: '/api/v1/anybody', headers: swapped })).statusCode).toBe(401);
  });
});

describe('a list of services', () => {
  it.each([
    ['names a target that is no domain', `backend:${key('x')}>prices`, /no domain .* "prices"/],
    ['leaves open what a service may call that is no domain', `monitor:${key('x')}`, /say what monitor may call/],
    ['has a short key', 'backend:short', /INTERNAL_API_KEYS must be/],
    ['has a digest of who signs', `gateway:${digestOf('x')}`, /gateway signs its calls: list its public key/],
    ['has no name', key('x'), /INTERNAL_API_KEYS must be/],
  ])('that %s ends the boot', async (_, list, message) => {
    const boot = bootApp('pricing', registry, { INTERNAL_API_KEYS: list });
    await expect(boot).rejects.toThrow(message);
  });
});

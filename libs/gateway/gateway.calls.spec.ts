import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Actor, type DomainRow, forwardActor } from '@pakashop/platform';
import { bootApp, listenInside, publicKeyOf, signedBy } from '@pakashop/platform/testing';
import { PricingModule } from '@pakashop/pricing/module';
import type { InjectOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { backendRow, bearer, gatewayEnv, gatewayRow, keyed, STAFF } from './gateway.fixtures.js';

const pricingRow: DomainRow = {
  ...gatewayRow,
  name: 'pricing',
  service: 'pakashop-pricing',
  port: 3014,
  module: PricingModule,
};
const registry = [gatewayRow, backendRow, pricingRow];
const KEY = `internal-key-of-the-gateway-${randomUUID()}`;
const PRICING_KEY = `internal-key-of-pricing-${randomUUID()}`;
const quotes = '/api/v1/pricing/quotes';

const bootPricing = (env: NodeJS.ProcessEnv = {}) =>
  bootApp('pricing', registry, {
    REDIS_PREFIX: 'calls-pricing',
    INTERNAL_API_KEY: PRICING_KEY,
    INTERNAL_API_KEYS: `gateway:${publicKeyOf(KEY)}`,
    ...env,
  });

let pricing: NestFastifyApplication;
let sibling: NestFastifyApplication;
let gateway: NestFastifyApplication;
/** Stands between gateway and pricing: keeps what the gateway sends, and hands nothing on. */
let listener: Server;
const heard: InjectOptions[] = [];

beforeAll(async () => {
  listener = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      heard.push({ method: method as 'GET', url: url!, headers, payload: Buffer.concat(chunks) });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  [pricing, sibling] = await Promise.all([bootPricing(), bootPricing()]);
  gateway = await bootApp('api', registry, {
    ...gatewayEnv,
    REDIS_PREFIX: 'calls-gateway',
    HOST_DOMAINS: 'gateway,backend',
    PRICING_URL: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    INTERNAL_API_KEY: KEY,
  });
});
afterAll(async () => {
  await Promise.all([gateway.close(), pricing.close(), sibling.close()]);
  listener.close();
});
afterEach(() => void jest.restoreAllMocks());

/** What somebody who hears the private network gets of a call that staff makes. */
async function capture(
  payload: object = { currency: 'ZMW' },
): Promise<InjectOptions & { headers: Record<string, string> }> {
  await gateway.inject({ method: 'POST', url: quotes, headers: bearer(STAFF), payload });
  return heard.pop() as InjectOptions & { headers: Record<string, string> };
}

const send = async (to: NestFastifyApplication, request: InjectOptions): Promise<number> =>
  (await to.inject(request)).statusCode;

describe('a call between services', () => {
  it('is signed, and shows no key', async () => {
    const call = await capture();
    expect(call.headers['x-internal-key']).toMatch(/^v1\.[\w-]{16}\.\d{10}\./);
    expect(JSON.stringify([call, String(call.payload)])).not.toContain(KEY);
    expect(await send(pricing, call)).toBe(400); // let in, and refused for its basket
  });

  it('that was captured is believed once, by all processes together', async () => {
    const call = await capture();
    expect([await send(pricing, call), await send(pricing, call), await send(sibling, call)]).toEqual([400, 404, 404]);
  });

  it('that was captured is believed once by each process while Redis is away', async () => {
    const alone = await bootPricing({ REDIS_URL: 'redis://127.0.0.1:1' });
    try {
      const call = await capture();
      expect([await send(alone, call), await send(alone, call)]).toEqual([400, 404]);
    } finally {
      await alone.close();
    }
  });

  it('is refused when it is older than half a minute, or dated ahead', async () => {
    const call = await capture();
    const now = Date.now();
    for (const seconds of [360, 32, -32]) {
      jest.spyOn(Date, 'now').mockReturnValue(now + seconds * 1_000);
      expect([seconds, await send(pricing, call)]).toEqual([seconds, 404]);
    }
    jest.spyOn(Date, 'now').mockReturnValue(now + 28_000);
    expect(await send(pricing, call)).toBe(400);
  });

  type Captured = Awaited<ReturnType<typeof capture>>;
  const withHeader = (call: Captured, more: Record<string, string>) => ({
    ...call,
    headers: { ...call.headers, ...more },
  });
  const withBody = ({ headers: { 'content-length': _length, ...headers }, ...call }: Captured, payload?: string) => ({
    ...call,
    headers,
    payload,
  });
  const grants = [{ permission: 'pricing.rules.write', scope: 'platform' as const }];
  const somebody = forwardActor(new Actor({ kind: 'person', userId: randomUUID(), grants }));
  it.each<[string, (call: Captured) => InjectOptions]>([
    ['body has changed by one byte', (call) => withBody(call, String(call.payload).replace('ZMW', 'ZMV'))],
    ['body has grown', (call) => withBody(call, `${String(call.payload)} `)],
    ['body is gone', (call) => withBody(call)],
    ['address has changed', (call) => ({ ...call, url: '/api/v1/pricing/quotes/explain' })],
    ['query has changed', (call) => ({ ...call, url: `${quotes}?a=1` })],
    ['actor is another', (call) => withHeader(call, { 'x-pakashop-actor': somebody })],
    ['Idempotency-Key is another', (call) => withHeader(call, { 'idempotency-key': 'x'.repeat(20) })],
    ['type has changed', (call) => withHeader(call, { 'content-type': 'application/json; charset=utf-8' })],
    ['signature is another’s', (call) => withHeader(call, signedBy(PRICING_KEY, { method: 'POST', url: quotes }, 'x'))],
  ])('is refused when its %s; the true one is believed after it', async (_, alter) => {
    const call = await capture();
    expect(await send(pricing, alter(call))).toBe(404);
    expect(await send(pricing, call)).toBe(400);
  });

  it('is checked by the gateway as well', async () => {
    const url = '/internal/backend.sessions/verify';
    const call = (body: string, sent = body): InjectOptions => {
      return { method: 'POST', url, payload: sent, headers: signedBy(KEY, { method: 'POST', url }, body) };
    };
    const [once, altered] = [call('{}'), call('{}', '{ }')];
    expect([await send(gateway, once), await send(gateway, once)]).toEqual([400, 404]);
    expect(await send(gateway, altered)).toBe(404);
  });
});

describe('a port for services', () => {
  const url = '/internal/backend.sessions/verify';
  const internals: Record<string, () => Record<string, string>> = {
    absent: () => ({}),
    wrong: () => ({ 'x-internal-key': 'a-wrong-key-0123456789' }),
    shown: () => ({ 'x-internal-key': KEY }),
    signed: () => signedBy(KEY, { method: 'POST', url }, '{}'),
  };
  const matrix = ['public', 'internal'].flatMap((port) =>
    Object.keys(internals).flatMap((internal) =>
      ['absent', 'right'].map((client) => [port, internal, client] as const),
    ),
  );
  const isOpen = ([port, internal]: readonly string[]) =>
    port === 'internal' && (internal === 'shown' || internal === 'signed');

  it('is the only one on which anything internal exists, and nobody comes in there without a key', async () => {
    const app = await bootApp('api', [gatewayRow, backendRow], {
      ...gatewayEnv,
      REDIS_PREFIX: 'calls-inside',
      INTERNAL_API_KEY: KEY,
      INTERNAL_PORT: '0',
    });
    try {
      await app.listen(0, '127.0.0.1');
      const inside = `http://127.0.0.1:${await listenInside(app, 0, '127.0.0.1')}`;
      const outside = await app.getUrl();
      for (const row of matrix) {
        const [port, internal, client] = row;
        const headers = {
          'content-type': 'application/json',
          ...(client === 'right' && keyed),
          ...internals[internal]!(),
        };
        const to = port === 'internal' ? inside : outside;
        const { status } = await fetch(`${to}${url}`, { method: 'POST', headers, body: '{}' });
        expect([...row, status]).toEqual([...row, isOpen(row) ? 400 : 404]);
      }
      const metrics = async (to: string) =>
        (await fetch(`${to}/metrics`, { headers: { 'x-internal-key': KEY } })).status;
      expect([await metrics(outside), await metrics(inside)]).toEqual([404, 200]);
      await app.close();
      await expect(metrics(inside)).rejects.toThrow('fetch failed');
    } finally {
      await app.close();
    }
  });
});

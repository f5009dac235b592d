import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Metering, meteringOf, type RouteRule, ruleOf } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import type { HTTPMethods } from 'fastify';
import { randomUUID } from 'node:crypto';
import { routesOf } from './api/openapi.routes.js';
import { registry } from './domains.js';

const KEY = 'pk_client_key_of_these_tests';
const env = { JWT_SECRET: 'j'.repeat(40), PAKASHOP_CLIENT_KEY: KEY };
const boot = (more: NodeJS.ProcessEnv) =>
  bootApp('api', registry, { ...env, REDIS_PREFIX: `limits-${randomUUID().slice(0, 8)}`, ...more });

interface Stated {
  readonly method: HTTPMethods;
  readonly url: string;
  readonly rule?: RouteRule;
  readonly metering?: Metering;
}

const all = [...routesOf(registry).values()].map(({ controller, handler }): Stated => {
  const path = ['/api/v1', ...[controller, handler].map((t) => Reflect.getMetadata('path', t) as string)].join('/');
  const method = RequestMethod[Reflect.getMetadata('method', handler) as number] as HTTPMethods;
  const url = path.replaceAll(/\/+/g, '/').replace(/\/$/, '');
  return { method, url, rule: ruleOf(handler), metering: meteringOf(handler) };
});
const routes = all.filter(({ rule }) => rule);
const metered = routes.filter(({ metering, rule }) => metering && rule!.audience !== 'service');

let together: NestFastifyApplication;
let apart: NestFastifyApplication;

/** Apart from the gateway, all domains are in processes that are not there: who passes the gateway gets a 503. */
beforeAll(async () => {
  const away = registry.filter(({ name, module }) => module && name !== 'gateway').map(({ name }) => name);
  const nowhere = Object.fromEntries(away.map((name) => [`${name.toUpperCase()}_URL`, 'http://127.0.0.1:1']));
  together = await boot({});
  apart = await boot({ HOST_DOMAINS: 'gateway', ...nowhere });
});
afterAll(() => Promise.all([together.close(), apart.close()]));

describe('a route whose domain runs elsewhere', () => {
  it('stands in the gateway under its own pattern, by which scopes and limits know it', () => {
    const server = apart.getHttpAdapter().getInstance();
    expect(routes.filter(({ method, url }) => !server.hasRoute({ method, url }))).toEqual([]);
  });

  it('is counted as in one process, each one that states a limit or a cost of its own', async () => {
    expect(metered.length).toBeGreaterThan(60);
    for (const [i, { method, url, metering }] of metered.entries()) {
      const request = {
        method: method as 'GET',
        url: url.replaceAll(/:\w+/g, randomUUID()),
        remoteAddress: `10.9.${i >> 8}.${i & 255}`,
        headers: { 'x-pakashop-key': KEY, 'x-guest-token': randomUUID() },
      };
      const [here, there] = await Promise.all([together.inject(request), apart.inject(request)]);
      const limits = [here, there].map(({ headers }) => [headers['ratelimit-policy'], headers.ratelimit]);
      expect([method, url, metering, limits[1]]).toEqual([method, url, metering, limits[0]]);
      const strict = metering?.policy ?? 'a(ccount|ddress)';
      expect([url, String(limits[0]![0])]).toEqual([url, expect.stringMatching(strict)]);
    }
  });
});

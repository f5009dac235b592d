import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HTTPMethods } from 'fastify';
import { few } from './access.cells.js';
import { changed, Digest } from './access.digest.js';
import { Market, type Route } from './access.market.js';
import type { Caller } from './access.people.js';
import { nothing } from './access.things.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH'] as const;

let market: Market;
let digest: Digest;
let admin: Caller;
let customer: Caller;
let nobody: Caller;

beforeAll(async () => {
  market = await Market.open();
  digest = await Digest.open();
  [admin, customer] = await Promise.all([market.people.holder('PLATFORM_ADMIN'), market.people.holder('CUSTOMER')]);
  nobody = market.people.nobody();
}, 60_000);
afterAll(async () => {
  await digest?.close();
  await market?.app.close();
});

const urlOf = ({ path }: Pick<Route, 'path'>): string => {
  const ids = nothing(path);
  return `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name]!)}`;
};

/** Whether some route takes the method at the address, be it as a parameter. */
function isTaken(method: string, url: string): boolean {
  const wanted = method === 'HEAD' ? 'GET' : method;
  return market.routes.some((route) => {
    const pattern = `^/api/v1${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`;
    return route.method === wanted && new RegExp(pattern).test(url);
  });
}

async function ask(method: string, url: string, caller: Caller, more: Record<string, string> = {}) {
  const headers = { ...caller.headers, ...more };
  const { statusCode, body } = await market.inject({ method: method as HTTPMethods as 'GET', url, headers });
  return { status: statusCode, code: body.startsWith('{') ? (JSON.parse(body) as { code?: string }).code : undefined };
}

/** Sends all and answers what is wrong; nothing of it may change anything. */
async function unchangedBy<T>(jobs: readonly T[], work: (job: T) => Promise<string[]>): Promise<string[]> {
  const before = await digest.take();
  const wrong = (await few(jobs, work)).flat();
  expect(changed(before, await digest.take())).toEqual([]);
  expect([...market.unsafe]).toEqual([]);
  return wrong;
}

describe('methods', () => {
  it('that no route takes are not there, not even for an administrator', async () => {
    const urls = [...new Set(market.routes.map(urlOf))];
    const others = urls.flatMap((url) =>
      METHODS.filter((method) => !isTaken(method, url)).map((method) => ({ method, url })),
    );
    expect(others.length).toBeGreaterThan(1_000);
    const wrong = await unchangedBy(others, async ({ method, url }) => {
      const { status } = await ask(method, url, admin);
      return [404, 405].includes(status) ? [] : [`${method} ${url}: ${status}`];
    });
    expect(wrong).toEqual([]);
  });

  it('HEAD is refused as GET is', async () => {
    const reads = market.routes.filter(({ method }) => method === 'GET').map(urlOf);
    const wrong = await unchangedBy(reads, async (url) => {
      const [get, head] = [await ask('GET', url, nobody), await ask('HEAD', url, nobody)];
      return get.status === head.status ? [] : [`${url}: GET ${get.status}, HEAD ${head.status}`];
    });
    expect(wrong).toEqual([]);
  });

  it('are not changed by a header', async () => {
    const names = ['x-http-method-override', 'x-http-method', 'x-method-override'];
    const hidden = market.routes.filter(({ method }) => ['DELETE', 'PUT', 'PATCH'].includes(method));
    const jobs = hidden.flatMap((route) => names.map((name) => ({ route, name, url: urlOf(route) })));
    const wrong = await unchangedBy(jobs, async ({ route, name, url }) => {
      const [plain, dressed] = [await ask('GET', url, admin), await ask('GET', url, admin, { [name]: route.method })];
      return plain.status === dressed.status ? [] : [`GET ${url} as ${route.method}: ${dressed.status}`];
    });
    expect(wrong).toEqual([]);
  });
});

/** Other ways to write an address, some of which lead to the same route and none past its guard. */
const TRICKS: Readonly<Record<string, (path: string) => string>> = {
  'two slashes': (path) => `/api/v1/${path}`,
  'two slashes first': (path) => `//api/v1${path}`,
  'a slash at the end': (path) => `/api/v1${path}/`,
  'a dot at the end': (path) => `/api/v1${path}.`,
  'an extension': (path) => `/api/v1${path}.json`,
  'a dot between': (path) => `/api/v1/.${path}`,
  'an encoded dot between': (path) => `/api/v1/%2e${path}`,
  'up and down': (path) => `/api/v1/products/..${path}`,
  'up and down, encoded': (path) => `/api/v1/products/%2e%2e${path}`,
  'up with a semicolon': (path) => `/api/v1/products/..;${path}`,
  'a parameter of the path': (path) => `/api/v1${path};x=1`,
  'encoded slashes': (path) => `/api/v1${path.replaceAll('/', '%2f')}`,
  'back slashes': (path) => `/api/v1${path.replaceAll('/', '\\')}`,
  capitals: (path) => `/api/v1${path.toUpperCase()}`,
  'an encoded letter': (path) => `/api/v1${path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}`,
  'a letter encoded twice': (path) =>
    `/api/v1${path.replace(/[a-z]/, (letter) => `%25${letter.charCodeAt(0).toString(16)}`)}`,
  'an encoded end': (path) => `/api/v1${path}%20`,
  'a null byte': (path) => `/api/v1${path}%00`,
  'a broken code': (path) => `/api/v1${path}%zz`,
  'another version': (path) => `/api/v2${path}`,
  'no version': (path) => path,
  'an absolute address': (path) => `http://localhost/api/v1${path}`,
};

describe('addresses', () => {
  it.each(Object.keys(TRICKS))('with %s lead nobody past a guard', async (trick) => {
    const guarded = market.routes.filter(({ operation }) => operation['x-permission'] !== undefined);
    const jobs = guarded.flatMap((route) => [customer, nobody].map((caller) => ({ route, caller })));
    const wrong = await unchangedBy(jobs, async ({ route, caller }) => {
      const path = urlOf(route).slice('/api/v1'.length);
      const { status } = await ask(route.method, TRICKS[trick]!(path), caller);
      return [400, 401, 403, 404].includes(status) ? [] : [`${route.name} as ${caller.who}: ${status}`];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['nothing', '/'],
    ['nothing of ours', '/wp-login.php'],
    ['an address that is too long', `/api/v1/products/${'x'.repeat(3_000)}`],
    ['a query that is too long', `/api/v1/products?q=${'x'.repeat(9_000)}`],
    ['a page', '/api/docs'],
    ['health', '/health/live'],
    ['what is for services', '/internal/backend.sessions/verify'],
  ])('%s answers with the headers that every answer has', async (_, url) => {
    const { status } = await ask('GET', url, nobody);
    expect(status).toBeLessThan(500);
    expect([...market.unsafe]).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { bootApp } from '@pakashop/platform/testing';
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { backendRow, bearer, CLIENT_KEY, gatewayEnv, gatewayRow, keyed, STAFF } from './gateway.fixtures.js';

let app: NestFastifyApplication;
let port: number;

beforeAll(async () => {
  app = await bootApp('api', [gatewayRow, backendRow], {
    ...gatewayEnv,
    REDIS_PREFIX: `requests-${randomUUID().slice(0, 8)}`,
    RATE_LIMIT_AUTH: '100000',
  });
  await app.listen(0, '127.0.0.1');
  port = Number(new URL(await app.getUrl()).port);
});
afterAll(() => app.close());

const CLIENTS = '/api/v1/gateway/clients';
const post = (payload: string, type?: string, url = CLIENTS) =>
  app.inject({
    method: 'POST',
    url,
    headers: { ...bearer(STAFF), ...(type !== undefined && { 'content-type': type }) },
    payload,
  });

const client = (): string =>
  JSON.stringify({ name: `c-${randomUUID().slice(0, 8)}`, kind: 'PARTNER', scopes: ['all'], reason: 'a test' });

describe('what could be read in two ways is refused', () => {
  it.each(['?limit=1&limit=999', '?limit=1&limit=1', '?limit=1&%6cimit=2', '?cursor&cursor'])(
    'query %s',
    async (query) => {
      const answer = await app.inject({ url: `${CLIENTS}${query}`, headers: bearer(STAFF) });
      expect({ status: answer.statusCode, ...answer.json<object>() }).toMatchObject({ status: 400, code: 'VAL_001' });
    },
  );

  it.each([
    '{"name":"a-1","name":"a-2","kind":"PARTNER","scopes":["all"]}',
    '{"name":"a-1","kind":"PARTNER","scopes":["all"],"n\\u0061me":"a-2"}',
    '{"name":"a-1","kind":"PARTNER","scopes":["all"],"expiresAt":{"a":[{"b":1,"b":2}]}}',
  ])('body %s', async (body) => {
    const answer = await post(body, 'application/json');
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ errors: object[] }>().errors[0]).toMatchObject({ message: 'must not be given twice' });
  });

  it.each(['"a:b"', '"a\\":\\"b"', '"\\\\"', '{"a:b":{"c":[]},"c":{}}', '[{"a":1},{"a":2}]', '{"":{}}'])(
    'and not because of what stands inside: %s',
    async (value) => {
      const answer = await post(`{"name":${value}}`, 'application/json');
      expect(answer.statusCode).toBe(400);
      expect(answer.body).not.toContain('twice');
    },
  );

  it.each([
    ['x-pakashop-key', [CLIENT_KEY, CLIENT_KEY]],
    ['x-internal-key', ['a', 'b']],
    ['authorization', ['Bearer a', 'Bearer b']],
    ['content-type', ['application/json', 'text/plain']],
    ['idempotency-key', ['a', 'b']],
  ])('header %s, given twice', async (name, values) => {
    const given: Record<string, string> = { host: 'x', ...keyed, 'content-type': 'application/json' };
    if (name === 'x-pakashop-key') delete given[name];
    const lines = [...Object.entries(given), ...values.map((value) => [name, value])].filter(
      ([key], i) => key !== name || i >= Object.keys(given).length,
    );
    const head = lines.map(([key, value]) => `${key}: ${value}\r\n`).join('');
    const answer = await raw(
      `POST /api/v1/auth/login HTTP/1.1\r\n${head}content-length: 2\r\nconnection: close\r\n\r\n{}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('bodies', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/json;charset="utf-8"',
  ])('come as %s', async (type) => {
    expect((await post(client(), type)).statusCode).toBe(201);
    expect((await post('{"name":1}', type)).statusCode).toBe(400);
  });

  it.each([
    'application/jsonx',
    'application/json\t; charset=utf-8',
    'application/json, text/plain',
    'application/json;',
    'text/json',
    'text/plain',
    'text/plain; x=application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
  ])('do not come as "%s"', async (type) => {
    expect((await post(client(), type)).statusCode).toBe(415);
  });

  it.each([
    ['text/csv', 404],
    ['text/csv; charset=utf-8', 404],
    ['text/plain', 415],
    ['text/csv; boundary=x', 415],
  ])('come as "%s" where statements go', async (type, status) => {
    const headers = { ...bearer(STAFF), 'content-type': type };
    const ask = (url: string) => app.inject({ method: 'POST', url: `/api/v1/${url}`, headers, payload: 'a,b' });
    // Nobody takes statements here; who does says what else is wrong with them.
    expect((await ask('reconciliation/statements?currency=ZMW')).statusCode).toBe(status);
    expect((await ask('reconciliation/statements/fetch')).statusCode).toBe(415);
    expect((await ask('x?/api/v1/reconciliation/statements')).statusCode).toBe(415);
  });

  it('do not come without a type', async () => {
    const body = client();
    const head = `POST ${CLIENTS} HTTP/1.1\r\nhost: x\r\nx-pakashop-key: ${CLIENT_KEY}\r\ncontent-length: ${body.length}\r\nconnection: close`;
    expect(await raw(`${head}\r\n\r\n${body}`)).toMatch(/^HTTP\/1\.1 415 /);
  });

  it.each([
    ['too many origins', { origins: Array.from({ length: 10_001 }, (_, i) => `https://a${i}.tld`) }, 400],
    ['a string that is too long', { name: 'x'.repeat(200_000) }, 400],
    ['a megabyte', { name: 'x'.repeat(1_000_000) }, 413],
  ])('with %s are refused', async (_, body, status) => {
    expect((await post(JSON.stringify(body), 'application/json')).statusCode).toBe(status);
  });

  it('and pages have caps', async () => {
    const answer = await app.inject({ url: `${CLIENTS}?limit=100000`, headers: bearer(STAFF) });
    expect(answer.statusCode).toBe(400);
  });
});

/** Sends bytes and answers all that comes back until the connection ends, or until something has come. */
function raw(bytes: string, end?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
      if (end !== undefined && answer.includes(end)) socket.destroy();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? undefined : reject(error)));
  });
}

describe('on the wire', () => {
  const POST = `POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\nx-pakashop-key: ${CLIENT_KEY}\r\ncontent-type: application/json\r\n`;

  it.each([
    ['a length and chunks', `${POST}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['two lengths', `${POST}content-length: 2\r\ncontent-length: 3\r\n\r\n{}x`],
    ['a negative length', `${POST}content-length: -1\r\n\r\n`],
    ['a folded header', `${POST}x-a: 1\r\n 2\r\ncontent-length: 2\r\n\r\n{}`],
    ['a bad chunk', `${POST}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
    ['a coding in disguise', `${POST}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['a space before the colon', `${POST}content-length : 2\r\n\r\n{}`],
    ['a bare line feed in a header', `${POST}x-a: 1\nx-b: 2\r\ncontent-length: 2\r\n\r\n{}`],
    ['no host', 'GET /api/v1/anybody HTTP/1.1\r\n\r\n'],
    ['nonsense', 'HELLO\r\n\r\n'],
  ])('%s is 400, and the connection ends', async (_, bytes) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
  });

  it('a refusal tells nothing about what runs here, and is a problem with security headers', async () => {
    const answer = await raw('HELLO\r\n\r\n');
    for (const part of ['application/problem+json', 'nosniff', "default-src 'none'", '"code":"VAL_001"'])
      expect(answer).toContain(part);
    expect(answer).not.toMatch(/fastify|node|server:|x-powered-by/i);
  });

  it('a handshake that is refused has them too', async () => {
    const upgrade = 'connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: eA==';
    const answer = await raw(`GET /api/v1/anybody HTTP/1.1\r\nhost: x\r\n${upgrade}\r\n\r\n`, 'problem');
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    for (const part of ['nosniff', "default-src 'none'", 'no-referrer']) expect(answer).toContain(part);
  });

  it('headers that are too large are 431', async () => {
    expect(await raw(`GET / HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('headers that trickle end with 408 within seven seconds, and others are served meanwhile', async () => {
    const start = Date.now();
    const slow = raw(`GET /api/v1/anybody HTTP/1.1\r\nhost: x\r\n`);
    const idle = Array.from({ length: 300 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    try {
      expect((await fetch(`http://127.0.0.1:${port}/api/v1/anybody`, { headers: keyed })).status).toBe(200);
      expect(await slow).toMatch(/^HTTP\/1\.1 408 /);
      expect(Date.now() - start).toBeLessThan(7_000);
    } finally {
      for (const socket of idle) socket.destroy();
    }
  }, 10_000);

  it('time-outs are set for all that a client can delay', () => {
    expect(app.getHttpServer()).toMatchObject({
      headersTimeout: 5_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 72_000,
      maxRequestsPerSocket: 10_000,
      maxConnections: 10_000,
    });
  });
});

describe('what is for operators only', () => {
  it.each(['/docs', '/queues', '/metrics', '/debug', '/internal', '/api/v1/metrics', '/api/v1/queues'])(
    '%s is not there',
    async (url) => {
      expect((await app.inject({ url, headers: keyed })).statusCode).toBe(404);
    },
  );

  it('health tells no more when it is asked for more', async () => {
    const [short, long] = [await app.inject('/health/ready'), await app.inject('/health/ready?verbose=1')];
    expect(Object.keys(long.json<object>())).toEqual(Object.keys(short.json<object>()));
  });
});

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

interface OtlpSpan {
  readonly name: string;
  readonly attributes?: readonly { key: string; value: Record<string, unknown> }[];
  readonly events?: readonly { name: string; attributes?: readonly { key: string }[] }[];
}
interface OtlpTraces {
  readonly resourceSpans?: readonly {
    scopeSpans: readonly { scope: { name: string }; spans: readonly OtlpSpan[] }[];
  }[];
}

const dist = new URL('../dist/apps/telemetry.js', import.meta.url).href;

/** Stands in everything of which a trace might tell. */
const MARK = 'Mwamba0977';
/** A process like ours: it serves and calls HTTP, asks PostgreSQL and Redis, and traces something itself. */
const PROGRAM = `
  const { startTelemetry } = await import('${dist}');
  await startTelemetry('probe');
  const { createRequire } = await import('node:module');
  const require = createRequire('${dist}');
  const fastify = require('fastify'), pg = require('pg'), { Redis } = require('ioredis'), http = require('node:http');
  const { trace } = await import('@opentelemetry/api');

  const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });
  const redis = new Redis(process.env.REDIS_URL);
  const server = fastify();
  server.post('/people/:id', async () => {
    await db.query("SELECT '${MARK}', $1::text", ['${MARK}']);
    await db.query("SELECT '${MARK}'::int").catch(() => undefined);
    await redis.set('${MARK}', '${MARK}', 'EX', 1);
    throw new Error('${MARK}');
  });
  const at = await server.listen({ port: 0, host: '127.0.0.1' });
  const address = at + '/people/${MARK}?phone=${MARK}#${MARK}';
  const headers = { 'user-agent': '${MARK}', 'x-forwarded-for': '${MARK}', authorization: 'Bearer ${MARK}' };
  await (await fetch(address, { method: 'POST', headers, body: '"${MARK}"' })).text();
  await new Promise((resolve) =>
    http.request(address, { method: 'POST', headers }, (answer) => answer.resume().on('end', resolve)).end('{}'));
  await (await fetch(at + '/${MARK}/%40${MARK}?q=${MARK}')).text();

  const tracer = trace.getTracer('probe');
  const attributes = { 'enduser.id': '${MARK}', 'http.route': '/own' };
  tracer.startActiveSpan('own', { attributes, links: [] }, (span) => {
    span.setAttribute('phone', '${MARK}').setAttributes(attributes).setStatus({ code: 2, message: '${MARK}' });
    span.addEvent('seen', attributes).addEvent('timed', Date.now()).recordException(new TypeError('${MARK}'));
    tracer.startSpan('inner', { attributes }).end();
    span.end();
  });
  await Promise.all([server.close(), db.end(), redis.quit()]);
`;

const bodies: { path: string; text: string }[] = [];
const collector = createServer((request, reply) => {
  void buffer(request).then((body) => {
    bodies.push({ path: request.url!, text: body.toString() });
    reply.setHeader('content-type', 'application/json').end('{}');
  });
});

let spans: (OtlpSpan & { scope: string })[];

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { PATH, DATABASE_URL, REDIS_URL } = process.env;
  const child = spawn(process.execPath, ['--input-type=module', '-'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: {
      ...{ PATH, DATABASE_URL, REDIS_URL },
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.end(PROGRAM); // as an argument it would be traced itself
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(0);
  spans = bodies
    .filter(({ path }) => path === '/v1/traces')
    .flatMap(({ text }) => (JSON.parse(text) as OtlpTraces).resourceSpans ?? [])
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(({ scope, spans: some }) => some.map((span) => ({ ...span, scope: scope.name })));
}, 60_000);
afterAll(() => void collector.close());

const valuesOf = (name: string): unknown[] =>
  spans.flatMap(({ attributes = [] }) =>
    attributes.filter(({ key }) => key === name).flatMap(({ value }) => Object.values(value)),
  );

it('traces tell what was called and how it went', () => {
  const scopes = new Set(spans.map(({ scope }) => scope.replace('@opentelemetry/instrumentation-', '')));
  expect([...scopes]).toEqual(expect.arrayContaining(['http', 'undici', 'pg', 'ioredis', 'probe']));
  expect(valuesOf('http.request.method')).toContain('POST');
  expect(valuesOf('http.response.status_code').map(Number)).toEqual(expect.arrayContaining([500, 404]));
  expect(valuesOf('db.system.name')).toEqual(expect.arrayContaining(['postgresql', 'redis']));
  expect(valuesOf('url.path')).toEqual(expect.arrayContaining(['/people/*', '/*/*']));
  expect(valuesOf('url.full')).toContainEqual(expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/people\/\*$/));
  expect(spans.find(({ name }) => name === 'own')!.events!.map(({ name }) => name)).toEqual([
    'seen',
    'timed',
    'exception',
  ]);
});

it('traces and figures hold no query, no header, no body, no parameter, no key, no address and no text of an error', () => {
  expect(bodies.map(({ path }) => path)).toEqual(expect.arrayContaining(['/v1/traces', '/v1/metrics']));
  expect(bodies.filter(({ text }) => text.includes(MARK)).map(({ text }) => text)).toEqual([]);
  const names = new Set(spans.flatMap(({ attributes = [] }) => attributes.map(({ key }) => key)));
  for (const name of ['url.query', 'user_agent.original', 'client.address', 'network.peer.address', 'db.query.text']) {
    expect(names).not.toContain(name);
  }
  const told = spans.flatMap(({ events = [] }) =>
    events.flatMap(({ attributes = [] }) => attributes.map(({ key }) => key)),
  );
  expect([...new Set(told)].toSorted()).toEqual(['exception.type', 'http.route']);
});

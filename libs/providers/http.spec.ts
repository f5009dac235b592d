import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { type CallRecord, type HttpOptions, ProviderHttp } from './http.js';
import { closedAddress, RecordedServer } from './provider.server.js';

const GET = { operation: 'read', method: 'GET', path: '/thing' } as const;
const POST = { operation: 'write', method: 'POST', path: '/thing', body: '{"a":1}' } as const;

describe('the call to a provider', () => {
  const server = new RecordedServer();
  const open: ProviderHttp[] = [];
  let baseUrl: string;

  beforeAll(async () => {
    baseUrl = await server.start();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((http) => http.close()));
  });
  afterAll(() => server.stop());

  function http(options: Partial<HttpOptions> = {}): ProviderHttp {
    const made = new ProviderHttp({
      provider: 'test',
      baseUrl,
      headers: { authorization: 'Bearer top-secret' },
      timeoutMs: 5_000,
      ...options,
    });
    open.push(made);
    return made;
  }

  it('sends the exact bytes, our request id and the secret header', async () => {
    server.reply({ json: { ok: true } });
    const result = await http({ baseUrl: `${baseUrl}/v3/` }).call({ ...POST, query: { a: 'b c' }, requestId: 'r-1\n' });
    expect(result).toMatchObject({ ok: true, status: 200, json: { ok: true } });
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/v3/thing?a=b+c',
        body: '{"a":1}',
        headers: { authorization: 'Bearer top-secret', 'x-request-id': 'r-1', 'content-type': 'application/json' },
      },
    ]);
  });

  it('refuses base addresses that carry credentials or are not http', () => {
    for (const bad of ['http://user:pw@host', 'ftp://host', 'http://host/?a=b']) {
      expect(() => http({ baseUrl: bad })).toThrow(TypeError);
    }
  });

  it('proves non-delivery for a refused connection and an unknown name', async () => {
    const refused = await http({ baseUrl: await closedAddress() }).call(POST);
    expect(refused).toEqual({ ok: false, phase: 'connect', fault: 'refused', code: 'ECONNREFUSED' });
    const nowhere = await http({ baseUrl: 'http://name.invalid' }).call(POST);
    expect(nowhere).toMatchObject({ ok: false, phase: 'connect' });
  });

  it('proves non-delivery when the TLS handshake fails', async () => {
    const result = await http({ baseUrl: baseUrl.replace('http:', 'https:') }).call(POST);
    expect(result).toMatchObject({ ok: false, phase: 'connect', fault: 'tls' });
  });

  it('proves non-delivery when the TLS handshake does not end', async () => {
    const silent: Server = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const base = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const result = await http({ baseUrl: base, connectMs: 50, timeoutMs: 5_000 }).call(POST);
    expect(result).toMatchObject({ ok: false, phase: 'connect', fault: 'connect-timeout' });
    silent.close();
  });

  it('does not send a request that was given up while it waited for a connection', async () => {
    server.reply({ fault: 'hang' });
    const narrow = http({ connections: 1 });
    const first = narrow.call({ ...POST, timeoutMs: 700 });
    const second = await narrow.call({ ...POST, path: '/late', timeoutMs: 200 });
    expect(second).toEqual({ ok: false, phase: 'connect', fault: 'timeout', code: 'timeout' });
    expect(await first).toMatchObject({ ok: false, phase: 'after-send', fault: 'timeout' });
    server.reply({ json: {} });
    expect(await narrow.call(GET)).toMatchObject({ ok: true });
    expect(server.seen.map((request) => request.path)).toEqual(['/thing']);
  });

  it('tells a reset after sending from one before, and never repeats', async () => {
    server.reply({ fault: 'reset' });
    expect(await http().call(POST)).toMatchObject({ ok: false, phase: 'after-send', fault: 'reset' });
    expect(await http().call(GET)).toMatchObject({ ok: false, phase: 'after-send', fault: 'reset' });
    expect(server.seen).toHaveLength(2);
  });

  it('ends when told to, before and after sending', async () => {
    server.reply({ fault: 'hang' });
    expect(await http().call({ ...POST, signal: AbortSignal.abort() })).toMatchObject({ phase: 'connect' });
    expect(server.seen).toHaveLength(0);
    const signal = AbortSignal.timeout(300);
    expect(await http().call({ ...POST, signal })).toMatchObject({ phase: 'after-send', fault: 'aborted' });
  });

  it('limits the whole reply, not the pauses in it', async () => {
    server.reply({ fault: 'hang' });
    const started = performance.now();
    expect(await http().call({ ...GET, timeoutMs: 300 })).toMatchObject({ phase: 'after-send', fault: 'timeout' });
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('reads at most one mebibyte', async () => {
    server.reply({ text: `"${'x'.repeat(1024 * 1024 - 2)}"` });
    expect(await http().call(GET)).toMatchObject({ ok: true });
    server.reply({ text: `"${'x'.repeat(1024 * 1024 - 1)}"` });
    expect(await http().call(GET)).toMatchObject({ ok: false, phase: 'after-send', fault: 'too-large' });
  });

  it('does not follow redirects', async () => {
    server.reply({ status: 307, headers: { location: `${baseUrl}/elsewhere` } });
    expect(await http().call(POST)).toMatchObject({ ok: true, status: 307 });
    expect(server.seen).toHaveLength(1);
  });

  it('finds no JSON in invalid UTF-8 or in compressed bytes', async () => {
    server.reply({ text: '{}', headers: { 'content-encoding': 'br' } });
    expect(await http().call(GET)).toMatchObject({ ok: true, json: undefined });
  });

  it('keeps connections, and works on after one was lost', async () => {
    server.reply({ json: {} }, { fault: 'reset' }, { json: {} });
    const kept = http({ connections: 1 });
    const results = [await kept.call(GET), await kept.call(GET), await kept.call(GET)];
    expect(results.map((result) => result.ok)).toEqual([true, false, true]);
  });

  it('logs what is needed and nothing secret, and survives a broken log', async () => {
    const log: CallRecord[] = [];
    server.reply({ status: 418, json: { code: 'TEAPOT' } });
    const logged = http({ log: (record) => log.push(record), failureCode: () => 'TEAPOT' });
    await logged.call({ ...POST, requestId: 'r-2', phone: '+260971234556', path: '/v2/260971234556' });
    expect(log).toEqual([
      {
        provider: 'test',
        operation: 'write',
        method: 'POST',
        path: '/v2/+26097*****56',
        requestId: 'r-2',
        latencyMs: expect.any(Number),
        status: 418,
        failureCode: 'TEAPOT',
        sent: true,
        phone: '+26097*****56',
      },
    ]);
    const broken = http({ log: () => fail() });
    expect(await broken.call(GET)).toMatchObject({ ok: true });
  });
});

function fail(): never {
  throw new Error('disk full');
}

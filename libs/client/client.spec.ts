import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { bootApp } from '@pakashop/platform/testing';
import { randomUUID } from 'node:crypto';
import { registry } from '../../apps/domains.js';
import { Codes } from '../backend/auth/auth.codes.js';
import { ApiProblem, type Client, createClient, idempotencyKey } from './index.js';

const KEY = 'client-key-of-the-client-tests';
const person = () => ({ name: 'Mutale', email: `${randomUUID()}@example.com`, password: 'a long pass phrase' });
const refusal = (call: Promise<unknown>): Promise<ApiProblem> =>
  call.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ApiProblem);
      return error as ApiProblem;
    },
  );

describe('against the API', () => {
  let app: NestFastifyApplication;
  let baseUrl: string;
  let visitor: Client;

  beforeAll(async () => {
    const env = { JWT_SECRET: 'j'.repeat(40), PAKASHOP_CLIENT_KEY: KEY, RATE_LIMIT_AUTH: '1000' };
    app = await bootApp('api', registry, env);
    await app.listen(0, '127.0.0.1');
    baseUrl = await app.getUrl();
    visitor = createClient({ baseUrl, clientKey: KEY });
  }, 60_000);

  afterAll(() => app?.close());

  it('answers with plain, typed data', async () => {
    const page = await visitor.get('/products', { params: { query: { limit: 3, sort: '-price' } } });
    expect(page).toEqual({ data: [], nextCursor: null });
  });

  it('speaks for whoever is signed in at the moment of each request', async () => {
    let token: string | undefined;
    const client = createClient({ baseUrl: `${baseUrl}/`, clientKey: KEY, token: () => token });
    const known = person();
    const { challengeId } = await client.post('/auth/register', { body: known });
    const answer = await client.post('/auth/register/{id}/confirm', {
      params: { path: { id: challengeId } },
      body: { code: app.get(Codes).codeOf(challengeId) },
    });
    if (!('tokens' in answer)) throw new Error('a second factor is asked for');
    const { user, tokens } = answer;
    expect(await refusal(client.get('/me'))).toMatchObject({ code: 'AUTH_001', status: 401 });
    token = tokens.accessToken;
    expect(await client.get('/me')).toMatchObject({ id: user.id, email: known.email });
    expect(await client.post('/auth/sign-out')).toBeUndefined();
  });

  it('speaks for a guest', async () => {
    const { guestToken } = await visitor.post('/cart/guest');
    const guest = createClient({ baseUrl, clientKey: KEY, guestToken: () => guestToken });
    expect(await guest.get('/cart')).toMatchObject({ items: [], itemCount: 0 });
    expect(await refusal(visitor.get('/orders'))).toMatchObject({ code: 'AUTH_001' });
  });

  it('throws what the API refuses, with its code, fields and correlation id', async () => {
    const problem = await refusal(visitor.post('/auth/sign-in', { body: { login: '', password: 'x' } }));
    expect(problem).toMatchObject({ code: 'VAL_001', status: 400, errors: [{ path: 'login' }] });
    expect(problem.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(problem.message).toContain('VAL_001');
  });

  it('is refused without a valid client key', async () => {
    const stranger = createClient({ baseUrl, clientKey: 'nobody-knows-this-key' });
    expect(await refusal(stranger.get('/shops'))).toMatchObject({ code: 'gateway.client_key_invalid', status: 401 });
  });

  it('gives the whole response to those who ask', async () => {
    const { data, response } = await visitor.http.GET('/categories');
    expect(data).toMatchObject({ nextCursor: null });
    const etag = response.headers.get('etag')!;
    const again = await visitor.http.GET('/categories', { params: { header: { 'if-none-match': etag } } });
    expect(again.response.status).toBe(304);
  });
});

describe('what is sent', () => {
  const sent: Request[] = [];
  const answering = (make: () => Response): Client =>
    createClient({
      baseUrl: 'https://api.example',
      clientKey: KEY,
      token: () => 'token',
      guestToken: () => 'guest',
      fetch: (request) => {
        sent.push(request);
        return Promise.resolve(make());
      },
    });
  const json = (body: object, status = 200): Response => Response.json(body, { status });

  it('carries the client key and the token of the person, who comes before the guest', async () => {
    await answering(() => json({})).get('/orders/{id}', { params: { path: { id: 'a b' } } });
    const { url, headers } = sent.at(-1)!;
    expect(url).toBe('https://api.example/api/v1/orders/a%20b');
    expect(headers.get('x-pakashop-key')).toBe(KEY);
    expect(headers.get('authorization')).toBe('Bearer token');
    expect(headers.get('x-guest-token')).toBeNull();
  });

  it('carries a new Idempotency-Key with each POST, unless the caller repeats one', async () => {
    const client = answering(() => json({}));
    const cancel = (key?: string) =>
      client.post('/payments/cancel/{orderId}', {
        params: { path: { orderId: 'x' }, header: key === undefined ? undefined : { 'Idempotency-Key': key } },
      });
    const own = idempotencyKey();
    await cancel();
    await cancel();
    await cancel(own);
    const keys = sent.slice(-3).map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(3);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[2]).toBe(own);
    await client.get('/cart');
    expect(sent.at(-1)!.headers.get('idempotency-key')).toBeNull();
  });

  it('is answered by something else than the API: a problem too', async () => {
    const broken = answering(() => new Response('<h1>Bad gateway</h1>', { status: 502, statusText: 'Bad Gateway' }));
    expect(await refusal(broken.get('/shops'))).toMatchObject({ code: 'http.502', title: 'Bad Gateway' });
    const limited = answering(() =>
      Response.json(
        { type: 'x', title: 'Too many requests', status: 429, code: 'RATE_001' },
        { status: 429, headers: { 'content-type': 'application/problem+json', 'retry-after': '7' } },
      ),
    );
    expect(await refusal(limited.get('/shops'))).toMatchObject({ code: 'RATE_001', retryAfter: 7, errors: [] });
  });
});

/** What does not fit the API does not compile; the type check fails when one of these does. */
const misuses = async (client: Client): Promise<void> => {
  // @ts-expect-error there is no such address
  await client.get('/nothing');
  // @ts-expect-error the body is missing
  await client.post('/auth/sign-in');
  // @ts-expect-error `pass` is not a field
  await client.post('/auth/sign-in', { body: { login: 'a', pass: 'b' } });
  // @ts-expect-error the address has a parameter
  await client.get('/orders/{id}');
  // @ts-expect-error an amount is a number
  (await client.get('/orders/{id}', { params: { path: { id: 'x' } } })).total.amount.trim();
};
void misuses;

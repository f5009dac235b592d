import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { Readable } from 'node:stream';
import { hurryHandlers } from './hurry.js';

const server = fastify();
let release: () => void = () => undefined;
const held = new Promise<void>((resolve) => (release = resolve));

beforeAll(async () => {
  hurryHandlers(server, 40, 5);
  server.get('/never', async () => {
    await held;
    return { late: true };
  });
  server.get('/quick', () => ({ ok: true }));
  server.get('/stream', (_request, reply) => {
    const lines = Readable.from(
      (async function* () {
        yield 'first ';
        await held;
        yield 'last';
      })(),
    );
    return reply.send(lines);
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

it('a handler that does not end is answered for by 503; what has begun to answer takes its time', async () => {
  const at = server.listeningOrigin;
  const stream = fetch(`${at}/stream`);
  const never = await fetch(`${at}/never`);
  expect([never.status, never.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await never.json()).toMatchObject({ code: 'unavailable' });
  expect((await fetch(`${at}/quick`)).status).toBe(200);
  release();
  expect(await (await stream).text()).toBe('first last');
});

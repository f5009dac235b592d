import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fastify from 'fastify';
import { once } from 'node:events';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { Domain } from '../contract/domain.js';
import { Database } from '../data/database.js';
import { sql } from '../data/sql.js';
import { bootApp, forwarded } from '../testing/index.js';
import { Allow } from './access.js';
import { hurryHandlers } from './hurry.js';

const TOO_LONG = { status: 503, title: 'Not available at the moment', code: 'unavailable' };

describe('a server', () => {
  const server = fastify();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));

  beforeAll(async () => {
    hurryHandlers(server, 40, 5);
    server.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    server.get('/never', async () => {
      await held;
      return { late: true };
    });
    server.get('/quick', () => ({ ok: true }));
    server.post('/upload', async ({ body }) => ({ got: await text(body as Readable) }));
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

  it('answers by 503 for a handler that does not end; what still arrives or has begun to answer takes its time', async () => {
    const at = server.listeningOrigin;
    const upload = request(`${at}/upload`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
    });
    upload.write('half ');
    const stream = fetch(`${at}/stream`);
    // The second one began when the upload and the download were older than all that they might take.
    for (let i = 0; i < 2; i++) {
      const never = await fetch(`${at}/never`);
      expect([never.status, never.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await never.json()).toMatchObject(TOO_LONG);
    }
    expect((await fetch(`${at}/quick`)).status).toBe(200);
    upload.end('whole');
    const [answer] = (await once(upload, 'response')) as [Readable];
    expect(JSON.parse(await text(answer))).toEqual({ got: 'half whole' });
    release();
    expect(await (await stream).text()).toBe('first last');
  });
});

describe('an application', () => {
  let app: NestFastifyApplication;
  let release: () => void = () => undefined;
  let finished: Promise<unknown> = Promise.resolve();
  const held = new Promise<void>((resolve) => (release = resolve));

  @Controller('slow')
  class SlowController {
    constructor(private readonly db: Database) {}

    /** Two rows in one transaction, with a long wait between them. */
    @Post('whole')
    @Allow('public')
    whole() {
      return this.work(false);
    }

    /** The same, and it fails at its end. */
    @Post('failing')
    @Allow('public')
    failing() {
      return this.work(true);
    }

    @Get()
    @Allow('public')
    async count() {
      return this.db.rows(sql`SELECT line FROM platform.diary ORDER BY line`);
    }

    private work(fails: boolean) {
      const insert = (line: string) => sql`INSERT INTO platform.diary VALUES (${`${line}, failing ${fails}`})`;
      const work = this.db.transaction(async (tx) => {
        await tx.execute(insert('one'));
        await held;
        await tx.execute(insert('two'));
        if (fails) throw new Error('too late');
        return { done: true };
      });
      finished = Promise.allSettled([finished, work]);
      return work;
    }
  }

  @Domain({ name: 'slow', api: [SlowController] })
  class SlowModule {}

  beforeAll(async () => {
    const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await owner.connect();
    await owner.query('CREATE TABLE platform.diary (line text NOT NULL)');
    await owner.end();
    const slow = { name: 'slow', service: 'pakashop-slow', port: 3999, faces: ['api'], owns: 'waits' } as const;
    app = await bootApp('api', [{ ...slow, module: SlowModule }], {
      DATABASE_ROLE: 'pakashop_app',
      HANDLER_TIMEOUT_MS: '100',
    });
  });
  afterAll(() => app?.close());

  it('lets work that was answered for end as a whole or not at all, and says nothing twice', async () => {
    const call = (method: 'GET' | 'POST', path: string) =>
      app.inject({ method, url: `/api/v1/slow${path}`, headers: forwarded() });
    const answers = await Promise.all([call('POST', '/whole'), call('POST', '/failing')]);
    for (const answer of answers) expect(answer.json()).toMatchObject(TOO_LONG);
    expect((await call('GET', '')).json()).toEqual([]);
    release();
    await finished;
    expect((await call('GET', '')).json()).toEqual([{ line: 'one, failing false' }, { line: 'two, failing false' }]);
  });
});

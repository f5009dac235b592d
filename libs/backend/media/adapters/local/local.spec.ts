import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId, sql } from '@pakashop/platform';
import { forwarded } from '@pakashop/platform/testing';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bomb, pdf, photograph } from '../../media.fixtures.js';
import { type Ground, Rig } from '../../media.rig.fixtures.js';
import { mediaSuite } from '../../media.suite.js';

async function localGround(): Promise<Ground & { directory: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'media-'));
  const files = () =>
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .map((name) => join(directory, name))
      .filter((path) => statSync(path).isFile());
  return {
    directory,
    env: { MEDIA_STORE: 'local', MEDIA_DIR: directory, PUBLIC_URL: 'http://api.test' },
    answers: { altered: 403, again: 409 },
    stored: () => Promise.all(files().map((path) => readFile(path))),
    send: (app, form, url) => send(app, form, new URL(url).pathname),
    fetch: async (app, url) => {
      const answer = await app.inject({ url: new URL(url).pathname, headers: forwarded() });
      return { status: answer.statusCode, bytes: answer.rawPayload };
    },
    swap: async (one, other) => {
      const [a, b, between] = [join(directory, one), join(directory, other), join(directory, 'between')];
      await rename(a, between);
      await rename(b, a);
      await rename(between, b);
    },
    close: () => rm(directory, { recursive: true }),
  };
}

async function send(app: NestFastifyApplication, form: FormData, url: string) {
  const encoded = new Response(form);
  const answer = await app.inject({
    method: 'POST',
    url,
    payload: Buffer.from(await encoded.arrayBuffer()),
    headers: { ...forwarded(), 'content-type': encoded.headers.get('content-type')! },
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>(), headers: answer.headers };
}

mediaSuite('this machine', localGround);

describe('the route of the local store', () => {
  let rig: Rig;
  let directory: string;
  beforeAll(async () => {
    const ground = await localGround();
    directory = ground.directory;
    rig = await Rig.open(ground);
  });
  afterAll(() => rig.close());

  const post = (form: FormData) => send(rig.app, form, '/api/v1/media/local');
  const signedForm = async (bytes: number, more = {}) => {
    const { fields, uploadId } = await rig.begin(await rig.person(), { bytes, ...more });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return { form, uploadId, fields };
  };
  const attach = (form: FormData, file: Buffer, name = 'x.pdf') =>
    form.append('file', new Blob([new Uint8Array(file)]), name);

  it('says at once what is wrong with a file, and takes the right one afterwards', async () => {
    const { form, fields } = await signedForm(50_000, { contentType: 'image/jpeg' });
    const tries: [Buffer, number, string][] = [
      [await photograph({ format: 'png' }), 415, 'type_mismatch'],
      [Buffer.from('GIF89a<script>alert(1)</script>'), 415, 'type_not_allowed'],
      [Buffer.concat([await photograph(), Buffer.from('<html>')]), 422, 'trailing_data'],
      [(await photograph()).subarray(0, -5), 422, 'broken'],
    ];
    for (const [file, status, reason] of tries) {
      const again = new FormData();
      for (const [name, value] of Object.entries(fields)) again.set(name, value);
      attach(again, file);
      const answer = await post(again);
      expect([answer.status, answer.body.reason]).toEqual([status, reason]);
      expect(answer.headers.connection).toBe('close');
    }
    attach(form, await photograph());
    expect(await post(form)).toMatchObject({ status: 201, body: { status: 'SCANNING' } });
  });

  it('refuses a bomb without decoding it', async () => {
    const { form } = await signedForm(10_000, { contentType: 'image/png' });
    attach(form, await bomb(50_000));
    const before = process.memoryUsage().rss;
    expect(await post(form)).toMatchObject({ status: 413, body: { reason: 'too_many_pixels' } });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('stops reading a file that is larger than announced', async () => {
    const { form } = await signedForm(1_000);
    attach(form, Buffer.alloc(300_000, 'x'));
    expect(await post(form)).toMatchObject({ status: 413, body: { code: 'media.too_large' } });
  });

  it('does the same over a connection: it takes a file, and lets go of one that goes on and on', async () => {
    await rig.app.listen(0, '127.0.0.1');
    const url = `${await rig.app.getUrl()}/api/v1/media/local`;
    const { form } = await signedForm(10_000);
    attach(form, pdf());
    const taken = await fetch(url, { method: 'POST', body: form, headers: forwarded() });
    expect(taken.status).toBe(201);
    const { form: greedy } = await signedForm(10_000);
    attach(greedy, Buffer.alloc(9 * 1024 * 1024, 'x'));
    const refused = await fetch(url, { method: 'POST', body: greedy, headers: forwarded() }).then(
      ({ status }) => status,
      () => 'cut off',
    );
    expect([413, 'cut off']).toContain(refused);
    expect((await fetch(url, { method: 'POST', body: form, headers: forwarded() })).status).toBe(409);
  });

  it('has caps on everything that a form can have', async () => {
    const tooMany = new FormData();
    for (let i = 0; i < 10_001; i++) tooMany.set(`field${i}`, 'x');
    expect([403, 413]).toContain((await post(tooMany)).status);
    const { form: twice } = await signedForm(5_000);
    attach(twice, pdf());
    attach(twice, pdf());
    expect([403, 413]).toContain((await post(twice)).status);
    const { form: long } = await signedForm(5_000);
    long.set('expires', '1'.repeat(10_000));
    attach(long, pdf());
    expect((await post(long)).status).toBe(403);
  });

  it('reads no file before the signature, and none without it', async () => {
    const before = new FormData();
    const { fields } = await signedForm(5_000);
    attach(before, pdf());
    for (const [name, value] of Object.entries(fields)) before.set(name, value);
    expect((await post(before)).status).toBe(403);
    const without = new FormData();
    attach(without, pdf());
    expect((await post(without)).status).toBe(403);
    const { form: noFile } = await signedForm(5_000);
    expect((await post(noFile)).status).toBe(403);
    const { form: other } = await signedForm(5_000);
    other.set('upload_id', newId());
    attach(other, pdf());
    expect((await post(other)).status).toBe(403);
  });

  it('takes one of many who send the same form at once', async () => {
    const { fields, uploadId } = await signedForm(5_000);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => {
        const form = new FormData();
        for (const [name, value] of Object.entries(fields)) form.set(name, value);
        attach(form, pdf());
        return post(form);
      }),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
    expect((await rig.row(uploadId)).status).toBe('SCANNING');
    const waiting = await rig.db.rows(sql`SELECT FROM backend.uploads WHERE object_key LIKE 'incoming/%'`);
    expect(readdirSync(join(directory, 'incoming'))).toHaveLength(waiting.length);
  });

  it('gives files names of its own, whatever they were called', async () => {
    const names = [
      '../../etc/passwd',
      'a.jpg.php',
      'x\r\nset-cookie: a=b',
      '\u202Efdp.exe',
      'nul\0l.pdf',
      `${'n'.repeat(300)}.pdf`,
    ];
    for (const name of names) {
      const { form, uploadId } = await signedForm(5_000);
      attach(form, pdf(), name);
      const { status } = await post(form);
      expect([201, 400, 413]).toContain(status);
      if (status === 201) expect((await rig.row(uploadId)).object_key).toMatch(/^incoming\/[0-9a-f-]{36}$/);
    }
    const stored = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    expect(
      stored.filter((path) => !/^(incoming|documents|pictures)(\/[0-9a-f-]{36}(\/\w+\.webp)?)?$/.test(path)),
    ).toEqual([]);
  });

  it('is the only one that takes forms with files', async () => {
    const form = new FormData();
    form.set('purpose', 'avatar');
    expect(await send(rig.app, form, '/api/v1/media/uploads')).toMatchObject({ status: 415 });
    const answer = await rig.app.inject({
      method: 'POST',
      url: '/api/v1/media/local',
      payload: { upload_id: newId() },
      headers: forwarded(),
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    const large = await rig.app.inject({
      method: 'POST',
      url: '/api/v1/media/local',
      payload: Buffer.alloc(11 * 1024 * 1024),
      headers: { ...forwarded(), 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(large.statusCode).toBe(413);
  });

  it('shows pictures for ever and in every size, and knows what the browser has', async () => {
    const vendor = await rig.vendor();
    const picture = { purpose: 'product_image', contentType: 'image/jpeg' } as const;
    const { url } = await rig.upload(vendor, await photograph({ width: 600, height: 300 }), picture);
    const { pathname } = new URL(url!);
    const get = (path: string, more: Record<string, string> = {}) =>
      rig.app.inject({ url: path, headers: { ...forwarded(), ...more } });
    const shown = await get(pathname);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect((await get(pathname.replace('page', 'thumb'))).rawPayload.length).toBeLessThan(shown.rawPayload.length);
    const known = await get(pathname, { 'if-none-match': String(shown.headers.etag) });
    expect([known.statusCode, known.payload]).toEqual([304, '']);
    for (const path of [
      `/api/v1/media/images/${newId()}/page`,
      pathname.replace('page', 'huge'),
      pathname.replace('page', '..%2f..'),
    ]) {
      expect([400, 404]).toContain((await get(path)).statusCode);
    }
  });

  it('shows no document and nothing that is under its checks', async () => {
    const person = await rig.person();
    const { id } = await rig.upload(person, pdf());
    const document = await rig.app.inject({ url: `/api/v1/media/images/${id}/full`, headers: forwarded() });
    expect(document.statusCode).toBe(404);
    rig.clamd.isAway = true;
    const vendor = await rig.vendor();
    const picture = { purpose: 'product_image', contentType: 'image/jpeg' } as const;
    const { id: waiting, url } = await rig.upload(vendor, await photograph(), picture);
    rig.clamd.isAway = false;
    expect(url).toBeNull();
    const early = await rig.app.inject({ url: `/api/v1/media/images/${waiting}/full`, headers: forwarded() });
    expect(early.statusCode).toBe(404);
  });
});

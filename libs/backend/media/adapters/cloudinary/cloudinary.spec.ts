import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId, sql } from '@pakashop/platform';
import { drain, forwarded } from '@pakashop/platform/testing';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { readConfig } from '../../../../../apps/sandbox/core/config.js';
import type { Sandbox } from '../../../../../apps/sandbox/sandbox.js';
import { createServer as createSandbox } from '../../../../../apps/sandbox/server.js';
import { pdf, photograph } from '../../media.fixtures.js';
import { type Ground, Rig } from '../../media.rig.fixtures.js';
import { mediaSuite } from '../../media.suite.js';

interface CloudinaryGround extends Ground {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** How notifications were answered. */
  readonly heard: number[];
}

/** What a reverse proxy does: takes notifications in and hands them to the application. */
async function openFront(heard: number[]) {
  let app: NestFastifyApplication | undefined;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { host: _, connection: __, ...headers } = request.headers;
      void app!
        .inject({
          method: 'POST',
          url: request.url!,
          payload: Buffer.concat(parts),
          headers: { ...headers, ...forwarded() } as Record<string, string>,
        })
        .then((answer) => {
          heard.push(answer.statusCode);
          return response.writeHead(answer.statusCode).end();
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    use: (its: NestFastifyApplication) => void (app = its),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function cloudinaryGround(): Promise<CloudinaryGround> {
  const heard: number[] = [];
  const front = await openFront(heard);
  const { app: company, sandbox } = createSandbox({ ...readConfig({ SANDBOX_SMTP_PORT: '0' }), retryMs: [10] });
  const url = await company.listen({ host: '127.0.0.1', port: 0 });
  return {
    sandbox,
    url,
    heard,
    env: { MEDIA_STORE: 'cloudinary', SANDBOX_URL: url, PUBLIC_URL: front.url },
    answers: { altered: 401, again: 200 },
    ready: front.use,
    stored: () => Promise.resolve(sandbox.cloudinary.all().map(({ data }) => data)),
    send: async (_app, body, address) => {
      const answer = await fetch(address, { method: 'POST', body });
      return { status: answer.status, body: await answer.json() };
    },
    fetch: async (_app, address) => {
      const answer = await fetch(address);
      return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
    },
    swap: (one, other) => {
      const [a, b] = [one, other].map((key) =>
        sandbox.cloudinary.all().find(({ resource, type, publicId }) => key === `${resource}/${type}/${publicId}`),
      ) as unknown as [{ data: Buffer }, { data: Buffer }];
      [a.data, b.data] = [b.data, a.data];
      return Promise.resolve();
    },
    close: async () => {
      await company.close();
      await front.close();
    },
  };
}

mediaSuite('Cloudinary', cloudinaryGround);

describe('an account at Cloudinary', () => {
  let rig: Rig;
  let ground: CloudinaryGround;
  beforeAll(async () => {
    ground = await cloudinaryGround();
    rig = await Rig.open(ground);
  });
  afterAll(() => rig.close());
  beforeEach(() => {
    ground.heard.length = 0;
  });

  const control = async (path: string, body: object) => {
    const answer = await fetch(`${ground.url}/control${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  const fault = (operation: string, kind: string, more = {}) =>
    control('/faults', { provider: 'cloudinary', operation, kind, ...more });
  const heard = async (count: number) => {
    for (const end = Date.now() + 5_000; ground.heard.length < count;) {
      if (Date.now() > end) throw new Error(`heard ${ground.heard.length} of ${count}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const sent = async (file: Buffer, upload: object = {}, person = rig.person()) => {
    const owner = await person;
    const signed = await rig.begin(owner, { bytes: file.length, ...upload });
    const { status } = await rig.send(signed, file);
    if (status !== 200) throw new Error(`answered ${status}`);
    return { owner, id: signed.uploadId };
  };
  const inboxed = () => rig.db.rows(sql`SELECT dedupe_key FROM platform.inbox WHERE source = 'cloudinary'`);

  it('reports an upload itself: nobody has to ask', async () => {
    const { owner, id } = await sent(pdf());
    await heard(1);
    expect(ground.heard).toEqual([200]);
    await drain(rig.app);
    expect((await rig.view(owner, id)).status).toBe('CLEAN');
  });

  it('may report the same upload twice, late, or never', async () => {
    const before = (await inboxed()).length;
    await fault('callback', 'duplicate');
    const twice = await sent(pdf());
    await heard(2);
    await drain(rig.app);
    expect((await inboxed()).length).toBe(before + 1);
    expect((await rig.view(twice.owner, twice.id)).status).toBe('CLEAN');

    await fault('callback', 'drop');
    const never = await sent(pdf());
    await rig.db.execute(sql`UPDATE backend.uploads SET expires_at = now(), check_at = now() WHERE id = ${never.id}`);
    await rig.sweep();
    expect((await rig.view(never.owner, never.id)).status).not.toBe('PENDING');
    await drain(rig.app);
    expect((await rig.view(never.owner, never.id)).status).toBe('CLEAN');
    await control('/cloudinary/callbacks/send', { publicId: never.id });
    expect((await rig.view(never.owner, never.id)).status).toBe('CLEAN');
  });

  it('is not believed without its signature, out of time, or altered', async () => {
    await fault('callback', 'drop');
    const { owner, id } = await sent(pdf());
    const before = (await inboxed()).length;
    for (const variant of ['signature', 'unsigned', 'expired', 'early', 'body']) {
      expect(await control('/cloudinary/callbacks/forge', { publicId: id, variant })).toMatchObject({ answer: 401 });
    }
    await drain(rig.app);
    expect((await inboxed()).length).toBe(before);
    expect((await rig.view(owner, id)).status).toBe('PENDING');
  });

  it('is believed under SHA-256 as well', async () => {
    await control('/cloudinary/settings', { signatureAlgorithm: 'sha256' });
    await fault('callback', 'drop');
    await control('/cloudinary/settings', { signatureAlgorithm: 'sha1' });
    const { id } = await sent(pdf());
    await control('/cloudinary/settings', { signatureAlgorithm: 'sha256' });
    await control('/cloudinary/callbacks/send', { publicId: id });
    await heard(1);
    await control('/cloudinary/settings', { signatureAlgorithm: 'sha1' });
    expect(ground.heard).toEqual([200]);
  });

  it('keeps no name of a file and no address from outside in our inbox', async () => {
    await sent(pdf());
    await heard(1);
    const rows = await rig.db.rows<{ raw: Buffer }>(sql`SELECT raw FROM platform.inbox WHERE source = 'cloudinary'`);
    for (const { raw } of rows) {
      expect(Object.keys(JSON.parse(raw.toString()) as object)).toEqual(['asset_id', 'public_id', 'version']);
    }
  });

  it('has no picture that nothing was done to: one that still has its metadata is refused and destroyed', async () => {
    await control('/cloudinary/settings', { applyIncoming: false });
    const vendor = await rig.vendor();
    const picture = { purpose: 'product_image', contentType: 'image/jpeg' } as const;
    const view = await rig.upload(vendor, await photograph({ artist: 'MARKER-LEFT' }), picture);
    await control('/cloudinary/settings', { applyIncoming: true });
    expect(view).toMatchObject({ status: 'REFUSED', reason: 'metadata_left' });
    expect(await rig.isAnywhere('MARKER-LEFT')).toBe(false);
  });

  it('takes only the announced format, under our name, and nothing over it', async () => {
    const person = await rig.person();
    const signed = await rig.begin(person, { bytes: 5_000, contentType: 'image/jpeg' });
    expect((await rig.send(signed, await photograph({ format: 'png' }))).status).toBe(400);
    const { status, body } = await rig.send(signed, await photograph(), '../../NRC of Mutinta.jpg');
    expect(status).toBe(200);
    expect(body).toMatchObject({ public_id: signed.uploadId, type: 'authenticated', resource_type: 'image' });
    expect(body).not.toHaveProperty('original_filename');
    const again = await rig.send(signed, await photograph({ width: 10, height: 10 }));
    expect(again.body).toMatchObject({ existing: true, width: 64 });
  });

  it('shows documents to nobody who only knows their address', async () => {
    const { id } = await sent(await photograph(), { contentType: 'image/jpeg' });
    for (const path of [
      `image/authenticated/${id}`,
      `image/upload/${id}`,
      `image/authenticated/c_limit,w_2000/v1/${id}.jpg`,
    ]) {
      const { status } = await fetch(`${ground.url}/cloudinary/delivery/sandbox/${path}`);
      expect([401, 404]).toContain(status);
    }
  });

  it('is not given more than the purpose allows, whatever the account takes', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 90 } as const;
    const file = await sharp({ create: { width: 800, height: 800, channels: 3, background: 'gray', noise } })
      .png()
      .toBuffer();
    expect(file.length).toBeGreaterThan(1024 * 1024);
    const agent = await rig.person({ audience: 'agent' });
    const signed = await rig.begin(agent, { bytes: 1_000, purpose: 'delivery_signature', contentType: 'image/png' });
    await rig.send(signed, file);
    await rig.call(agent, ['POST', `/media/uploads/${signed.uploadId}/complete`]);
    await drain(rig.app);
    expect(await rig.view(agent, signed.uploadId)).toMatchObject({ status: 'REFUSED', reason: 'too_large' });
    expect(ground.sandbox.cloudinary.all().some(({ publicId }) => publicId === signed.uploadId)).toBe(false);
  });

  it('honours a form until it ends and not for the hour of its signature', async () => {
    const { fields, expiresAt } = await rig.begin(await rig.person(), { bytes: 100 });
    expect(Number(fields.timestamp) + 3_600).toBe(Math.floor(Date.parse(expiresAt) / 1_000));
  });

  it('destroys what came although it was no longer waited for', async () => {
    await fault('callback', 'drop');
    const { id } = await sent(pdf());
    await rig.db.execute(sql`
      UPDATE backend.uploads SET status = 'REFUSED', reason = 'not_uploaded', check_at = NULL, destroyed_at = now()
      WHERE id = ${id}`);
    await control('/cloudinary/callbacks/send', { publicId: id });
    await heard(1);
    await drain(rig.app);
    expect(ground.sandbox.cloudinary.all().some(({ publicId }) => publicId === id)).toBe(false);
  });

  it('may be away: the question is answered 503, the checks wait, and nothing is lost', async () => {
    await fault('callback', 'drop');
    const { owner, id } = await sent(pdf());
    const complete = () =>
      rig.call<{ code?: string; status?: string }>(owner, ['POST', `/media/uploads/${id}/complete`]);
    for (const kind of ['http500', 'rateLimited', 'garbage', 'reset', 'unauthorized']) {
      await fault('resource', kind);
      expect((await complete()).body.code).toBe('media.store_away');
    }
    expect((await complete()).body.status).toBe('SCANNING');
    await fault('download', 'http503');
    await drain(rig.app);
    expect(await rig.row(id)).toMatchObject({ status: 'SCANNING', checks: 1 });
    await fault('upload', 'http500AfterApply');
    await rig.age(id, 'check_at');
    await rig.sweep();
    expect(await rig.row(id)).toMatchObject({ status: 'SCANNING', checks: 2 });
    await rig.age(id, 'check_at');
    await rig.sweep();
    expect((await rig.view(owner, id)).status).toBe('CLEAN');
  });

  it('does not spend a ticket when the document cannot be had', async () => {
    const [owner, reviewer] = [await rig.person(), await rig.reviewer()];
    const { id } = await rig.upload(owner, pdf('later'));
    const { body } = await rig.ticket(reviewer, id);
    await fault('download', 'http500');
    expect((await rig.read(reviewer, id, body.ticket)).status).toBe(503);
    expect((await rig.read(reviewer, id, body.ticket)).bytes).toEqual(pdf('later'));
    expect(await rig.audited('document_read', id)).toHaveLength(1);
  });

  it('is not asked about what somebody else signed up', async () => {
    const raw = JSON.stringify({ notification_type: 'upload', public_id: newId() });
    const answer = await rig.app.inject({
      method: 'POST',
      url: '/api/v1/media/webhook/cloudinary',
      payload: raw,
      headers: { ...forwarded(), 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(401);
  });
});

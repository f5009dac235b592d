import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { v2 } from 'cloudinary';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { Stage, until } from '../testing/stage.js';

const SECRET = 'sandbox-cloudinary-secret';

/** A function that the library's types leave out. */
interface Untyped {
  verify_api_response_signature(publicId: string, version: number, signature: string): boolean;
}

let stage: Stage;
let sdk: typeof v2;
let folder: string;
let photo: string;

beforeAll(async () => {
  stage = await Stage.open();
  folder = mkdtempSync(join(tmpdir(), 'cloudinary-'));
  photo = join(folder, 'photo.jpg');
  const picture = sharp({ create: { width: 900, height: 300, channels: 3, background: 'teal' } });
  writeFileSync(
    photo,
    await picture
      .withExif({ IFD0: { Artist: 'Mutinta' } })
      .jpeg()
      .toBuffer(),
  );
  // The library decides about http or https when it is loaded.
  process.env.CLOUDINARY_URL = 'cloudinary://key:secret@sandbox?upload_prefix=http://127.0.0.1';
  sdk = (await import('cloudinary')).v2;
  sdk.config({
    ...{ cloud_name: 'sandbox', api_key: 'sandbox-cloudinary-key', api_secret: SECRET },
    ...{ upload_prefix: `${stage.url}/cloudinary`, secure: false },
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await stage.close();
});
beforeEach(() => stage.reset());

const upload = (options: object = {}) =>
  sdk.uploader.upload(photo, { public_id: 'a-picture', notification_url: notificationUrl(), ...options });
const notificationUrl = () => `${stage.sandbox.bench.config.callbackUrl}/heard`;
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error: { message?: string }) => error.message,
  );

/** A form whose fields were signed, and then changed. */
async function send(fields: Record<string, unknown>, more: Record<string, string> = {}, file = true) {
  const timestamp = Math.floor(Date.now() / 1_000);
  const signed = sdk.utils.sign_request(
    { timestamp, ...fields },
    { api_key: 'sandbox-cloudinary-key', api_secret: SECRET },
  );
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...signed, ...more })) form.set(name, String(value));
  if (file) form.set('file', new Blob([new Uint8Array(await sharp(photo).toBuffer())]), 'photo.jpg');
  const answer = await fetch(`${stage.url}/cloudinary/v1_1/sandbox/image/upload`, { method: 'POST', body: form });
  return { status: answer.status, body: (await answer.json()) as { error?: { message: string }; existing?: boolean } };
}

describe('the official library against the sandbox', () => {
  it('uploads, asks, downloads and destroys', async () => {
    const stored = await upload({ type: 'authenticated' });
    expect(stored).toMatchObject({
      public_id: 'a-picture',
      type: 'authenticated',
      format: 'jpg',
      width: 900,
      height: 300,
    });
    const { verify_api_response_signature: verify } = sdk.utils as unknown as Untyped;
    expect(verify(stored.public_id, stored.version, stored.signature)).toBe(true);
    const details = (await sdk.api.resource('a-picture', { type: 'authenticated' })) as { asset_id: string };
    expect(details.asset_id).toBe(stored.asset_id);
    const expires_at = Math.floor(Date.now() / 1_000) + 60;
    const address = sdk.utils.private_download_url('a-picture', 'jpg', { type: 'authenticated', expires_at });
    expect((await fetch(address)).status).toBe(200);
    expect(await sdk.uploader.destroy('a-picture', { type: 'authenticated' })).toEqual({ result: 'ok' });
    expect(await sdk.uploader.destroy('a-picture', { type: 'authenticated' })).toEqual({ result: 'not found' });
    expect((await fetch(address)).status).toBe(404);
  });

  it('finds its notifications signed', async () => {
    await upload();
    await until(() => stage.received.length === 1);
    const [{ raw, headers, body }] = stage.received as [(typeof stage.received)[0]];
    expect(body).toMatchObject({ notification_type: 'upload', public_id: 'a-picture', bytes: expect.any(Number) });
    const [timestamp, signature] = [Number(headers['x-cld-timestamp']), String(headers['x-cld-signature'])];
    expect(sdk.utils.verifyNotificationSignature(raw, timestamp, signature)).toBe(true);
    expect(sdk.utils.verifyNotificationSignature(`${raw} `, timestamp, signature)).toBe(false);
  });

  it('is refused with another secret, another key, another cloud', async () => {
    expect(await refused(upload({ api_secret: 'wrong' }))).toContain('Invalid Signature');
    expect(await refused(upload({ api_key: 'wrong' }))).toContain('Unknown API key');
    expect(await refused(upload({ cloud_name: 'wrong' }))).toBe('cloud_name mismatch');
  });
});

describe('an upload', () => {
  it('is refused with a parameter that was changed, added or taken away', async () => {
    expect((await send({ public_id: 'x' })).status).toBe(200);
    expect((await send({ public_id: 'x' }, { public_id: 'y' })).status).toBe(401);
    expect((await send({ public_id: 'x' }, { tags: 'mine' })).body.error?.message).toContain('Invalid Signature');
    expect((await send({ public_id: 'x', overwrite: 'false' }, { overwrite: '' })).status).toBe(401);
    expect((await send({ public_id: 'x&type=private' }, { public_id: 'x', type: 'private' })).status).toBe(401);
  });

  it('is refused an hour after its time-stamp', async () => {
    const ago = (seconds: number) => ({ public_id: 'x', timestamp: Math.floor(Date.now() / 1_000) - seconds });
    expect((await send(ago(3_590))).status).toBe(200);
    const { status, body } = await send(ago(3_601));
    expect([status, body.error?.message]).toEqual([400, expect.stringContaining('Stale request')]);
  });

  it('leaves what is there under its id when it may not overwrite', async () => {
    await upload();
    const again = (await upload({ overwrite: false })) as { existing?: boolean };
    expect(again.existing).toBe(true);
    expect(((await upload({ overwrite: true })) as { existing?: boolean }).existing).toBeUndefined();
  });

  it('is refused in a format that is not allowed, without a file, or too large', async () => {
    expect(await refused(upload({ allowed_formats: 'png,webp' }))).toBe('Image file format jpg not allowed');
    expect((await send({ public_id: 'x' }, {}, false)).body.error?.message).toBe('Missing required parameter - file');
    await stage.control('/cloudinary/settings', { maxBytes: 100 });
    expect(await refused(upload())).toContain('File size too large');
  });

  it('is transformed as it comes in', async () => {
    const stored = await upload({ transformation: 'a_exif/c_limit,h_450,w_450/fl_force_strip' });
    expect(stored).toMatchObject({ width: 450, height: 150 });
    const { data } = stage.sandbox.cloudinary.find('image', 'upload', 'a-picture')!;
    expect((await sharp(data).metadata()).exif).toBeUndefined();
    await upload({ public_id: 'as-it-is', transformation: 'c_limit,h_450,w_450' });
    expect(
      (await sharp(stage.sandbox.cloudinary.find('image', 'upload', 'as-it-is')!.data).metadata()).exif,
    ).toBeDefined();
  });

  it('can fail before and after it was stored', async () => {
    await stage.fault({ provider: 'cloudinary', operation: 'upload', kind: 'http500' });
    expect(await refused(upload())).toBe('General Error');
    expect(stage.sandbox.cloudinary.all()).toEqual([]);
    await stage.fault({ provider: 'cloudinary', operation: 'upload', kind: 'http500AfterApply' });
    expect(await refused(upload())).toBe('General Error');
    expect(stage.sandbox.cloudinary.all()).toHaveLength(1);
  });
});

describe('what is stored', () => {
  it('is delivered in sizes, and signed where it is not for everybody', async () => {
    await upload({ public_id: 'open' });
    await upload({ public_id: 'closed', type: 'authenticated' });
    const at = (path: string) => fetch(`${stage.url}/cloudinary/delivery/sandbox/${path}`);
    const small = Buffer.from(await (await at('image/upload/c_limit,h_90,w_90/v1/open')).arrayBuffer());
    expect(await sharp(small).metadata()).toMatchObject({ width: 90, height: 30 });
    expect((await at('image/authenticated/v1/closed')).status).toBe(401);
    expect((await at('image/upload/closed')).status).toBe(404);
    const signed = sdk.url('closed', { type: 'authenticated', sign_url: true, urlAnalytics: false, secure: true });
    expect((await at(signed.split('/sandbox/')[1]!)).status).toBe(200);
    expect((await at('image/authenticated/s--AAAAAAAA--/v1/closed')).status).toBe(404);
  });

  it('is not downloaded after the end of an address', async () => {
    await upload();
    const address = (seconds: number) =>
      sdk.utils.private_download_url('a-picture', 'jpg', {
        type: 'upload',
        expires_at: Math.floor(Date.now() / 1_000) + seconds,
      });
    expect((await fetch(address(5))).status).toBe(200);
    expect((await fetch(address(-1))).status).toBe(401);
    expect((await fetch(`${address(5)}0`)).status).toBe(401);
  });

  it('is told of again on command, forged on command, and twice by a fault', async () => {
    await stage.fault({ provider: 'cloudinary', operation: 'callback', kind: 'duplicate' });
    await upload();
    await until(() => stage.received.length === 2);
    await stage.control('/cloudinary/callbacks/send', { publicId: 'a-picture' });
    await until(() => stage.received.length === 3);
    const forged = async (variant: string) => {
      stage.received.length = 0;
      await stage.control('/cloudinary/callbacks/forge', { publicId: 'a-picture', variant });
      const [{ raw, headers }] = stage.received as [(typeof stage.received)[0]];
      const [timestamp, signature] = [Number(headers['x-cld-timestamp']), String(headers['x-cld-signature'])];
      return sdk.utils.verifyNotificationSignature(raw, timestamp, signature);
    };
    for (const variant of ['signature', 'unsigned', 'expired', 'body']) expect(await forged(variant)).toBe(false);
  });
});

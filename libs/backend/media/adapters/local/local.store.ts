import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { encodeVariants } from '../../media.pictures.js';
import {
  type Arrival,
  MediaStore,
  PictureBroken,
  type PublishedPicture,
  StoreAway,
  type UploadForm,
  type UploadIntent,
  VARIANT_NAMES,
  type Variant,
} from '../../media.store.js';
import type { LocalForms } from './local.forms.js';

const KEY = /^(incoming|documents|pictures)\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Options {
  /** Folder of all files. It holds names that we made and nothing else. */
  readonly directory: string;
  /** Address of this API for clients. */
  readonly publicUrl: string;
  readonly forms: LocalForms;
}

/** Keeps files on this machine's disk, and plays the store's part in the upload: the form leads to our own route. */
export class LocalStore extends MediaStore {
  readonly name = 'local';
  private readonly base: string;

  constructor(private readonly options: Options) {
    super();
    this.base = `${options.publicUrl.replace(/\/+$/, '')}/api/v1/media`;
  }

  async permit({ uploadId, expiresAt }: UploadIntent): Promise<UploadForm> {
    return { url: `${this.base}/local`, fields: await this.options.forms.sign(uploadId, expiresAt) };
  }

  /** What comes is written down by the route that takes it: there is nothing more to know here. */
  arrivalOf(): Promise<Arrival | undefined> {
    return Promise.resolve(undefined);
  }

  async read(objectKey: string, maxBytes: number): Promise<Buffer> {
    const path = this.pathOf(objectKey);
    try {
      const { size } = await stat(path);
      if (size > maxBytes) throw new Error(`${size} bytes`);
      return await readFile(path);
    } catch (error) {
      throw new StoreAway(`${objectKey} cannot be read`, error);
    }
  }

  /** Keeps what has come, sealed, where nothing is served from. */
  keepIncoming(bytes: Buffer): Promise<string> {
    return this.write('incoming', bytes);
  }

  keep(bytes: Buffer): Promise<string> {
    return this.write('documents', bytes);
  }

  async publish(uploadId: string, { picture }: { picture: Buffer }): Promise<PublishedPicture> {
    const encoded = await encodeVariants(picture);
    if (!encoded) throw new PictureBroken('broken');
    const objectKey = `pictures/${uploadId}`;
    for (const [variant, { bytes }] of encoded) await writeWhole(this.fileOf(objectKey, variant), bytes);
    const { width, height, bytes } = encoded.get('full')!;
    return { objectKey, contentType: 'image/webp', bytes: bytes.length, width, height };
  }

  addressOf({ uploadId }: { uploadId: string }, variant: Variant): string {
    return `${this.base}/images/${uploadId}/${variant}`;
  }

  /** One size of a published picture; undefined when it is gone. */
  async picture(objectKey: string, variant: Variant): Promise<Buffer | undefined> {
    return readFile(this.fileOf(objectKey, variant)).catch(() => undefined);
  }

  async destroy(objectKey: string): Promise<void> {
    await rm(this.pathOf(objectKey), { recursive: true, force: true });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async write(place: string, bytes: Buffer): Promise<string> {
    const objectKey = `${place}/${randomUUID()}`;
    await writeWhole(this.pathOf(objectKey), bytes);
    return objectKey;
  }

  private pathOf(objectKey: string): string {
    if (!KEY.test(objectKey)) throw new Error('no key of the local store');
    return join(this.options.directory, objectKey);
  }

  private fileOf(objectKey: string, variant: Variant): string {
    if (!VARIANT_NAMES.includes(variant)) throw new Error('no size of a picture');
    return join(this.pathOf(objectKey), `${variant}.webp`);
  }
}

/** The whole file or none, on the disk before anybody relies on it. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const unfinished = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(unfinished, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

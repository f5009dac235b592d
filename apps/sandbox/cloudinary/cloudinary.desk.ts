import { createHash, randomUUID } from 'node:crypto';
import type { Callback, Seal } from '../core/callback.js';
import type { Workbench } from '../core/workbench.js';
import { CloudinaryError } from './cloudinary.answers.js';
import { formatOf, sizeOf, transform } from './cloudinary.incoming.js';
import { checkSignature, digest, type Fields } from './cloudinary.signature.js';

export interface Asset {
  readonly assetId: string;
  readonly publicId: string;
  readonly version: number;
  /** image or raw. */
  readonly resource: string;
  /** upload, private or authenticated. */
  readonly type: string;
  readonly format?: string;
  readonly width?: number;
  readonly height?: number;
  readonly createdAt: string;
  readonly notificationUrl?: string;
  readonly originalFilename?: string;
  /** As they are stored. */
  readonly data: Buffer;
}

const TYPES = ['upload', 'private', 'authenticated'];
const isTrue = (value: string | undefined): boolean => value === 'true' || value === '1';

/** The assets of the account, and what is told about them. They are forgotten when the process ends. */
export class CloudinaryDesk {
  private readonly assets = new Map<string, Asset>();

  constructor(private readonly bench: Workbench) {
    bench.courier.use('cloudinary', this.seal());
  }

  get secret(): string {
    return this.bench.config.cloudinary.secret;
  }

  all(): Asset[] {
    return [...this.assets.values()];
  }

  find(resource: string, type: string, publicId: string): Asset | undefined {
    return this.assets.get(`${resource}/${type}/${publicId}`);
  }

  check(fields: Fields): void {
    checkSignature(fields, this.bench.config.cloudinary, this.bench.settings.cloudinary);
  }

  /** Makes an asset of an upload, without storing it yet. */
  async prepare(resource: string, fields: Fields, file: Buffer | undefined, filename?: string): Promise<Asset> {
    this.check(fields);
    if (!file || file.length === 0) throw new CloudinaryError('Missing required parameter - file');
    const { maxBytes } = this.bench.settings.cloudinary;
    if (file.length > maxBytes) {
      throw new CloudinaryError(`File size too large. Got ${file.length}. Maximum is ${maxBytes}.`);
    }
    const type = fields.type ?? 'upload';
    if (!TYPES.includes(type)) throw new CloudinaryError(`Invalid type ${type}`);
    const picture = resource === 'image' ? await this.picture(fields, file) : { data: file };
    return {
      ...{ assetId: randomUUID().replaceAll('-', ''), publicId: fields.public_id ?? randomUUID(), resource, type },
      ...{ version: Math.floor(Date.now() / 1_000), createdAt: new Date().toISOString(), ...picture },
      notificationUrl: fields.notification_url,
      originalFilename: isTrue(fields.discard_original_filename) ? undefined : filename,
    };
  }

  /** Stores an asset and tells of it. Under an id that is taken, `overwrite=false` leaves everything as it is. */
  store(asset: Asset, overwrite: string | undefined): { asset: Asset; existing: boolean } {
    const { resource, type, publicId } = asset;
    const known = this.find(resource, type, publicId);
    if (known && overwrite !== undefined && !isTrue(overwrite)) return { asset: known, existing: true };
    this.assets.set(`${resource}/${type}/${publicId}`, asset);
    this.tell(publicId);
    return { asset, existing: false };
  }

  destroy(resource: string, type: string, publicId: string): boolean {
    return this.assets.delete(`${resource}/${type}/${publicId}`);
  }

  /** Sends the notification of an upload (again); false without such an asset. */
  tell(publicId: string): boolean {
    const callback = this.callbackOf(publicId);
    if (callback?.url) this.bench.courier.send(callback);
    return callback !== undefined;
  }

  callbackOf(publicId: string): Callback | undefined {
    const asset = this.all().find((one) => one.publicId === publicId);
    const url = asset?.notificationUrl ?? this.bench.settings.cloudinary.callbackUrl;
    return (
      asset && {
        ...{ provider: 'cloudinary', operation: 'callback', id: asset.assetId, reference: publicId, url },
        body: {
          ...{ notification_type: 'upload', timestamp: new Date().toISOString(), request_id: asset.assetId },
          ...this.view(asset),
        },
      }
    );
  }

  /** An asset as answers and notifications tell it. */
  view(asset: Asset): Record<string, unknown> {
    const { publicId, version, format, resource, type, data, originalFilename } = asset;
    const { cloud, secret, key } = this.bench.config.cloudinary;
    const path = `${cloud}/${resource}/${type}/v${version}/${publicId}${format ? `.${format}` : ''}`;
    const signature = digest(`public_id=${publicId}&version=${version}${secret}`, 'sha1');
    return {
      ...{ asset_id: asset.assetId, public_id: publicId, version, version_id: asset.assetId, signature },
      ...(resource === 'image' && { width: asset.width, height: asset.height, format }),
      ...{ resource_type: resource, created_at: asset.createdAt, tags: [], bytes: data.length, type },
      ...{ etag: createHash('md5').update(data).digest('hex'), placeholder: false, api_key: key },
      ...{ url: `http://res.cloudinary.com/${path}`, secure_url: `https://res.cloudinary.com/${path}` },
      ...(originalFilename !== undefined && { original_filename: originalFilename }),
    };
  }

  clear(): void {
    this.assets.clear();
  }

  private async picture(fields: Fields, file: Buffer) {
    const format = formatOf(file);
    if (!format || !(await sizeOf(file))) throw new CloudinaryError('Invalid image file');
    const allowed = fields.allowed_formats?.split(',');
    if (allowed && !allowed.includes(format)) throw new CloudinaryError(`Image file format ${format} not allowed`);
    const isChanged = fields.transformation && this.bench.settings.cloudinary.applyIncoming;
    const data = isChanged ? await transform(file, fields.transformation!) : file;
    return { data, format, ...(await sizeOf(data)) };
  }

  /** https://cloudinary.com/documentation/notification_signatures: a hash over body, time and secret. */
  private seal(): Seal {
    return ({ body }, forgery) => {
      const { secret } = this.bench.config.cloudinary;
      const { signatureAlgorithm } = this.bench.settings.cloudinary;
      const variant = forgery?.variant;
      const text = JSON.stringify(body);
      const shift = { expired: -7_300, early: 400 }[variant ?? ''] ?? 0;
      const timestamp = String(Math.floor(Date.now() / 1_000) + shift);
      const by = variant === 'signature' ? `not ${secret}` : secret;
      const signed = {
        'x-cld-timestamp': timestamp,
        'x-cld-signature': digest(text + timestamp + by, signatureAlgorithm),
      };
      return {
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Cloudinary',
          ...(variant !== 'unsigned' && signed),
        },
        body: variant === 'body' ? text.replace('"upload"', '"forged"') : text,
      };
    };
  }
}

import { randomUUID } from 'node:crypto';
import { hasMetadata, measure } from '../../media.pictures.js';
import type { PurposeRule } from '../../media.purposes.js';
import {
  type Arrival,
  MediaStore,
  PictureBroken,
  type PublishedPicture,
  StoreAway,
  type UploadForm,
  type UploadIntent,
  type Variant,
  VARIANTS,
} from '../../media.store.js';
import type { CloudinaryAccount } from './cloudinary.account.js';
import type { CloudinaryClient } from './cloudinary.client.js';
import { signDelivery } from './cloudinary.signature.js';
import { readAsset } from './cloudinary.wire.js';

/** A signature is honoured for an hour after its time-stamp. */
const SIGNATURE_SECONDS = 3_600;

/** What is done to a picture before it is stored: upright, no larger than the largest size, without metadata. */
const INCOMING = `a_exif/c_limit,h_${VARIANTS.full},w_${VARIANTS.full}/fl_force_strip`;

const FORMATS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

type Wanted = Pick<UploadIntent, 'uploadId' | 'rule' | 'contentType'>;

/** Documents are `authenticated`: nothing of them is delivered without a signature. PDFs are kept as they are. */
const placeOf = ({ kind }: PurposeRule, contentType: string): string =>
  kind === 'picture' ? 'image/upload' : `${contentType === 'application/pdf' ? 'raw' : 'image'}/authenticated`;

/** Of a key like `image/upload/<public id>.jpg`; raw assets have no format. */
function parse(objectKey: string) {
  const [, resource, type, publicId, format] =
    /^(image|raw)\/(upload|authenticated)\/([\w-]+)(?:\.(\w+))?$/.exec(objectKey) ?? [];
  if (!resource || !type || !publicId) throw new Error('no key of Cloudinary');
  return { resource, type, publicId, format: format ?? '' };
}

/**
 * Keeps files in an account at Cloudinary. Clients send theirs straight there; a document is fetched, checked, sealed and
 * stored again as bytes that mean nothing without our key, and what the client had sent is destroyed.
 */
export class CloudinaryStore extends MediaStore {
  readonly name = 'cloudinary';

  constructor(
    private readonly client: CloudinaryClient,
    private readonly account: CloudinaryAccount,
  ) {
    super();
  }

  permit({ uploadId, rule, contentType, expiresAt }: UploadIntent): Promise<UploadForm> {
    const place = placeOf(rule, contentType);
    const [resource, type] = place.split('/') as [string, string];
    // Signed for an hour ago: the form ends when our permission ends.
    const timestamp = Math.floor(expiresAt.getTime() / 1_000) - SIGNATURE_SECONDS;
    const parameters = {
      public_id: uploadId,
      type,
      overwrite: false,
      discard_original_filename: true,
      notification_url: this.account.notificationUrl,
      ...(resource === 'image' && { allowed_formats: FORMATS[contentType]! }),
      ...(rule.kind === 'picture' && { transformation: INCOMING }),
    };
    const fields = this.client.signed(parameters, timestamp);
    return Promise.resolve({ url: this.client.addressOf(`${resource}/upload`), fields });
  }

  async arrivalOf({ uploadId, rule, contentType }: Wanted): Promise<Arrival | undefined> {
    const place = placeOf(rule, contentType);
    const found = await this.client.ask(`resources/${place}/${uploadId}`);
    if (found === undefined) return undefined;
    const asset = readAsset(found);
    if (!asset || asset.public_id !== uploadId || `${asset.resource_type}/${asset.type}` !== place) {
      throw new StoreAway('the store tells of something else than was asked');
    }
    const format = asset.resource_type === 'image' && asset.format ? `.${asset.format}` : '';
    return { objectKey: `${place}/${uploadId}${format}`, bytes: asset.bytes, version: asset.version };
  }

  read(objectKey: string, maxBytes: number): Promise<Buffer> {
    const { resource, type, publicId, format } = parse(objectKey);
    return this.client.download(resource, { public_id: publicId, format, type }, maxBytes);
  }

  async keep(bytes: Buffer): Promise<string> {
    const publicId = randomUUID();
    await this.client.post('raw/upload', { public_id: publicId, type: 'authenticated', overwrite: false }, bytes);
    return `raw/authenticated/${publicId}`;
  }

  /** It was encoded anew when it came in, or it is not shown. */
  async publish(_uploadId: string, arrived: { objectKey: string; picture: Buffer }): Promise<PublishedPicture> {
    const { objectKey, picture } = arrived;
    const size = await measure(picture);
    if (!size) throw new PictureBroken('broken');
    if (await hasMetadata(picture)) throw new PictureBroken('metadata_left');
    const { format } = parse(objectKey);
    const contentType = Object.keys(FORMATS).find((type) => FORMATS[type] === format) ?? 'image/jpeg';
    return { objectKey, contentType, bytes: picture.length, ...size };
  }

  addressOf({ objectKey, version }: { objectKey: string; version: number }, variant: Variant): string {
    const { publicId } = parse(objectKey);
    const side = VARIANTS[variant];
    const transformation = `c_limit,f_auto,h_${side},q_auto,w_${side}`;
    const signature = signDelivery(`${transformation}/${publicId}`, this.account.secret);
    const { deliveryUrl, cloud } = this.account;
    return `${deliveryUrl}/${cloud}/image/upload/${signature}/${transformation}/v${version}/${publicId}`;
  }

  async destroy(objectKey: string): Promise<void> {
    const { resource, type, publicId } = parse(objectKey);
    await this.client.post(`${resource}/destroy`, { public_id: publicId, type, invalidate: true });
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

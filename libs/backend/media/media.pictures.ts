import sharp, { type Sharp } from 'sharp';
import { VARIANT_NAMES, VARIANTS, type Variant } from './media.store.js';

// One picture at a time and nothing remembered: a server that encodes pictures has other work to do.
sharp.concurrency(1);
sharp.cache(false);

/** A second wall behind the inspection: no decoder starts on more than this. */
const DECODER = { limitInputPixels: 40_000_000, failOn: 'error', sequentialRead: true } as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface EncodedPicture extends Size {
  readonly bytes: Buffer;
}

/** Width and height by the header alone; undefined when it cannot be read. */
export async function measure(picture: Buffer): Promise<Size | undefined> {
  try {
    const { width, height } = await sharp(picture, { limitInputPixels: false }).metadata();
    return { width, height };
  } catch {
    return undefined;
  }
}

/** Whether a picture tells more than it shows: camera, place, time, author. */
export async function hasMetadata(picture: Buffer): Promise<boolean> {
  const { exif, iptc, xmp } = await sharp(picture, DECODER).metadata();
  return [exif, iptc, xmp].some((part) => part !== undefined);
}

/** Encodes a picture anew in each size, upright, as WebP, without any metadata. Undefined when it cannot be decoded. */
export async function encodeVariants(picture: Buffer): Promise<ReadonlyMap<Variant, EncodedPicture> | undefined> {
  const encoded = new Map<Variant, EncodedPicture>();
  for (const variant of VARIANT_NAMES) {
    const side = VARIANTS[variant];
    const result = await decoded(
      sharp(picture, DECODER).autoOrient().resize(side, side, { fit: 'inside', withoutEnlargement: true }).webp(),
    );
    if (!result) return undefined;
    encoded.set(variant, result);
  }
  return encoded;
}

/** Encodes the photograph of a document anew, so that it stays readable: JPEG on white, without any metadata. */
export const encodeDocument = (picture: Buffer): Promise<EncodedPicture | undefined> =>
  decoded(
    sharp(picture, DECODER)
      .autoOrient()
      .resize(4_000, 4_000, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .jpeg({ quality: 90 }),
  );

async function decoded(pipeline: Sharp): Promise<EncodedPicture | undefined> {
  try {
    const { data, info } = await pipeline.toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch {
    return undefined; // what cannot be decoded to its end is broken, whatever the decoder says about it
  }
}

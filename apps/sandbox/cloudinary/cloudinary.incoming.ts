import sharp, { type Sharp } from 'sharp';

/** Formats by their first bytes. */
const MAGIC: readonly (readonly [string, RegExp])[] = [
  ['jpg', /^ffd8ff/],
  ['png', /^89504e470d0a1a0a/],
  ['gif', /^47494638(37|39)61/],
  ['webp', /^52494646.{8}57454250/],
  ['pdf', /^255044462d/],
];

export const formatOf = (file: Buffer): string | undefined =>
  MAGIC.find(([, start]) => start.test(file.toString('hex', 0, 16)))?.[0];

interface Step {
  readonly crop?: string;
  readonly width?: number;
  readonly height?: number;
  readonly upright: boolean;
  readonly strip: boolean;
  readonly format?: string;
}

/** One part of a transformation, like `c_limit,h_400,w_400`. */
function readStep(text: string): Step {
  const parts = new Map(text.split(',').map((part) => [part.split('_', 1)[0]!, part.slice(part.indexOf('_') + 1)]));
  const side = (name: string) => (parts.has(name) ? Number(parts.get(name)) : undefined);
  return {
    ...{ crop: parts.get('c'), width: side('w'), height: side('h'), format: parts.get('f') },
    upright: parts.get('a') === 'exif' || parts.get('a') === 'auto',
    strip: (parts.get('fl') ?? '').split('.').includes('force_strip'),
  };
}

/**
 * Does to a picture what a transformation asks for, as far as the sandbox knows it: `a_exif`, `c_limit` with `w` and `h`,
 * `fl_force_strip`, and `f`. What comes in keeps its metadata unless it is stripped; what goes out has none.
 *
 * @param accept of the browser that it goes out to
 */
export async function transform(file: Buffer, transformation: string, accept?: string): Promise<Buffer> {
  const steps = transformation.split('/').map(readStep);
  let picture: Sharp = sharp(file);
  if (steps.some((step) => step.upright)) picture = picture.autoOrient();
  const limit = steps.find((step) => step.crop === 'limit');
  if (limit) picture = picture.resize(limit.width, limit.height, { fit: 'inside', withoutEnlargement: true });
  if (accept === undefined && !steps.some((step) => step.strip)) picture = picture.keepMetadata();
  if (steps.some((step) => step.format === 'auto') && accept?.includes('image/webp')) picture = picture.webp();
  return picture.toBuffer();
}

/** Width and height, for the answer. */
export async function sizeOf(file: Buffer): Promise<{ width: number; height: number } | undefined> {
  try {
    const { width, height } = await sharp(file).metadata();
    return { width, height };
  } catch {
    return undefined;
  }
}

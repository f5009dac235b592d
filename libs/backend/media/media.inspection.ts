import { fileTypeFromBuffer } from 'file-type';
import { measure } from './media.pictures.js';
import type { PurposeRule } from './media.purposes.js';
import { structureOf } from './media.structure.rules.js';

/** Why a file is not taken. */
export const REFUSALS = [
  'type_mismatch',
  'type_not_allowed',
  'trailing_data',
  'broken',
  'active_content',
  'too_many_pixels',
  'too_large',
  'metadata_left',
  'malware',
  'not_uploaded',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** More than any phone takes; decoded it is 160 MB. */
const MAX_PIXELS = 40_000_000;

/**
 * Looks at what a file really is, without decoding it: its type by its first bytes, where it ends, how many pixels it has.
 *
 * @returns why it is refused, or nothing
 */
export async function inspect(file: Buffer, rule: PurposeRule, announced: string): Promise<Refusal | undefined> {
  if (file.length > rule.maxBytes) return 'too_large';
  const type = (await fileTypeFromBuffer(file))?.mime;
  if (type === undefined || !rule.types.includes(type)) return 'type_not_allowed';
  if (type !== announced) return 'type_mismatch';
  const structure = structureOf(file, type);
  if (structure !== 'whole') return structure;
  if (type === 'application/pdf') return undefined;
  const size = await measure(file);
  if (!size) return 'broken';
  return size.width * size.height > MAX_PIXELS ? 'too_many_pixels' : undefined;
}

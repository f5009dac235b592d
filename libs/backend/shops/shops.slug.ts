import { randomInt } from 'node:crypto';

const LENGTH = 60;
const TRIES = 6;
/** Without the characters that are read as others. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A name as it stands in addresses: `Mwila's Phones` is `mwila-s-phones`; empty when it has no Latin letter or digit. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LENGTH)
    .replace(/^-+|-+$/g, '');
}

/** What no slug looks like is not worth a question to the database. */
export const isSlug = (text: string): boolean => /^[a-z0-9-]{1,80}$/.test(text);

const ending = (): string => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/**
 * Inserts under the first free slug: the plain one, then the same with a short random ending. The unique index decides,
 * so two who choose one name at once both get a slug.
 *
 * @param insert inserts with ON CONFLICT DO NOTHING and resolves to nothing when the slug is taken
 */
export async function withFreeSlug<T>(
  name: string,
  fallback: string,
  insert: (slug: string) => Promise<T | undefined>,
): Promise<T> {
  const plain = slugOf(name);
  const base = plain || fallback;
  for (let attempt = plain ? 0 : 1; attempt < TRIES; attempt++) {
    const made = await insert(attempt === 0 ? base : `${base}-${ending()}`);
    if (made !== undefined) return made;
  }
  throw new Error(`no free slug for ${base}`);
}

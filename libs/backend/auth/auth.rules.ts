import { platformProblems, type Problem } from '@pakashop/platform';
import { isCommon } from './auth.common-passwords.js';
import type { Audience } from './auth.contract.js';
import { authProblems as problems } from './auth.errors.js';

const SHORTEST = 8;
/** Where other people's money and data are behind it. */
const SHORTEST_AT_WORK = 12;
const AT_WORK: readonly Audience[] = ['vendor', 'staff'];
const LONGEST = 128;

/** What everybody may know about the person whose password it is. */
export interface Known {
  readonly name: string;
  readonly email?: string | null;
  readonly phone?: string | null;
  /** Names of their shops. */
  readonly shops?: readonly string[];
  /** Surfaces on which they have a role; only as a customer when absent. */
  readonly audiences?: readonly Audience[];
}

/**
 * Refuses passwords that are too short, too long or easy to guess. A password may consist of any characters and is
 * taken as it is; length counts characters, not bytes.
 *
 * @param field its name in the request
 * @throws Problem VAL_001 for the length, auth.password_too_common for the rest
 */
export function checkPassword(password: string, known: Known, field = 'password'): void {
  const length = [...password].length;
  const shortest = known.audiences?.some((one) => AT_WORK.includes(one)) ? SHORTEST_AT_WORK : SHORTEST;
  if (length < shortest || length > LONGEST) throw wrongLength(field, shortest);
  if (isCommon(password)) throw problems.passwordTooCommon('Many people use this password. Choose another one.');
  if ([...withoutKnown(password, known)].length < SHORTEST) {
    throw problems.passwordTooCommon(
      `Use ${SHORTEST} characters beside your name, your e-mail address, your phone number and the name of the shop.`,
    );
  }
}

const wrongLength = (field: string, shortest: number): Problem =>
  platformProblems.invalid('Choose a password of another length.', {
    errors: [{ path: field, message: `${field} must have ${shortest} to ${LONGEST} characters` }],
  });

/** What is left of the password when everything known is taken out of it. */
function withoutKnown(password: string, { name, email, phone, shops = [] }: Known): string {
  const words = [
    'pakashop',
    ...[name, ...shops].flatMap((text) => text.split(/\s+/)),
    ...(email?.split('@')[0] ?? '').split(/[._+-]/),
    email?.split('@')[0] ?? '',
    phone?.slice(-9) ?? '', // the national number, however the password begins it
  ];
  return words
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 3)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(word, ''), password.toLowerCase());
}

import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { usersProblems as problems } from './users.errors.js';

/** How an account is reached; at least one of the two. */
export interface Contact {
  readonly email?: string;
  /** E.164. */
  readonly phone?: string;
}

export const CONTACT_KINDS = ['phone', 'email'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** A Zambian mobile number in E.164, from the national or international form; undefined for anything else. */
function zambianMobile(text: string): string | undefined {
  const phone = parsePhoneNumberFromString(text, 'ZM');
  return phone?.country === 'ZM' && phone.isValid() && !phone.ext ? phone.number : undefined;
}

/** @throws Problem VAL_002 when it is no Zambian mobile number */
export function toPhone(text: string): string {
  const phone = zambianMobile(text);
  if (!phone) throw problems.badPhone('Give a mobile number like 097 1234567 or +260 97 1234567.');
  return phone;
}

/** What somebody typed as their name at sign-in, as the contact it may be. */
export function contactOf(login: string): Contact {
  const text = login.trim();
  return text.includes('@') ? { email: text.toLowerCase() } : { phone: zambianMobile(text) };
}

import { platformProblems, type Problem } from '@pakashop/platform';
import { type Contact, type ContactKind, toPhone } from '../users/users.contacts.js';

interface Given {
  readonly email?: string | null;
  readonly phone?: string | null;
}

/**
 * The contacts of a request, in the form in which they are kept.
 *
 * @throws Problem VAL_002 for a phone that is no Zambian mobile, VAL_001 without any contact
 */
export function contactsOf({ email, phone }: Given): Contact {
  if (!email && typeof phone !== 'string') throw unreachable('give an e-mail address, a phone number, or both');
  return { ...(email && { email }), ...(typeof phone === 'string' && { phone: toPhone(phone) }) };
}

/** @throws Problem VAL_001 unless it is exactly one contact, VAL_002 for a phone that is no Zambian mobile */
export function oneContactOf(given: Given): Contact {
  const contacts = contactsOf(given);
  if (contacts.email && contacts.phone) throw unreachable('give an e-mail address or a phone number, not both');
  return contacts;
}

/** Of several contacts the one that is proven first: the phone. */
export const targetOf = ({ email, phone }: Contact): Contact => (phone ? { phone } : { email });

export const kindOf = ({ phone }: Contact): ContactKind => (phone ? 'phone' : 'email');

const unreachable = (message: string): Problem =>
  platformProblems.invalid('Correct the fields named in errors and send the request again.', {
    errors: [{ path: 'email', message }],
  });

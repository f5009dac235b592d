import { mailHtml, type MailPage } from '../messages/messages.mail.js';
import type { Composed } from '../messages/messages.service.js';
import { CODE_TEMPLATE, NOTICE_TEMPLATE } from '../messages/messages.templates.js';
import type { Contact } from '../users/users.contacts.js';
import { type ChallengePurpose, PURPOSES } from './auth.purposes.js';

/** A message without its addressee. */
type Letter = Omit<Composed, 'to'>;

/** Said with every code: what people are asked for on the phone by those who steal accounts. */
const NEVER = 'Nobody from Pakashop ever asks you for it.';
const IGNORE = 'If you did not ask for it, do nothing: without it nothing happens.';

/** SMS texts are GSM-7 and fit one part; the code stands first, where a phone shows and offers it. */
export function codeLetter(purpose: ChallengePurpose, code: string, { phone }: Contact): Letter {
  const { doing, minutes } = PURPOSES[purpose];
  const head = `${code} is your Pakashop code to ${doing}`;
  if (phone) {
    return {
      text: `${head}. Somebody with this number asked for it. ${NEVER} Good for ${minutes} min.`,
      whatsappTemplate: { name: CODE_TEMPLATE, params: [code] },
    };
  }
  const asked = `Somebody with this e-mail address asked for it. It is good for ${minutes} minutes, once.`;
  const lines = [asked, `${NEVER} ${IGNORE}`];
  return mail({ heading: `Your Pakashop code to ${doing}`, lines, code }, [head, ...lines]);
}

/** A link that opens a page of the shop; only that page's button uses it up, not those who look at mails for viruses. */
export function linkLetter(purpose: ChallengePurpose, url: string): Letter {
  const { doing, minutes } = PURPOSES[purpose];
  const asked = `Somebody with this e-mail address asked for a link to ${doing}. It is good for ${minutes} minutes, once.`;
  const page = { heading: `Your Pakashop link to ${doing}`, lines: [asked, `${NEVER} ${IGNORE}`] };
  return mail({ ...page, button: { label: 'Go on', url } }, [asked, url, ...page.lines.slice(1)]);
}

/** Somebody wants a contact for their account that is another account's already. */
export const takenLetter = (contact: Contact): Letter =>
  notice(
    contact,
    'You already have a Pakashop account',
    'Somebody tried to use this contact for another Pakashop account. Yours is safe: sign in, or set a new password.',
  );

/** To the contact that an account had until now. */
export const changedLetter = (change: 'REPLACED' | 'REMOVED', contact: Contact): Letter =>
  notice(
    contact,
    'A contact of your Pakashop account has changed',
    `This contact of your Pakashop account was ${change === 'REPLACED' ? 'replaced by another one' : 'removed'}. ` +
      'If it was not you, write to Pakashop support now.',
  );

const notice = ({ phone }: Contact, heading: string, text: string): Letter =>
  phone
    ? { text, whatsappTemplate: { name: NOTICE_TEMPLATE, params: [text] } }
    : mail({ heading, lines: [text] }, [text]);

const mail = (page: MailPage, lines: readonly string[]): Letter => ({
  subject: page.heading,
  text: lines.join('\n\n'),
  html: mailHtml(page),
});

import { Injectable } from '@nestjs/common';
import type { Tx } from '@pakashop/platform';
import { mailHtml } from './messages.mail.js';
import { namesOf, NoticeBoard, type Told } from './messages.notice-board.js';
import type { Channel, Composed } from './messages.service.js';
import { NOTICE_TEMPLATE } from './messages.templates.js';

interface Letter {
  readonly subject: string;
  readonly text: string;
  /** What to do if it was not the person; the usual advice when absent. */
  readonly advice?: string;
}

const ADVICE = 'Not you? Change your password and end all sessions.';
const WRITE_TO_US = 'Not you? Write to our support at once.';

/** What a person must learn about their account, whoever did it. In GSM-7, and with the advice short enough for one SMS. */
export const NOTICES = {
  password_changed: {
    subject: 'Your password was changed',
    text: 'The password of your account was changed.',
    advice: 'Not you? Set a new one and write to our support.',
  },
  new_sign_in: {
    subject: 'A new sign-in to your account',
    text: 'Somebody signed in to your account on a device that we did not know.',
  },
  session_copied: {
    subject: 'A sign-in of your account was ended',
    text: 'A sign-in of your account was used from two places and was ended.',
    advice: 'Sign in again; if in doubt change your password.',
  },
  recovery_code_used: {
    subject: 'A recovery code was used',
    text: 'A recovery code of your account was used.',
    advice: 'Not you? Change your password and make new codes.',
  },
  factor_added: {
    subject: 'A second factor was added',
    text: 'A second factor was added to your account.',
    advice: WRITE_TO_US,
  },
  factor_removed: {
    subject: 'A second factor was removed',
    text: 'A second factor was removed from your account.',
    advice: WRITE_TO_US,
  },
  identity_unlinked: {
    subject: 'A Google account was taken from your account',
    text: 'A Google account was taken from your account: it was used to sign in.',
    advice: WRITE_TO_US,
  },
  factors_reset: {
    subject: 'Your second factors were removed by our support',
    text: 'Our support removed the second factors of your account.',
    advice: 'You did not ask for it? Write to us at once.',
  },
  account_suspended: {
    subject: 'Your account was suspended',
    text: 'Your account was suspended, and nobody can sign in to it.',
    advice: 'If in doubt write to our support.',
  },
  account_reinstated: {
    subject: 'Your account is open again',
    text: 'Your account is no longer suspended.',
    advice: 'You can sign in; if in doubt write to our support.',
  },
  impersonation_started: {
    subject: 'Our support looks at your account',
    text: 'Our support looks at your account for ten minutes, changing nothing.',
    advice: 'Your account says why, and you can end it there.',
  },
  contact_changed: {
    subject: 'Your contact details were changed',
    text: 'The phone number or e-mail address of your account was changed.',
  },
  payout_changed: {
    subject: 'Your payout wallet was changed',
    text: 'The wallet to which you are paid out was set or changed.',
  },
  payout_held: {
    subject: 'Payouts to you wait',
    text: 'For your safety nothing is paid out to you for some days.',
  },
} as const satisfies Readonly<Record<string, Letter>>;

export type Notice = keyof typeof NOTICES;

/** Tells people what happened to their account, at their verified contacts. */
@Injectable()
export class SecurityNotices extends NoticeBoard<Notice> {
  protected readonly area = 'security';
  protected readonly notices = namesOf(NOTICES);
  protected override readonly channels: readonly Channel[] = ['whatsapp', 'sms', 'email'];

  /**
   * Orders a notice in the transaction of what happened. It goes to the contacts that are verified when it is sent; the
   * address that a change took away is told by who changed it.
   */
  send(tx: Tx, notice: Notice, userId: string): Promise<void> {
    return this.order(tx, notice, userId, userId);
  }

  protected write(notice: Notice, userId: string): Promise<Told> {
    return Promise.resolve({ userId, ...letterOf(NOTICES[notice]) });
  }
}

/** The letter of a notice, for every channel. */
export function letterOf({ subject, text, advice = ADVICE }: Letter): Omit<Composed, 'to'> {
  return {
    subject,
    text: `Pakashop: ${text} ${advice}`,
    html: mailHtml({ heading: subject, lines: [text, advice] }),
    whatsappTemplate: { name: NOTICE_TEMPLATE, params: [`${text} ${advice}`] },
  };
}

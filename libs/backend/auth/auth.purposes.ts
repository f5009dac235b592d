import type { Contact } from '../users/users.contacts.js';

interface Purpose {
  /** What the person means to do, after "your code to". */
  readonly doing: string;
  readonly minutes: number;
}

/** What codes and links are sent for. */
export const PURPOSES = {
  SIGN_IN: { doing: 'sign in', minutes: 10 },
  SIGN_IN_LINK: { doing: 'sign in', minutes: 10 },
  REGISTER: { doing: 'open an account', minutes: 10 },
  RESET_PASSWORD: { doing: 'set a new password', minutes: 15 },
  CONTACT: { doing: 'add this to your account', minutes: 10 },
  SECOND_FACTOR: { doing: 'finish signing in', minutes: 10 },
  STEP_UP: { doing: 'confirm that it is you', minutes: 10 },
  ENROL_FACTOR: { doing: 'set up a second factor', minutes: 10 },
} as const satisfies Record<string, Purpose>;

export type ChallengePurpose = keyof typeof PURPOSES;

/** A link where a mail is at hand; six digits are easier to carry from one phone to another device. */
export const isLink = (purpose: ChallengePurpose, { email }: Contact): boolean =>
  purpose === 'SIGN_IN_LINK' || (purpose === 'RESET_PASSWORD' && email !== undefined);

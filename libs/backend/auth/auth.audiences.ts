import type { Audience } from './auth.contract.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Seconds that a session may rest, and seconds after which it ends whatever happens. */
interface Lifetime {
  readonly idle: number;
  readonly absolute: number;
}

/** How long sessions live: the more a session may do, the sooner it ends. */
export const LIFETIMES: Readonly<Record<Audience, Lifetime>> = {
  // A buyer's own phone; each payment is approved with the wallet's PIN anyway.
  customer: { idle: 30 * DAY, absolute: 90 * DAY },
  // A shop's counter: one sign-in a working day, one password a week.
  vendor: { idle: 12 * HOUR, absolute: 7 * DAY },
  // A shift on the road must not end at a customer's door.
  agent: { idle: 12 * HOUR, absolute: 7 * DAY },
  // Other people's money and data, often on a shared desk.
  staff: { idle: 15 * MINUTE, absolute: 8 * HOUR },
};

/** Seconds of an access token: as long as a stolen one is good when nobody notices. */
export const ACCESS_SECONDS = 10 * MINUTE;

/** Live sessions of a person on one surface; the oldest ends when there would be one more. */
export const SESSION_CAP = 10;

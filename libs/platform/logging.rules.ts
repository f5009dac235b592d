import { maskEmail, maskPhone } from './masks.rules.js';

/** Longer texts are cut: a line is for finding a fault, not for keeping what caused it. */
const LONGEST = 4_000;

/** Anything but letters, digits and plain marks in which nothing can hide. */
const SUSPICIOUS = /[^\x20-\x7e]|@|\d[ .\-\d]{7,}/;
const CONTROL = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const EMAIL = /[\w.%+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;
const PHONE = /(?<![\w])(?:\+|00)?260[ -]?\d{2}[ -]?\d{3}[ -]?\d{4}(?!\d)/g;
const UUID = '[\\da-f]{8}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{12}';
const DIGITS = new RegExp(`${UUID}|(?<!\\d)\\d(?:[ .\\-\\u00a0]?\\d){12,18}(?!\\d)`, 'gi');

/** First digits and lengths of the cards in use; times, ids and amounts begin otherwise or have other lengths. */
const CARDS: readonly [prefix: RegExp, lengths: readonly number[]][] = [
  [/^4/, [13, 16, 19]], // Visa
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]], // Mastercard
  [/^3[47]/, [15]], // American Express
  [/^3(0[0-5]|[689])/, [14, 16]], // Diners
  [/^35/, [16, 17, 18, 19]], // JCB
  [/^6/, [16, 17, 18, 19]], // Discover, UnionPay, Maestro
  [/^(50|5[6-8])/, [13, 14, 15, 16, 17, 18, 19]], // Maestro, Verve
];

/** The check digit of ISO/IEC 7812-1. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighted = i % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

const isCard = (digits: string): boolean =>
  CARDS.some(([prefix, lengths]) => prefix.test(digits) && lengths.includes(digits.length)) && passesLuhn(digits);

/** Hides card numbers, written with or without separators, but for the last four digits. */
const maskCards = (text: string): string =>
  text.replace(DIGITS, (found) => {
    const digits = found.replaceAll(/\D/g, '');
    return /[a-f]/i.test(found) || !isCard(digits) ? found : `[card ${digits.slice(-4)}]`;
  });

/**
 * A text as it may stand in a log: without card numbers, with phone numbers and e-mail addresses masked, and without
 * what moves the cursor or turns the reading direction of whoever looks at it.
 */
export function clean(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  if (!SUSPICIOUS.test(short)) return short;
  return maskCards(short)
    .replace(PHONE, (phone) => maskPhone(phone))
    .replace(EMAIL, (email) => maskEmail(email))
    .replace(CONTROL, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The message of an error. PostgreSQL puts what it could not read at the end, in quotes: that is left out. */
export const withoutValues = (error: Error): string =>
  'severity' in error ? error.message.replace(/: ".*$/s, ': …') : error.message;

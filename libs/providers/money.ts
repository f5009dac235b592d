/**
 * Money between us and the providers. Ours is an integer number of ngwee (0.01 ZMW); theirs is kwacha as decimal text
 * (pawaPay) or a JSON number (Flutterwave). Digits are moved as text: no arithmetic on fractions happens here.
 */

/** The one currency we send. */
export type Currency = 'ZMW';

const DECIMAL = /^(0|[1-9]\d{0,15})(?:\.(\d{1,20}))?$/;

/** A million million kwacha: far beyond any payment, and every amount up to it is exact as a JSON number too. */
const MAX_NGWEE = 100_000_000_000_000;

/** Whether a value is money we may send: a positive whole number of ngwee. */
export function isNgwee(amount: number): boolean {
  return Number.isInteger(amount) && amount > 0 && amount <= MAX_NGWEE;
}

/** 1050 → "10.5", 1500 → "15". Shortest form, since trailing zeros are not certain to be accepted. */
export function ngweeToDecimal(amount: number): string {
  if (!isNgwee(amount)) throw new RangeError('An amount must be a positive whole number of ngwee');
  const digits = String(amount).padStart(3, '0');
  const cents = digits.slice(-2).replace(/0+$/, '');
  return cents === '' ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${cents}`;
}

/**
 * 9860 → 98.6, for JSON. A double prints as the shortest text that reads back as itself, which for up to fifteen digits
 * is the decimal it was made from: the request carries exactly 98.6.
 */
export function ngweeToNumber(amount: number): number {
  return Number(ngweeToDecimal(amount));
}

/**
 * "100", "100.00", 100 and 100.0 → 10000. Null for anything that is not exactly a number of ngwee: fractions of an
 * ngwee, exponents, signs, separators, other types. Null means unreadable, never zero.
 */
export function toNgwee(amount: unknown): number | null {
  if (typeof amount !== 'string' && typeof amount !== 'number') return null;
  const match = DECIMAL.exec(String(amount));
  if (!match) return null;
  const [, whole = '', fraction = ''] = match;
  if (/[1-9]/.test(fraction.slice(2))) return null;
  const ngwee = Number(whole + fraction.slice(0, 2).padEnd(2, '0'));
  return Number.isSafeInteger(ngwee) ? ngwee : null;
}

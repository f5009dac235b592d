import { ngwee } from '../core/money.js';
import { Trouble } from './flutterwave.answers.js';
import type { Option } from './flutterwave.types.js';

// Readers of single fields; each throws a Trouble that names the field.

type Body = Record<string, unknown>;

/** A required text. */
export function text(body: Body, name: string, max = 100): string {
  const value = body[name];
  const string = typeof value === 'number' ? String(value) : value;
  if (typeof string !== 'string' || string.trim() === '') throw new Trouble(`${name} is required`);
  if (string.length > max) throw new Trouble(`${name} must have at most ${max} characters`);
  return string;
}

/** A text that may be missing or empty. */
export function optional(body: Body, name: string): string | undefined {
  return body[name] === undefined || body[name] === null || body[name] === '' ? undefined : text(body, name, 1_000);
}

/** A positive amount, as text or number, in ngwee. */
export function amount(body: Body, name = 'amount'): number {
  const value = ngwee(body[name]);
  if (!value) throw new Trouble(`${name} must be a positive number with at most two decimals`);
  return value;
}

/** Without a currency it is naira: the trap of this API. */
export function currency(body: Body, name = 'currency'): string {
  const value = optional(body, name) ?? 'NGN';
  if (!/^[A-Z]{3}$/.test(value)) throw new Trouble(`${name} must be a three-letter code`);
  return value;
}

/** A required e-mail address. */
export function email(value: unknown): string {
  if (typeof value !== 'string' || !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value))
    throw new Trouble('customer email is required and must be valid');
  return value;
}

/** A whole number from 1 to a limit, or nothing. */
export function whole(body: Body, name: string, max: number): number | undefined {
  if (body[name] === undefined) return undefined;
  const value = Number(body[name]);
  if (!Number.isInteger(value) || value < 1 || value > max)
    throw new Trouble(`${name} must be a whole number from 1 to ${max}`);
  return value;
}

/** A URL of the web, or nothing. */
export function webAddress(value: string | undefined): string | undefined {
  if (value !== undefined && !/^https?:$/.test(URL.parse(value)?.protocol ?? ''))
    throw new Trouble('redirect_url must be a URL');
  return value;
}

/** The ways to pay a page offers: those asked for that exist, or all. */
export function options(value: string | undefined): Option[] {
  const known: Option[] = ['card', 'mobilemoneyzambia'];
  const asked = (value ?? '').split(',').map((part) => part.trim());
  const offered = known.filter((option) => asked.includes(option));
  return offered.length > 0 ? offered : known;
}

/** A nested object; empty when it is missing or something else. */
export function object(value: unknown): Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
}

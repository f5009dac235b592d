import { Refusal } from './pawapay.codes.js';

// Readers of single fields. Each returns the value or refuses it with the code the documentation gives.

type Body = Record<string, unknown>;

const UUID4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;

/** The body of a request as an object. */
export function objectBody(value: unknown): Body {
  if (!isObject(value)) throw new Refusal('INVALID_INPUT');
  return value;
}

/** Refuses fields nobody knows. */
export function onlyKnown(body: Body, known: readonly string[]): void {
  const strange = Object.keys(body).find((name) => !known.includes(name));
  if (strange) throw new Refusal('UNSUPPORTED_PARAMETER', `There is no parameter '${strange}' here`);
}

/** A field that must be there. */
export function required(body: Body, name: string): unknown {
  const value = body[name];
  if (value === undefined || value === null || value === '')
    throw new Refusal('MISSING_PARAMETER', `The parameter '${name}' is required`);
  return value;
}

/** A nested object that must be there and know only these fields. */
export function requiredObject(body: Body, name: string, known: readonly string[]): Body {
  const value = required(body, name);
  if (!isObject(value)) throw invalid(name);
  onlyKnown(value, known);
  return value;
}

/** A text that must be there and match. */
export function requiredText(body: Body, name: string, pattern: RegExp): string {
  return matching(required(body, name), name, pattern);
}

/** A text that may be missing but must match. */
export function optionalText(body: Body, name: string, pattern: RegExp): string | undefined {
  return body[name] === undefined ? undefined : matching(body[name], name, pattern);
}

/** A UUID of version 4. */
export function uuid(body: Body, name: string): string {
  return requiredText(body, name, UUID4);
}

/** At most ten entries, each an object of one name and its value, and perhaps `isPII`; comes out as one flat object. */
export function metadata(value: unknown): Record<string, unknown> | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.length > 10) throw invalid('metadata');
  const flat: Record<string, unknown> = {};
  for (const entry of value) {
    if (!isObject(entry) || (entry.isPII !== undefined && typeof entry.isPII !== 'boolean')) throw invalid('metadata');
    for (const name of Object.keys(entry).filter((key) => key !== 'isPII')) {
      if (Object.hasOwn(flat, name))
        throw new Refusal('DUPLICATE_METADATA_FIELD', `The metadata field '${name}' is there twice`);
      if (typeof entry[name] === 'object') throw invalid('metadata');
      flat[name] = entry[name];
    }
  }
  return flat;
}

/** The refusal of a value that breaks its rule. */
export function invalid(name: string): Refusal {
  return new Refusal('INVALID_PARAMETER', `The value of '${name}' breaks its rule`);
}

function matching(value: unknown, name: string, pattern: RegExp): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw invalid(name);
  return value;
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

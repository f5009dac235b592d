/** Careful reading of JSON that somebody else wrote: unknown keys are ignored, wrong types are absent. */

export type JsonObject = Record<string, unknown>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The value as an object, or undefined for everything else, arrays and null included. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The value as an array, or undefined. */
export function asArray(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** The value as a non-empty text, or undefined. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A numeric or textual id as text, or undefined. Numbers that a double cannot hold exactly are no ids. */
export function asId(value: unknown): string | undefined {
  return typeof value === 'number' ? (Number.isSafeInteger(value) ? String(value) : undefined) : asText(value);
}

/** The bytes as JSON, or undefined if they are not valid UTF-8 and JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

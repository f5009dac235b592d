import type { Document, Schema } from '../../apps/api/openapi.types.js';

/** Compares answers with the schemas that describe them. */
export class Shapes {
  constructor(private readonly document: Document) {}

  /** Where the value is not what the schema says, and how; undefined where it is. */
  misfit(value: unknown, given: Schema, at = 'it'): string | undefined {
    const schema = this.resolve(given);
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) {
      const misfits = choices.map((choice) => this.misfit(value, choice, at));
      return misfits.includes(undefined) ? undefined : misfits[0];
    }
    const parts = (schema.allOf ?? []).map((part) => this.misfit(value, part, at));
    const types = [schema.type ?? []].flat();
    if (types.length > 0 && !types.some((type) => isOf(type, value))) return `${at} is no ${types.join(' or ')}`;
    if (schema.enum && !schema.enum.includes(value)) return `${at} is none of ${schema.enum.join(', ')}`;
    return parts.find(Boolean) ?? this.inside(value, schema, at);
  }

  private inside(value: unknown, schema: Schema, at: string): string | undefined {
    if (Array.isArray(value)) {
      return value.map((item, i) => this.misfit(item, schema.items ?? {}, `${at}[${i}]`)).find(Boolean);
    }
    const { properties, required = [] } = schema;
    if (typeof value !== 'object' || value === null || !properties) return undefined;
    const missing = required.find((name) => !Object.hasOwn(value, name));
    if (missing) return `${at} has no ${missing}`;
    const more = Object.keys(value).find((name) => !Object.hasOwn(properties, name));
    if (more && !schema.additionalProperties) return `${at} has a ${more}`;
    const own = Object.entries(value).filter(([name]) => Object.hasOwn(properties, name));
    return own.map(([name, part]) => this.misfit(part, properties[name]!, `${at}.${name}`)).find(Boolean);
  }

  private resolve(schema: Schema): Schema {
    if (!schema.$ref) return schema;
    return this.document.components.schemas[schema.$ref.split('/').at(-1)!]!;
  }
}

const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};
const isOf = (type: string, value: unknown): boolean => CHECKS[type]!(value);

import { html, Markup, prose } from './openapi.html.js';
import type { Schema } from './openapi.types.js';

type Schemas = Readonly<Record<string, Schema>>;

const PREFIX = '#/components/schemas/';

/** A schema as a tree of its fields; what refers back to itself is only named. */
export function schemaTree(schema: Schema, schemas: Schemas, above: readonly string[] = []): Markup {
  const { name, target, isList } = aim(schema, schemas);
  if (!target.properties || (name && above.includes(name))) {
    return html`<p class="type">${typeOf(schema, schemas)}</p>`;
  }
  const path = name ? [...above, name] : above;
  return html`${isList && html`<p class="type">list of</p>`}
    <ul class="tree">
      ${Object.entries(target.properties).map(([property, own]) =>
        field({
          property,
          schema: own,
          isRequired: target.required?.includes(property) ?? false,
          schemas,
          above: path,
        }),
      )}
    </ul>`;
}

interface Field {
  readonly property: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
  readonly schemas: Schemas;
  readonly above: readonly string[];
}

function field({ property, schema, isRequired, schemas, above }: Field): Markup {
  const { name, target } = aim(schema, schemas);
  const line = html`<code class="name">${property}</code>${!isRequired && html`<sup title="may be left out">?</sup>`}
    <span class="type">${typeOf(schema, schemas)}</span>
    <span class="rule">${rulesOf(schema)}</span>
    ${schema.description && html`<div class="note">${prose(schema.description)}</div>`}`;
  const opens = target.properties && name !== 'Money' && !(name && above.includes(name));
  if (!opens) return html`<li>${line}</li>`;
  return html`<li>
    <details>
      <summary>${line}</summary>
      ${schemaTree(target, schemas, name ? [...above, name] : above)}
    </details>
  </li>`;
}

/** What a schema is about: through references, lists and "or null". */
function aim(schema: Schema, schemas: Schemas): { name?: string; target: Schema; isList: boolean } {
  if (schema.$ref) {
    const name = schema.$ref.slice(PREFIX.length);
    return { name, target: schemas[name]!, isList: false };
  }
  const some = schema.anyOf?.find(({ type }) => type !== 'null');
  if (some) return aim(some, schemas);
  if (schema.items) return { ...aim(schema.items, schemas), isList: true };
  return { target: schema, isList: false };
}

/** Names the type of a schema in a few words. */
export function typeOf(schema: Schema, schemas: Schemas): string {
  if (schema.$ref) return schema.$ref.slice(PREFIX.length);
  if (schema.anyOf) return schema.anyOf.map((one) => typeOf(one, schemas)).join(' or ');
  if (schema.items) return `list of ${typeOf(schema.items, schemas)}`;
  if (typeof schema.additionalProperties === 'object') return `${typeOf(schema.additionalProperties, schemas)} by name`;
  const types = [schema.type ?? 'any'].flat();
  return types.map((type) => (type === 'string' && schema.format ? schema.format : type)).join(' or ');
}

const span = (low: unknown, high: unknown, unit: string): string | undefined => {
  if (low === undefined && high === undefined) return undefined;
  if (high === undefined || high === Number.MAX_SAFE_INTEGER) return `from ${low}${unit}`;
  return low === undefined ? `up to ${high}${unit}` : `${low} to ${high}${unit}`;
};

/** What must hold beyond the type. */
export function rulesOf(schema: Schema): string {
  const rules = [
    schema.enum && schema.enum.map(String).join(' · '),
    schema.const !== undefined && `always ${String(schema.const)}`,
    span(schema.minimum, schema.maximum, ''),
    span(schema.minLength, schema.maxLength, ' characters'),
    span(schema.minItems, schema.maxItems, ' items'),
    schema.uniqueItems && 'no repeats',
    schema.pattern && `like ${schema.pattern}`,
    schema.default !== undefined && schema.default !== '' && `otherwise ${JSON.stringify(schema.default)}`,
  ];
  return rules.filter(Boolean).join(', ');
}

import type { Type } from '@nestjs/common';
import { constrain, isOptional } from './openapi.constraints.js';
import type { Schema } from './openapi.types.js';

/** Everything else that is counted here is whole: money in ngwee, rates in basis points, pieces, seconds. */
const FRACTIONAL: ReadonlySet<string> = new Set(['latitude', 'longitude']);

/** Completes the schemas of the document by what their classes validate. */
export function completeSchemas(schemas: Record<string, Schema>, models: ReadonlyMap<string, Type<object>>): void {
  for (const [name, schema] of Object.entries(schemas)) {
    const type = models.get(name);
    const properties = Object.entries(schema.properties ?? {});
    for (const [property, own] of properties) {
      if ([own.type].flat().includes('string') && /(^a|A)t$/.test(property)) own.format ??= 'date-time';
      if (!FRACTIONAL.has(property)) asInteger(own);
      if (type) constrain(own, type, property);
      unwrap(own);
    }
    const mayMiss = properties
      .filter(([property, own]) => type && isOptional(type, property, own))
      .map(([property]) => property);
    const required = schema.required?.filter((property) => !mayMiss.includes(property)) ?? [];
    if (required.length > 0) schema.required = required;
    else delete schema.required;
  }
}

function asInteger(schema: Schema): void {
  if (schema.type === 'number') schema.type = 'integer';
}

/** `allOf` with a single reference is how OpenAPI 3.0 put a description beside one; 3.1 needs no wrapping. */
function unwrap(schema: Schema): void {
  if (schema.allOf?.length !== 1 || !schema.allOf[0]!.$ref) return;
  schema.$ref = schema.allOf[0]!.$ref;
  delete schema.allOf;
  delete schema.type;
}

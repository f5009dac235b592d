import type { Type } from '@nestjs/common';
import { constrain, isOptional } from './openapi.constraints.js';
import type { Schema } from './openapi.types.js';

/** Completes the schemas of the document by what their classes validate. */
export function completeSchemas(schemas: Record<string, Schema>, models: ReadonlyMap<string, Type<object>>): void {
  for (const [name, schema] of Object.entries(schemas)) {
    const type = models.get(name);
    for (const [property, own] of Object.entries(schema.properties ?? {})) {
      if ([own.type].flat().includes('string') && property.endsWith('At')) own.format ??= 'date-time';
      if (type) {
        constrain(own, type, property);
        if (isOptional(type, property, own)) schema.required = schema.required?.filter((one) => one !== property);
      }
      unwrap(own);
    }
    if (schema.required?.length === 0) delete schema.required;
  }
}

/** `allOf` with a single reference is how OpenAPI 3.0 put a description beside one; 3.1 needs no wrapping. */
function unwrap(schema: Schema): void {
  if (schema.allOf?.length !== 1 || !schema.allOf[0]!.$ref) return;
  schema.$ref = schema.allOf[0]!.$ref;
  delete schema.allOf;
  delete schema.type;
}

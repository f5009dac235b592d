import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { parseAs, Problem } from '@pakashop/platform';
import { plainToInstance, Type as Nested } from 'class-transformer';
import { getMetadataStorage, IsArray, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import { describeApi } from './api/openapi.document.js';
import { argumentsOf, routesOf } from './api/openapi.routes.js';
import type { Document, Schema } from './api/openapi.types.js';
import { registry } from './domains.js';

type Request = Type<object>;

const propertiesOf = (type: Request): string[] => {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))];
};

/** The class that an object in this place becomes; Object where none is named. */
function classWithin(type: Request, property: string): Request {
  const made = plainToInstance(type, { [property]: [{}] }) as Record<string, object[]>;
  return [made[property]].flat()[0]!.constructor as Request;
}

/** A class and those of the objects in it. */
function withNested(type: Request, found = new Set<Request>()): Set<Request> {
  if (found.has(type)) return found;
  found.add(type);
  for (const property of propertiesOf(type)) withNested(classWithin(type, property), found);
  return found;
}

/** Everything that a body or a query is read as. */
const requestClasses = (): Request[] => {
  const read = [...routesOf(registry).values()].flatMap((route) => argumentsOf(route));
  const given = read.flatMap(({ from, name, type }) => (from !== 'path' && !name && type ? [type] : []));
  const all = new Set(given.flatMap((type) => [...withNested(type)]));
  return [...all].filter((type) => propertiesOf(type).length > 0);
};

/** Whether the rules of a property let a value through that stands there alone. */
function takes(type: Request, property: string, value: unknown): boolean {
  try {
    parseAs(type, { [property]: value });
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return !error.errors!.some(({ path }) => path === property || path.startsWith(`${property}[`));
  }
}

const isNullable = ({ type, anyOf = [] }: Schema = {}): boolean =>
  [type].flat().includes('null') || anyOf.some((choice) => isNullable(choice));

/** Where a class and its description do not agree about null, and what to do. */
function faultsOf(type: Request, described: Schema = {}): string[] {
  return propertiesOf(type).flatMap((property) => {
    const schema = described.properties?.[property];
    const field = `${type.name}.${property}`;
    const faults: string[] = [];
    if (takes(type, property, null) && !isNullable(schema))
      faults.push(`${field} takes null, which its type has not: say @Omittable() in place of @IsOptional()`);
    if (isNullable(schema) && !takes(type, property, null))
      faults.push(`${field} says null and refuses it: say @IsOptional()`);
    if (takes(type, property, [null]) && !isNullable(schema?.items))
      faults.push(`${field} takes null among its items: say what they are, as by @IsString({ each: true })`);
    return faults;
  });
}

describe('what is read from a request', () => {
  let document: Document;
  beforeAll(async () => {
    document = await describeApi(registry);
  });

  it('is null only where the description says so', () => {
    const classes = requestClasses();
    expect(classes.length).toBeGreaterThan(100);
    // Queries have no schema of their own, and no null.
    expect(classes.flatMap((type) => faultsOf(type, document.components.schemas[type.name]))).toEqual([]);
  });

  it('is looked at so that a field that takes too much is named', () => {
    class Label {
      @IsString() text: string;
    }
    class Careless {
      @IsOptional() @IsString() name?: string;
      @IsArray() tags: string[];
      @IsObject() @ValidateNested() @Nested(() => Label) label: Label;
    }
    expect(faultsOf(Careless)).toEqual([
      'Careless.name takes null, which its type has not: say @Omittable() in place of @IsOptional()',
      'Careless.tags takes null among its items: say what they are, as by @IsString({ each: true })',
    ]);
    expect(faultsOf(Label, { properties: { text: { type: ['string', 'null'] } } })).toEqual([
      'Label.text says null and refuses it: say @IsOptional()',
    ]);
    expect(faultsOf(Careless, { properties: { name: { type: ['string', 'null'] } } })).toHaveLength(1);
    expect([...withNested(Careless)]).toContain(Label);
  });
});

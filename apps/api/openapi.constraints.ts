import type { Type } from '@nestjs/common';
import { isGiven } from '@pakashop/platform';
import { getMetadataStorage } from 'class-validator';
import type { Schema } from './openapi.types.js';

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const of =
  <K extends keyof Schema>(keyword: K) =>
  (value: unknown): Schema => ({ [keyword]: value });
const is = (schema: Schema) => (): Schema => schema;

/** What each decorator of class-validator says in JSON Schema. Those that are not listed say only what the type says. */
const KEYWORDS: Readonly<Record<string, (...args: unknown[]) => Schema>> = {
  min: of('minimum'),
  max: of('maximum'),
  minLength: of('minLength'),
  maxLength: of('maxLength'),
  isLength: (minLength, maxLength) => ({
    minLength: minLength as number,
    ...(maxLength ? { maxLength: maxLength as number } : {}),
  }),
  arrayMinSize: of('minItems'),
  arrayMaxSize: of('maxItems'),
  arrayNotEmpty: is({ minItems: 1 }),
  arrayUnique: is({ uniqueItems: true }),
  isDivisibleBy: of('multipleOf'),
  isIn: (values) => ({ enum: [...(values as unknown[])] }),
  isEnum: (values) => ({ enum: Object.values(values as object) }),
  equals: of('const'),
  matches: (pattern) => ((pattern as RegExp).ignoreCase ? {} : { pattern: (pattern as RegExp).source }),
  isInt: is({ type: 'integer' }),
  isPositive: is({ minimum: 1 }),
  isLatitude: is({ minimum: -90, maximum: 90 }),
  isLongitude: is({ minimum: -180, maximum: 180 }),
  isUuid: is({ format: 'uuid' }),
  isEmail: is({ format: 'email' }),
  isUrl: is({ format: 'uri' }),
  isIso8601: is({ format: 'date-time' }),
  isDateString: is({ format: 'date-time' }),
  isISO4217CurrencyCode: is({ pattern: '^[A-Z]{3}$' }),
  isNotEmpty: is({ minLength: 1 }),
};

function rulesOf(type: Type<object>, property: string): Rule[] {
  const all = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return all.filter((rule) => rule.propertyName === property);
}

/** Whether a request may leave the property out: it says so, or has a default. */
export function isOptional(type: Type<object>, property: string, schema: Schema): boolean {
  const mayMiss = ({ name, constraints }: Rule): boolean => name === 'isOptional' || constraints?.[0] === isGiven;
  return schema.default !== undefined || rulesOf(type, property).some(mayMiss);
}

/** Adds to the schema of a property what is validated about it, with the values that are really compared. */
export function constrain(schema: Schema, type: Type<object>, property: string): void {
  for (const { name, constraints, each } of rulesOf(type, property)) {
    const target = each && schema.items ? schema.items : schema;
    const keywords = KEYWORDS[name ?? '']?.(...((constraints ?? []) as unknown[]));
    if (!keywords || target.$ref) continue;
    Object.assign(target, [target.type].flat().includes('null') ? orNull(keywords) : keywords);
  }
}

const orNull = ({ type, enum: values, ...rest }: Schema): Schema => ({
  ...rest,
  ...(type && { type: [type, 'null'].flat() }),
  ...(values && { enum: [...values, null] }),
});

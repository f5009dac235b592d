import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { ValidateIf, validateSync, type ValidationError } from 'class-validator';
import { Problem, type FieldError } from './http/problem.js';
import './validation.once.js';

/** The condition of {@link Omittable}, by which the API's description knows it. */
export const isGiven = (_: unknown, value: unknown): boolean => value !== undefined;

/**
 * What a request may leave out. Unlike with IsOptional, null is no value: it would pass for one where none is expected, or
 * take the place of a default. IsOptional is for fields whose type says null.
 */
export const Omittable = (): PropertyDecorator => ValidateIf(isGiven);

/** Flattens class-validator's tree to a path and a sentence per broken rule: `lines[0].quantity`. */
export function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap((error) => {
    const index = /^\d+$/.test(error.property);
    const path = index ? `${parent}[${error.property}]` : parent ? `${parent}.${error.property}` : error.property;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ path, message }));
    return [...own, ...fieldErrors(error.children ?? [], path)];
  });
}

export const invalidInput = (errors: FieldError[]): Problem =>
  new Problem({
    code: 'VAL_001',
    status: 400,
    title: 'The request is not valid',
    detail: 'Correct the fields named in errors and send the request again.',
    errors,
  });

/**
 * Reads plain JSON as an instance of a class-validator class.
 *
 * @throws Problem VAL_001 naming each field, also for fields the class does not know.
 */
export function parseAs<T extends object>(type: Type<T>, plain: unknown): T {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw invalidInput([{ path: '', message: 'must be a JSON object' }]);
  }
  const instance = plainToInstance(type, plain);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  if (errors.length > 0) throw invalidInput(fieldErrors(errors));
  return instance;
}

import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { FactorPending, SignedIn } from './auth.dto.js';

/** Describes the answer of a route that goes through `Entry`: signed in, or the second factor is waited for. */
export const AnswersEntry = (): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(SignedIn, FactorPending),
    ApiOkResponse({ schema: { anyOf: [SignedIn, FactorPending].map((type) => ({ $ref: getSchemaPath(type) })) } }),
  );

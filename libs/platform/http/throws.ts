import { SetMetadata } from '@nestjs/common';
import type { ProblemKind } from './problem.js';

const THROWS = 'pakashop:throws';

/** The refusals of a route beyond those that any route can answer; OpenAPI lists their codes. */
export const Throws = (...kinds: readonly ProblemKind[]): MethodDecorator => SetMetadata(THROWS, kinds);

export const throwsOf = (handler: object): readonly ProblemKind[] =>
  (Reflect.getMetadata(THROWS, handler) as readonly ProblemKind[] | undefined) ?? [];

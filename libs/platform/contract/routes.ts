import { RequestMethod, type Type } from '@nestjs/common';
import { meteringOf, ruleOf } from '../http/access.js';
import type { StatedRoute } from './topology.js';

/** The routes of controllers that need not run here; one that does not say who may call it is none, and boots nowhere. */
export const statedRoutes = (types: readonly Type<object>[]): StatedRoute[] =>
  types.filter((type) => Reflect.hasMetadata('path', type)).flatMap(routesOf);

function routesOf(controller: Type<object>): StatedRoute[] {
  const prototype = controller.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name]!;
    const rule = ruleOf(handler);
    if (!rule || !Reflect.hasMetadata('path', handler)) return [];
    const method = RequestMethod[Reflect.getMetadata('method', handler) as RequestMethod];
    return [{ method, path: pathOf(controller, handler), rule, metering: meteringOf(handler) }];
  });
}

const pathOf = (...targets: readonly object[]): string =>
  targets
    .flatMap((target) => (Reflect.getMetadata('path', target) as string).split('/'))
    .filter(Boolean)
    .join('/');

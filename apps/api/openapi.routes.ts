import type { Type } from '@nestjs/common';
import { domainMetadata, type DomainRow } from '@pakashop/platform';

/** A method that answers requests. */
export interface Route {
  readonly controller: Type<object>;
  readonly method: string;
  readonly handler: object;
}

/** The routes of all domains that are built, by {@link routeKey}. */
export function routesOf(registry: readonly DomainRow[]): Map<string, Route> {
  const controllers = registry.flatMap(({ module }) => (module ? (domainMetadata(module).api ?? []) : []));
  const routes = new Map<string, Route>();
  for (const controller of controllers.filter((type) => Reflect.hasMetadata('path', type))) {
    const prototype = controller.prototype as Record<string, object>;
    for (const method of Object.getOwnPropertyNames(prototype)) {
      const handler = prototype[method]!;
      if (!Reflect.hasMetadata('path', handler)) continue;
      routes.set(routeKey(controller.name, method), { controller, method, handler });
    }
  }
  return routes;
}

/** Name of an operation, for code made from the document: `PaymentsController.initiate` is `payments_initiate`. */
export function routeKey(controller: string, method: string): string {
  const area = controller.replace(/Controller$/, '');
  return `${area[0]!.toLowerCase()}${area.slice(1)}_${method}`;
}

const BODY = 3;
const QUERY = 4;
const PARAM = 5;

/** One parameter of a handler: what part of the request it is, read as which class, through which pipes. */
export interface Argument {
  readonly from: 'body' | 'query' | 'path';
  /** A single value of the query or path; undefined for all of them. */
  readonly name?: string;
  readonly type?: Type<object>;
  readonly pipes: readonly unknown[];
}

/** The parameters of a handler that come from the request. */
export function argumentsOf({ controller, method }: Route): Argument[] {
  const kinds = { [BODY]: 'body', [QUERY]: 'query', [PARAM]: 'path' } as const;
  const declared = (Reflect.getMetadata('__routeArguments__', controller, method) ?? {}) as Record<
    string,
    { index: number; data?: unknown; pipes?: unknown[] }
  >;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, method) ??
    []) as Type<object>[];
  return Object.entries(declared).flatMap(([key, { index, data, pipes }]) => {
    const from = kinds[Number(key.split(':')[0]) as keyof typeof kinds];
    const name = typeof data === 'string' ? data : undefined;
    return from ? [{ from, name, type: types[index], pipes: pipes ?? [] }] : [];
  });
}

import type { INestApplication, Type } from '@nestjs/common';
import { ApplicationConfig } from '@nestjs/core';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { DomainRow } from '@pakashop/platform';
import metadata from './metadata.generated.js';
import { head, SECURITY_SCHEMES, TAGS } from './openapi.info.js';
import { completeOperation } from './openapi.operation.js';
import { PROBLEM, sharedAnswers } from './openapi.problems.js';
import { type Route, routeKey, routesOf } from './openapi.routes.js';
import { completeSchemas } from './openapi.schemas.js';
import type { Document } from './openapi.types.js';

type Models = readonly [name: string, type: Type<object>][];

/**
 * Describes the routes of all domains that are built, wherever they run, as OpenAPI 3.1. Types and comments come from the
 * generated metadata, constraints from class-validator, access and problems from what each route states.
 *
 * @throws Error when two classes of the document have one name
 */
export async function describeApi(registry: readonly DomainRow[]): Promise<Document> {
  const models = await loadModels();
  const routes = routesOf(registry);
  const document = SwaggerModule.createDocument(blueprint(routes), head() as OpenAPIObject, {
    ignoreGlobalPrefix: true,
    autoTagControllers: false,
    operationIdFactory: routeKey,
  }) as unknown as Document;
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  for (const operation of operations) completeOperation(operation, routes.get(operation.operationId)!);
  requireOwnNames(models);
  completeSchemas(document.components.schemas, new Map(models));
  const used = new Set(operations.flatMap(({ tags }) => tags));
  return {
    ...head(),
    tags: TAGS.filter(({ name }) => used.has(name)),
    paths: sorted(document.paths),
    components: {
      schemas: sorted({ ...document.components.schemas, Problem: PROBLEM }),
      responses: sharedAnswers(),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

/**
 * All that SwaggerModule looks at in an application: its controllers. Nothing is started, and domains that run elsewhere
 * are there too.
 */
function blueprint(routes: ReadonlyMap<string, Route>): INestApplication {
  const types = new Set([...routes.values()].map(({ controller }) => controller));
  const controllers = [...types].map((metatype) => ({
    metatype,
    instance: Object.create(metatype.prototype as object) as object,
  }));
  const modules = [{ metatype: Object, imports: new Set(), controllers: new Map(controllers.entries()) }];
  return {
    container: { getModules: () => new Map(modules.entries()) },
    config: new ApplicationConfig(),
    getHttpAdapter: () => ({ getType: () => 'fastify' }),
  } as unknown as INestApplication;
}

/** The classes that name schemas. */
async function loadModels(): Promise<Models> {
  const loaded = await metadata();
  await SwaggerModule.loadPluginMetadata(() => Promise.resolve(loaded));
  const files = loaded['@nestjs/swagger'].models as unknown as [Promise<Record<string, Type<object>>>, object][];
  const models = files.map(async ([file, names]) => {
    const module = await file;
    return Object.keys(names).map((name): [string, Type<object>] => [name, module[name]!]);
  });
  return (await Promise.all(models)).flat();
}

/** Of two classes with one name the document would show one in both places, as soon as both are in it. */
function requireOwnNames(models: Models): void {
  const names = models.map(([name]) => name);
  const shared = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  if (shared.size > 0)
    throw new Error(`several DTO classes are called ${[...shared].join(', ')}: give each its own name`);
}

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1)));

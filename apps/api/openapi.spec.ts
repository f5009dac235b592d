import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { compose, createApplication } from '@pakashop/platform';
import { testEnv } from '@pakashop/platform/testing';
import { hash, randomUUID } from 'node:crypto';
import { registry } from '../domains.js';
import { describeApi } from './openapi.document.js';
import { serveDocs } from './openapi.js';
import type { Answer, Document, Operation, Schema } from './openapi.types.js';

const KEY = 'client-key-of-the-description';
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

interface Served {
  readonly app: NestFastifyApplication;
  /** What Fastify knows, as `GET /api/v1/shops/:slug`. */
  readonly routes: string[];
}

async function serve(env: NodeJS.ProcessEnv = {}): Promise<Served> {
  const composition = compose(
    'api',
    registry,
    testEnv({
      JWT_SECRET: 'j'.repeat(40),
      PAKASHOP_CLIENT_KEY: KEY,
      RATE_LIMIT_AUTH: '10000',
      RATE_LIMIT_ADDRESS: '100000',
      ...env,
    }),
  );
  const app = await createApplication(composition);
  const routes: string[] = [];
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (METHODS.includes(one)) routes.push(`${one} ${url}`);
  });
  serveDocs(app, composition);
  await app.init();
  await server.ready();
  return { app, routes };
}

let app: NestFastifyApplication;
let routes: string[];
let document: Document;
let operations: { method: string; address: string; operation: Operation }[];

beforeAll(async () => {
  ({ app, routes } = await serve());
  document = await describeApi(registry);
  operations = Object.entries(document.paths).flatMap(([address, path]) =>
    Object.entries(path).map(([method, operation]) => ({ method, address, operation })),
  );
}, 60_000);

afterAll(() => app?.close());

/** Names what breaks a rule, for a message that says where. */
const breaking = (rule: (one: (typeof operations)[number]) => boolean): string[] =>
  operations.filter((one) => !rule(one)).map(({ operation }) => operation.operationId);

const answersOf = (operation: Operation, kind: 'success' | 'refusal'): [string, Answer][] =>
  Object.entries(operation.responses)
    .filter(([status]) => Number(status) >= 400 === (kind === 'refusal'))
    .map(([status, answer]) => [
      status,
      '$ref' in answer ? document.components.responses[answer.$ref.split('/').at(-1)!]! : answer,
    ]);

const codesOf = (answer: Answer): unknown[] =>
  answer.content?.['application/problem+json']?.schema.allOf?.[1]?.properties?.code?.enum ?? [];

/** Every object in the document, with where it stands. */
function* walk(node: unknown, path = '#'): Generator<[string, Record<string, unknown>]> {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) yield [path, node as Record<string, unknown>];
  for (const [key, value] of Object.entries(node)) yield* walk(value, `${path}/${key}`);
}

describe('the document', () => {
  it('is served', async () => {
    const answer = await app.inject('/api/v1/openapi.json');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.json()).toEqual(document);
  });

  it('describes the routes that there are, and no others', () => {
    const shape = (address: string): string => address.replaceAll(/:\w+|\{\w+\}/g, '{}');
    const served = routes.filter((route) => / \/api\/v1\/(?!openapi\.json)/.test(route)).map(shape);
    const described = operations.map(({ method, address }) => shape(`${method.toUpperCase()} /api/v1${address}`));
    expect(described.toSorted()).toEqual([...new Set(served)].toSorted());
    expect(operations.length).toBeGreaterThan(20);
  });

  it('is OpenAPI 3.1 without the ways of 3.0', () => {
    expect(document.openapi).toBe('3.1.0');
    const old = [...walk(document)].filter(
      ([, node]) => typeof node.nullable === 'boolean' || node.exclusiveMinimum === true,
    );
    expect(old.map(([path]) => path)).toEqual([]);
  });

  it('has no two addresses that differ only in the names of their parameters', () => {
    const shapes = Object.keys(document.paths).map((address) => address.replaceAll(/\{\w+\}/g, '{}'));
    expect(shapes.filter((shape, index) => shapes.indexOf(shape) !== index)).toEqual([]);
  });

  it('refers only to what it holds, and holds nothing that nobody refers to', () => {
    const wanted = [...walk(document)].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
    const held = Object.entries(document.components)
      .filter(([kind]) => kind !== 'securitySchemes')
      .flatMap(([kind, entries]) => Object.keys(entries).map((name) => `#/components/${kind}/${name}`));
    expect([...new Set(wanted)].toSorted()).toEqual(held.toSorted());
  });

  it('knows the type of every field', () => {
    const isTyped = (schema: Schema): boolean =>
      Boolean(schema.$ref ?? schema.anyOf ?? schema.allOf ?? schema.enum) ||
      (schema.type === 'object' ? Boolean(schema.properties ?? schema.additionalProperties) : Boolean(schema.type));
    const fields = [...walk(document.components.schemas)].flatMap(([path, { properties, items }]) => [
      ...Object.entries((properties ?? {}) as Record<string, Schema>).map(
        ([name, schema]) => [`${path}/${name}`, schema] as const,
      ),
      ...(items ? [[`${path}/items`, items as Schema] as const] : []),
    ]);
    expect(fields.length).toBeGreaterThan(100);
    expect(fields.filter(([, schema]) => !isTyped(schema)).map(([path]) => path)).toEqual([]);
  });
});

describe('every operation', () => {
  it('has a name of its own, a sentence and a group that is explained', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    const tags = document.tags!.map(({ name }) => name);
    expect(
      breaking(({ operation }) => Boolean(operation.summary) && operation.tags.every((tag) => tags.includes(tag))),
    ).toEqual([]);
    expect(breaking(({ operation }) => operation.tags.length === 1)).toEqual([]);
  });

  it('says who may call it, by schemes that are described', () => {
    const schemes = Object.keys(document.components.securitySchemes);
    const known = ({ security = [] }: Operation): boolean =>
      security.length > 0 && security.flatMap((choice) => Object.keys(choice)).every((name) => schemes.includes(name));
    expect(breaking(({ operation }) => known(operation))).toEqual([]);
    expect(
      breaking(({ operation }) => ['public', 'guest', 'person', 'provider'].includes(operation['x-audience']!)),
    ).toEqual([]);
  });

  it('describes its parameters: those of the address and no others', () => {
    const placeholders = (address: string): string[] => [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const own = ({ parameters = [] }: Operation): string[] =>
      parameters.filter((one) => one.in === 'path' && one.required).map(({ name }) => name);
    const fits = (address: string, operation: Operation): boolean =>
      placeholders(address).toSorted().join() === own(operation).toSorted().join();
    expect(breaking(({ address, operation }) => fits(address, operation))).toEqual([]);
    expect(
      breaking(({ operation }) => (operation.parameters ?? []).every(({ schema }) => Boolean(schema?.type))),
    ).toEqual([]);
  });

  it('answers with a schema, or says that there is no body', () => {
    const isEmpty = (status: string): boolean => ['204', '304'].includes(status);
    const fine = ({ operation }: (typeof operations)[number]): boolean => {
      const answers = answersOf(operation, 'success');
      const bodies = answers.map(([status, { content = {} }]) => {
        const kinds = Object.values(content);
        const described = kinds.length > 0 && kinds.every(({ schema }) => Boolean(schema));
        // Providers get an empty 200 for a callback.
        return isEmpty(status) !== described || (operation['x-audience'] === 'provider' && kinds.length === 0);
      });
      return answers.length > 0 && bodies.every(Boolean);
    };
    expect(breaking(fine)).toEqual([]);
  });

  it('names the codes of its refusals', () => {
    const fine = (operation: Operation, needed: string[]): boolean => {
      const refusals = answersOf(operation, 'refusal');
      const statuses = refusals.map(([status]) => status);
      return (
        needed.every((status) => statuses.includes(status)) &&
        refusals.every(([, answer]) => codesOf(answer).length > 0)
      );
    };
    expect(breaking(({ operation }) => fine(operation, ['429', '500', '503']))).toEqual([]);
    expect(breaking(({ operation }) => fine(operation, operation['x-permission'] ? ['401', '403'] : []))).toEqual([]);
    expect(breaking(({ operation }) => fine(operation, operation.requestBody ? ['400', '413', '415'] : []))).toEqual(
      [],
    );
  });

  it.each([
    ['a stranger', {}],
    ['an application', { 'x-pakashop-key': KEY }],
    ['a guest', { 'x-pakashop-key': KEY, 'x-guest-token': 'g'.repeat(40) }],
    ['somebody with a bad token', { 'x-pakashop-key': KEY, authorization: 'Bearer none' }],
  ])('answers %s as described', async (_who, headers) => {
    const surprises: string[] = [];
    for (const { method, address, operation } of operations) {
      const url = `/api/v1${address.replaceAll(/\{\w+\}/g, randomUUID())}`;
      const answer = await app.inject({ method: method.toUpperCase() as 'GET', url, headers });
      const described = Object.fromEntries([...answersOf(operation, 'success'), ...answersOf(operation, 'refusal')])[
        answer.statusCode
      ];
      const code = answer.statusCode < 400 ? undefined : answer.json<{ code: string }>().code;
      if (!described || (code && !codesOf(described).includes(code))) {
        surprises.push(`${operation.operationId}: ${answer.statusCode} ${code ?? ''}`);
      }
    }
    expect(surprises).toEqual([]);
  });
});

describe('the page', () => {
  it('shows every operation and loads nothing from elsewhere', async () => {
    const { statusCode, headers, body } = await app.inject('/api/docs');
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toContain('text/html');
    const missing = operations.filter(({ operation }) => !body.includes(`id="${operation.operationId}"`));
    expect(missing).toEqual([]);
    expect(body).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)=/);
  });

  it('runs its own script and style, and no other', async () => {
    const { headers, body } = await app.inject('/api/docs');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    for (const tag of ['script', 'style']) {
      const [, text] = new RegExp(`<${tag}>([\\s\\S]*)</${tag}>`).exec(body)!;
      expect(policy).toContain(`${tag}-src 'sha256-${hash('sha256', text!, 'base64')}'`);
    }
  });
});

it('is switched off by API_DOCS=false', async () => {
  const silent = await serve({ API_DOCS: 'false' });
  const headers = { 'x-pakashop-key': KEY };
  const answers = await Promise.all(
    ['/api/docs', '/api/v1/openapi.json'].map((url) => silent.app.inject({ url, headers })),
  );
  await silent.app.close();
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404]);
}, 60_000);

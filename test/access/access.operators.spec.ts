import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Schema } from '../../apps/api/openapi.types.js';
import { Bodies } from './access.bodies.js';
import { everybody, few } from './access.cells.js';
import { changed, Digest } from './access.digest.js';
import { hide } from './access.hidden.js';
import { Market, type Request, type Route } from './access.market.js';
import type { Caller } from './access.people.js';
import { type Row, rowsOf } from './access.rows.js';
import { TABLE } from './access.table.js';
import { nothing } from './access.things.js';

/** What libraries of databases take for a condition that everything meets, and lists where one thing is asked for. */
const OPERATORS: readonly unknown[] = [{ $gt: '' }, { not: '' }, { contains: '' }, ['a'], [], {}];
const IN_PATHS = ['{"$gt":""}', '["a"]', '[object Object]', '__proto__', 'constructor', '%', '*', "' OR ''='"];
/** Ways to write an operator, an object or a list into a query. */
const IN_QUERIES = (name: string): Record<string, string>[] => [
  { [`${name}[$gt]`]: '' },
  { [`${name}[not]`]: '' },
  { [`${name}[]`]: 'a' },
  { [`${name}.not`]: '' },
  { [`__proto__[${name}]`]: 'a' },
];

let market: Market;
let bodies: Bodies;
let callers: readonly Caller[];
const count = { paths: 0, queries: 0, fields: 0 };

beforeAll(async () => {
  market = await Market.open();
  bodies = new Bodies(market.document);
  callers = await everybody(market.people);
  // Of what would be found if an operator were taken for one.
  await hide(market);
}, 60_000);
afterAll(() => market?.app.close());

const ableTo = ({ who }: Row): Caller | undefined =>
  callers.find((caller) => caller.userId !== undefined && who.includes(caller.who)) ??
  callers.find((caller) => who.includes(caller.who));

/** Sends it; says what was answered when it is no refusal. */
async function refused(route: Route, caller: Caller, request: Request, what: string): Promise<string[]> {
  const { statusCode, body } = await market.send(route, caller, request);
  const isRefused = statusCode >= 400 && statusCode < 500;
  return isRefused ? [] : [`${route.name} as ${caller.who} with ${what}: ${statusCode} ${body.slice(0, 200)}`];
}

async function inPaths(route: Route, caller: Caller, schema: Schema | undefined): Promise<string[]> {
  const params = nothing(route.path);
  const body = schema && (bodies.one(schema) as object);
  const asked = Object.keys(params).flatMap((name) => IN_PATHS.map((value) => ({ ...params, [name]: value })));
  count.paths += asked.length;
  const wrong = await few(asked, (one) => refused(route, caller, { params: one, body }, JSON.stringify(one)), 2);
  return wrong.flat();
}

async function inQueries(route: Route, caller: Caller): Promise<string[]> {
  const own = (route.operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const asked = own.flatMap(({ name }) => IN_QUERIES(name));
  count.queries += asked.length;
  const params = nothing(route.path);
  const wrong = await few(asked, (query) => refused(route, caller, { params, query }, JSON.stringify(query)), 2);
  return wrong.flat();
}

interface Filled {
  readonly value: unknown;
  /** Where operators stand in it. */
  readonly at: readonly string[];
}

/** The value with the operator in the place of everything that is a text, a number or a switch. */
function filled(value: unknown, given: Schema, operator: unknown, at = ''): Filled {
  const schema = bodies.resolve(given);
  if (Array.isArray(value)) {
    const items = value.map((item, i) => filled(item, schema.items ?? {}, operator, `${at}[${i}]`));
    return { value: items.map((item) => item.value), at: items.flatMap((item) => item.at) };
  }
  if (typeof value !== 'object' || value === null) return { value: operator, at: [at] };
  const parts = Object.entries(value).map(([name, part]) => {
    const of = schema.properties?.[name];
    return [
      name,
      of ? filled(part, of, operator, at === '' ? name : `${at}.${name}`) : { value: part, at: [] },
    ] as const;
  });
  return {
    value: Object.fromEntries(parts.map(([name, part]) => [name, part.value])),
    at: parts.flatMap(([, p]) => p.at),
  };
}

/** Every field has to be named as wrong: one that is not would have been taken. */
async function inBodies(route: Route, caller: Caller, schema: Schema | undefined): Promise<string[]> {
  if (!schema?.properties) return [];
  const params = nothing(route.path);
  const whole = bodies.one(schema, { whole: true });
  const wrong = await few(
    OPERATORS,
    async (operator) => {
      const { value, at } = filled(whole, schema, operator);
      if (at.length === 0) return [];
      count.fields += at.length;
      const answer = await market.send(route, caller, { params, body: value as object });
      const what = `${route.name} with ${JSON.stringify(operator)}`;
      if (answer.statusCode !== 400) return [`${what}: ${answer.statusCode} ${answer.body.slice(0, 200)}`];
      const named = (answer.json<{ errors?: { path: string }[] }>().errors ?? []).map(({ path }) => path);
      const isNamed = (path: string) =>
        named.some((one) => one === path || path.startsWith(`${one}[`) || one.startsWith(path));
      return at.filter((path) => !isNamed(path)).map((path) => `${what} takes ${path}`);
    },
    2,
  );
  return wrong.flat();
}

it('no operator, object or list stands in for an id or a value: in no path, no query and no body, and nothing changes', async () => {
  const digest = await Digest.open();
  try {
    const before = await digest.take();
    const wrong = await few(rowsOf(TABLE), async (row) => {
      const caller = ableTo(row);
      if (!caller) return [];
      const route = market.route(row.route);
      const schema = bodies.schemaOf(route.operation);
      return [
        ...(await inPaths(route, caller, schema)),
        ...(await inQueries(route, caller)),
        ...(await inBodies(route, caller, schema)),
      ];
    });
    expect(wrong.flat()).toEqual([]);
    expect(changed(before, await digest.take())).toEqual([]);
  } finally {
    await digest.close();
  }
  process.stdout.write(`operators: ${count.paths} in paths, ${count.queries} in queries, ${count.fields} in fields\n`);
  expect(Math.min(count.paths, count.queries, count.fields)).toBeGreaterThan(500);
  expect(({} as Record<string, unknown>).limit).toBeUndefined();
}, 120_000);

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Schema } from '../../apps/api/openapi.types.js';
import { Bodies } from './access.bodies.js';
import { everybody, few } from './access.cells.js';
import { changed, Digest } from './access.digest.js';
import { Market, type Route } from './access.market.js';
import type { Caller } from './access.people.js';
import { type Row, rowsOf } from './access.rows.js';
import { TABLE } from './access.table.js';
import { nothing } from './access.things.js';
import { PRIVILEGED } from './access.weird.js';

let market: Market;
let bodies: Bodies;
let callers: readonly Caller[];
const count = { sent: 0, fields: 0 };

beforeAll(async () => {
  market = await Market.open();
  bodies = new Bodies(market.document);
  callers = await everybody(market.people);
}, 60_000);
afterAll(() => market?.app.close());

/** An object of a body: where it stands, what belongs into it, and the body with something more in it. */
interface Place {
  readonly at: string;
  readonly known: readonly string[];
  with(more: object): unknown;
}

/** Every object in a body that has a schema of its own; what a client may name freely has none. */
function placesIn(value: unknown, given: Schema, at = '', wrap = (inner: unknown): unknown => inner): Place[] {
  const schema = bodies.resolve(given);
  if (Array.isArray(value)) {
    return value.flatMap((item, i) =>
      placesIn(item, schema.items ?? {}, `${at}[${i}]`, (inner) => wrap(value.with(i, inner))),
    );
  }
  if (typeof value !== 'object' || value === null || !schema.properties) return [];
  const { properties } = schema;
  const own = { at, known: Object.keys(properties), with: (more: object) => wrap({ ...value, ...more }) };
  const inner = Object.entries(value).flatMap(([name, part]) =>
    placesIn(part, properties[name]!, at === '' ? name : `${at}.${name}`, (within) =>
      wrap({ ...value, [name]: within }),
    ),
  );
  return [own, ...inner];
}

/** What a route says of fields that it does not know, in one object of its body. */
async function misses(route: Route, caller: Caller, { at, known, with: put }: Place): Promise<string[]> {
  const foreign = Object.entries(PRIVILEGED).filter(([name]) => !known.includes(name));
  const body = put(Object.fromEntries(foreign)) as object;
  const answer = await market.send(route, caller, { params: nothing(route.path), body });
  count.sent++;
  count.fields += foreign.length;
  if (answer.statusCode !== 400) return [`${route.name} as ${caller.who}: ${answer.statusCode} ${answer.body}`];
  const { errors = [] } = answer.json<{ errors?: { path: string; message: string }[] }>();
  const refused = errors.filter(({ message }) => message.endsWith('should not exist')).map(({ path }) => path);
  const wanted = foreign.map(([name]) => (at === '' ? name : `${at}.${name}`));
  return wanted.filter((path) => !refused.includes(path)).map((path) => `${route.name} takes ${path}`);
}

const ableTo = ({ who }: Row): Caller | undefined =>
  callers.find((caller) => caller.userId !== undefined && who.includes(caller.who));

it('nobody sets what is not theirs to set, at any depth of any body, and nothing changes', async () => {
  const digest = await Digest.open();
  try {
    const before = await digest.take();
    const wrong = await few(rowsOf(TABLE), async (row) => {
      const route = market.route(row.route);
      const schema = bodies.schemaOf(route.operation);
      const caller = ableTo(row);
      if (!schema?.properties || !caller) return [];
      const places = placesIn(bodies.one(schema, { whole: true }), schema);
      return (await few(places, (place) => misses(route, caller, place), 1)).flat();
    });
    expect(wrong.flat()).toEqual([]);
    expect(changed(before, await digest.take())).toEqual([]);
  } finally {
    await digest.close();
  }
  process.stdout.write(`${count.fields} fields in ${count.sent} requests\n`);
  expect(count.fields).toBeGreaterThan(1_000);
});

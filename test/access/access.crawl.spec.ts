import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Parameter } from '../../apps/api/openapi.types.js';
import { surfacesOf } from '../../libs/backend/auth/auth.permissions.js';
import { Bodies } from './access.bodies.js';
import { type Cell, cellsOf, everybody, few, Shelf } from './access.cells.js';
import { type Hidden, hideFor, MARKER, tells } from './access.hidden.js';
import { Market, type Request, type Route } from './access.market.js';
import type { Caller } from './access.people.js';
import { rowsOf } from './access.rows.js';
import { TABLE } from './access.table.js';
import { Things } from './access.things.js';

/** Where a mark would be seen at all. */
const MARKED = [
  ...['orders', 'offers', 'vendor/products', 'vendor/shops/{id}/team', 'delivery/fleets/{id}/team'],
  ...['orders', 'offers', 'disputes', 'earnings', 'payouts'].map((what) => `shops/{shopId}/${what}`),
  ...['delivery/agent', 'delivery/fleets/{fleetId}'].flatMap((whose) => [`${whose}/earnings`, `${whose}/payouts`]),
].map((path) => `GET /${path}`);

/** Pages of a list at most; nobody here has so many things. */
const PAGES = 40;

let market: Market;
let bodies: Bodies;
let shelf: Shelf;
let hidden: { ids: string[]; owners: Hidden };
let callers: readonly Caller[];

beforeAll(async () => {
  market = await Market.open();
  bodies = new Bodies(market.document);
  shelf = new Shelf(new Things(market), market, bodies);
  callers = (await everybody(market.people)).filter((caller) => !isStaff(caller));
  hidden = await hideFor(market);
}, 60_000);
afterAll(() => market?.app.close());

/** They see what belongs to others by their office. */
const isStaff = ({ role }: Caller): boolean => role !== undefined && surfacesOf([{ role }]).includes('staff');

const count = { lists: 0, requests: 0, cursors: 0 };
/** Lists, and by which cursor the owner of the mark came further in them. */
const cursors = new Map<string, string>();

/** What a route answers as a list. */
function isList({ operation }: Route): boolean {
  const { content } = (operation.responses[200] ?? {}) as Partial<Answer>;
  const schema = content?.['application/json']?.schema;
  return schema !== undefined && 'data' in (bodies.resolve(schema).properties ?? {});
}

const lists = () =>
  rowsOf(TABLE)
    .filter(({ route }) => route.startsWith('GET '))
    .map((row) => ({ row, route: market.route(row.route) }))
    .filter(({ route }) => isList(route));

const queriesOf = ({ operation }: Route): readonly Parameter[] =>
  (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');

/** All that a filter can be set to which might lead to what is hidden. */
function valuesOf({ name, schema }: Parameter): readonly string[] {
  if (name === 'limit' || name === 'cursor') return [];
  if (schema.enum) return schema.enum.map(String);
  if (schema.format === 'uuid') return hidden.ids;
  if (schema.type === 'boolean') return ['true', 'false'];
  // Not all of it: else an answer that repeats the question would seem to tell.
  return schema.type === 'string' && !schema.format ? [MARKER.slice(0, -1), MARKER.slice(0, 6).toLowerCase()] : [];
}

/** Asks for all pages; answers each, as far as there was one. */
async function pagesOf(route: Route, caller: Caller, request: Request): Promise<string[]> {
  const isPaged = queriesOf(route).some(({ name }) => name === 'cursor');
  const bodies: string[] = [];
  for (let cursor: string | undefined, page = 0; page < PAGES; page++) {
    const query = { ...request.query, ...(isPaged && { limit: '1' }), ...(cursor !== undefined && { cursor }) };
    const answer = await market.send(route, caller, { ...request, query });
    count.requests++;
    bodies.push(answer.body);
    const { nextCursor } = answer.statusCode === 200 ? answer.json<{ nextCursor?: string | null }>() : {};
    if (!nextCursor) return bodies;
    cursor = nextCursor;
  }
  throw new Error(`${route.name} has no end for ${caller.who}`);
}

/** Everything that somebody can be told by a list about what is theirs. */
async function crawl({ route, caller }: Cell, request: Request): Promise<string[]> {
  const filters = queriesOf(route).flatMap((parameter) =>
    valuesOf(parameter).map((value) => ({ ...request, query: { ...request.query, [parameter.name]: value } })),
  );
  const all = await few([request, ...filters], (one) => pagesOf(route, caller, one), 3);
  return all.flat();
}

/** The questions about a list to those who may ask it about something of their own. */
const cellsFor = ({ row, route }: ReturnType<typeof lists>[number], by: readonly Caller[]): Cell[] =>
  cellsOf(row, route, by).filter(({ whose, expected }) => whose === 'own' && expected.status === 200);

describe('every list', () => {
  it('shows the mark to those whose it is', async () => {
    const found = new Set<string>();
    for (const list of lists()) {
      for (const cell of cellsFor(list, Object.values(hidden.owners))) {
        const request = await shelf.request(cell, true);
        if (request && (await crawl(cell, request)).some(tells)) found.add(list.route.name);
        const first = request && (await market.send(cell.route, cell.caller, { ...request, query: { limit: '1' } }));
        const { nextCursor } = first?.statusCode === 200 ? first.json<{ nextCursor?: string | null }>() : {};
        if (nextCursor) cursors.set(list.route.name, nextCursor);
      }
    }
    expect([...found]).toEqual(expect.arrayContaining(MARKED));
  }, 60_000);

  it('shows it to nobody else, on no page, by no filter and by no cursor of its owner', async () => {
    const wrong = await few(lists(), async (list) => {
      count.lists++;
      const cells = cellsFor(list, callers);
      const leaks = await few(cells, async (cell) => {
        const request = await shelf.request(cell);
        if (!request) return [];
        const cursor = cursors.get(list.route.name);
        const stolen = cursor ? await pagesOf(cell.route, cell.caller, { ...request, query: { cursor } }) : [];
        count.cursors += stolen.length;
        const told = [...(await crawl(cell, request)), ...stolen].filter(tells);
        return told.map((body) => `${list.route.name} as ${cell.caller.who}: ${body.slice(0, 300)}`);
      });
      return leaks.flat();
    });
    expect(wrong.flat()).toEqual([]);
    process.stdout.write(
      `${count.requests} requests to ${count.lists} lists, ${count.cursors} by a cursor of somebody else\n`,
    );
    expect(count.lists).toBeGreaterThan(70);
    expect(count.cursors).toBeGreaterThan(20);
  }, 120_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { domainMetadata, sql } from '@pakashop/platform';
import { registry } from '../../apps/domains.js';
import { PERMISSIONS, surfacesOf } from '../../libs/backend/auth/auth.permissions.js';
import { Bodies } from './access.bodies.js';
import { type Cell, cellsOf, everybody, few, forgetful, Shelf } from './access.cells.js';
import { changed, Digest } from './access.digest.js';
import { hide, tells } from './access.hidden.js';
import { THEIRS } from './access.makers.js';
import { Market, type Request } from './access.market.js';
import type { Caller } from './access.people.js';
import { rowsOf, WHOSE } from './access.rows.js';
import { TABLE } from './access.table.js';
import { Things } from './access.things.js';

const rows = rowsOf(TABLE);

let market: Market;
let digest: Digest;
let shelf: Shelf;
let callers: readonly Caller[];
let late: readonly Caller[];

beforeAll(async () => {
  market = await Market.open();
  digest = await Digest.open();
  shelf = new Shelf(new Things(market), market, new Bodies(market.document));
  callers = await everybody(market.people);
  late = await forgetful(market.people);
  await hide(market);
}, 60_000);
afterAll(async () => {
  await digest?.close();
  await market?.app.close();
});

const count = { cells: 0 };
/** Of which routes somebody who may was really asked about what is theirs, and about what is others'. */
const asked = new Set<string>();
/** Routes by which staff has done something that nobody can read of, of which the reason is lost, or the change. */
const unwritten = new Set<string>();
const reasonless = new Set<string>();
const changeless = new Set<string>();
const nameOf = ({ route, caller, whose }: Cell): string => `${route.name} by ${caller.who} about ${whose}`;

/** Sends what a cell asks; says what was answered instead of what the table says. */
async function ask(cell: Cell, request: Request): Promise<string[]> {
  const { expected } = cell;
  const answer = await market.send(cell.route, cell.caller, request);
  count.cells++;
  if (!expected.refused) asked.add(`${cell.route.name} ${cell.whose}`);
  const { code } = answer.statusCode < 400 ? {} : answer.json<{ code?: string }>();
  const fits = answer.statusCode === expected.status && (expected.codes?.includes(code!) ?? true);
  if (!fits) return [`${nameOf(cell)}: ${answer.statusCode} ${code ?? ''}, not ${expected.status}`];
  const isOurs = cell.whose === 'own' || !answer.body.includes(String(THEIRS));
  return (tells(answer.body) || !isOurs) && !isStaff(cell.caller) ? [`${nameOf(cell)}: tells of somebody else`] : [];
}

/** See what belongs to others by their office. */
const isStaff = ({ role }: Caller): boolean => role !== undefined && surfacesOf([{ role }]).includes('staff');

const cellsFor = (row: (typeof rows)[number]): Cell[] => {
  const all = row.marks.has('fresh') ? [...callers, ...late.filter(({ who }) => isAmong(row.who, who))] : callers;
  return cellsOf(row, market.route(row.route), all);
};
const isAmong = (who: readonly string[], stale: string): boolean => who.includes(stale.replace('stale ', ''));

/** Whether the answer may leave something behind: a change that was asked for, a guess that is counted, a note. */
const mayWrite = ({ row, route, expected }: Cell): boolean =>
  !expected.refused && ((isNoted(row) && expected.status !== 404) || (route.method !== 'GET' && expected.status < 400));
const isNoted = ({ marks }: Cell['row']): boolean => marks.has('counts') || marks.has('told');

/** What staff may and did, as far as it is more than a look. */
const isDeed = ({ route: { method, operation }, caller, expected }: Cell): boolean =>
  isStaff(caller) && operation['x-permission'] !== undefined && method !== 'GET' && expected.status < 300;

/** What the audit says that somebody did, the last first. */
const deedsOf = ({ userId }: Caller): Promise<{ why: string | null; isChange: boolean }[]> =>
  market.db.rows(sql`
    SELECT why, coalesce(before, after, nullif(detail, '{}')) IS NOT NULL AS "isChange" FROM platform.audit
    WHERE actor = ${`person:${userId}`} ORDER BY id DESC`);

/** Looks whether the audit says what was done, that something changed, and the reason where one was given. */
function readDeeds(name: string, { body, query }: Request, deeds: Awaited<ReturnType<typeof deedsOf>>): void {
  const { reason } = { ...query, ...(typeof body === 'object' && body) } as { reason?: string };
  if (deeds.length === 0) unwritten.add(name);
  else if (!deeds.some(({ isChange }) => isChange)) changeless.add(name);
  if (reason !== undefined && !deeds.some(({ why }) => why === reason.trim())) reasonless.add(name);
}

describe('the table', () => {
  it('has a line for every route, and no other', () => {
    expect(rows.map(({ route }) => route).toSorted()).toEqual(market.routes.map(({ name }) => name).toSorted());
  });

  it('leaves no permission that opens nothing', () => {
    const asked = new Set(market.routes.map(({ operation }) => operation['x-permission']));
    // Which orders somebody sees is part of the query.
    const looked = ['orders.read.any'];
    expect(Object.keys(PERMISSIONS).filter((name) => !asked.has(name) && !looked.includes(name))).toEqual([]);
  });

  it('has no line for doors that stay open: there are none', () => {
    const built = registry.flatMap(({ module }) => (module ? [domainMetadata(module)] : []));
    expect(built.flatMap(({ realtime = [] }) => realtime)).toEqual([]);
  });
});

describe('every route', () => {
  it.each(rows.map(({ route }, index) => [route, index] as const))(
    'answers everybody as the table says, and refusing or reading changes nothing: %s',
    async (_, index) => {
      const cells = cellsFor(rows[index]!).filter((cell) => !mayWrite(cell));
      const requests = await few(cells, (cell) => shelf.request(cell));
      const before = await digest.take();
      const wrong = await few(cells, (cell) => {
        const request = requests[cells.indexOf(cell)];
        return request ? ask(cell, request) : Promise.resolve([]);
      });
      expect(wrong.flat()).toEqual([]);
      expect(changed(before, await digest.take())).toEqual([]);
    },
  );

  it.each(rows.map(({ route }, index) => [route, index] as const))(
    'does what it is for, for all who may: %s',
    async (_, index) => {
      const cells = cellsFor(rows[index]!).filter(mayWrite);
      const atOnce = rows[index]!.marks.has('turns') ? 1 : undefined;
      const wrong = await few(
        cells,
        async (cell) => {
          const caller = await shelf.again(cell.caller);
          const request = await shelf.request({ ...cell, caller }, true);
          if (!request) return [];
          const before = (await deedsOf(caller)).length;
          const wrong = await ask({ ...cell, caller }, request);
          if (isDeed(cell)) {
            const deeds = await deedsOf(caller);
            readDeeds(cell.route.name, request, deeds.slice(0, deeds.length - before));
          }
          return wrong;
        },
        atOnce,
      );
      expect(wrong.flat()).toEqual([]);
    },
  );

  it('by which staff does something leaves a row in the audit', () => {
    // They compute and store nothing, or order what the worker does every day by itself.
    const computing = [
      'POST /pricing/proposals/{id}/simulations',
      'POST /pricing/quotes',
      'POST /pricing/quotes/explain',
      'POST /reconciliation/days/{provider}/{currency}/{day}/check',
      'POST /reconciliation/statements/fetch',
      'POST /refunds/preview',
      'POST /staff/payout-batches/dry-run',
    ];
    expect([...unwritten].toSorted()).toEqual(computing);
  });

  it('by which staff does something says there what changed, and why where a reason was given', () => {
    expect([...reasonless].toSorted()).toEqual([]);
    // The act and the reason say all: something is withdrawn, ended, looked at or said.
    const plain = [
      'DELETE /staff/invitations/{id}',
      'DELETE /users/{id}/sessions',
      'POST /media/documents/{id}/tickets',
      'POST /staff/applications/{id}/comments',
    ];
    expect([...changeless].toSorted()).toEqual(plain);
  });

  it('has been asked by somebody who may, about their own and about another’s', () => {
    const wanted = rows.flatMap(({ route, status, who }) =>
      WHOSE.filter((whose) => who.length > 0 && status[whose] !== undefined).map((whose) => `${route} ${whose}`),
    );
    expect(wanted.filter((one) => !asked.has(one))).toEqual([]);
  });

  it('answers with the headers that every answer has', () => {
    expect([...market.unsafe]).toEqual([]);
  });

  it('was asked by everybody', () => {
    process.stdout.write(`${count.cells} cells of ${rows.length} routes\n`);
    expect(count.cells).toBeGreaterThan(5_000);
  });
});

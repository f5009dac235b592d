import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@pakashop/platform';
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import type { Answer } from '../../apps/api/openapi.types.js';
import { type Role, ROLES as ROLE_RULES } from '../../libs/backend/auth/auth.permissions.js';
import { Bodies } from './access.bodies.js';
import { hide, tells } from './access.hidden.js';
import { Market } from './access.market.js';
import type { Caller } from './access.people.js';
import { Shapes } from './access.shapes.js';
import { type Shot, shots, type Targets } from './access.shots.js';
import { type Kind, Things } from './access.things.js';

/** `npm run fuzz` fires more. The same seed fires the same. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 1_500);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
/** So many by the same people, who may have closed their account meanwhile. */
const ROUND = 250;

const ROLES = Object.keys(ROLE_RULES) as Role[];
/** See the orders and people of others by their office. */
const STAFF: readonly string[] = ROLES.filter((role) => role !== 'SYSTEM' && ROLE_RULES[role].audience === 'staff');

let market: Market;
let things: Things;
let hidden: string[];
let shapes: Shapes;

beforeAll(async () => {
  market = await Market.open();
  things = new Things(market);
  shapes = new Shapes(market.document);
  hidden = await hide(market);
}, 60_000);
afterAll(() => market?.app.close());

/** What those who fire have of their own, and what the marketplace has, as far as paths lead to it. */
const OWN = {
  CUSTOMER: ['travellingPart', 'dispute', 'offerAtBuyer'],
  SHOP_OWNER: ['sold', 'accepted', 'awaited', 'comingBack', 'disputeAtShop', 'proposedPrice', 'shopPayout'],
  FLEET_MANAGER: ['fleetDelivery', 'fleetPayout'],
  DELIVERY_AGENT: ['offered', 'assigned', 'carried', 'failed', 'agentPayout'],
  PLATFORM_ADMIN: ['proposal'],
} as const satisfies Partial<Record<Role, readonly Kind[]>>;
const OFFICE = [
  ...(['anyDelivery', 'anyProof', 'largeRefund', 'stuckRefund', 'rule', 'proposal'] as const),
  ...(['anyBreak', 'proposedBreak', 'unmatchedLine', 'statement', 'matchedLine', 'adjustment'] as const),
  ...(['waitingBatch', 'sentBatch', 'pausedBatch', 'anyPayout', 'deadPayout', 'payee'] as const),
  ...(['payoutBreak', 'foundOutBreak'] as const),
] satisfies readonly Kind[];

/** Words of paths that are no ids. */
const WORDS: Targets = {
  code: ['nothing', 'commission:ZMW', 'provider:pawapay:ZMW'],
  kind: ['email', 'TERMS', 'SHOP', 'AGENT'],
  variant: ['card'],
  class: ['NEW', 'FLEET'],
  provider: ['pawapay', 'flutterwave'],
  currency: ['ZMW'],
  day: ['2026-01-05', '2026-01-06'],
};
const IDS = [
  ...['id', 'variantId', 'orderId', 'shopId', 'userId', 'invitationId', 'grantId', 'itemId', 'keyId', 'fleetId'],
  ...['impersonationId', 'shopOrderId', 'deliveryId'],
];

async function round(): Promise<{ callers: Caller[]; targets: Targets }> {
  const people = await Promise.all(ROLES.map((role) => market.people.holder(role)));
  const holder = (wanted: string) => people.find(({ who }) => who === wanted)!;
  const owner = holder('SHOP_OWNER');
  const product = await things.product(owner);
  const order = await things.order(holder('CUSTOMER'));
  const made = await Promise.all([
    ...Object.entries(OWN).flatMap(([role, kinds]) => kinds.map((kind) => things.make(kind, holder(role)))),
    ...OFFICE.map((kind) => things.makeForStranger(kind)),
  ]);
  const found = made.flatMap((params) => Object.entries(params ?? {}));
  const ids = [
    ...[order!.id, order!.shopOrders[0]!.id, product!.id, product!.variants[0]!.id],
    ...[owner.shopId!, holder('FLEET_MANAGER').fleetId!],
    ...found.filter(([name]) => IDS.includes(name)).map(([, id]) => id),
  ];
  const all = [...ids, ...people.map(({ userId }) => userId!), ...hidden, newId()];
  const lineId = found.filter(([name, id]) => name === 'lineId' && /^\d+$/.test(id)).map(([, id]) => id);
  const targets = { ...Object.fromEntries(IDS.map((name) => [name, all])), ...WORDS, lineId };
  return {
    callers: [...people, market.people.guest(), market.people.nobody()],
    targets: { ...targets, slug: [product!.slug, 'nothing'] },
  };
}

/** Mostly somebody who may, so that what lies behind the guard is met; else anybody. */
function callerOf({ route, caller }: Shot, callers: readonly Caller[]): Caller {
  const { 'x-permission': permission } = route.operation;
  const able = callers.filter(({ role }) => permission !== undefined && role && may(role).includes(permission));
  const among = able.length > 0 && caller % 5 > 0 ? able : callers;
  return among[Math.floor(caller / 5) % among.length]!;
}
const may = (role: Role): readonly string[] => ROLE_RULES[role].may;

function fire(shot: Shot, caller: Caller): Promise<LightMyRequestResponse> {
  const { route, url, payload, type } = shot;
  const headers: Record<string, string> = { ...caller.headers, ...shot.headers };
  const key = route.operation.parameters?.find(({ name }) => name === 'Idempotency-Key');
  if (key?.required) headers['idempotency-key'] ??= newId();
  if (type !== undefined) headers['content-type'] = type;
  return market.inject({ method: route.method as 'GET', url, headers, payload });
}

const INSIDES =
  /node_modules|\bat \S+ \(|\.[cm]?[jt]s:\d|\bSELECT\b|INSERT INTO|violates|duplicate key|prisma|postgres|\bpg_|ECONN/gi;

/** Names of fields that we do not know are told as they came. */
const insidesIn = (body: string, { payload = '' }: Shot): boolean =>
  (body.match(INSIDES) ?? []).some((found) => !String(payload).includes(found));

/** What is wrong about an answer; undefined when nothing is. */
function faultOf(shot: Shot, caller: Caller, answer: LightMyRequestResponse): string | undefined {
  const { route, url } = shot;
  const { statusCode, body, headers } = answer;
  if (statusCode >= 500) return `answers ${statusCode}`;
  if (tells(body) && !STAFF.includes(caller.who)) return 'tells of somebody else';
  const documented = answersOf(route).get(statusCode);
  if (statusCode < 400) return documented ? misfitOf(route, answer) : `answers ${statusCode}, undocumented`;
  if (insidesIn(body, shot)) return 'tells of our insides';
  if (!String(headers['content-type']).startsWith('application/problem+json')) return 'refuses without a problem';
  const { code } = answer.json<{ code: string }>();
  if (code === 'NOT_FOUND' && !isAddress(url)) return undefined;
  return documented?.includes(code) ? undefined : `refuses with ${statusCode} ${code}, undocumented`;
}

/** Whether some route can match: parts of addresses have a cap. */
const isAddress = (url: string): boolean =>
  url
    .split('?', 1)[0]!
    .split('/')
    .every((part) => decodeURIComponent(part).length <= 200);

const known = new Map<string, Map<number, unknown[]>>();
/** The codes of each status that the description names. */
function answersOf({ name, operation }: Shot['route']): Map<number, unknown[]> {
  const found = known.get(name) ?? new Map<number, unknown[]>();
  if (found.size === 0) {
    for (const [status, given] of Object.entries(operation.responses)) {
      const answer = '$ref' in given ? market.document.components.responses[given.$ref.split('/').at(-1)!]! : given;
      found.set(Number(status), codesOf(answer));
    }
    known.set(name, found);
  }
  return found;
}
const codesOf = ({ content }: Answer): unknown[] =>
  content?.['application/problem+json']?.schema.allOf?.[1]?.properties?.code?.enum ?? [];

/** What the body of a success has that its schema has not, or the other way round. */
function misfitOf(
  { operation }: Shot['route'],
  { statusCode, body, headers }: LightMyRequestResponse,
): string | undefined {
  const given = operation.responses[statusCode] as Answer;
  const schema = given.content?.['application/json']?.schema;
  if (!schema || !String(headers['content-type']).startsWith('application/json')) return undefined;
  const misfit = shapes.misfit(JSON.parse(body), schema);
  return misfit && `answers otherwise than it says: ${misfit}`;
}

const show = ({ route, url, headers, payload, type }: Shot): string =>
  JSON.stringify({
    route: route.name,
    url: url.slice(0, 200),
    headers,
    type,
    payload: String(payload ?? '').slice(0, 300),
  });

it('withstands whatever is sent to it', async () => {
  process.stdout.write(`fuzz: ${REQUESTS} requests, FUZZ_SEED=${SEED}\n`);
  const faults = new Map<string, string>();
  const statuses = new Map<number, number>();
  const bodies = new Bodies(market.document);
  for (let fired = 0; fired < REQUESTS; fired += ROUND) {
    const { callers, targets } = await round();
    const all = fc.sample(shots(market.routes, bodies, targets), { numRuns: ROUND, seed: SEED + fired });
    for (const shot of all) {
      const caller = callerOf(shot, callers);
      const answer = await fire(shot, caller);
      statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
      const fault = faultOf(shot, caller, answer);
      const key = `${shot.route.name} ${fault}`;
      if (fault && !faults.has(key))
        faults.set(key, `${key} as ${caller.who}: ${show(shot)} → ${answer.body.slice(0, 300)}`);
    }
  }
  process.stdout.write(
    `fuzz: ${[...statuses]
      .toSorted()
      .map((pair) => pair.join('×'))
      .join(' ')}\n`,
  );
  expect([...faults.values()]).toEqual([]);
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  // Most are refused, but not all: else nothing behind the validation was reached.
  const fine = [...statuses].filter(([status]) => status < 400).reduce((sum, [, count]) => sum + count, 0);
  expect(fine).toBeGreaterThan(REQUESTS / 20);
}, 600_000);

import { newId } from '@pakashop/platform';
import { randomUUID } from 'node:crypto';
import { newNrc, newPhone } from '../../libs/backend/applications/applications.fixtures.js';
import type { Bodies } from './access.bodies.js';
import type { Request, Route } from './access.market.js';
import type { Caller } from './access.people.js';
import { AVATAR, orderOf, type Params } from './access.makers.js';
import { type Body, onSale, QUERIES, TRADE } from './access.requests.trade.js';
import type { Things } from './access.things.js';

const email = (): string => `r-${randomUUID()}@example.com`;
const invitation = (role: string) => () => ({ role, email: email() });

/** What a request says where a schema cannot know what would make sense. Everything else is made from the schema. */
const BODIES: Readonly<Record<string, Body>> = {
  ...TRADE,
  'POST /auth/bootstrap-admin': () => ({ token: 'guessed', name: 'Natasha', email: email(), password: 'Kariba at 6' }),
  'POST /auth/codes': () => ({ email: email() }),
  'POST /auth/password-reset': () => ({ email: email() }),
  'POST /auth/password-reset/confirm': () => ({ token: 'guessed', newPassword: 'Lake Kariba at 6 in the morning' }),
  'POST /auth/sign-in': () => ({ login: email(), password: 'guessed' }),
  'POST /auth/step-up/confirm': () => ({ method: 'totp', code: '123456' }),
  'POST /auth/register': () => ({ name: 'Mutinta', email: email(), password: 'Lake Kariba at 6 in the morning' }),
  'PUT /applications/{id}/documents': () => ({ documents: [] }),
  'PUT /applications/{id}/terms': () => ({ version: '2026-11', accepted: true }),
  'POST /cart/items': async (things) => ({ variantId: await onSale(things), quantity: 1 }),
  'PUT /delivery/agent': () => ({
    fleetId: newId(),
    legalName: 'Chanda Mwila',
    nrc: newNrc(),
    phone: newPhone(),
    vehicle: 'FOOT',
  }),
  'POST /delivery/fleets/{id}/invitations': invitation('DELIVERY_AGENT'),
  // On foot nobody has a plate or a licence, which the schema cannot say.
  'PUT /applications/{id}/vehicle': () => ({ vehicle: 'FOOT', areas: [{ province: 'Lusaka', town: 'Lusaka' }] }),
  'PATCH /delivery/fleets/{id}': () => ({ vehicles: 5 }),
  'POST /gateway/clients': () => ({
    name: `c-${randomUUID().slice(0, 8)}`,
    kind: 'PARTNER',
    scopes: ['catalog'],
    reason: 'a test',
  }),
  'POST /me/contacts': () => ({ email: email() }),
  'POST /me/orders/claim': () => ({ orderIds: [newId()] }),
  'POST /me/password': () => ({ currentPassword: 'guessed', newPassword: 'Lake Kariba at 6 in the morning' }),
  'POST /me/password/first': () => ({ newPassword: 'Lake Kariba at 6 in the morning' }),
  'POST /media/uploads': () => AVATAR,
  'POST /orders': async (things) => orderOf(await onSale(things)),
  'POST /payments/initiate': (_, { orderId = newId() }) => ({ orderId, method: 'MTN_MONEY', phone: '0967123456' }),
  'POST /products': async (things, { shopId = newId() }) => ({
    shopId,
    categoryId: await things.category(),
    title: 'Chitenge dress',
  }),
  'PATCH /vendor/products/{id}': () => ({ title: 'Another name' }),
  'PATCH /variants/{id}': () => ({ title: 'Another name' }),
  'POST /variants/{id}/stock-movements': () => ({ kind: 'RECEIPT', quantity: 5, reason: 'counted' }),
  'POST /staff/checklist': () => ({
    kind: 'SELLER',
    key: `staff.seen_${randomUUID().slice(0, 8)}`,
    title: 'Seen',
    position: 900,
  }),
  'POST /staff/invitations': () => ({ role: 'SUPPORT_AGENT', email: email(), reason: 'a test' }),
  'POST /staff/suppressions/search': () => ({ email: email() }),
  'POST /staff/payout-wallets/search': () => ({ ownerId: newId() }),
  'POST /users/{id}/grants': () => ({ role: 'MODERATOR', scope: 'platform', reason: 'a test' }),
  'PATCH /vendor/shops/{id}': () => ({ name: `Another ${randomUUID()}` }),
  'POST /vendor/shops/{id}/invitations': invitation('SHOP_OWNER'),
};

/** A request about something that its route would answer, as far as the one who calls may. */
export async function requestFor(
  route: Route,
  things: Things,
  bodies: Bodies,
  params: Params,
  caller: Caller,
): Promise<Request> {
  const schema = bodies.schemaOf(route.operation);
  const own = BODIES[route.name];
  const body = own ? await own(things, params, caller) : schema && (bodies.one(schema) as object);
  const asked = (route.operation.parameters ?? []).filter(
    (parameter) => parameter.in === 'query' && parameter.required,
  );
  const query =
    QUERIES[route.name] ?? Object.fromEntries(asked.map(({ name, schema: of }) => [name, String(bodies.one(of))]));
  return { params, query, body };
}

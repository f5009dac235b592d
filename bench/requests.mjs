import { createHash, randomUUID } from 'node:crypto';

/**
 * What requests are made of.
 *
 * @typedef {object} Dataset
 * @property {string} clientKey
 * @property {readonly string[]} pages addresses of list pages: every sort, several pages of each
 * @property {readonly string[]} slugs
 * @property {readonly string[]} variants
 * @property {readonly string[]} tokens access tokens of people who are signed in
 * @property {import('./vendor.mjs').Vendor} vendor
 */

const DELIVERY = { province: 'Lusaka', town: 'Lusaka', landmark: 'Behind the market', phone: '0966123456' };
const JSON_TYPE = { 'content-type': 'application/json' };
const CARTS_EACH = 32;
const ITEMS_EACH = 12;

/** The requests of one of the connections, which it sends round and round; none of two connections are for one cart. */
export const requestsOf = {
  list: ({ pages }, connection) => rotate(pages, connection).map((path) => ({ path })),
  detail: ({ slugs }, connection) =>
    rotate(slugs, connection * 31).map((slug) => ({ path: `/api/v1/products/${slug}` })),
  session: (dataset, connection) =>
    requestsOf.detail(dataset, connection).map((request) => ({
      ...request,
      headers: { authorization: `Bearer ${dataset.tokens[connection % dataset.tokens.length]}` },
    })),
  vendor: ({ vendor }) => [{ path: vendor.path, headers: { authorization: `Bearer ${vendor.token}` } }],
  cart: (dataset, connection) =>
    Array.from({ length: CARTS_EACH * ITEMS_EACH }, (_, n) => ({
      method: 'POST',
      path: '/api/v1/cart/items',
      headers: { ...JSON_TYPE, ...buyer(dataset, connection, n % CARTS_EACH) },
      body: JSON.stringify({
        variantId: dataset.variants[(connection * 311 + n * 17) % dataset.variants.length],
        quantity: 1,
      }),
    })),
  order: (dataset) => [{ setupRequest: (request) => ({ ...request, ...orderRequest(dataset) }) }],
};

const rotate = (list, by) => [...list.slice(by % list.length), ...list.slice(0, by % list.length)];

/** Every fourth cart of a connection belongs to its person, if it has one; the others are guests'. */
function buyer({ tokens }, connection, cart) {
  if (cart % 4 === 0 && tokens[connection]) return { authorization: `Bearer ${tokens[connection]}` };
  return { 'x-guest-token': createHash('sha256').update(`guest ${connection} ${cart}`).digest('hex') };
}

let turn = Math.floor(Math.random() * 10_000);

/** A new guest's order of two lines, mostly from two shops. */
export function orderRequest({ variants, clientKey }, phone = '0966123456') {
  const pick = () => variants[(turn = (turn + 7) % variants.length)];
  const lines = [
    { variantId: pick(), quantity: 1 },
    { variantId: pick(), quantity: 2 },
  ];
  return {
    method: 'POST',
    path: '/api/v1/orders',
    headers: {
      ...JSON_TYPE,
      'x-pakashop-key': clientKey,
      'x-guest-token': `${randomUUID()}${randomUUID()}`,
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ lines, delivery: DELIVERY, contact: { name: 'Chanda Mwila', phone } }),
  };
}

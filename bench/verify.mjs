import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { readNames } from './data.mjs';
import { orderRequest } from './requests.mjs';
import { createVendor } from './vendor.mjs';

const SORTS = ['newest', 'price', '-price', 'title'];
const PAGES = 5;
const PEOPLE = 16;
const SAMPLE = 50;

/**
 * Collects what requests are made of, and makes sure that both servers answer the same: figures of two that do
 * different things say nothing.
 *
 * @returns {Promise<import('./requests.mjs').Dataset>}
 */
export async function verify({ env, api, baseline }) {
  const clientKey = env.PAKASHOP_CLIENT_KEY;
  const ask = asker(clientKey);
  const pages = await walkPages(api.url, ask);
  const { slugs, variants } = await readNames(env.DATABASE_URL);
  for (const path of [...pages, ...slugs.slice(0, SAMPLE).map((slug) => `/api/v1/products/${slug}`)]) {
    await same(ask, [api.url, baseline.url], { path });
  }
  const register = registrar((request) => ask(api.url, request), env.CODE_KEY);
  const tokens = [];
  for (let person = 0; person < PEOPLE; person++) {
    const account = { name: 'Chanda Mwila', email: `buyer${person}@bench.example`, password: 'a long way to Mongu' };
    tokens.push(await register(account));
  }
  const vendor = await createVendor({
    databaseUrl: env.DATABASE_URL,
    ask: (request) => ask(api.url, request),
    register,
  });
  await same(ask, [api.url, baseline.url], { path: vendor.path, headers: { authorization: `Bearer ${vendor.token}` } });
  const dataset = { clientKey, pages, slugs, variants, tokens, vendor };
  const item = {
    method: 'POST',
    path: '/api/v1/cart/items',
    body: JSON.stringify({ variantId: variants[0], quantity: 1 }),
  };
  const guest = { 'x-guest-token': 'g'.repeat(43) };
  await sameShape(ask, [api.url, baseline.url], { ...item, headers: guest });
  await sameShape(ask, [api.url, baseline.url], orderRequest(dataset));
  return dataset;
}

const asker =
  (clientKey) =>
  async (url, { path, method, headers, body }) => {
    const given = { 'x-pakashop-key': clientKey, ...(body && { 'content-type': 'application/json' }), ...headers };
    const answer = await fetch(url + path, { method, body, headers: given });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  };

/** The first pages of every order of the list. */
async function walkPages(url, ask) {
  const pages = [];
  for (const sort of SORTS) {
    let path = `/api/v1/products?sort=${sort}`;
    for (let page = 0; page < PAGES; page++) {
      pages.push(path);
      const { nextCursor } = await ask(url, { path });
      path = `/api/v1/products?sort=${sort}&cursor=${nextCursor}`;
    }
  }
  return pages;
}

/** Makes accounts and answers their access tokens. */
const registrar = (ask, codeKey) => async (account) => {
  const request = { method: 'POST', path: '/api/v1/auth/register', body: JSON.stringify(account) };
  const { challengeId } = await ask(request);
  const body = JSON.stringify({ code: oneTimeCode(codeKey, challengeId) });
  const path = `/api/v1/auth/register/${challengeId}/confirm`;
  return (await ask({ method: 'POST', path, body })).tokens.accessToken;
};

/** What the message would say; it follows from the installation's secret. */
function oneTimeCode(key, challengeId) {
  const digest = createHmac('sha256', key).update(`code:${challengeId}`).digest();
  return String(digest.readBigUInt64BE() % 1_000_000n).padStart(6, '0');
}

async function same(ask, [ours, theirs], request) {
  if (!isDeepStrictEqual(await ask(ours, request), await ask(theirs, request))) {
    throw new Error(`api and baseline answer ${request.path} differently`);
  }
}

async function sameShape(ask, [ours, theirs], request) {
  const shapes = [shapeOf(await ask(ours, request)), shapeOf(await ask(theirs, request))];
  if (!isDeepStrictEqual(...shapes)) {
    throw new Error(`answers to ${request.path} have different fields: ${JSON.stringify(shapes)}`);
  }
}

/** Names of fields, at every depth; of a list its first item. */
function shapeOf(value) {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (value === null || typeof value !== 'object') return '';
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, shapeOf(value[name])]));
}

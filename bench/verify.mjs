import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { readNames } from './data.mjs';
import { orderRequest } from './requests.mjs';

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
    const [ours, theirs] = [await ask(api.url, { path }), await ask(baseline.url, { path })];
    if (!isDeepStrictEqual(ours, theirs)) throw new Error(`api and baseline answer ${path} differently`);
  }
  const tokens = await register(api.url, ask, env.CODE_KEY);
  const dataset = { clientKey, pages, slugs, variants, tokens };
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

async function register(url, ask, codeKey) {
  const tokens = [];
  for (let person = 0; person < PEOPLE; person++) {
    const account = { name: 'Chanda Mwila', email: `buyer${person}@bench.example`, password: 'a long way to Mongu' };
    const request = { method: 'POST', path: '/api/v1/auth/register', body: JSON.stringify(account) };
    const { challengeId } = await ask(url, request);
    const body = JSON.stringify({ code: oneTimeCode(codeKey, challengeId) });
    const path = `/api/v1/auth/register/${challengeId}/confirm`;
    tokens.push((await ask(url, { method: 'POST', path, body })).tokens.accessToken);
  }
  return tokens;
}

/** What the message would say; it follows from the installation's secret. */
function oneTimeCode(key, challengeId) {
  const digest = createHmac('sha256', key).update(`code:${challengeId}`).digest();
  return String(digest.readBigUInt64BE() % 1_000_000n).padStart(6, '0');
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

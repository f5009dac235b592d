import pg from 'pg';
import { inRoot } from '../tools/base/places.mjs';

const LOGIN = 'vendor@bench.example';
const PASSWORD = 'a long way to Mongu';

/**
 * The owner of a shop, signed in with a second factor, and the address of the shop's own products.
 *
 * @typedef {object} Vendor
 * @property {string} token
 * @property {string} path
 */

/**
 * @param {object} options
 * @param {string} options.databaseUrl
 * @param {(request: object) => Promise<any>} options.ask asks the api
 * @param {(account: object) => Promise<unknown>} options.register
 * @returns {Promise<Vendor>}
 */
export async function createVendor({ databaseUrl, ask, register }) {
  await register({ name: 'Mutale Banda', email: LOGIN, password: PASSWORD });
  const shopId = await grantShop(databaseUrl);
  const post = (path, body, token) =>
    ask({
      method: 'POST',
      path: `/api/v1${path}`,
      ...(body && { body: JSON.stringify(body) }),
      ...(token && { headers: { authorization: `Bearer ${token}` } }),
    });
  const { tokens } = await post('/auth/sign-in', { login: LOGIN, password: PASSWORD, audience: 'vendor' });
  const { secret } = await post('/me/factors/totp', undefined, tokens.accessToken);
  const { codeOf } = await import(inRoot('dist/apps/authenticator.js'));
  const enrolled = await post('/me/factors/totp/confirm', { code: codeOf(secret) }, tokens.accessToken);
  return { token: enrolled.tokens.accessToken, path: `/api/v1/vendor/products?shopId=${shopId}&limit=3` };
}

async function grantShop(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `INSERT INTO backend.role_grants (id, user_id, role, scope, scope_id)
       SELECT uuidv7(), u.id, 'SHOP_OWNER', 'shop', s.id FROM backend.users u, backend.shops s
       WHERE u.email = $1 AND s.slug = 'bench-shop-1' RETURNING scope_id`,
      [LOGIN],
    );
    return rows[0].scope_id;
  } finally {
    await client.end();
  }
}

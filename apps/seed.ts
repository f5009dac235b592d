import { compose, createApplication, Database, lock, newId, sql, Vault } from '@pakashop/platform';
import { createHmac, hash, randomBytes } from 'node:crypto';
import { codeOf, secretOf } from './authenticator.js';
import { DEMO_TOTP_SECRET, demoAccounts } from './demo-accounts.js';
import { demoCategories, demoShops } from './demo-data.js';
import { registry } from './domains.js';

/**
 * Loads the demo marketplace by its own API, so that demo data obey every rule that real ones do. Running it again
 * changes nothing.
 */
const BOOTSTRAP = randomBytes(24).toString('hex');
const env: NodeJS.ProcessEnv = {
  ...process.env,
  BOOTSTRAP_ADMIN_TOKEN: BOOTSTRAP,
  RATE_LIMIT_AUTH: '1000',
  // Nobody could have changed a wallet behind the back of somebody who has just been invented.
  PAYOUT_COOLING_HOURS: '0',
  LOG_LEVEL: 'warn',
  HOST_DOMAINS: 'all',
};
const app = await createApplication(compose('api', registry, env));
await app.init();
await app.getHttpAdapter().getInstance().ready();
const db = app.get(Database);

interface Answer {
  readonly status: number;
  readonly body: Record<string, never> & {
    id: string;
    challengeId: string;
    user: { id: string };
    tokens: { accessToken: string };
    pending?: { token: string };
  };
}

async function call(path: string, payload: object, token?: string, method: 'POST' | 'PUT' = 'POST'): Promise<Answer> {
  const answer = await app.inject({
    method,
    url: `/api/v1${path}`,
    payload,
    headers: { 'x-pakashop-key': env.PAKASHOP_CLIENT_KEY, ...(token && { authorization: `Bearer ${token}` }) },
  });
  const body = answer.json<Answer['body']>();
  if (answer.statusCode >= 400) throw new Error(`${path}: ${answer.body}`);
  return { status: answer.statusCode, body };
}

type Account = (typeof demoAccounts)[number];
const account = (login: string): Account => demoAccounts.find((a) => a.login === login)!;

/** Signs in somebody who has an authenticator app. */
async function signIn({ login, password }: Account, audience: string): Promise<string> {
  const { body } = await call('/auth/sign-in', { login, password, audience });
  const proof = { token: body.pending!.token, method: 'totp', code: codeOf(DEMO_TOTP_SECRET) };
  return (await call('/auth/second-factor', proof)).body.tokens.accessToken;
}

/** Gives somebody an app with the secret that everybody may know, sealed as the backend seals them. */
async function giveApp({ login }: Account): Promise<string> {
  const key = Buffer.from(env.TOTP_ENCRYPTION_KEY!, 'hex');
  const { id } = await db.one<{ id: string }>(sql`SELECT id FROM backend.users WHERE email = ${login}`);
  const secret = lock(key, secretOf(DEMO_TOTP_SECRET), Buffer.from(id));
  await db.execute(sql`
    INSERT INTO backend.factors (id, user_id, kind, secret, key_id, activated_at)
    VALUES (${newId()}, ${id}, 'totp', ${secret}, ${hash('sha256', key, 'hex').slice(0, 8)}, now())
    ON CONFLICT DO NOTHING`);
  return id;
}

async function register(person: Account, audience: 'customer' | 'vendor'): Promise<void> {
  const { name, login: email, password } = person;
  if (await isThere(email)) return;
  const { body } = await call('/auth/register', { name, email, password, audience });
  await call(`/auth/register/${body.challengeId}/confirm`, { code: oneTimeCode(body.challengeId) });
}

/** What the message would say; it follows from the installation's secret. The demo's people have no mailboxes. */
function oneTimeCode(challengeId: string): string {
  const digest = createHmac('sha256', env.CODE_KEY!).update(`code:${challengeId}`).digest();
  return String(digest.readBigUInt64BE() % 1_000_000n).padStart(6, '0');
}

const isThere = async (email: string): Promise<boolean> =>
  (await db.maybe(sql`SELECT id FROM backend.users WHERE email = ${email}`)) !== undefined;

async function staff(): Promise<void> {
  const admin = account('admin@demo.pakashop.store');
  if (!(await isThere(admin.login))) {
    const { name, login: email, password } = admin;
    await call('/auth/bootstrap-admin', { token: BOOTSTRAP, name, email, password });
  }
  await giveApp(admin);
  const token = await signIn(admin, 'staff');
  for (const [login, role] of [
    ['finance@demo.pakashop.store', 'FINANCE_ADMIN'],
    ['approver@demo.pakashop.store', 'FINANCE_ADMIN'],
    ['support@demo.pakashop.store', 'SUPPORT_AGENT'],
    ['fraud@demo.pakashop.store', 'FRAUD_ANALYST'],
  ] as const) {
    await register(account(login), 'customer');
    const userId = await giveApp(account(login));
    await call(`/users/${userId}/grants`, { role, scope: 'platform', reason: 'of the demo' }, token);
  }
}

async function categories(): Promise<void> {
  for (const [position, { slug, code, name }] of demoCategories.entries()) {
    await db.execute(sql`
      INSERT INTO backend.categories (id, slug, code, name, position) VALUES (${newId()}, ${slug}, ${code}, ${name}, ${position})
      ON CONFLICT (slug) DO NOTHING`);
  }
}

type DemoShop = (typeof demoShops)[number];

/** Opens a shop as the approval of an application does: the demo's people have no documents that staff could look at. */
async function openShop({ owner, name, description, province, town, latitude, longitude }: DemoShop): Promise<string> {
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const { id } = await db.one<{ id: string }>(sql`
    WITH owner AS (SELECT id FROM backend.users WHERE email = ${owner}),
    shop AS (
      INSERT INTO backend.shops (id, owner_id, slug, name, description, province, town, latitude, longitude)
      SELECT ${newId()}, id, ${slug}, ${name}, ${description}, ${province}, ${town}, ${latitude}, ${longitude} FROM owner
      RETURNING id, owner_id),
    role AS (
      INSERT INTO backend.role_grants (id, user_id, role, scope, scope_id, granted_by)
      SELECT ${newId()}, owner_id, 'SHOP_OWNER', 'shop', id, 'system:demo' FROM shop),
    history AS (
      INSERT INTO backend.transitions (machine, subject_id, seq, to_state, cause, actor)
      SELECT 'shop', id, 1, 'ACTIVE', 'opened', 'system:demo' FROM shop)
    SELECT id FROM shop`);
  return id;
}

/** A wallet of MTN at the sandbox. */
const walletOf = (holderName: string, account: string) => ({
  rail: 'MOBILE_MONEY',
  provider: 'MTN_MOMO_ZMB',
  account,
  holderName,
});

/** Hires an agent as the approval of an application does; the areas are those of the demo's shops. */
async function hireAgent(person: Account): Promise<void> {
  await register(person, 'customer');
  const userId = await giveApp(person);
  const id = newId();
  const seal = (column: string, text: string) =>
    app.get(Vault).seal(text, { table: 'backend.agents', column, row: id });
  const [nrc, phone] = await Promise.all([seal('nrc', '123456/11/1'), seal('phone', '+260966000003')]);
  await db.execute(sql`
    WITH agent AS (
      INSERT INTO backend.agents (id, user_id, status, legal_name, nrc, phone, vehicle)
      VALUES (${id}, ${userId}, 'ACTIVE', ${person.name}, ${nrc}, ${phone}, 'BICYCLE') RETURNING id, user_id),
    areas AS (
      INSERT INTO backend.agent_areas (agent_id, province, town, radius_km)
      SELECT agent.id, a.province, a.town, 50 FROM agent, (VALUES ('Lusaka', 'Lusaka'), ('Copperbelt', 'Kitwe')) AS a (province, town)),
    role AS (
      INSERT INTO backend.role_grants (id, user_id, role, scope, granted_by)
      SELECT ${newId()}, user_id, 'DELIVERY_AGENT', 'platform', 'system:demo' FROM agent)
    INSERT INTO backend.transitions (machine, subject_id, seq, to_state, cause, actor)
    SELECT 'agent', id, 1, 'ACTIVE', 'approved', 'system:demo' FROM agent`);
  const token = await signIn(person, 'agent');
  await call('/delivery/agent/payout-wallet', walletOf(person.name, '+260966000003'), token, 'PUT');
}

async function shop({ products, ...details }: DemoShop): Promise<void> {
  const { owner } = details;
  await register(account(owner), 'vendor');
  const shopId = await openShop({ products, ...details });
  await giveApp(account(owner));
  const token = await signIn(account(owner), 'vendor');
  const phone = `+26096600000${demoShops.findIndex((one) => one.owner === owner) + 1}`;
  await call(`/vendor/shops/${shopId}/payout-wallet`, walletOf(account(owner).name, phone), token, 'PUT');
  const ids = new Map(
    (await db.rows<{ slug: string; id: string }>(sql`SELECT slug, id FROM backend.categories`)).map((c) => [
      c.slug,
      c.id,
    ]),
  );
  for (const { title, category, description, price, stock, sizes } of products) {
    const money = { amount: price, currency: 'ZMW' };
    const variants = sizes
      ? sizes.map((size) => ({ title: size, options: { Size: size }, price: money, stock }))
      : [{ price: money, stock }];
    await call(
      '/products',
      {
        shopId,
        categoryId: ids.get(category),
        title,
        description,
        status: 'ACTIVE',
        options: sizes ? [{ name: 'Size', values: sizes }] : [],
        variants,
      },
      token,
    );
  }
}

if (!(await isThere(demoAccounts[0].login))) {
  await categories();
  await staff();
  for (const each of demoShops) await shop(each);
  await hireAgent(account('kapembwa@demo.pakashop.store'));
  // Last, since it says that everything before is there.
  await register(demoAccounts[0], 'customer');
}
await app.close();

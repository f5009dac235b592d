import { compose, createApplication, Database, newId, sql } from '@pakashop/platform';
import { randomBytes } from 'node:crypto';
import { demoAccounts } from './demo-accounts.js';
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
  LOG_LEVEL: 'warn',
  HOST_DOMAINS: 'all',
};
const app = await createApplication('api', compose('api', registry, env));
await app.init();
await app.getHttpAdapter().getInstance().ready();
const db = app.get(Database);

interface Answer {
  readonly status: number;
  readonly body: Record<string, never> & {
    id: string;
    code: string;
    user: { id: string };
    tokens: { accessToken: string };
  };
}

async function call(path: string, payload: object, token?: string): Promise<Answer> {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    payload,
    headers: { 'x-pakashop-key': env.PAKASHOP_CLIENT_KEY, ...(token && { authorization: `Bearer ${token}` }) },
  });
  const body = answer.json<Answer['body']>();
  const isKnown = body.code === 'auth.contact_taken';
  if (answer.statusCode >= 400 && !isKnown) throw new Error(`${path}: ${answer.body}`);
  return { status: answer.statusCode, body };
}

type Account = (typeof demoAccounts)[number];
const account = (login: string): Account => demoAccounts.find((a) => a.login === login)!;

async function signIn({ login, password }: Account, audience: string): Promise<{ token: string; userId: string }> {
  const { body } = await call('/auth/sign-in', { login, password, audience });
  return { token: body.tokens.accessToken, userId: body.user.id };
}

async function register(person: Account, audience: 'customer' | 'vendor'): Promise<void> {
  const { name, login: email, password } = person;
  await call('/auth/register', { name, email, password, audience });
}

async function staff(): Promise<void> {
  const admin = account('admin@demo.pakashop.store');
  await call('/auth/bootstrap-admin', {
    token: BOOTSTRAP,
    name: admin.name,
    email: admin.login,
    password: admin.password,
  });
  const { token } = await signIn(admin, 'staff');
  for (const [login, role] of [
    ['finance@demo.pakashop.store', 'FINANCE_ADMIN'],
    ['fraud@demo.pakashop.store', 'FRAUD_ANALYST'],
  ] as const) {
    await register(account(login), 'customer');
    const { userId } = await signIn(account(login), 'customer');
    await call(`/users/${userId}/grants`, { role, scope: 'platform' }, token);
  }
}

async function categories(): Promise<void> {
  for (const [position, { slug, code, name }] of demoCategories.entries()) {
    await db.execute(sql`
      INSERT INTO backend.categories (id, slug, code, name, position) VALUES (${newId()}, ${slug}, ${code}, ${name}, ${position})
      ON CONFLICT (slug) DO NOTHING`);
  }
}

async function shop({ owner, products, ...details }: (typeof demoShops)[number]): Promise<void> {
  await register(account(owner), 'vendor');
  const seller = await signIn(account(owner), 'vendor');
  const { body: made } = await call('/shops', details, seller.token);
  // The new shop's grant is in tokens from now on.
  const { token } = await signIn(account(owner), 'vendor');
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
        shopId: made.id,
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

const loaded = await db.maybe(sql`SELECT 1 FROM backend.users WHERE email = ${demoAccounts[0].login}`);
if (!loaded) {
  await categories();
  await staff();
  for (const each of demoShops) await shop(each);
  // Last, since it says that everything before is there.
  await register(demoAccounts[0], 'customer');
}
await app.close();

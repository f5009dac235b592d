import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Counters, Database, newId, sql } from '@pakashop/platform';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Breaches } from './auth.breaches.js';
import type { CodeSent } from './auth.codes.dto.js';
import { AuthConfig } from './auth.config.js';
import type { SignedIn } from './auth.dto.js';
import { People, TEST_PASSWORD } from './auth.fixtures.js';
import { tokenOf } from './auth.letters.fixtures.js';

const STOLEN = 'the ferry at Chirundu 77';
const PADDING = 'a bus to Senanga 4 us';
const FRESH = 'the lechwe of Blue Lagoon';
const TOO_COMMON = { status: 400, body: { code: 'auth.password_too_common' } };

const digestOf = (password: string) => createHash('sha1').update(password).digest('hex').toUpperCase();
const lineOf = (password: string, count: number) => `${digestOf(password).slice(5)}:${count}`;
const LIST = ['0'.repeat(35) + ':3', lineOf(STOLEN, 42), lineOf(PADDING, 0)].join('\r\n');

/** How the service answers. */
const ANSWERS = {
  well: (reply: ServerResponse) => void reply.end(LIST),
  never: () => undefined,
  broken: (reply: ServerResponse) => void reply.destroy(),
  busy: (reply: ServerResponse) => void reply.writeHead(503).end(LIST),
  elsewhere: (reply: ServerResponse) => void reply.writeHead(302, { location: '/range/AAAAA' }).end(),
  endlessly: (reply: ServerResponse) => void reply.end('F'.repeat(600_000)),
} as const;

let how: keyof typeof ANSWERS = 'well';
const seen: IncomingMessage[] = [];
const service = createServer((request, reply) => {
  seen.push(request);
  ANSWERS[how](reply);
});
let url: string;

let people: People;
let db: Database;

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/`;
  people = await People.boot({ BREACHED_PASSWORDS_URL: url });
  db = people.app.get(Database);
});
beforeEach(() => {
  how = 'well';
  seen.length = 0;
});
afterAll(async () => {
  await people?.app.close();
  service.closeAllConnections();
  service.close();
});

/** Chooses a new password in each of the ways there are; answers what each says. */
async function choose(person: SignedIn & { email: string }, newPassword: string) {
  await people.call('POST', '/auth/password-reset', { body: { email: person.email } });
  const reset = { token: await tokenOf(people, 'RESET_PASSWORD'), newPassword };
  return [
    await people.call('POST', '/me/password', {
      token: person.tokens.accessToken,
      body: { currentPassword: TEST_PASSWORD, newPassword },
    }),
    await people.call('POST', '/auth/password-reset/confirm', { body: reset }),
  ];
}

const register = (password: string) =>
  people.call<CodeSent>('POST', '/auth/register', {
    body: { name: 'Mutinta', email: `b-${newId()}@example.com`, password },
  });

describe('a password that was stolen elsewhere', () => {
  it('is refused at register, change and reset', async () => {
    expect(await register(STOLEN)).toMatchObject(TOO_COMMON);
    for (const answer of await choose(await people.register(), STOLEN)) expect(answer).toMatchObject(TOO_COMMON);
  });

  it('is asked for by five digits of its digest, and the answer is padded', async () => {
    await register(STOLEN);
    await register(FRESH);
    const paths = [STOLEN, FRESH].map((password) => `/range/${digestOf(password).slice(0, 5)}`);
    expect(seen.map((request) => request.url)).toEqual(paths);
    expect(seen.map(({ headers }) => headers['add-padding'])).toEqual(['true', 'true']);
    expect((await register(PADDING)).status).toBe(202);
  });

  it('is not looked up when our own list has it', async () => {
    expect(await register('password123')).toMatchObject(TOO_COMMON);
    expect(seen).toEqual([]);
  });
});

describe('the service that knows stolen passwords', () => {
  const ask = (address?: string) => {
    const counters = new Counters();
    const config = Object.assign(new AuthConfig(), { BREACHED_PASSWORDS_URL: address });
    return { breaches: new Breaches(config, counters), counters };
  };

  it.each(['never', 'broken', 'busy', 'elsewhere', 'endlessly'] as const)(
    'stops nobody when it answers %s, which is counted, and is left alone for a while',
    async (wrong) => {
      const { breaches, counters } = ask(url);
      expect(await breaches.include(STOLEN)).toBe(true);
      how = wrong;
      expect(await breaches.include(STOLEN)).toBe(false);
      how = 'well';
      expect(await breaches.include(STOLEN)).toBe(false);
      expect(seen).toHaveLength(2);
      expect(counters.all()).toEqual({
        pakashop_breach_lookups_total: 2,
        pakashop_breach_lookup_failures_total: 1,
      });
    },
  );

  it('is asked nothing by default', async () => {
    expect(new AuthConfig().BREACHED_PASSWORDS_URL).toBeUndefined();
    const { breaches, counters } = ask();
    expect(await breaches.include(STOLEN)).toBe(false);
    expect(counters.all()).toEqual({});
  });
});

describe('the name of a shop', () => {
  const shopOf = async (ownerId: string, name: string) => {
    const id = newId();
    await db.execute(sql`
      INSERT INTO backend.shops (id, owner_id, slug, name, province, town)
      VALUES (${id}, ${ownerId}, ${id}, ${name}, 'Lusaka', 'Lusaka')`);
    return id;
  };

  it('is no password of who owns it or works there, at change and reset', async () => {
    const [owner, helper] = [await people.register(), await people.register()];
    const shopId = await shopOf(owner.user.id, 'Mwinilunga Pineapples');
    await db.execute(sql`
      INSERT INTO backend.role_grants (id, user_id, role, scope, scope_id)
      VALUES (${newId()}, ${helper.user.id}, 'SHOP_OWNER', 'shop', ${shopId})`);
    const { body: proven } = await people.signIn(helper.email, { audience: 'vendor' });
    for (const person of [owner, { ...proven, email: helper.email }]) {
      for (const answer of await choose(person, 'mwinilungaPineapples26')) expect(answer).toMatchObject(TOO_COMMON);
    }
    const stranger = await people.register();
    expect((await choose(stranger, 'mwinilungaPineapples26'))[0]!.status).toBe(200);
  });
});

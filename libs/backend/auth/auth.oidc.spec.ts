import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId, sql } from '@pakashop/platform';
import fastify, { type FastifyInstance } from 'fastify';
import { readBodies } from '../../../apps/sandbox/core/bodies.js';
import { readConfig } from '../../../apps/sandbox/core/config.js';
import { OidcDesk, type OidcFault } from '../../../apps/sandbox/oidc/oidc.desk.js';
import type { Person } from '../../../apps/sandbox/oidc/oidc.people.js';
import { oidcRoutes } from '../../../apps/sandbox/oidc/oidc.routes.js';
import type { SignedIn } from './auth.dto.js';
import { People, TEST_PASSWORD } from './auth.fixtures.js';
import type { GoogleStarted } from './auth.oidc.dto.js';

const desk = new OidcDesk();
const config = readConfig({});
let provider: FastifyInstance;
let issuer: string;
let people: People;

beforeAll(async () => {
  provider = fastify();
  readBodies(provider);
  oidcRoutes(provider, config, desk);
  issuer = `${await provider.listen({ host: '127.0.0.1', port: 0 })}/oidc`;
  people = await People.boot({
    GOOGLE_ISSUER: issuer,
    GOOGLE_CLIENT_ID: config.googleClientId,
    GOOGLE_CLIENT_SECRET: config.googleClientSecret,
    STOREFRONT_URL: 'https://shop.example',
  });
});
afterAll(async () => {
  await people?.app.close();
  await provider.close();
});

type Refusal = { code: string };
type WayBack = { code: string; state: string; iss?: string };

const newPerson = (change: Partial<Person> = {}): Person => {
  const sub = newId();
  return desk.add({ sub, name: 'Thandiwe', email: `${sub}@gmail.example`, email_verified: true, ...change });
};
const start = async (body: object = {}) => (await people.call<GoogleStarted>('POST', '/auth/google', { body })).body;

/** What the browser does: opens the page, chooses who one is, and is sent back. */
async function choose(url: string, { sub }: Person): Promise<WayBack> {
  const page = await fetch(url);
  expect(page.status).toBe(200);
  const form = new URLSearchParams([...new URL(url).searchParams, ['person', sub]]);
  const answer = await fetch(url.split('?')[0]!, { method: 'POST', body: form, redirect: 'manual' });
  const back = new URL(answer.headers.get('location')!);
  expect(back.href).toMatch(/^https:\/\/shop\.example\/sign-in\/google\?/);
  return Object.fromEntries(back.searchParams) as unknown as WayBack;
}
const confirm = <T = SignedIn>(body: WayBack) => people.call<T>('POST', '/auth/google/confirm', { body });
const signIn = async <T = SignedIn>(person: Person, body: object = {}) =>
  confirm<T>(await choose((await start(body)).url, person));

describe('signing in with Google', () => {
  it('makes an account the first time and finds it the next time, by the id there and not by the address', async () => {
    const person = newPerson();
    const first = await signIn(person);
    expect(first).toMatchObject({ status: 200, body: { user: { name: 'Thandiwe', email: person.email } } });
    const renamed = desk.add({ ...person, email: `${newId()}@gmail.example` });
    expect((await signIn(renamed)).body.user.id).toBe(first.body.user.id);
    const session = await people.call('GET', '/me/permissions', { token: first.body.tokens.accessToken });
    expect(session.body).toMatchObject({ roles: [{ role: 'CUSTOMER' }] });
  });

  it('knows nobody any more who has unlinked the account there, once the address is another one', async () => {
    const person = newPerson();
    const { user, tokens } = (await signIn(person)).body;
    const token = tokens.accessToken;
    const { body } = await people.call<{ data: { id: string }[] }>('GET', '/me/identities', { token });
    expect((await people.call('DELETE', `/me/identities/${body.data[0]!.id}`, { token })).status).toBe(204);
    const renamed = desk.add({ ...person, email: `${newId()}@gmail.example` });
    expect((await signIn(renamed)).body.user.id).not.toBe(user.id);
    expect((await signIn(newPerson({ email: person.email }))).body.user.id).toBe(user.id);
  });

  it('joins the account with the same address when both sides have verified it', async () => {
    const { user, email } = await people.register();
    expect((await signIn(newPerson({ email: email.toUpperCase() }))).body.user.id).toBe(user.id);
  });

  it('joins nothing by an address that one side has not verified', async () => {
    const phone = `097${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
    const { user, email } = await people.register({ phone });
    await people.app
      .get(Database)
      .execute(sql`UPDATE backend.users SET email_verified_at = NULL WHERE id = ${user.id}`);
    const { body } = await signIn(newPerson({ email }));
    expect(body.user.id).not.toBe(user.id);
    expect((await people.signIn(phone, { password: TEST_PASSWORD })).body.user.id).toBe(user.id);

    const { email: other } = await people.register();
    const refused = { status: 403, body: { code: 'auth.google_email_unverified' } };
    expect(await signIn<Refusal>(newPerson({ email: other, email_verified: false }))).toMatchObject(refused);
    expect(await signIn<Refusal>(newPerson({ email: undefined }))).toMatchObject(refused);
  });

  it('is for the surface where it began, and makes nobody staff', async () => {
    const refused = { status: 403, body: { code: 'auth.audience_refused' } };
    expect(await signIn<Refusal>(newPerson(), { audience: 'staff' })).toMatchObject(refused);
    const vendor = await signIn(newPerson(), { audience: 'vendor' });
    const { body } = await people.call('GET', '/me/permissions', { token: vendor.body.tokens.accessToken });
    expect(body).toMatchObject({ roles: [{ role: 'CUSTOMER' }, { role: 'SELLER' }] });
  });

  it('makes one account for somebody who comes back twice at once', async () => {
    const person = newPerson();
    const backs = [await choose((await start()).url, person), await choose((await start()).url, person)];
    const answers = await Promise.all(backs.map((back) => confirm(back)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]!.body.user.id).toBe(answers[1]!.body.user.id);
  });
});

describe('a way back', () => {
  const ended = { status: 400, body: { code: 'auth.code_ended' } };
  const refused = { status: 400, body: { code: 'auth.google_refused' } };

  it('is good once, also for two at once', async () => {
    const back = await choose((await start()).url, newPerson());
    const answers = await Promise.all([confirm(back), confirm(back)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    expect(await confirm(back)).toMatchObject(ended);
  });

  it('is refused with a state that nobody began, that was altered, or that is too old', async () => {
    const { url, state } = await start();
    const back = await choose(url, newPerson());
    const altered = `${state.slice(0, -2)}${state.endsWith('AA') ? 'BB' : 'AA'}`;
    const unknown = `${newId()}.${state.split('.')[1]}`;
    for (const wrong of [altered, unknown, 'x']) expect(await confirm({ ...back, state: wrong })).toMatchObject(ended);
    await people.app.get(Database).execute(sql`
      UPDATE backend.oidc_states SET expires_at = now() - interval '1 second' WHERE id = ${state.split('.')[0]}`);
    expect(await confirm(back)).toMatchObject(ended);
  });

  it('is refused when its code was given for another sign-in: PKCE binds the two', async () => {
    const mine = await choose((await start()).url, newPerson());
    const theirs = await choose((await start()).url, newPerson());
    expect(await confirm({ ...mine, code: theirs.code })).toMatchObject(refused);
  });

  it('is refused when another provider answered', async () => {
    const back = await choose((await start()).url, newPerson());
    expect(await confirm({ ...back, iss: 'https://accounts.other.example' })).toMatchObject(refused);
    const { iss: _, ...silent } = await choose((await start()).url, newPerson());
    expect(await confirm(silent)).toMatchObject(refused);
  });

  it.each<OidcFault>(['wrongNonce', 'wrongAudience', 'wrongIssuer', 'expired', 'otherKey'])(
    'is refused when the ID token has a fault: %s',
    async (fault) => {
      desk.spoil([fault]);
      expect(await signIn<Refusal>(newPerson())).toMatchObject(refused);
      expect((await signIn(newPerson())).status).toBe(200);
    },
  );

  it('is refused when the ID token says that the address is not verified', async () => {
    desk.spoil(['unverifiedEmail']);
    expect((await signIn<Refusal>(newPerson())).body.code).toBe('auth.google_email_unverified');
  });

  it('is answered 503 while the provider is out of order', async () => {
    desk.spoil(['http500']);
    expect(await signIn<Refusal>(newPerson())).toMatchObject({ status: 503, headers: { 'retry-after': '10' } });
  });
});

describe('without an account at Google', () => {
  it('there is no such sign-in', async () => {
    const others = await People.boot();
    expect((await others.call('POST', '/auth/google', { body: {} })).status).toBe(404);
    await others.app.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { Stage } from '../testing/stage.js';
import type { Person } from './oidc.people.js';

let stage: Stage;
let issuer: string;
let configuration: Record<string, string>;

beforeAll(async () => {
  stage = await Stage.open();
  issuer = `${stage.url}/oidc`;
  configuration = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<string, string>;
});
afterAll(() => stage.close());

const CLIENT = { client_id: 'sandbox-google-client', client_secret: 'sandbox-google-secret' };
const redirect_uri = 'http://localhost:3000/sign-in/google';
const verifier = randomBytes(32).toString('base64url');
const wish = (change: Record<string, string> = {}) => ({
  client_id: CLIENT.client_id,
  response_type: 'code',
  scope: 'openid email profile',
  redirect_uri,
  state: 'a-state',
  nonce: 'a-nonce',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
  ...change,
});

/** Where the browser ends after the choice. */
async function choose(person: string, change?: Record<string, string>): Promise<URL> {
  const { location } = await stage.form('/oidc/authorize', { ...wish(change), person });
  return new URL(location!);
}
async function exchange(change: Record<string, string>) {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    redirect_uri,
    code_verifier: verifier,
    ...change,
  });
  const answer = await fetch(configuration.token_endpoint!, { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

describe('the OpenID provider', () => {
  it('says where everything is', () => {
    expect(configuration).toMatchObject({ issuer, jwks_uri: `${issuer}/jwks`, token_endpoint: `${issuer}/token` });
  });

  it('lets somebody choose who they are, and tells the client by a signed token', async () => {
    const query = new URLSearchParams(wish()).toString();
    const page = await (await fetch(`${configuration.authorization_endpoint}?${query}`)).text();
    const { body: people } = await stage.control<Person[]>('/oidc/people');
    for (const { name } of people) expect(page).toContain(name);

    const back = await choose(people[0]!.sub);
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ state: 'a-state', iss: issuer });
    const code = back.searchParams.get('code')!;
    const { status, body } = await exchange({ ...CLIENT, code });
    expect(status).toBe(200);
    const keys = createRemoteJWKSet(new URL(configuration.jwks_uri!));
    const { payload } = await jwtVerify(body.id_token!, keys, { issuer, audience: CLIENT.client_id });
    expect(payload).toMatchObject({ ...people[0], nonce: 'a-nonce' });
    const info = await fetch(configuration.userinfo_endpoint!, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(await info.json()).toEqual(people[0]);
    expect((await exchange({ ...CLIENT, code })).body.error).toBe('invalid_grant');
  });

  it('takes a code from its own client only, with the verifier and the address of the beginning', async () => {
    const { body: someone } = await stage.control<Person>('/oidc/people', { name: 'Mutinta' });
    const code = async () => (await choose(someone.sub)).searchParams.get('code')!;
    expect(await exchange({ ...CLIENT, client_secret: 'another', code: await code() })).toMatchObject({ status: 401 });
    const wrong: Record<string, string>[] = [
      { code_verifier: 'another' },
      { redirect_uri: 'http://localhost:3000/' },
      { code: 'another' },
    ];
    for (const change of wrong) {
      const { status, body } = await exchange({ ...CLIENT, code: await code(), ...change });
      expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_grant' });
    }
  });

  it.each([
    ['another client', { client_id: 'another' }],
    ['no PKCE', { code_challenge: '' }],
    ['plain PKCE', { code_challenge_method: 'plain' }],
    ['another flow', { response_type: 'token' }],
    ['no openid', { scope: 'email' }],
  ])('shows no page for %s', async (_, change) => {
    const query = new URLSearchParams(wish(change)).toString();
    expect((await fetch(`${configuration.authorization_endpoint}?${query}`)).status).toBe(400);
    expect((await stage.form('/oidc/authorize', { ...wish(change), person: '1' })).status).toBe(400);
  });

  it('forgets people and faults with a reset, and knows its faults', async () => {
    await stage.control('/oidc/people', { sub: '42', name: 'Gone' });
    expect((await stage.control('/oidc/faults', { kinds: ['nonsense'] })).status).toBe(400);
    await stage.control('/oidc/faults', { kinds: ['http500'] });
    await stage.control('/reset', {});
    const { body } = await stage.control<Person[]>('/oidc/people');
    expect(body.map(({ sub }) => sub)).not.toContain('42');
    const code = (await choose(body[0]!.sub)).searchParams.get('code')!;
    expect((await exchange({ ...CLIENT, code })).status).toBe(200);
  });
});

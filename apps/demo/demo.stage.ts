import { type Client, createClient } from '@pakashop/client';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from '../authenticator.js';
import { DEMO_TOTP_SECRET, demoAccounts } from '../demo-accounts.js';

const { API_PORT = '8000', SANDBOX_PORT = '4010', PAKASHOP_CLIENT_KEY = '', HOST = '127.0.0.1' } = process.env;
const SANDBOX = `http://${HOST}:${SANDBOX_PORT}`;

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
export const kwacha = ({ amount }: { amount: number }): string => `K${(amount / 100).toFixed(2)}`;

/** Somebody who calls the API: nobody, a guest, or whoever has signed in. */
export function client(who: { guestToken?: string; token?: string } = {}): Client {
  return createClient({
    baseUrl: `http://${HOST}:${API_PORT}`,
    clientKey: PAKASHOP_CLIENT_KEY,
    guestToken: () => who.guestToken,
    token: () => who.token,
  });
}

/** Signs somebody of the demo in, with password and authenticator app. */
export async function signIn(login: string, audience: 'vendor' | 'agent' | 'staff'): Promise<Client> {
  const { password } = demoAccounts.find((account) => account.login === login)!;
  for (let tries = 0; tries < 8; tries++) {
    const answer = await client().post('/auth/sign-in', { body: { login, password, audience } });
    if (!('pending' in answer)) return client({ token: answer.tokens.accessToken });
    const body = { token: answer.pending.token, method: 'totp', code: codeOf(DEMO_TOTP_SECRET) } as const;
    const signedIn = await client()
      .post('/auth/second-factor', { body })
      .catch(() => undefined);
    if (signedIn) return client({ token: signedIn.tokens.accessToken });
    if (tries === 0) say(`  (a code of the app is good once: waiting for the next one of ${login})`);
    await wait(5_000);
  }
  throw new Error(`${login} cannot sign in`);
}

/** Asks again until there is an answer. */
export async function until<T>(what: string, look: () => Promise<T | undefined>, seconds = 30): Promise<T> {
  for (const begun = Date.now(); Date.now() - begun < seconds * 1_000; await wait(200)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`waited ${seconds} seconds in vain: ${what}`);
}

/** What happens on a phone, at the sandbox. */
export async function sandbox<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T | undefined> {
  const answer = await fetch(`${SANDBOX}${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return answer.ok ? ((await answer.json()) as T) : undefined;
}

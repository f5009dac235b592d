import { afterAll, beforeAll } from '@jest/globals';
import { Database, sql } from '@pakashop/platform';
import type { FactorPending, SignedIn } from '../auth/auth.dto.js';
import { People } from '../auth/auth.fixtures.js';
import type { HeldRole } from '../auth/auth.permissions.js';
import { Grants } from '../users/users.grants.js';

/** The people of one file of specs. */
export let people: People;
export let db: Database;

beforeAll(async () => {
  people = await People.boot({ CODE_PER_HOUR: '100', CODE_PER_DAY: '100' });
  db = people.app.get(Database);
  // A race waits for nothing but its lock: the connections are there.
  await Promise.all(Array.from({ length: 6 }, () => db.rows(sql`SELECT 1`)));
});
afterAll(() => people.app.close());

export type Refusal = { code: string; detail: string };
export const call = <T = Refusal>(method: 'GET' | 'POST' | 'DELETE', path: string, token?: string, body?: object) =>
  people.call<T>(method, path, { token, body });
export const post = <T = Refusal>(path: string, body: object = {}, token?: string) =>
  call<T>('POST', path, token, body);
export const outcome = ({ status, body }: { status: number; body?: Partial<Refusal> }) =>
  body?.code ? `${status} ${body.code}` : String(status);

export const give = (userId: string, { role, scope, scopeId }: HeldRole) =>
  db.transaction((tx) =>
    people.app.get(Grants).give(tx, { userId, role, scope, scopeId: scopeId ?? undefined, grantedBy: 'system:test' }),
  );

/** Somebody with an authenticator app. */
export async function enrolled(request: object = {}) {
  const person = await people.register(request);
  const added = await people.authenticators.enrol(person.tokens.accessToken);
  return { ...person, ...added, id: person.user.id };
}

export const password = async (login: string, request: object = {}) =>
  (await people.tryPassword(login, request)).body as FactorPending & SignedIn & Refusal;
export const prove = (token: string, code: string, method = 'totp', headers = {}) =>
  people.call<SignedIn & Refusal>('POST', '/auth/second-factor', { body: { token, method, code }, headers });
/** Sign-ins of one person that wait at once. */
export async function several(email: string) {
  const waiting = [];
  for (let i = 0; i < 8; i++) waiting.push(await password(email));
  return waiting;
}
/** The code of the latest message to somebody. */
export async function sentCode(userId: string): Promise<string> {
  const { id } = await db.one<{ id: string }>(sql`
    SELECT id FROM backend.challenges WHERE user_id = ${userId} ORDER BY created_at DESC LIMIT 1`);
  return people.codeOf(id);
}
export const acts = async (userId: string) =>
  (await db.rows<{ act: string }>(sql`SELECT act FROM platform.audit WHERE subject_id = ${userId} ORDER BY id`)).map(
    ({ act }) => act,
  );
export const notices = async (userId: string) =>
  (
    await db.rows<{ purpose: string }>(sql`
      SELECT purpose FROM backend.messages WHERE user_id = ${userId} AND purpose LIKE 'security.%' ORDER BY id`)
  ).map(({ purpose }) => purpose.split('.')[1]);

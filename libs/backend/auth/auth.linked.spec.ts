import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor, Database, newId, sql } from '@pakashop/platform';
import { Suppressions } from '../messages/messages.suppressions.js';
import { People, race } from './auth.fixtures.js';
import { newPhone } from './auth.letters.fixtures.js';
import type { LinkedIdentityList } from './auth.linked.dto.js';

const ISSUER = 'https://accounts.google.com';

let people: People;
let db: Database;

beforeAll(async () => {
  people = await People.boot();
  db = people.app.get(Database);
});
afterAll(() => people.app.close());

type Refusal = { code: string };

/** Somebody with so many accounts at Google. */
async function linked(count: number) {
  const { user, email, tokens } = await people.register();
  const ids = Array.from({ length: count }, () => newId());
  await db.execute(sql`
    INSERT INTO backend.identities (id, issuer, subject, user_id, created_at)
    SELECT id, ${ISSUER}, gen_random_uuid()::text, ${user.id}, now() + make_interval(secs => n)
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS t (id, n)`);
  return { userId: user.id, email, token: tokens.accessToken, ids };
}
const listOf = async (token: string) =>
  (await people.call<LinkedIdentityList>('GET', '/me/identities', { token })).body.data;
const unlink = (id: string, options: Parameters<People['call']>[2]) =>
  people.call<Refusal>('DELETE', `/me/identities/${id}`, options);
/** Somebody without a password, whose only contact takes no messages any more. */
async function unreached({ userId, email }: Awaited<ReturnType<typeof linked>>): Promise<void> {
  await db.execute(sql`UPDATE backend.users SET password_hash = NULL WHERE id = ${userId}`);
  const suppressions = people.app.get(Suppressions);
  const contactIndex = await suppressions.indexOf('email', email);
  await db.transaction((tx) =>
    suppressions.add(tx, { channel: 'email', contactIndex, reason: 'HARD_BOUNCE', carrier: 'resend' }),
  );
}

describe('accounts at Google', () => {
  it('are listed to the one whom they sign in, and unlinked one by one, with a row of the audit and a notice', async () => {
    const { userId, token, ids } = await linked(2);
    expect(await listOf(token)).toEqual(ids.map((id) => ({ id, issuer: ISSUER, linkedAt: expect.any(String) })));
    expect((await unlink(ids[0]!, { token })).status).toBe(204);
    expect((await listOf(token)).map(({ id }) => id)).toEqual([ids[1]]);
    const acts = await db.rows(
      sql`SELECT act, detail FROM platform.audit WHERE subject_id = ${userId} AND act LIKE 'identity%'`,
    );
    expect(acts).toEqual([{ act: 'identity_unlinked', detail: { issuer: ISSUER } }]);
    const notices = await db.rows(
      sql`SELECT purpose FROM backend.messages WHERE user_id = ${userId} AND purpose = 'security.identity_unlinked'`,
    );
    expect(notices).toHaveLength(1);
    expect((await unlink(ids[0]!, { token })).status).toBe(404);
  });

  it('are nothing to others, as if they were not there', async () => {
    const [mine, theirs] = [await linked(1), await linked(1)];
    const refused = { status: 404, body: { code: 'NOT_FOUND' } };
    expect(await unlink(theirs.ids[0]!, { token: mine.token })).toMatchObject(refused);
    expect(await unlink(newId(), { token: mine.token })).toMatchObject(refused);
    expect(await listOf(theirs.token)).toHaveLength(1);
  });

  it('are not unlinked by a session alone: it needs a proof of a moment ago', async () => {
    const { token, ids } = await linked(1);
    const stale = new Actor({ ...(await people.actor(token)), factorAt: 1 });
    expect((await unlink(ids[0]!, { actor: stale })).status).toBe(401);
    expect(await listOf(token)).toHaveLength(1);
  });

  it('stay when nothing else would let the person in: no password, and no contact that takes messages', async () => {
    const person = await linked(2);
    const { userId, token, ids } = person;
    await unreached(person);
    expect((await unlink(ids[0]!, { token })).status).toBe(204);
    expect(await unlink(ids[1]!, { token })).toMatchObject({ status: 409, body: { code: 'auth.last_way_in' } });
    expect((await listOf(token)).map(({ id }) => id)).toEqual([ids[1]]);
    await db.execute(sql`
      UPDATE backend.users SET phone = ${newPhone().phone}, phone_verified_at = now() WHERE id = ${userId}`);
    expect((await unlink(ids[1]!, { token })).status).toBe(204);
  });

  it('do not both go when one of them has to stay', async () => {
    const person = await linked(2);
    const { userId, token, ids } = person;
    await unreached(person);
    const answers = await race(
      db,
      (tx) => tx.execute(sql`SELECT FROM backend.users WHERE id = ${userId} FOR NO KEY UPDATE`),
      2,
      () => ids.map((id) => unlink(id, { token })),
    );
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([204, 409]);
    expect(await listOf(token)).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId, sql, type Tx } from '@pakashop/platform';
import { Grants } from '../users/users.grants.js';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import { SessionsPort } from './auth.contract.js';
import { People, race } from './auth.fixtures.js';
import type { Role } from './auth.permissions.js';
import type { AccountStanding } from './auth.suspension.dto.js';

let people: People;
let db: Database;

beforeAll(async () => {
  people = await People.boot();
  db = people.app.get(Database);
});
afterAll(() => people.app.close());

const reason = 'Sells phones that never arrive';
const outcome = ({ status, body }: { status: number; body: unknown }) =>
  [status, (body as { code?: string } | undefined)?.code].filter(Boolean).join(' ');

async function member(role: Role) {
  const { email, user } = await people.register();
  const grant = { userId: user.id, role, scope: 'platform', grantedBy: 'system:test' } as const;
  await db.transaction((tx) => people.app.get(Grants).give(tx, grant));
  const { body } = await people.signIn(email, { audience: 'staff' });
  return { id: user.id, email, token: body.tokens.accessToken };
}
const step = (name: 'suspend' | 'reinstate', { token }: { token: string }, userId: string, body: object = { reason }) =>
  people.call<AccountStanding & { code?: string }>('POST', `/users/${userId}/${name}`, { token, body });
const isIn = (token: string) =>
  people.app
    .get(SessionsPort)
    .verify({ token })
    .then(
      () => true,
      () => false,
    );
const signIn = (email: string) => people.tryPassword(email);
const refresh = (refreshToken: string) => people.call('POST', '/auth/refresh', { body: { refreshToken } });

describe('a person who is suspended', () => {
  it('is out at once, cannot come back in any way, and can when reinstated', async () => {
    const analyst = await member('FRAUD_ANALYST');
    const { email, user, tokens } = await people.register();
    expect(await step('suspend', analyst, user.id)).toMatchObject({
      status: 200,
      body: { id: user.id, status: 'SUSPENDED' },
    });
    expect(await isIn(tokens.accessToken)).toBe(false);
    expect(outcome(await refresh(tokens.refreshToken))).toBe('401 AUTH_001');
    expect(outcome(await signIn(email))).toBe('403 auth.suspended');
    expect(outcome(await step('suspend', analyst, user.id))).toBe('409 auth.already_suspended');

    expect((await step('reinstate', analyst, user.id)).body).toEqual({ id: user.id, status: 'ACTIVE' });
    expect(outcome(await refresh(tokens.refreshToken))).toBe('401 AUTH_001');
    expect((await signIn(email)).status).toBe(200);
    expect(outcome(await step('reinstate', analyst, user.id))).toBe('409 auth.not_suspended');
  });

  it('is told, and it is written down who did it, what changed and why', async () => {
    const support = await member('SUPPORT_AGENT');
    const { user } = await people.register();
    await step('suspend', support, user.id);
    await step('reinstate', support, user.id, { reason: 'A mistake' });
    const rows = await db.rows(sql`
      SELECT act, actor, before, after, why FROM platform.audit
      WHERE subject_id = ${user.id} AND act IN ('user_suspended', 'user_reinstated') ORDER BY id`);
    const [open, closed] = [{ status: 'ACTIVE' }, { status: 'SUSPENDED' }];
    expect(rows).toEqual([
      { act: 'user_suspended', actor: `person:${support.id}`, before: open, after: closed, why: reason },
      { act: 'user_reinstated', actor: `person:${support.id}`, before: closed, after: open, why: 'A mistake' },
    ]);
    const { purposes } = await db.one<{ purposes: string[] }>(sql`
      SELECT array_agg(purpose ORDER BY id) AS purposes FROM backend.messages
      WHERE user_id = ${user.id} AND purpose LIKE 'security.account_%'`);
    expect(purposes).toEqual(['security.account_suspended', 'security.account_reinstated']);
    const [letter] = await lettersOf(people.app, 'security.account_suspended');
    expect(letter!.text).not.toContain(reason);
  });

  it('is not let in by a sign-in that was under way', async () => {
    const [analyst, person] = [await member('FRAUD_ANALYST'), await people.register()];
    const lock = (tx: Tx) => tx.rows(sql`SELECT FROM backend.users WHERE id = ${person.user.id} FOR UPDATE`);
    const [suspended, ...signedIn] = await race(db, lock, 3, () =>
      Promise.all([step('suspend', analyst, person.user.id), signIn(person.email), signIn(person.email)]),
    );
    expect(suspended.status).toBe(200);
    for (const { body } of signedIn) {
      if ('tokens' in body) expect(await isIn(body.tokens.accessToken)).toBe(false);
    }
  });
});

describe('suspending a person', () => {
  it('is for those who may, with a reason, a fresh proof, and somebody else', async () => {
    const [moderator, support] = [await member('MODERATOR'), await member('SUPPORT_AGENT')];
    const { user } = await people.register();
    expect(outcome(await step('suspend', moderator, user.id))).toBe('403 AUTH_002');
    expect(outcome(await step('suspend', support, user.id, {}))).toBe('400 VAL_001');
    expect(outcome(await step('suspend', support, support.id))).toBe('403 auth.own_account');
    expect(outcome(await step('suspend', support, newId()))).toBe('404 NOT_FOUND');
    await db.execute(
      sql`UPDATE backend.sessions SET factor_at = now() - interval '6 minutes' WHERE user_id = ${support.id}`,
    );
    expect(outcome(await step('suspend', support, user.id))).toBe('401 auth.step_up_required');
  });

  it('of the staff is for administrators, of whom two cannot suspend each other', async () => {
    const [one, two, support] = [
      await member('PLATFORM_ADMIN'),
      await member('PLATFORM_ADMIN'),
      await member('SUPPORT_AGENT'),
    ];
    expect(outcome(await step('suspend', support, one.id))).toBe('403 AUTH_002');
    expect(outcome(await step('suspend', one, support.id))).toBe('200');
    expect(outcome(await signIn(support.email))).toBe('403 auth.suspended');

    const [first, second] = [await people.actor(one.token), await people.actor(two.token)];
    const by = (actor: typeof first, id: string) =>
      people.call('POST', `/users/${id}/suspend`, { actor, body: { reason } });
    const answers = await Promise.all([by(first, two.id), by(second, one.id)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });
});

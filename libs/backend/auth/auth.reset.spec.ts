import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor, Database, newId, sql } from '@pakashop/platform';
import type { CodeSent } from './auth.codes.dto.js';
import type { FactorPending, SignedIn } from './auth.dto.js';
import { People } from './auth.fixtures.js';
import { letterOf, newPhone, tokenOf, traceOf } from './auth.letters.fixtures.js';

type Refusal = { code: string };

let people: People;
let db: Database;

beforeAll(async () => {
  people = await People.boot({ CODE_PER_HOUR: '10' });
  db = people.app.get(Database);
});
afterAll(() => people.app.close());

const email = () => `new-${newId()}@example.com`;
const NEXT = 'the lechwe of Blue Lagoon';
const ENDED = { status: 400, body: { code: 'auth.code_ended' } };

describe('a new password without the old one', () => {
  const askReset = (body: object) => people.call<CodeSent>('POST', '/auth/password-reset', { body });
  const reset = <T = SignedIn>(body: object) =>
    people.call<T>('POST', '/auth/password-reset/confirm', { body: { newPassword: NEXT, ...body } });

  it('is set by a link, once; all sessions end, and the old password is worth nothing', async () => {
    const { email: address, tokens, user } = await people.register();
    expect((await askReset({ email: address })).status).toBe(202);
    const token = await tokenOf(people, 'RESET_PASSWORD');
    expect(await reset({ token, newPassword: 'password123' })).toMatchObject({
      status: 400,
      body: { code: 'auth.password_too_common' },
    });
    const { status, body } = await reset({ token });
    expect({ status, id: body.user.id }).toEqual({ status: 200, id: user.id });
    expect(await reset({ token })).toMatchObject(ENDED);
    await expect(people.actor(tokens.accessToken)).rejects.toThrow();
    expect((await people.call('POST', '/auth/refresh', { body: { refreshToken: tokens.refreshToken } })).status).toBe(
      401,
    );
    expect((await people.call('GET', '/me', { token: body.tokens.accessToken })).status).toBe(200);
    expect((await people.tryPassword(address)).status).toBe(401);
    expect((await people.tryPassword(address, { password: NEXT })).status).toBe(200);
    const acts = await db.rows(
      sql`SELECT act, detail FROM platform.audit WHERE subject_id = ${user.id} AND act = 'password_reset'`,
    );
    expect(acts).toEqual([{ act: 'password_reset', detail: { by: 'email' } }]);
  });

  it('leaves its link in no row', async () => {
    const { email: address } = await people.register();
    await askReset({ email: address });
    const [id, secret] = (await tokenOf(people, 'RESET_PASSWORD')).split('.') as [string, string];
    expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(16);
    const rows = await db.rows<{ row: string }>(sql`
      SELECT t::text AS row FROM backend.challenges t UNION ALL SELECT t::text FROM backend.messages t
      UNION ALL SELECT t::text FROM platform.outbox t UNION ALL SELECT t::text FROM platform.audit t`);
    const dump = rows.map(({ row }) => row).join('\n');
    expect(dump).toContain(id);
    for (const form of [secret, Buffer.from(secret, 'base64url').toString('hex')]) expect(dump).not.toContain(form);
  });

  it('is set by a code to the phone, and by nothing else that is asked for', async () => {
    const { phone } = newPhone();
    await people.register({ phone });
    const { body } = await askReset({ phone });
    const id = body.challengeId;
    for (const half of [{ challengeId: id }, { code: '123456' }, {}, { token: 'x', challengeId: id, code: '123456' }]) {
      expect(await reset(half)).toMatchObject({ status: 400, body: { code: 'VAL_001' } });
    }
    expect((await reset({ challengeId: id, code: people.codeOf(id) })).status).toBe(200);
    expect((await people.tryPassword(phone, { password: NEXT })).status).toBe(200);
  });

  it('cannot be set by digits where a link was sent', async () => {
    const { email: address } = await people.register();
    const { body } = await askReset({ email: address });
    const code = people.codeOf(body.challengeId);
    expect(await reset({ challengeId: body.challengeId, code })).toMatchObject({ body: { code: 'auth.wrong_code' } });
  });

  it('ends after a quarter of an hour', async () => {
    const { email: address } = await people.register();
    const { body } = await askReset({ email: address });
    expect((Date.parse(body.expiresAt) - Date.now()) / 60_000).toBeLessThanOrEqual(15);
    const token = await tokenOf(people, 'RESET_PASSWORD');
    await db.execute(sql`
      UPDATE backend.challenges SET expires_at = expires_at - interval '16 minutes' WHERE id = ${body.challengeId}`);
    expect(await reset({ token })).toMatchObject(ENDED);
  });

  it('is asked for by one way, whoever has an account; nobody is written to who has none', async () => {
    const { email: known } = await people.register();
    const ids: string[] = [];
    const traces = [];
    for (const address of [known, email()]) {
      traces.push(
        await traceOf(people, async () => {
          const answer = await askReset({ email: address });
          ids.push(answer.body.challengeId);
          return answer;
        }),
      );
    }
    expect(traces[1]).toBe(traces[0]);
    expect(traces[0]).not.toContain('FROM backend.users');
    expect(await letterOf(people, ids[0]!, 'email')).toMatchObject({ to: { email: known } });
    expect(await letterOf(people, ids[1]!, 'email')).toBeUndefined();
  });

  it('does not stand in for a second factor', async () => {
    const { phone } = newPhone();
    const { email: address, user } = await people.register({ phone });
    await db.execute(sql`
      INSERT INTO backend.factors (id, user_id, kind, activated_at) VALUES (${newId()}, ${user.id}, 'sms', now())`);
    await askReset({ email: address });
    const { status, body } = await reset<FactorPending>({ token: await tokenOf(people, 'RESET_PASSWORD') });
    expect({ status, methods: body.pending.methods }).toEqual({ status: 200, methods: ['sms'] });
    expect(body).not.toHaveProperty('tokens');
  });
});

describe('the first password of an account without one', () => {
  const setFirst = (token: string, newPassword = NEXT) =>
    people.call<Refusal>('POST', '/me/password/first', { body: { newPassword }, token });
  const byCode = async () => {
    const address = email();
    const { body } = await people.call<CodeSent>('POST', '/auth/codes', { body: { email: address } });
    const { body: signedIn } = await people.confirm(`/auth/codes/${body.challengeId}/confirm`, body.challengeId);
    return { address, ...signedIn };
  };

  it('is set once', async () => {
    const { address, tokens } = await byCode();
    expect((await people.tryPassword(address, { password: NEXT })).status).toBe(401);
    expect(await setFirst(tokens.accessToken, 'password123')).toMatchObject({ status: 400 });
    expect((await setFirst(tokens.accessToken)).status).toBe(204);
    expect((await people.tryPassword(address, { password: NEXT })).status).toBe(200);
    expect(await setFirst(tokens.accessToken, 'another one altogether')).toMatchObject({
      status: 409,
      body: { code: 'auth.has_password' },
    });
  });

  it('needs a proof of the last five minutes', async () => {
    const { tokens } = await byCode();
    const session = await people.actor(tokens.accessToken);
    const actor = new Actor({ ...session, factorAt: Math.floor(Date.now() / 1_000) - 301 });
    const answer = await people.call<Refusal>('POST', '/me/password/first', {
      body: { newPassword: NEXT },
      actor,
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'auth.step_up_required' } });
  });
});

import { describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import type { FactorPending } from '../auth/auth.dto.js';
import { People, race } from '../auth/auth.fixtures.js';
import type { NewTotp, RecoveryCodeList } from './factors.dto.js';
import { fromBase32 } from './factors.fixtures.js';
import { acts, db, enrolled, notices, outcome, password, people, post, prove, several } from './factors.suite.js';
import { stepOf, totp } from './factors.totp.js';

describe('signing in with a second factor', () => {
  it('waits for the code and signs in with it, under a token that opens nothing else', async () => {
    const { id, email, tokens } = await enrolled();
    const { pending } = await password(email);
    expect(pending.methods).toEqual(['totp', 'recovery']);
    expect(Date.parse(pending.expiresAt) - Date.now()).toBeLessThanOrEqual(300_000);
    const { dump } = await db.one<{ dump: string }>(sql`
      SELECT string_agg(p::text, ' ') AS dump FROM backend.pending_sign_ins p`);
    expect(dump).not.toContain(pending.token);
    await expect(people.actor(pending.token)).rejects.toMatchObject({ code: 'AUTH_001' });
    expect(outcome(await post('/auth/refresh', { refreshToken: pending.token }))).toBe('401 AUTH_001');
    for (const other of [tokens.accessToken.slice(0, 128), tokens.refreshToken, newId()]) {
      expect(outcome(await prove(other, await people.authenticators.code(id)))).toBe('401 auth.sign_in_ended');
    }
    const { status, body } = await prove(pending.token, await people.authenticators.code(id));
    expect(status).toBe(200);
    expect(body.user.id).toBe(id);
    expect(outcome(await prove(pending.token, await people.authenticators.code(id)))).toBe('401 auth.sign_in_ended');
  });

  it('asks for it on every surface, also where no role demands it', async () => {
    const { email, id } = await enrolled({ audience: 'vendor' });
    for (const audience of ['customer', 'vendor'])
      expect(await password(email, { audience })).toHaveProperty('pending');
    const { body } = await people.signIn(email);
    expect((await people.actor(body.tokens.accessToken)).userId).toBe(id);
  });

  it('is bound to the device that began it', async () => {
    const { email, id } = await enrolled();
    const { pending } = await password(email);
    const code = await people.authenticators.code(id);
    expect(outcome(await prove(pending.token, code, 'totp', { 'user-agent': 'another' }))).toBe(
      '401 auth.sign_in_ended',
    );
    expect((await prove(pending.token, code)).status).toBe(200);
  });

  it.each([-2, 2])('refuses the code of %d steps away', async (away) => {
    const { email, id } = await enrolled();
    const { pending } = await password(email);
    expect(outcome(await prove(pending.token, await people.authenticators.code(id, away)))).toBe('400 MFA_002');
  });

  it('takes a code once, also twenty times at once, and none from before', async () => {
    const { email, id, secret } = await enrolled();
    const pendings = await several(email);
    const code = await people.authenticators.code(id);
    const step = stepOf(new Date());
    const answers = await Promise.all(pendings.map(({ pending }) => prove(pending.token, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { pending } = await password(email);
    for (const earlier of [step - 1, step]) {
      expect(outcome(await prove(pending.token, totp(secret, earlier)))).toBe('400 MFA_002');
    }
  });

  it('ends after five wrong codes, whatever comes then', async () => {
    const { email, id } = await enrolled();
    const { pending } = await password(email);
    for (let i = 0; i < 5; i++) expect(outcome(await prove(pending.token, '000000'))).toBe('400 MFA_002');
    expect(outcome(await prove(pending.token, await people.authenticators.code(id)))).toBe('401 auth.sign_in_ended');
  });

  it('slows down after ten wrong codes of an account, counted in the database, and never for good', async () => {
    const { email, id } = await enrolled();
    for (let i = 0; i < 2; i++) {
      const { pending } = await password(email);
      for (let tries = 0; tries < 5; tries++) await prove(pending.token, '000000');
    }
    const { pending } = await password(email);
    const right = async () => prove(pending.token, await people.authenticators.code(id));
    const blocked = await right();
    expect(blocked).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    await db.execute(sql`UPDATE backend.sign_in_attempts SET blocked_until = now() WHERE subject = ${`factor:${id}`}`);
    expect((await right()).status).toBe(200);
  });

  it('ends after five minutes', async () => {
    const { email, id } = await enrolled();
    const { pending } = await password(email);
    await db.execute(sql`UPDATE backend.pending_sign_ins SET expires_at = now() WHERE user_id = ${id}`);
    expect(outcome(await prove(pending.token, await people.authenticators.code(id)))).toBe('401 auth.sign_in_ended');
  });

  it('comes to nothing when the account changed between the factors', async () => {
    const { email, id, tokens } = await enrolled();
    const { pending } = await password(email);
    await post('/auth/sign-out-everywhere', {}, tokens.accessToken);
    const code = await people.authenticators.code(id);
    expect(outcome(await prove(pending.token, code))).toBe('409 auth.account_changed');
    const { pending: next } = await password(email);
    await db.execute(sql`UPDATE backend.users SET status = 'SUSPENDED' WHERE id = ${id}`);
    expect(outcome(await prove(next.token, await people.authenticators.code(id)))).toBe('403 auth.suspended');
  });

  it('needs no factor that is set up while the password is checked only half way', async () => {
    const { email, user, tokens } = await people.register();
    const { body } = await post<NewTotp>('/me/factors/totp', {}, tokens.accessToken);
    const actor = await people.actor(tokens.accessToken);
    const code = totp(fromBase32(body.secret), stepOf(new Date()));
    // The sign-in found no factor; before it opens its session one counts.
    const answer = await race(
      db,
      (tx) => tx.rows(sql`SELECT FROM backend.users WHERE id = ${user.id} FOR UPDATE`),
      2,
      async () => {
        const [, signIn] = await Promise.all([
          people.call('POST', '/me/factors/totp/confirm', { actor, body: { code } }),
          people.tryPassword(email),
        ]);
        return signIn;
      },
    );
    const { count } = await db.one<{ count: number }>(sql`
      SELECT count(*) FROM backend.sessions WHERE user_id = ${user.id} AND revoked_at IS NULL AND factor_by <> 'totp'`);
    expect([200, 409]).toContain((await answer).status);
    expect(count).toBe(0);
  });
});

describe('the key that seals the secrets', () => {
  it('can be changed: each secret is sealed anew when its owner next uses it', async () => {
    const { email, id } = await enrolled();
    const sealed = () =>
      db.one<{ keyId: string; secret: Buffer }>(sql`
        SELECT key_id AS "keyId", secret FROM backend.factors WHERE user_id = ${id}`);
    const before = await sealed();
    const keys = { TOTP_ENCRYPTION_KEY: 'd'.repeat(64), TOTP_ENCRYPTION_KEY_PREVIOUS: 'c'.repeat(64) };
    const rotated = await People.boot(keys);
    const signIn = async (code: string) => {
      const { body } = await rotated.tryPassword(email);
      const { pending } = body as FactorPending;
      return rotated.call('POST', '/auth/second-factor', { body: { token: pending.token, method: 'totp', code } });
    };
    expect((await signIn('000000')).status).toBe(400);
    expect(await sealed()).toEqual(before);
    expect((await signIn(await people.authenticators.code(id))).status).toBe(200);
    const after = await sealed();
    expect(after.keyId).not.toBe(before.keyId);
    expect(after.secret).not.toEqual(before.secret);
    expect((await signIn(await people.authenticators.code(id))).status).toBe(200);
    expect(await sealed()).toEqual(after);
    await rotated.app.close();
  });
});

describe('recovery codes', () => {
  it('are good once, however they are written, and tell their owner', async () => {
    const { email, id, recoveryCodes } = await enrolled();
    const [one, two] = recoveryCodes!;
    expect(one!.replaceAll('-', '')).toMatch(/^[a-z2-7]{24}$/);
    const { pending } = await password(email);
    expect((await prove(pending.token, one!.toUpperCase().replaceAll('-', ' '), 'recovery')).status).toBe(200);
    expect(await acts(id)).toContain('recovery_code_used');
    expect(await notices(id)).toContain('recovery_code_used');
    const { pending: next } = await password(email);
    expect(next.methods).toEqual(['totp', 'recovery']);
    expect(outcome(await prove(next.token, one!, 'recovery'))).toBe('400 MFA_002');
    expect((await prove(next.token, two!, 'recovery')).status).toBe(200);
  });

  it('let one in of many at once', async () => {
    const { email, recoveryCodes } = await enrolled();
    const pendings = await several(email);
    const answers = await Promise.all(
      pendings.map(({ pending }) => prove(pending.token, recoveryCodes![0]!, 'recovery')),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('are replaced as a set', async () => {
    const { email, tokens, recoveryCodes } = await enrolled();
    const { body } = await post<RecoveryCodeList>('/me/factors/recovery-codes', {}, tokens.accessToken);
    expect(body.codes).toHaveLength(10);
    const { pending } = await password(email);
    for (const old of recoveryCodes!.slice(0, 2)) {
      expect(outcome(await prove(pending.token, old, 'recovery'))).toBe('400 MFA_002');
    }
    expect((await prove(pending.token, body.codes[9]!, 'recovery')).status).toBe(200);
  });

  it('are for those who have a second factor', async () => {
    const { tokens } = await people.register();
    expect(outcome(await post('/me/factors/recovery-codes', {}, tokens.accessToken))).toBe('409 auth.no_factor');
  });
});

import { describe, expect, it } from '@jest/globals';
import { sql } from '@pakashop/platform';
import type { FactorPending, Tokens } from '../auth/auth.dto.js';
import { race } from '../auth/auth.fixtures.js';
import type { FactorAdded, FactorCodeSent, FactorList, NewTotp } from './factors.dto.js';
import { fromBase32 } from './factors.fixtures.js';
import {
  acts,
  call,
  db,
  enrolled,
  give,
  notices,
  outcome,
  password,
  people,
  post,
  prove,
  type Refusal,
  sentCode,
} from './factors.suite.js';
import { stepOf, totp } from './factors.totp.js';

describe('setting up an authenticator app', () => {
  it('shows the secret once, stores none that can be read, and gives recovery codes and a new session', async () => {
    const { tokens, user } = await people.register();
    const { body: other } = await people.signIn(
      (
        await db.one<{ email: string }>(sql`
      SELECT email FROM backend.users WHERE id = ${user.id}`)
      ).email,
    );
    const { status, body: fresh } = await post<NewTotp>('/me/factors/totp', {}, tokens.accessToken);
    expect(status).toBe(201);
    const secret = fromBase32(fresh.secret);
    expect(secret).toHaveLength(20);
    expect(fresh.uri).toContain(`secret=${fresh.secret}`);

    const code = totp(secret, stepOf(new Date()));
    const { body } = await post<FactorAdded>('/me/factors/totp/confirm', { code }, tokens.accessToken);
    expect(body.factor).toMatchObject({ kind: 'totp', contact: null });
    expect(new Set(body.recoveryCodes)).toHaveProperty('size', 10);
    const actors = await Promise.all(
      [tokens, body.tokens].map(({ accessToken }) => people.actor(accessToken).catch(() => null)),
    );
    expect(actors[0]).toBeNull();
    expect(actors[1]!.sessionId).not.toBe((await people.actor(body.tokens.accessToken)).userId);
    await expect(people.actor(other.tokens.accessToken)).rejects.toMatchObject({ code: 'AUTH_001' });

    const { dump } = await db.one<{ dump: string }>(sql`
      SELECT (SELECT string_agg(f::text, ' ') FROM backend.factors f) || (SELECT string_agg(r::text, ' ') FROM backend.recovery_codes r) AS dump`);
    expect(dump).not.toContain(secret.toString('hex'));
    expect(dump).not.toContain(fresh.secret);
    for (const one of body.recoveryCodes!) {
      expect(dump).not.toContain(one);
      expect(dump).not.toContain(Buffer.from(one.replaceAll('-', '').toUpperCase()).toString('hex'));
    }
    const { body: list } = await call<FactorList>('GET', '/me/factors', body.tokens.accessToken);
    expect(list).toMatchObject({ data: [{ kind: 'totp' }], recoveryCodesLeft: 10 });
    expect(JSON.stringify(list)).not.toContain(fresh.secret);
    expect(await acts(user.id)).toEqual(expect.arrayContaining(['recovery_codes_made', 'factor_added']));
    expect(await notices(user.id)).toEqual(['factor_added']);
  });

  it('counts for nothing until its first code was right', async () => {
    const { tokens, email } = await people.register();
    const { body } = await post<NewTotp>('/me/factors/totp', {}, tokens.accessToken);
    const wrong = totp(fromBase32(body.secret), stepOf(new Date()) - 2);
    expect(outcome(await post('/me/factors/totp/confirm', { code: wrong }, tokens.accessToken))).toBe('400 MFA_002');
    expect((await people.tryPassword(email)).body).toHaveProperty('tokens');
    expect((await call<FactorList>('GET', '/me/factors', tokens.accessToken)).body.data).toEqual([]);
  });

  it('asks for a fresh proof', async () => {
    const { tokens, user } = await people.register();
    await db.execute(sql`
      UPDATE backend.sessions SET factor_at = factor_at - interval '6 minutes' WHERE user_id = ${user.id}`);
    expect(outcome(await post('/me/factors/totp', {}, tokens.accessToken))).toBe('401 auth.step_up_required');
  });

  it('replaces the app of before, whose codes count no more', async () => {
    const { id, tokens, secret, email } = await enrolled();
    const again = await people.authenticators.enrol(tokens.accessToken);
    expect(again.recoveryCodes).toBeNull();
    const { pending } = await password(email);
    await people.authenticators.code(id);
    expect(outcome(await prove(pending.token, totp(secret, stepOf(new Date()))))).toBe('400 MFA_002');
    expect((await prove(pending.token, await people.authenticators.code(id))).status).toBe(200);
  });

  it('keeps to one app when two confirm at once', async () => {
    const { tokens, user } = await people.register();
    const { body } = await post<NewTotp>('/me/factors/totp', {}, tokens.accessToken);
    const code = totp(fromBase32(body.secret), stepOf(new Date()));
    const actor = await people.actor(tokens.accessToken);
    const answers = await race(
      db,
      (tx) => tx.rows(sql`SELECT FROM backend.users WHERE id = ${user.id} FOR UPDATE`),
      2,
      () => Promise.all([1, 2].map(() => people.call('POST', '/me/factors/totp/confirm', { actor, body: { code } }))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  });
});

describe('codes by message', () => {
  it('go to verified contacts only', async () => {
    const { tokens } = await people.register();
    expect(outcome(await post('/me/factors/contact', { kind: 'sms' }, tokens.accessToken))).toBe(
      '409 auth.contact_unverified',
    );
  });

  it.each([
    ['email', /^p\*{5}@example\.com$/],
    ['sms', /^\+260\*{5}\d{4}$/],
  ])('by %s are a second factor once the first one was right', async (kind, shown) => {
    const phone = `097${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`;
    const { tokens, user, email } = await people.register({ phone });
    const { status, body: sent } = await post<FactorCodeSent>('/me/factors/contact', { kind }, tokens.accessToken);
    expect(status).toBe(202);
    expect(sent.sentTo).toMatch(shown);
    const confirm = (code: string) =>
      post<FactorAdded>('/me/factors/contact/confirm', { kind, code }, tokens.accessToken);
    expect(outcome((await confirm('000000')) as never)).toBe('400 MFA_002');
    const { body: added } = await confirm(await sentCode(user.id));
    expect(added.factor).toMatchObject({ kind, contact: sent.sentTo });
    expect(added.recoveryCodes).toHaveLength(10);

    const { pending } = await password(email);
    expect(pending.methods).toEqual([kind, 'recovery']);
    expect(outcome(await prove(pending.token, '000000', kind))).toBe('400 auth.code_ended');
    const send = (method: string) => post('/auth/second-factor/send', { token: pending.token, method });
    expect(outcome(await send(kind === 'sms' ? 'email' : 'sms'))).toBe('409 auth.method_refused');
    expect((await send(kind)).status).toBe(202);
    const first = await sentCode(user.id);
    expect((await send(kind)).status).toBe(202);
    expect(outcome(await prove(pending.token, first, kind))).toMatch(/^400/);
    expect((await prove(pending.token, await sentCode(user.id), kind)).status).toBe(200);
  });

  it('to where the first one went prove nothing new', async () => {
    const { tokens, user, email } = await people.register();
    await post('/me/factors/contact', { kind: 'email' }, tokens.accessToken);
    await post('/me/factors/contact/confirm', { kind: 'email', code: await sentCode(user.id) }, tokens.accessToken);
    const signInByCode = async () => {
      const { body } = await post<{ challengeId: string }>('/auth/codes', { email });
      return people.confirm<FactorPending & Refusal>(`/auth/codes/${body.challengeId}/confirm`, body.challengeId);
    };
    expect((await signInByCode()).body.pending.methods).toEqual(['recovery']);
    await db.execute(sql`UPDATE backend.recovery_codes SET used_at = now() WHERE user_id = ${user.id}`);
    expect(outcome(await signInByCode())).toBe('403 auth.other_way_needed');
  });
});

describe('removing a second factor', () => {
  it('needs a fresh proof, ends the other sessions and tells the owner', async () => {
    const { email, id, tokens, factor } = await enrolled();
    const { body: other } = await people.signIn(email);
    await db.execute(
      sql`UPDATE backend.sessions SET factor_at = factor_at - interval '6 minutes' WHERE user_id = ${id}`,
    );
    const remove = (token: string) => call<Tokens & Refusal>('DELETE', `/me/factors/${factor.id}`, token);
    expect(outcome(await remove(tokens.accessToken))).toBe('401 auth.step_up_required');
    const proof = { method: 'totp', code: await people.authenticators.code(id) };
    const { body: fresh } = await post<Tokens>('/auth/step-up/confirm', proof, tokens.accessToken);
    const stranger = await enrolled();
    expect(outcome(await remove(stranger.tokens.accessToken))).toBe('404 NOT_FOUND');
    const { status, body } = await remove(fresh.accessToken);
    expect(status).toBe(200);
    await expect(people.actor(other.tokens.accessToken)).rejects.toMatchObject({ code: 'AUTH_001' });
    expect((await call<FactorList>('GET', '/me/factors', body.accessToken)).body).toMatchObject({
      data: [],
      recoveryCodesLeft: 0,
    });
    expect((await people.tryPassword(email)).body).toHaveProperty('tokens');
    expect(await notices(id)).toEqual(['factor_added', 'factor_removed']);
  });

  it('stops at the last one of somebody whose role demands it', async () => {
    const { email, user } = await people.register();
    await give(user.id, { role: 'MODERATOR', scope: 'platform', scopeId: null });
    const { body } = await people.signIn(email, { audience: 'staff' });
    const token = body.tokens.accessToken;
    const { body: list } = await call<FactorList>('GET', '/me/factors', token);
    expect(outcome(await call('DELETE', `/me/factors/${list.data[0]!.id}`, token))).toBe('409 auth.last_factor');
    expect((await call<FactorList>('GET', '/me/factors', token)).body.data).toHaveLength(1);
  });
});

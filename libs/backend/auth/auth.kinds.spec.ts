import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CodeSent } from './auth.codes.dto.js';
import { People } from './auth.fixtures.js';
import { tokenOf } from './auth.letters.fixtures.js';

let people: People;

beforeAll(async () => {
  people = await People.boot();
});
afterAll(() => people.app.close());

describe('tokens of one kind', () => {
  it('open nothing of another kind', async () => {
    const { email: address, tokens, deviceKey } = await people.register();
    await people.call('POST', '/auth/links', { body: { email: address } });
    await people.call('POST', '/auth/password-reset', { body: { email: address } });
    const asked = await people.call<CodeSent>('POST', '/auth/codes', { body: { email: address } });
    const kinds = {
      access: tokens.accessToken,
      refresh: tokens.refreshToken,
      link: await tokenOf(people, 'SIGN_IN_LINK'),
      reset: await tokenOf(people, 'RESET_PASSWORD'),
      device: deviceKey,
      challenge: asked.body.challengeId,
    };
    const newPassword = 'forty crocodiles of Kafue';
    const doors = {
      access: (token: string) =>
        people.call('GET', '/me', { token }).then(
          ({ status }) => status,
          () => 401,
        ),
      refresh: async (refreshToken: string) =>
        (await people.call('POST', '/auth/refresh', { body: { refreshToken } })).status,
      link: async (token: string) => (await people.call('POST', '/auth/links/confirm', { body: { token } })).status,
      reset: async (token: string) =>
        (await people.call('POST', '/auth/password-reset/confirm', { body: { token, newPassword } })).status,
      second: async (token: string) =>
        (await people.call('POST', '/auth/second-factor', { body: { token, method: 'totp', code: '123456' } })).status,
    };
    const opened: string[] = [];
    // The reset ends all sessions, so it comes last.
    for (const door of ['second', 'access', 'refresh', 'link', 'reset'] as const) {
      for (const [kind, token] of Object.entries(kinds)) {
        const status = await doors[door](token);
        if (status === 200) opened.push(`${kind} → ${door}`);
        else expect(status).toBeGreaterThanOrEqual(400);
      }
    }
    expect(opened).toEqual(['access → access', 'refresh → refresh', 'link → link', 'reset → reset']);
  });
});

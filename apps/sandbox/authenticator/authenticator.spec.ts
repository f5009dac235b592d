import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { codeOf, secondsLeft } from '../../authenticator.js';
import { demoAccounts } from '../../demo-accounts.js';
import { authenticatorRoutes } from './authenticator.routes.js';

const app = fastify();
beforeAll(async () => {
  authenticatorRoutes(app);
  await app.ready();
});
afterAll(() => app.close());

describe('the authenticator', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [2_000_000_000, '279037'],
  ])('shows at second %d what RFC 6238 says', (seconds, code) => {
    expect(codeOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', seconds * 1_000)).toBe(code);
  });

  it('counts down to the next code', () => {
    expect([0, 1_000, 29_999, 30_000].map((now) => secondsLeft(now))).toEqual([30, 29, 1, 30]);
  });

  it('has everybody of the demo whose role demands a second factor, and nobody else', async () => {
    const { body } = await app.inject('/authenticator');
    const shown = demoAccounts.filter(({ login }) => body.includes(login)).map(({ role }) => role.split(' ')[0]);
    const staff = ['administrator', 'finance', 'finance,', 'support', 'fraud'];
    expect(shown).toEqual(['vendor', 'vendor', 'delivery', ...staff]);
    expect((await app.inject('/authenticator/code')).body).toMatch(/^\d{6}\n$/);
  });
});

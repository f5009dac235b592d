import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SessionsPort } from '@pakashop/backend';
import { Clock, platformProblems } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import { randomUUID } from 'node:crypto';
import { backendRow, bearer, CUSTOMER, gatewayEnv, gatewayRow, STAFF } from './gateway.fixtures.js';

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await bootApp('api', [gatewayRow, backendRow], {
    ...gatewayEnv,
    REDIS_PREFIX: `sessions-${randomUUID().slice(0, 8)}`,
  });
});
afterEach(() => void jest.restoreAllMocks());
afterAll(() => app.close());

const as = (headers: Record<string, string>) => async (path: string) =>
  (await app.inject({ url: `/api/v1${path}`, headers })).statusCode;
/** The clock of the process, moved from now on. */
const pass = (ms: number) => {
  const now = Date.now() + ms;
  jest.spyOn(app.get(Clock), 'now').mockImplementation(() => new Date(now));
};
const end = () =>
  jest.spyOn(app.get(SessionsPort), 'verify').mockRejectedValue(platformProblems.notSignedIn('The session has ended.'));

describe('a session that has ended', () => {
  it('is believed by a process that has just seen it for five seconds at most', async () => {
    const get = as(bearer(CUSTOMER));
    expect(await get('/people')).toBe(200);
    end();
    expect(await get('/people')).toBe(200);
    pass(5_001);
    expect(await get('/people')).toBe(401);
  });

  it('counts at once for what it was not let in for before', async () => {
    const get = as(bearer(CUSTOMER));
    expect(await get('/people')).toBe(200);
    end();
    expect(await get('/staff')).toBe(401);
  });

  it('of the staff is not believed at all: the backend is asked every time', async () => {
    const port = app.get(SessionsPort);
    const real = port.verify.bind(port);
    const verify = jest
      .spyOn(port, 'verify')
      .mockImplementation(async (asked) => ({ ...(await real(asked)), audience: 'staff' }));
    const get = as(bearer(STAFF));
    expect([await get('/staff'), await get('/staff')]).toEqual([200, 200]);
    expect(verify).toHaveBeenCalledTimes(2);
    verify.mockRejectedValue(platformProblems.notSignedIn('The session has ended.'));
    expect([await get('/staff'), await get('/people')]).toEqual([401, 401]);
  });

  it('opens nothing when nobody can say whether it has ended', async () => {
    const get = as(bearer(STAFF));
    jest
      .spyOn(app.get(SessionsPort), 'verify')
      .mockRejectedValue(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
    expect(await get('/staff')).toBe(503);
    expect(await get('/anybody')).toBe(503);
  });
});

describe('the secret that tokens were signed with before', () => {
  it('is believed as long as it is given', async () => {
    const next = 'another-secret-of-the-tests-that-is-long-enough';
    for (const [previous, status] of [
      [gatewayEnv.JWT_SECRET, 200],
      [undefined, 401],
    ] as const) {
      const changed = await bootApp('api', [gatewayRow, backendRow], {
        ...gatewayEnv,
        JWT_SECRET: next,
        JWT_SECRET_PREVIOUS: previous,
        REDIS_PREFIX: `sessions-${randomUUID().slice(0, 8)}`,
      });
      const get = async (headers: Record<string, string>) =>
        (await changed.inject({ url: '/api/v1/people', headers })).statusCode;
      try {
        expect([await get(bearer(CUSTOMER)), await get(bearer(CUSTOMER, { secret: next }))]).toEqual([status, 200]);
      } finally {
        await changed.close();
      }
    }
  });
});

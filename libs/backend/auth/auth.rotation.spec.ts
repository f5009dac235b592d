import { describe, expect, it } from '@jest/globals';
import { Clock, newId } from '@pakashop/platform';
import { randomBytes } from 'node:crypto';
import { AuthConfig } from './auth.config.js';
import { DeviceKeys } from './auth.devices.js';
import { AccessTokens } from './auth.tokens.js';

const [old, next, other] = Array.from({ length: 3 }, () => randomBytes(32).toString('hex')) as [string, string, string];
const withSecrets = (JWT_SECRET: string, JWT_SECRET_PREVIOUS?: string) => {
  const config = Object.assign(new AuthConfig(), { JWT_SECRET, JWT_SECRET_PREVIOUS });
  return { tokens: new AccessTokens(config, new Clock()), devices: new DeviceKeys(config) };
};
const userId = newId();
const claims = { userId, sessionId: newId(), audience: 'customer', version: 1 } as const;

describe('another secret for access tokens', () => {
  it('signs nobody out while the one before is still believed, and is used for new tokens at once', () => {
    const before = withSecrets(old);
    const token = before.tokens.issue(claims).token;
    const device = before.devices.issue(userId);
    const during = withSecrets(next, old);
    expect(during.tokens.read(token)).toMatchObject(claims);
    expect(during.devices.read(device, userId)).toBe(device.split('.')[0]);

    const after = withSecrets(next);
    expect(after.tokens.read(during.tokens.issue(claims).token)).toMatchObject(claims);
    expect(after.devices.read(during.devices.issue(userId), userId)).toBeDefined();
    for (const { tokens, devices } of [after, withSecrets(next, other)]) {
      expect(() => tokens.read(token)).toThrow(/not valid/);
      expect(devices.read(device, userId)).toBeUndefined();
    }
  });
});

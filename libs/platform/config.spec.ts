import { describe, expect, it } from '@jest/globals';
import { IsOptional, IsString } from 'class-validator';
import { randomBytes } from 'node:crypto';
import { ConfigError, Env, loadConfig } from './config.js';
import { PlatformConfig } from './platform.config.js';
import { productionSecrets } from './testing/index.js';

class ShopConfig {
  @Env() @IsOptional() @IsString() JWT_SECRET?: string;
  @Env() @IsOptional() @IsString() CODE_KEY?: string;
  @Env() @IsOptional() @IsString() PAYMENT_TOKEN?: string;
  @Env() @IsOptional() @IsString() CLOUDINARY_API_KEY?: string;
  @Env() @IsOptional() @IsString() SMTP_URL?: string;
}

const sound = (): NodeJS.ProcessEnv => ({
  NODE_ENV: 'production',
  DATABASE_URL: `postgresql://pakashop:${randomBytes(16).toString('hex')}@db:5432/pakashop?sslmode=verify-full`,
  REDIS_URL: 'rediss://cache:6379',
  CLOUDINARY_API_KEY: '123456789012345',
  ...productionSecrets(),
});

/** What a start with these variables would be refused for. */
function refusals(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig([PlatformConfig, ShopConfig], { ...sound(), ...env });
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}

const key = (letter: string) => `one:${letter.repeat(43)}=`;
const random = randomBytes(24).toString('hex');

describe('production', () => {
  it('takes random secrets and connections that are encrypted', () => {
    for (let i = 0; i < 50; i++) expect(refusals({})).toEqual([]);
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      expect(refusals({ DATABASE_URL: `postgresql://u@${host}/pakashop`, REDIS_URL: `redis://${host}:6379` })).toEqual(
        [],
      );
    }
    expect(refusals({ DATA_KEYS: `${sound().DATA_KEYS},${sound().DATA_KEYS?.replace('one', 'two')}` })).toEqual([]);
  });

  const matrix: [what: string, env: NodeJS.ProcessEnv, wanted: string | RegExp][] = [
    ['a missing internal key', { INTERNAL_API_KEY: '' }, /^INTERNAL_API_KEY must be/],
    ['a missing data key', { DATA_KEYS: '' }, /^DATA_KEYS must be/],
    ['a missing audit key', { AUDIT_KEY: undefined }, /^AUDIT_KEY must be/],
    ['a missing database', { DATABASE_URL: '' }, /^DATABASE_URL must be/],
    ['a short secret', { JWT_SECRET: 'q8Zr4kX0' }, 'JWT_SECRET is shorter than 16 characters: make a random one'],
    ['a short token', { PAYMENT_TOKEN: 'q8Zr4kX0' }, 'PAYMENT_TOKEN is shorter than 16 characters: make a random one'],
    ['a secret of one letter', { JWT_SECRET: 'a'.repeat(64) }, /^JWT_SECRET has fewer than 8 different characters/],
    ['a data key of one letter', { DATA_KEYS: key('a') }, /^DATA_KEYS has fewer than 8/],
    [
      'a weak old key behind a good one',
      { AUDIT_KEY: `${sound().AUDIT_KEY},${key('b')}` },
      /^AUDIT_KEY has fewer than 8/,
    ],
    [
      'a weak key of one service in a list',
      { INTERNAL_API_KEYS: `backend:${random}|${'a'.repeat(64)}>pricing+fraud` },
      /^INTERNAL_API_KEYS has fewer than 8/,
    ],
    ['a word to be changed', { JWT_SECRET: 'please-change-me-0123456789' }, /^JWT_SECRET looks like a sample/],
    ['a default', { CODE_KEY: 'the-default-code-key-0123456789' }, /^CODE_KEY looks like a sample/],
    ["the sandbox's", { PAYMENT_TOKEN: 'sandbox-pawapay-token' }, /^PAYMENT_TOKEN looks like a sample/],
    ["a provider's test key", { PAYMENT_TOKEN: 'FLWSECK_TEST-9f3b1c2d4e5f6071' }, /^PAYMENT_TOKEN looks like a sample/],
    ["the tests' own", { INTERNAL_API_KEY: 'internal-test-key-0123456789' }, /^INTERNAL_API_KEY looks like a sample/],
    ['one secret twice', { JWT_SECRET: random, CODE_KEY: random }, /^JWT_SECRET and CODE_KEY are the same/],
    [
      'the sample of the database',
      { DATABASE_URL: 'postgresql://pakashop:secret@127.0.0.1:5432/pakashop' },
      /^the password in DATABASE_URL is shorter/,
    ],
    ['a guessable mail password', { SMTP_URL: 'smtp://me:password-1234@mail:587' }, /^the password in SMTP_URL looks/],
    [
      'a database in the clear',
      { DATABASE_URL: 'postgresql://u@db/pakashop?sslmode=disable' },
      'DATABASE_URL asks for sslmode=disable: use verify-full in production',
    ],
    [
      'a database without a checked certificate',
      { DATABASE_URL: 'postgresql://u@db/pakashop?sslmode=no-verify' },
      /sslmode=no-verify/,
    ],
    [
      'a database elsewhere without TLS',
      { DATABASE_URL: 'postgresql://u@db/pakashop' },
      /^DATABASE_URL has no sslmode/,
    ],
    ['a Redis elsewhere without TLS', { REDIS_URL: 'redis://cache:6379' }, /^REDIS_URL is not encrypted/],
    ['switches for tests', { FAILPOINTS: 'C9=kill' }, 'FAILPOINTS is for tests and refused in production'],
  ];

  it.each(matrix)('refuses %s, and says which variable it is', (_, env, wanted) => {
    const found = refusals(env);
    expect(found).toEqual([typeof wanted === 'string' ? wanted : expect.stringMatching(wanted)]);
    for (const value of Object.values(env).filter((given) => given && given.length > 8)) {
      expect(found.join()).not.toContain(value);
    }
  });

  it('names everything that is wrong at once', () => {
    expect(refusals({ JWT_SECRET: 'short', CODE_KEY: 'short too', FAILPOINTS: 'x' })).toHaveLength(3);
  });
});

describe('elsewhere', () => {
  it('any secret will do, as long as its own rule takes it', () => {
    const env = {
      NODE_ENV: 'development',
      JWT_SECRET: 'x',
      DATA_KEYS: key('a'),
      DATABASE_URL: 'postgresql://u:p@db/x?sslmode=disable',
    };
    expect(refusals(env)).toEqual([]);
  });
});

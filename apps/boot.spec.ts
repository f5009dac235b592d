import { describe, expect, it } from '@jest/globals';
import { ConfigError, configNames, domainMetadata, loadConfig, PlatformConfig } from '@pakashop/platform';
import { productionSecrets, publicKeyOf } from '@pakashop/platform/testing';
import { getMetadataStorage } from 'class-validator';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { registry } from './domains.js';

const compiled = (file: string) => fileURLToPath(new URL(`../dist/apps/${file}`, import.meta.url));
const program = compiled('main.js');

/** Starts a process as an operator does, with these variables and no others. */
async function start(env: NodeJS.ProcessEnv, entry = 'api'): Promise<{ code: number | null; said: string }> {
  const { DATABASE_URL, REDIS_URL, PATH, NODE_COMPILE_CACHE } = process.env;
  const common = { PATH, NODE_COMPILE_CACHE, DATABASE_URL, REDIS_URL, NODE_ENV: 'production', API_PORT: '0' };
  return run([program, '--entry', entry], { ...common, ...env });
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

const configs = [
  PlatformConfig,
  ...registry.flatMap(({ module }) => (module ? (domainMetadata(module).config ?? []) : [])),
];

/** Variables whose own rule asks for eight characters or more: nothing but a secret does. */
const long = configs.flatMap((type) =>
  getMetadataStorage()
    .getTargetValidationMetadatas(type, '', false, false)
    .filter(({ name, constraints }) => name === 'minLength' && (constraints as number[])[0]! >= 8)
    .map(({ propertyName }) => propertyName),
);
const secrets = [...new Set([...Object.keys(productionSecrets()), ...long])];

describe('an api in production', () => {
  it('does not start without its secrets, or with those of samples: it names all of them and ends with 1', async () => {
    const weak = { ...productionSecrets(), JWT_SECRET: 'please-change-me-to-something-else', CODE_KEY: '' };
    const { code, said } = await start(weak);
    expect(code).toBe(1);
    expect(said).toContain('JWT_SECRET looks like a sample');
    expect(said).toContain('CODE_KEY must be');
    for (const secret of Object.values(weak).filter(Boolean)) expect(said).not.toContain(secret);
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('is told of every secret that is weak in one answer', async () => {
    const { code, said } = await start(Object.fromEntries(secrets.map((name) => [name, 'a'.repeat(64)])));
    expect(code).toBe(1);
    for (const name of secrets) expect(said).toContain(`${name} has fewer than 8 different characters`);
  });

  it.each(secrets)('refuses %s when it is of one letter or a sample', (name) => {
    expect(configs.flatMap(configNames)).toContain(name);
    for (const [value, wanted] of [
      ['a'.repeat(64), `${name} has fewer than 8 different characters: make a random one`],
      ['please-change-me-0123456789-and-more-of-it', `${name} looks like a sample: make a random one`],
    ] as const) {
      expect(refusals({ [name]: value })).toContain(wanted);
    }
  });

  it('takes random ones', () => {
    expect(refusals({}).filter((problem) => secrets.some((name) => problem.includes(name)))).toEqual([]);
  });
});

/** What a start of everything with these variables would be refused for. */
function refusals(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(configs, { NODE_ENV: 'production', ...productionSecrets(), ...env });
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}

describe('a process', () => {
  const HOW = 'start them with "npm run services", or everything with "npm start"';
  const able = { ...productionSecrets(), NODE_ENV: 'test', LOG_LEVEL: 'silent' };
  const nobody = 'postgresql://pakashop:do-not-say-this@127.0.0.1:1/pakashop';

  it.each(['api', 'worker', 'realtime', 'pricing'])(
    '%s without PostgreSQL and Redis ends at once, with one sentence that says how to start them',
    async (entry) => {
      const { code, said } = await start({ ...able, DATABASE_URL: nobody, REDIS_URL: 'redis://127.0.0.1:1' }, entry);
      const missing =
        'PostgreSQL at postgresql://127.0.0.1:1/pakashop (DATABASE_URL) and Redis at redis://127.0.0.1:1 (REDIS_URL)';
      expect([code, said]).toEqual([1, `Cannot reach ${missing}: ${HOW}.\n`]);
    },
  );

  it.each([
    ['Redis', { REDIS_URL: 'redis://127.0.0.1:1' }, `Cannot reach Redis at redis://127.0.0.1:1 (REDIS_URL): ${HOW}.`],
    ['any address', { DATABASE_URL: '' }, `PostgreSQL and Redis are not given (DATABASE_URL, REDIS_URL): ${HOW}.`],
  ])('without %s says just that', async (_, env, sentence) => {
    expect(await start({ ...able, ...env })).toEqual({ code: 1, said: `${sentence}\n` });
  });

  it('whose port is taken says which one, and ends', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    try {
      expect(await start({ ...able, API_PORT: String(port) })).toEqual({
        code: 1,
        said: `Port ${port} is in use: stop what holds it, or set another port for api.\n`,
      });
    } finally {
      holder.close();
    }
  });
});

describe('the public half of an internal key', () => {
  it('is printed for who has the key, and the key is not', async () => {
    const key = productionSecrets().INTERNAL_API_KEY!;
    const print = (env: NodeJS.ProcessEnv) => run([compiled('internal-key.js')], { PATH: process.env.PATH, ...env });
    expect(await print({ INTERNAL_API_KEY: key })).toEqual({ code: 0, said: `${publicKeyOf(key)}\n` });
    expect(await print({ INTERNAL_API_KEY: 'short' })).toEqual({
      code: 1,
      said: expect.stringMatching(/^Give the key/),
    });
  });
});

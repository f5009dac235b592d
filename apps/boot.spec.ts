import { describe, expect, it } from '@jest/globals';
import { productionSecrets } from '@pakashop/platform/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../dist/apps/api/main.js', import.meta.url));

/** Starts the api as an operator does, with these variables and no others. */
async function start(env: NodeJS.ProcessEnv): Promise<{ code: number | null; said: string }> {
  const { DATABASE_URL, REDIS_URL, PATH } = process.env;
  const child = spawn(process.execPath, [program], {
    env: { PATH, DATABASE_URL, REDIS_URL, NODE_ENV: 'production', API_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

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
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Clone, ended, says } from './clone.js';

let clone: Clone;

beforeEach(() => {
  clone = new Clone();
});
afterEach(() => clone.end());

describe('npm start with a port that is taken', () => {
  it('names the port, who holds it and the variable that changes it, before it does anything', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    const free = { REALTIME_PORT: '0', WORKER_PORT: '70000', SANDBOX_PORT: '1', SANDBOX_SMTP_PORT: 'mail' };
    try {
      const child = clone.node(['tools/start.mjs'], { ...free, API_PORT: String(port) });
      const { code, said } = await ended(child);
      expect(code).toBe(1);
      expect(said).toContain(`Port ${port} for the API is in use by process ${process.pid} (`);
      expect(said).toContain(`"API_PORT=${port + 10} npm start"`);
      for (const variable of ['REALTIME_PORT', 'WORKER_PORT', 'SANDBOX_SMTP_PORT']) {
        expect(said).toContain(`${variable} is not a port: give a number from 1 to 65535.`);
      }
      expect(said).not.toMatch(/\n\s+at |installing/);
    } finally {
      holder.close();
    }
  });
});

const INSTALL = `const { install } = await import('./tools/setup/install.mjs'); await install();`;
const LOCK = JSON.stringify({
  packages: { '': {}, 'node_modules/one': { version: '1.0.0' }, 'node_modules/two': { version: '2.0.0' } },
});
/** What npm does, in the order in which it does it. */
const NPM = `
  import { mkdirSync, writeFileSync } from 'node:fs';
  for (const [name, version] of [['one', '1.0.0'], ['two', '2.0.0']]) {
    mkdirSync('node_modules/' + name, { recursive: true });
    writeFileSync('node_modules/' + name + '/package.json', JSON.stringify({ name, version }));
  }
  writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(LOCK)});`;

describe('the dependencies', () => {
  const withNpm = (script: string) => {
    clone.write('package-lock.json', LOCK);
    const runs = clone.program('npm-cli.js', script);
    const env = { npm_execpath: clone.at('npm-cli.js'), npm_node_execpath: process.execPath, DATABASE_URL: 'given' };
    return { runs, install: () => clone.run(INSTALL, env) };
  };

  it('are installed once, and again when something of them is missing', async () => {
    const { runs, install } = withNpm(NPM);
    const again = async () => {
      const { code, said } = await install();
      expect([code, said]).toEqual([0, expect.any(String)]);
      return [runs(), /\((.*?)\) \(/.exec(said)?.[1]];
    };
    expect(await again()).toEqual([1, 'none are there yet']);
    expect(await again()).toEqual([1, undefined]);
    clone.remove('node_modules/.package-lock.json'); // npm writes it last: it was cut off
    expect(await again()).toEqual([2, 'the last install was not finished']);
    clone.remove('node_modules/two');
    expect(await again()).toEqual([3, 'two is gone']);
    clone.write('package-lock.json', LOCK.replace('1.0.0', '1.0.1'));
    const { code, said } = await install();
    expect([code, runs()]).toEqual([1, 4]);
    expect(said).toContain('npm ended without an error, but one changed. Run "npm ci" by hand to see why.');
    expect(await again().catch(String)).toContain('1'); // and is tried again each time
  });

  it.each([
    [
      'the disk is full',
      'npm error code ENOSPC',
      /The disk is full: npm could not write to .*node_modules\. Free some space/,
    ],
    [
      'the network is away',
      'npm error getaddrinfo ENOTFOUND registry',
      /npm cannot reach its registry: check the network/,
    ],
    ['they belong to another user', 'npm error code EACCES', /npm may not write to .*it belongs to another user/],
  ])('say in one sentence that %s', async (_, words, sentence) => {
    const { install } = withNpm(`console.error(${JSON.stringify(words)}); process.exitCode = 1;`);
    const { code, said } = await install();
    expect(code).toBe(1);
    expect(said).toMatch(sentence);
    expect(said).not.toMatch(/\n\s+at /);
  });
});

const BUILD = `const { build } = await import('./tools/setup/build.mjs'); await build();`;
const NEST = `
  import { mkdirSync, writeFileSync } from 'node:fs';
  mkdirSync('dist/apps', { recursive: true });
  writeFileSync('dist/apps/main.js', '');`;

describe('the build', () => {
  it('is made anew when a source has changed or it was cut off, and else not looked at', async () => {
    for (const file of ['package-lock.json', 'prisma.config.ts', '.swcrc', 'nest-cli.json', 'tsconfig.json']) {
      clone.write(file, '{}');
    }
    clone.write('prisma/schema/one.prisma', '');
    clone.write('libs/one.ts', '1');
    clone.write('libs/one.spec.ts', '1');
    clone.write('apps/main.ts', '1');
    const client = clone.program('node_modules/prisma/build/index.js', '');
    const nest = clone.program('node_modules/@nestjs/cli/bin/nest.js', NEST);
    const again = async () => [(await clone.run(BUILD)).code, client(), nest()];
    expect(await again()).toEqual([0, 1, 1]);
    expect(await again()).toEqual([0, 1, 1]);
    clone.write('libs/one.spec.ts', '2');
    expect(await again()).toEqual([0, 1, 1]);
    clone.write('libs/one.ts', '2');
    expect(await again()).toEqual([0, 1, 2]);
    clone.write('prisma/schema/one.prisma', '// changed');
    expect(await again()).toEqual([0, 2, 3]);

    const full = clone.program('node_modules/@nestjs/cli/bin/nest.js', `console.log('ENOSPC'); process.exitCode = 1;`);
    clone.write('libs/one.ts', '3');
    const { code, said } = await clone.run(BUILD);
    expect([code, said]).toEqual([1, expect.stringContaining('The disk is full: nest build could not write to')]);
    clone.program('node_modules/@nestjs/cli/bin/nest.js', NEST);
    expect([full(), await again()]).toEqual([0, [0, 2, 1]]); // what was half done counts for nothing
  });
});

const CLAIM = `const { claimProject } = await import('./tools/base/project.mjs'); await claimProject();`;
const CHILD = `
  const { run } = await import('./tools/base/run.mjs');
  const say = (line) => console.log('child ' + line);
  await run(process.execPath, ['-e', 'console.log(process.pid); setInterval(() => 0, 1000)'], { name: 'a child', onLine: say });`;
/** Not merely without a parent that has asked how it ended. */
async function isAlive(pid: number): Promise<boolean> {
  const look = `const { birthOf } = await import('./tools/base/identity.mjs'); console.log(birthOf(${pid}) !== undefined);`;
  return (await clone.run(look)).said === 'true\n';
}

describe('a run of the tools', () => {
  it('is the only one of its folder; when it was killed, the next one ends what it left and goes on', async () => {
    const first = clone.begin(`${CLAIM} console.log('claimed'); ${CHILD}`);
    let said = '';
    first.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
    while (!/child \d+\n/.test(said)) await once(first.stdout!, 'data');
    const child = Number(/child (\d+)\n/.exec(said)![1]);

    const second = await clone.run(CLAIM);
    expect([second.code, second.said]).toEqual([
      1,
      expect.stringContaining(`Pakashop is already running from this folder (process ${first.pid}, since`),
    ]);
    first.kill('SIGKILL');
    await once(first, 'exit');
    expect(await isAlive(child)).toBe(true);
    const third = await clone.run(CLAIM);
    expect([third.code, third.said]).toEqual([0, expect.stringContaining('killed run left behind: a child')]);
    expect(await isAlive(child)).toBe(false);
    expect(await clone.run(CLAIM)).toEqual({ code: 0, said: '' });
  });

  it('that is stopped leaves nothing behind', async () => {
    const first = clone.begin(`${CLAIM} ${CHILD}`);
    await says(first, 'child ');
    first.kill('SIGTERM');
    expect((await ended(first)).code).toBe(143);
    expect(await clone.run(CLAIM)).toEqual({ code: 0, said: '' });
  });
});

describe('a service', () => {
  const start = (body: string) => `
    const { startOnPort } = await import('./tools/services/on-port.mjs');
    const { Trouble } = await import('./tools/base/trouble.mjs');
    console.log('on ' + (await startOnPort({ dir: '.', start: async (port) => { ${body} } })));`;
  const portOf = ({ said }: { said: string }) => Number(/on (\d+)/.exec(said)?.[1]);

  it('comes back on the port of the last time, and on another one when that is taken', async () => {
    const first = portOf(await clone.run(start('')));
    expect(portOf(await clone.run(start('')))).toBe(first);
    const holder = createServer().listen(first, '127.0.0.1');
    await once(holder, 'listening');
    const second = portOf(await clone.run(start('')));
    holder.close();
    expect(second).toBeGreaterThan(0);
    expect(second).not.toBe(first);
    // Taken between our look and its start.
    const late = `if (port === ${second}) throw new Trouble('it ended', 'could not bind: Address already in use');`;
    expect(portOf(await clone.run(start(late)))).not.toBe(second);
  });

  it('that finds the disk full says so, and where', async () => {
    const { code, said } = await clone.run(start(`throw new Trouble('it ended', 'FATAL: No space left on device');`));
    expect([code, said]).toEqual([1, expect.stringContaining('The disk is full: a service could not write to .')]);
  });
});

describe('secrets of a developer’s machine', () => {
  it('are made once and kept, readable for their owner alone, and what is given wins', async () => {
    const script = `
      const { developmentEnvironment } = await import('./tools/dev-env.mjs');
      const { JWT_SECRET, CODE_KEY, API_PORT } = developmentEnvironment();
      console.log(JSON.stringify({ JWT_SECRET, CODE_KEY, API_PORT }));`;
    const read = async (env: NodeJS.ProcessEnv = {}) =>
      JSON.parse((await clone.run(script, env)).said) as Record<string, string>;
    const first = await read();
    expect(first).toEqual({
      JWT_SECRET: expect.stringMatching(/^\w{64}$/),
      CODE_KEY: expect.any(String),
      API_PORT: '8000',
    });
    expect(await read()).toEqual(first);
    expect(await read({ JWT_SECRET: 'given', API_PORT: '8010' })).toEqual({
      ...first,
      JWT_SECRET: 'given',
      API_PORT: '8010',
    });
    const kept = clone.read('.cache/dev.env');
    expect(kept).toContain(`JWT_SECRET=${first.JWT_SECRET}`);
  });
});

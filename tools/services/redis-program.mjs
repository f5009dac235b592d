import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { tail } from '../base/files.mjs';
import { withLock } from '../base/lock.mjs';
import { run } from '../base/run.mjs';
import { step } from '../base/say.mjs';
import { diskFull, meansFull, Trouble } from '../base/trouble.mjs';
import { serviceAccount } from './account.mjs';
import { serviceHome } from './home.mjs';

const INSTEAD =
  'Install Redis 6.2 or newer with the package manager of your system, or set REDIS_URL to a server that runs.';

// Parts of the base system that an update would bring along: unpacked beside the machine's own they would break programs.
const BASE = /^(libc6|libc-bin|libgcc-s1|gcc-\d+-base)(:|$)/;

/**
 * The Redis to run: the machine's if it has a usable one, else Debian's (or Ubuntu's) own packages, fetched by apt with
 * its checks of signatures, and only unpacked. That needs neither root nor a change to the machine.
 *
 * @returns {Promise<{ program: string, env: NodeJS.ProcessEnv }>}
 */
export async function redisProgram() {
  for (const program of ['redis-server', 'valkey-server']) {
    const found = { program, env: { PATH: process.env.PATH } };
    if (runs(found)) return found;
  }
  const folder = path.join(serviceHome(), `redis-${process.arch}`);
  const unpacked = () => programIn(folder);
  if (unpacked()) return unpacked();
  await withLock('programs', async () => {
    if (!unpacked()) await step('fetching Redis from the packages of this system', () => unpack(folder));
  });
  return unpacked();
}

function runs({ program, env }) {
  const { stdout } = spawnSync(program, ['--version'], { env, ...serviceAccount(), cwd: '/', encoding: 'utf8' });
  const [, major, minor] = /\bv=(\d+)\.(\d+)/.exec(stdout ?? '')?.map(Number) ?? [];
  return major > 6 || (major === 6 && minor >= 2);
}

function programIn(folder) {
  const libraries = ['usr/lib', 'lib']
    .map((name) => path.join(folder, name))
    .filter((name) => existsSync(name))
    .flatMap((name) => readdirSync(name).map((child) => path.join(name, child)))
    .filter((name) => name.includes('-linux-gnu'));
  const env = { PATH: process.env.PATH, LD_LIBRARY_PATH: libraries.join(':') };
  const found = { program: path.join(folder, 'usr/bin/redis-server'), env };
  return existsSync(found.program) && runs(found) ? found : undefined;
}

async function unpack(folder) {
  const half = `${folder}.half`;
  for (const left of [half, folder]) rmSync(left, { recursive: true, force: true });
  mkdirSync(path.join(half, 'packages'), { recursive: true });
  const packages = await download(path.join(half, 'packages'));
  for (const file of packages) {
    const { code, output } = await run('dpkg', ['-x', file, half], { name: 'dpkg' });
    if (code !== 0) throw explain('dpkg', output, half);
  }
  rmSync(path.join(half, 'packages'), { recursive: true });
  chmodSync(half, 0o755);
  if (!programIn(half)) throw new Trouble(`The Redis that was unpacked to ${half} does not run here. ${INSTEAD}`);
  renameSync(half, folder);
  rmSync(path.join(serviceHome(), 'apt'), { recursive: true, force: true });
}

/** Fetches Redis and those of its libraries that the machine lacks; first by the machine's package lists, then by own, fresh ones. */
async function download(folder) {
  const own = path.join(serviceHome(), 'apt');
  mkdirSync(path.join(own, 'lists', 'partial'), { recursive: true });
  mkdirSync(path.join(own, 'cache', 'archives', 'partial'), { recursive: true });
  const always = ['-q', '-o', `Dir::Cache=${own}/cache`, '-o', 'APT::Sandbox::User=root', '-o', 'Debug::NoLocking=1'];
  const ownLists = [...always, '-o', `Dir::State::lists=${own}/lists`];
  const steps = [];
  for (const options of [always, ownLists]) {
    // A source that is away must not stop us: what counts is whether the packages are found afterwards.
    if (options === ownLists) steps.push(await apt([...options, 'update'], own));
    const plan = await apt([...options, '-s', '--no-install-recommends', 'install', 'redis-server'], own);
    const names = [...plan.output.matchAll(/^Inst (\S+)/gm)]
      .map((match) => match[1])
      .filter((name) => !BASE.test(name));
    if (!names.includes('redis-server')) {
      steps.push(plan);
      continue;
    }
    const fetched = await apt([...options, 'download', ...names], folder);
    if (fetched.code === 0) return readdirSync(folder).map((name) => path.join(folder, name));
    steps.push(fetched);
  }
  throw explain('apt-get', steps.map(({ output }) => output).join('\n'), folder);
}

async function apt(args, cwd) {
  const result = await run('apt-get', args, { name: 'apt-get', cwd, env: { ...process.env, LC_ALL: 'C' } });
  if (result.code === 127)
    throw new Trouble(`Redis is not installed, and this system has no apt-get to fetch it. ${INSTEAD}`);
  return result;
}

function explain(program, output, folder) {
  if (meansFull(output)) return diskFull(program, folder);
  return new Trouble(`Redis is not installed, and ${program} could not fetch it. ${INSTEAD}`, tail(output, 15));
}

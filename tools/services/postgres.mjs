import { spawn } from 'node:child_process';
import { openSync, closeSync, existsSync, statSync, readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { readText, tail } from '../base/files.mjs';
import { diskFull, meansFull } from '../base/trouble.mjs';
import { createProcesses } from '../run/processes.mjs';
import { openFolder, serviceAccount } from './account.mjs';
import { createCluster, requireVersion, releaseData } from './postgres-data.mjs';
import { postgresPrograms, postgresVersion } from './home.mjs';
import { startOnPort } from './on-port.mjs';

const ALWAYS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** For data that may be lost: tests. */
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  autovacuum: 'off',
  jit: 'off',
};

/**
 * Starts the PostgreSQL 18 that npm brought, with its data, password and log in `dir`.
 *
 * @param {object} options
 * @param {string} options.dir made if it is absent; the account of the services must be able to enter its parents
 * @param {boolean} [options.durable] false: fast, and lost with the machine
 * @param {number} [options.port] otherwise the one of the last time if it is still free, or any
 * @param {string} [options.database] made if it is absent
 * @param {ReturnType<typeof createProcesses>} [options.processes] who watches over it
 */
export async function startPostgres({
  dir,
  durable = true,
  port,
  database = 'pakashop',
  processes = createProcesses(),
}) {
  const programs = await postgresPrograms();
  openFolder(dir);
  const data = path.join(dir, 'data');
  if (existsSync(path.join(data, 'PG_VERSION'))) requireVersion(data, postgresVersion());
  else await createCluster({ dir, programs, durable });
  const chosen = await startOnPort({
    dir,
    port,
    start: async (candidate) => {
      await releaseData(data);
      await processes.start(unitOf({ dir, data, programs, durable, port: candidate }));
    },
  });
  const adminUrl = `postgresql://postgres:${readText(path.join(dir, 'password')).trim()}@127.0.0.1:${chosen}/postgres`;
  await ensureDatabase(adminUrl, database);
  const url = adminUrl.replace(/postgres$/, database);
  return { url, adminUrl, port: chosen, data, stop: () => processes.stopOne('postgres') };
}

function unitOf({ dir, data, programs, durable, port }) {
  const log = path.join(dir, 'postgres.log');
  const settings = { ...ALWAYS, ...(durable ? {} : FAST), port: String(port) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let from = 0;
  return {
    name: 'postgres',
    service: true,
    gentle: 'SIGINT', // PostgreSQL's "fast": roll back what is open, then end in good order
    hard: 'SIGQUIT', // and its "immediate": the next start recovers from the log
    grace: 20_000,
    patience: 180_000, // recovery after a crash
    interval: 20,
    lastWords: () => tail(readFileSync(log).subarray(from).toString()),
    isReady: async (child) => {
      const lines = readText(path.join(data, 'postmaster.pid'))?.split('\n') ?? [];
      return lines[0] === String(child.pid) && lines[7]?.trim() === 'ready';
    },
    launch: () => {
      from = sizeOf(log);
      if (from > 10e6) truncateSync(log, (from = 0));
      const out = openSync(log, 'a', 0o600);
      const child = spawn(path.join(programs, 'bin/postgres'), ['-D', data, ...flags], {
        ...serviceAccount(),
        cwd: '/',
        env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
        detached: true,
        stdio: ['ignore', out, out],
      });
      closeSync(out);
      return child;
    },
  };
}

const sizeOf = (file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

async function ensureDatabase(adminUrl, name) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE "${name}"`);
  } catch (error) {
    throw meansFull(error.message) ? diskFull('PostgreSQL', 'its data folder') : error;
  } finally {
    await client.end();
  }
}

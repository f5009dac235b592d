import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { readText, tail, writeWhole } from '../base/files.mjs';
import { createProcesses } from '../run/processes.mjs';
import { handOver, openFolder, serviceAccount } from './account.mjs';
import { startOnPort } from './on-port.mjs';
import { redisProgram } from './redis-program.mjs';

/**
 * Starts a Redis with its configuration, password and log in `dir`. It keeps nothing on disk: whatever Pakashop puts
 * there can be made again from PostgreSQL. It never evicts, because queues must not lose jobs.
 *
 * @param {object} options
 * @param {string} options.dir made if it is absent
 * @param {number} [options.port] otherwise the one of the last time if it is still free, or any
 * @param {ReturnType<typeof createProcesses>} [options.processes] who watches over it
 */
export async function startRedis({ dir, port, processes = createProcesses() }) {
  const { program, env } = await redisProgram();
  openFolder(dir);
  const password = readText(path.join(dir, 'password'))?.trim() || randomBytes(18).toString('hex');
  writeWhole(path.join(dir, 'password'), password, 0o600);
  const start = (candidate) => processes.start(unitOf({ dir, program, env, password, port: candidate }));
  const chosen = await startOnPort({ dir, port, start });
  return { url: `redis://:${password}@127.0.0.1:${chosen}`, port: chosen, stop: () => processes.stopOne('redis') };
}

function unitOf({ dir, program, env, password, port }) {
  const log = path.join(dir, 'redis.log');
  const file = path.join(dir, 'redis.conf');
  const settings = {
    bind: '127.0.0.1',
    port,
    requirepass: password,
    save: '""',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction',
    databases: 64,
    dir: '/',
    logfile: '""',
    daemonize: 'no',
    loglevel: 'warning',
  };
  return {
    name: 'redis',
    service: true,
    interval: 20,
    patience: 20_000,
    grace: 5_000,
    lastWords: () => tail(readFileSync(log, 'utf8')),
    isReady: () => answers(port, password),
    launch: () => {
      const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
      writeFileSync(file, lines.join(''), { mode: 0o600 });
      chmodSync(file, 0o600);
      handOver(file);
      const out = openSync(log, 'w', 0o600);
      const child = spawn(program, [file], {
        ...serviceAccount(),
        cwd: '/',
        env,
        detached: true,
        stdio: ['ignore', out, out],
      });
      closeSync(out);
      return child;
    },
  };
}

/** Whether our Redis, and not somebody else's, answers there. */
function answers(port, password) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    let heard = '';
    socket.setTimeout(1_000, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
    socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (chunk) => {
      heard += chunk;
      if (heard === '+OK\r\n+PONG\r\n') finish(true);
      else if (heard.startsWith('-')) finish(false);
    });
  });
}

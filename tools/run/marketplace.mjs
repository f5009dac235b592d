import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { inRoot, root } from '../base/places.mjs';
import { Trouble } from '../base/trouble.mjs';
import { node24, withNode24 } from '../setup/node24.mjs';
import { createProcesses } from './processes.mjs';

const sandbox = {
  name: 'sandbox',
  file: 'dist/apps/sandbox/main.js',
  args: [],
  port: 'SANDBOX_PORT',
  host: 'SANDBOX_HOST',
  path: '/health',
};
const entry = (name, port) => ({
  name,
  file: 'dist/apps/main.js',
  args: ['--entry', name],
  port,
  host: 'HOST',
  path: '/health/ready',
});

/**
 * What Node is told for each process, as in `npm run start:prod`. On a large machine Node lets the heap grow to gigabytes
 * before it collects what is long dead; a process of ours lives in a third of this limit.
 */
export const NODE_FLAGS = ['--enable-source-maps', '--max-old-space-size=320', '--max-semi-space-size=16'];

/** The processes of the marketplace and where each says that it is ready. */
export const PROCESSES = [
  sandbox,
  entry('api', 'API_PORT'),
  entry('worker', 'WORKER_PORT'),
  entry('realtime', 'REALTIME_PORT'),
];

/**
 * Starts the processes of the marketplace and answers when all are ready.
 *
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env complete environment, with DATABASE_URL, REDIS_URL and the ports
 * @param {ReturnType<typeof createProcesses>} [options.processes] who watches over them
 * @param {string[]} [options.only] names of the processes to start
 */
export async function startMarketplace({ env, processes = createProcesses(), only }) {
  const chosen = PROCESSES.filter(({ name }) => !only || only.includes(name));
  const lost = chosen.find(({ file }) => !existsSync(inRoot(file)));
  if (lost) throw new Trouble(`${lost.file} is missing after the build, so ${lost.name} cannot start.`);
  const environment = withNode24(env);
  const results = await Promise.allSettled(chosen.map((row) => processes.start(unitOf(row, environment))));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  return { stop: () => processes.stop() };
}

function unitOf({ name, file, args, port, host, path }, env) {
  const address = !env[host] || env[host] === '0.0.0.0' ? '127.0.0.1' : env[host];
  return {
    name,
    patience: 60_000,
    isReady: () => isOk(`http://${address}:${env[port]}${path}`),
    launch: () =>
      spawn(node24(), [...NODE_FLAGS, inRoot(file), ...args], {
        cwd: root,
        env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
  };
}

/** Whether an address answers 200 within a moment. */
function isOk(url) {
  return new Promise((resolve) => {
    const call = request(url, { timeout: 2_000, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.on('error', () => resolve(false));
    call.on('timeout', () => call.destroy());
    call.end();
  });
}

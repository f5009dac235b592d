import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { tail } from '../tools/base/files.mjs';
import { birthOf } from '../tools/base/identity.mjs';
import { inRoot } from '../tools/base/places.mjs';
import { freePort } from '../tools/base/ports.mjs';
import { NODE_FLAGS, PROCESSES } from '../tools/run/marketplace.mjs';
import { createProcesses } from '../tools/run/processes.mjs';
import { startServices } from '../tools/services/all.mjs';
import { serviceHome } from '../tools/services/home.mjs';
import { migrate } from '../tools/setup/migrate.mjs';
import { node24, withNode24 } from '../tools/setup/node24.mjs';
import { developmentEnvironment } from '../tools/dev-env.mjs';
import { openFolder } from '../tools/services/account.mjs';

/** Far above what is sent here: limits are evaluated for each request and never reached. */
const UNREACHED = ['ACCOUNT', 'ADDRESS', 'CLIENT', 'AUTH', 'PAYMENTS', 'PAYMENTS_ADDRESS', 'WEBHOOK'].map((name) => [
  `RATE_LIMIT_${name}`,
  '1000000000',
]);

export const out = inRoot('bench/out');

const rowOf = (name) => PROCESSES.find((row) => row.name === name);

/** What Node is told to start a process of the marketplace. */
export const argumentsOf = (name) => [...NODE_FLAGS, inRoot(rowOf(name).file), ...rowOf(name).args];

/** Everything that runs during a measurement: services of its own, the baseline, and the processes of the marketplace. */
export function createStage() {
  const folder = path.join(serviceHome(), `bench-${process.pid}`);
  const processes = createProcesses();
  const stage = { env: undefined, api: undefined, baseline: undefined, prepare, open, addWorker, launch, stop };

  /** A durable PostgreSQL (fsync on) and a Redis that nobody else uses, with the data. */
  async function prepare() {
    mkdirSync(out, { recursive: true });
    removeLeftovers();
    openFolder(folder);
    const services = await startServices({ dir: folder, durable: true, processes });
    stage.env = { ...(await environment(folder)), ...services.env };
    await migrate(services.env.DATABASE_URL, { own: true });
    const { loadData } = await import('./data.mjs');
    return loadData(services.env.DATABASE_URL);
  }

  async function open() {
    stage.baseline = await start('baseline', [inRoot('bench/baseline/server.mjs')], 'BASELINE_PORT', '/health');
    stage.api = await startMarketplaceProcess('api');
  }

  async function addWorker() {
    await Promise.all([startMarketplaceProcess('worker'), startMarketplaceProcess('sandbox')]);
    const settings = { autoApprove: true, autoApproveMs: 20, processingMs: 10 };
    const url = `http://127.0.0.1:${stage.env.SANDBOX_PORT}/control/pawapay/settings`;
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(settings), headers: JSON_TYPE });
    if (!answer.ok) throw new Error(`the sandbox refused its settings: ${await answer.text()}`);
  }

  function startMarketplaceProcess(name) {
    const { port, path: health } = rowOf(name);
    return start(name, argumentsOf(name), port, health);
  }

  async function start(name, args, port, health) {
    const url = `http://127.0.0.1:${stage.env[port]}`;
    let child;
    await processes.start({
      name,
      patience: 60_000,
      interval: 20,
      lastWords: () => tail(readFileSync(logOf(name), 'utf8')),
      isReady: () => isOk(url + health),
      launch: () => (child = launch(name, args)),
    });
    return { url, pid: child.pid };
  }

  /** Starts a program of Node with its log in bench/out, away from any .env. */
  function launch(name, args) {
    const log = openSync(logOf(name), 'w');
    const stdio = ['ignore', log, log];
    const child = spawn(node24(), [...flagsFor(name), ...args], {
      cwd: folder,
      env: withNode24(stage.env),
      detached: true,
      stdio,
    });
    closeSync(log);
    return child;
  }

  async function stop() {
    await processes.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  return stage;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const logOf = (name) => path.join(out, `${name}.log`);

/** `BENCH_PROFILE=api,worker` leaves CPU profiles of these processes in bench/out. */
const flagsFor = (name) =>
  (process.env.BENCH_PROFILE ?? '').split(',').includes(name) ? ['--cpu-prof', `--cpu-prof-dir=${out}`] : [];

async function environment(folder) {
  const names = ['API_PORT', 'REALTIME_PORT', 'WORKER_PORT', 'SANDBOX_PORT', 'BASELINE_PORT'];
  const ports = [];
  for (const name of names) ports.push([name, String(await freePort())]);
  return {
    PATH: process.env.PATH,
    ...developmentEnvironment(Object.fromEntries(ports)),
    ...Object.fromEntries(UNREACHED),
    LOG_LEVEL: 'info',
    ORDER_MAX_UNPAID: '1000000',
    SANDBOX_KEY_FILE: path.join(folder, 'keys.json'),
    SANDBOX_DATA_FILE: '',
  };
}

/** What earlier runs left because they were killed; the folder's name ends in the number of its process. */
function removeLeftovers() {
  for (const name of readdirSync(serviceHome()).filter((child) => /^bench-\d+$/.test(child))) {
    if (birthOf(Number(name.slice('bench-'.length)))) continue;
    rmSync(path.join(serviceHome(), name), { recursive: true, force: true });
  }
}

async function isOk(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

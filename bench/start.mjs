import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Trouble } from '../tools/base/trouble.mjs';
import { argumentsOf } from './stage.mjs';

const TIMES = 3;
const PATIENCE_MS = 30_000;
const SETTLED_MS = 3_000;

/** Seconds from the start of the api's process to its first 200 for a product list, the median of three. */
export async function measureStart(stage) {
  const taken = [];
  for (let time = 0; time < TIMES; time++) taken.push(await startOnce(stage));
  return taken.sort((a, b) => a - b)[Math.floor(TIMES / 2)];
}

async function startOnce({ env, launch }) {
  const start = performance.now();
  const child = launch('api', argumentsOf('api'));
  const gone = once(child, 'exit');
  try {
    const headers = { 'x-pakashop-key': env.PAKASHOP_CLIENT_KEY };
    while (!(await isOk(`http://127.0.0.1:${env.API_PORT}/api/v1/products`, headers))) {
      const isOver = child.exitCode !== null || performance.now() - start > PATIENCE_MS;
      if (isOver) throw new Trouble('The api did not start: bench/out/api.log says why.');
      await sleep(5);
    }
    return (performance.now() - start) / 1000;
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}

async function isOk(url, headers) {
  try {
    const answer = await fetch(url, { headers });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** Follows the resident memory of a process from when it has come to rest. */
export async function watchMemory(pid) {
  await sleep(SETTLED_MS);
  const idle = residentMiB(pid);
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, residentMiB(pid))), 250);
  const stop = () => clearInterval(timer);
  return {
    stop,
    end(limits) {
      stop();
      return [
        { name: 'memory-idle', value: idle, limit: limits['memory-idle'], unit: 'MiB' },
        { name: 'memory-load', value: most, limit: limits['memory-load'], unit: 'MiB' },
      ];
    },
  };
}

function residentMiB(pid) {
  if (process.platform !== 'linux') {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
  }
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { goOn, stopping } from './lifetime.mjs';
import { endGroup, signalGroup } from './identity.mjs';
import { root } from './places.mjs';
import { forget, record } from './records.mjs';
import { Interrupted } from './trouble.mjs';

const KEEP = 2_000; // lines of output that are kept in memory

/**
 * Runs a program to its end with its output collected. It leads its own process group, so that Ctrl-C reaches it through
 * us and not past us, and it is noted down, so that nothing of it survives us unseen.
 *
 * @returns {Promise<{ code: number, output: string }>} 127 when there is no such program, 124 when it took too long
 */
export async function run(program, args, { name = program, env = process.env, cwd = root, ids, onLine, timeout } = {}) {
  goOn();
  const child = spawn(program, args, { cwd, env, ...ids, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines = [];
  const take = (line) => {
    lines.push(line);
    if (lines.length > KEEP) lines.shift();
    onLine?.(line);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', take);
  child.on('error', (error) => take(error.message));
  if (child.pid === undefined) {
    await once(child, 'error').catch(() => undefined);
    return { code: 127, output: lines.join('\n') };
  }
  record(child.pid, { name });
  const end = () => stopGroup(child);
  stopping.addEventListener('abort', end, { once: true });
  let late = false;
  const giveUp = () => {
    late = true;
    end();
  };
  const clock = timeout && setTimeout(giveUp, timeout);
  try {
    const closed = once(child, 'close');
    const [code, signal] = await once(child, 'exit');
    endGroup(child.pid); // what it left running would keep its pipes open, and us waiting
    await closed;
    if (stopping.aborted) throw new Interrupted();
    return { code: late ? 124 : (code ?? (signal ? 128 : 1)), output: lines.join('\n') };
  } finally {
    clearTimeout(clock);
    stopping.removeEventListener('abort', end);
    forget(child.pid);
  }
}

function stopGroup(child) {
  signalGroup(child.pid, 'SIGTERM');
  setTimeout(
    () => child.exitCode === null && child.signalCode === null && signalGroup(child.pid, 'SIGKILL'),
    3_000,
  ).unref();
}

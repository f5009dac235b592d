import { execFileSync } from 'node:child_process';
import { readText } from './files.mjs';

/**
 * What tells one process from a later one with the same number: when it was born, and in which run of the machine.
 * Undefined for a process that is gone, or dead and only not yet collected by its parent.
 */
export function birthOf(pid) {
  if (process.platform !== 'linux') return birthByPs(pid);
  const stat = readText(`/proc/${pid}/stat`);
  if (!stat) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold spaces and brackets
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return `${readText('/proc/sys/kernel/random/boot_id')?.trim()}:${fields[19]}`;
}

function birthByPs(pid) {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The same process as when it was noted down, and still alive. */
export const isAlive = (noted) => noted?.born !== undefined && birthOf(noted.pid) === noted.born;

/** This process, as others may note it down. */
export const self = () => ({ pid: process.pid, born: birthOf(process.pid) });

/** Ends what a process that is gone has left running in its group. */
export function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // nobody left
  }
}

/** Sends a signal to a process and all it started in its group; false when there is nobody left. */
export function signalGroup(pid, signal) {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return true;
    } catch {
      // no such group: it may not lead one; no such process: gone
    }
  }
  return false;
}

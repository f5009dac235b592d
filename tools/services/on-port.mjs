import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import { readText, writeWhole } from '../base/files.mjs';
import { freePort } from '../base/ports.mjs';
import { diskFull, meansFull, Trouble } from '../base/trouble.mjs';

/**
 * Starts a service on its port: the one that was asked for, else the one of the last time, else any that is free.
 *
 * @param {object} options
 * @param {string} options.dir keeps the port for the next time
 * @param {number} [options.port]
 * @param {(port: number) => Promise<void>} options.start raises a Trouble whose details are the service's last words
 */
export async function startOnPort({ dir, port, start }) {
  const file = path.join(dir, 'port');
  let chosen = port ?? (await freePort(Number(readText(file)) || undefined));
  for (let attempt = 1; ; attempt++) {
    try {
      await start(chosen);
      writeWhole(file, String(chosen));
      return chosen;
    } catch (error) {
      if (!(error instanceof Trouble) || attempt === 20) throw error;
      const words = error.details ?? '';
      if (meansFull(words)) throw diskFull('a service', dir);
      // A server that was killed leaves its helpers behind for a moment; a port may be taken since we looked.
      if (/pre-existing shared memory block/.test(words)) await sleep(500);
      else if (/Address already in use/.test(words) && !port) chosen = await freePort();
      else throw error;
    }
  }
}

import { accessSync, constants, existsSync } from 'node:fs';
import { atEnd, pause } from './lifetime.mjs';
import { holderOf, tryLock } from './lock.mjs';
import { cache, root } from './places.mjs';
import { stopOrphans } from './records.mjs';
import { dim, say, step } from './say.mjs';
import { Trouble } from './trouble.mjs';

const LOCK = 'running';

/** The command that has the embedded services of this clone in use, if there is one. */
export const running = () => holderOf(LOCK);

/** Makes this command the only one that uses the embedded services of this clone, and ends what a killed one left. */
export async function claimProject() {
  requireWritable();
  const release = tryLock(LOCK);
  if (!release) {
    const { pid, since } = running() ?? {};
    throw new Trouble(
      `Pakashop is already running from this folder (process ${pid}, since ${new Date(since).toLocaleTimeString()}): ` +
        'press Ctrl-C where it runs, or stop it with "npm stop".',
    );
  }
  atEnd(release);
  await cleanUp();
}

/** Ends processes of earlier commands that were killed. */
export async function cleanUp() {
  const names = await stopOrphans();
  if (names.length > 0) say(dim(`  stopped what an earlier, killed run left behind: ${names.join(', ')}`));
  return names.length;
}

/** Ends the command that runs, in good order, and what a killed one left; answers whether there was anything. */
export async function stopRunning() {
  requireWritable();
  const owner = running();
  if (owner) {
    process.kill(owner.pid, 'SIGTERM');
    await step('stopping what runs', async () => {
      for (let waited = 0; waited < 60_000 && running()?.pid === owner.pid; waited += 100) await pause(100);
      if (running()?.pid === owner.pid) throw new Trouble(`Process ${owner.pid} does not end: stop it and try again.`);
    });
  }
  return (await cleanUp()) > 0 || owner !== undefined;
}

function requireWritable() {
  try {
    accessSync(existsSync(cache) ? cache : root, constants.W_OK);
  } catch {
    throw new Trouble(
      `${existsSync(cache) ? cache : root} is not writable for this user: run this as the owner of the folder.`,
    );
  }
}

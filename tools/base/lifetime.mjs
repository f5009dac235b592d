import { setTimeout as sleep } from 'node:timers/promises';
import { Interrupted, Trouble } from './trouble.mjs';
import { red, say, yellow } from './say.mjs';

const stop = new AbortController();
const rush = new AbortController();
const undo = [];

/** Aborted as soon as this command has to end; everything that waits listens to it. */
export const stopping = stop.signal;

/** Aborted when the person asks a second time: no more politeness. */
export const hurried = rush.signal;

/** Registers what must be undone when this command ends, in whatever way; undone in reverse order. */
export const atEnd = (action) => void undo.push(action);

/** Raises when the command is ending; to be asked before something new is begun. */
export function goOn() {
  if (stopping.aborted) throw new Interrupted();
}

/** Waits, but not longer than the command lives. */
export async function pause(milliseconds) {
  await sleep(milliseconds, undefined, { signal: stopping }).catch(() => goOn());
}

/** Settles when the command has to end. */
export const untilStopped = () =>
  new Promise((resolve) => {
    if (stopping.aborted) resolve();
    else stopping.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * Runs a whole command: signals, clean end, exit code. `work` answers an exit code or nothing; `last` prints what has to
 * be the last line.
 */
export async function command(work, last) {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  let code = 0;
  let first = 0;
  for (const signal of Object.keys(codes)) {
    process.on(signal, () => {
      // npm passes on what the terminal has already sent us: that is one wish, not two.
      if (stopping.aborted && performance.now() - first > 500) rush.abort();
      if (stopping.aborted) return;
      first = performance.now();
      code = codes[signal];
      stop.abort(new Interrupted());
    });
  }
  endWithNpm();
  process.on('uncaughtException', (error) => (stopping.aborted ? report(error) : stop.abort(error)));
  let problem;
  try {
    const answer = await work();
    code ||= answer ?? 0; // a signal may have set it in the meantime
  } catch (error) {
    problem = error;
  }
  if (stopping.aborted) problem = stopping.reason;
  else stop.abort(new Interrupted());
  if (problem) code ||= report(problem);
  while (undo.length > 0) await Promise.resolve(undo.pop()()).catch((error) => report(error));
  last?.(code);
  process.stdout.write('', () => process.exit(code));
}

/**
 * npm may be killed without a chance to tell us. Our scripts in package.json begin with "exec", so that npm itself is our
 * parent: a shell between us would swallow the signals that npm passes on. They name the Node of npm, and not whatever
 * node_modules/.bin holds after an install that failed.
 */
function endWithNpm() {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return;
  setInterval(() => process.ppid !== parent && stop.abort(new Interrupted()), 500).unref();
}

function report(error) {
  if (error instanceof Interrupted) return 130;
  if (!(error instanceof Trouble)) say(red(error?.stack ?? String(error)));
  else {
    if (error.details) say(`\n${error.details}`);
    say(`\n${red('✗')} ${yellow(error.message)}\n`);
  }
  return 1;
}

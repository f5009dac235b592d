import { setTimeout as sleep } from 'node:timers/promises';
import { createInterface } from 'node:readline';
import { endGroup, signalGroup } from '../base/identity.mjs';
import { goOn, hurried, stopping } from '../base/lifetime.mjs';
import { forget, record } from '../base/records.mjs';
import { Interrupted, Trouble } from '../base/trouble.mjs';

const LIMIT = 5; // crashes in a row after which a process is left alone
const STEADY = 60_000; // a process that ran so long has recovered

/**
 * One thing that runs for a long time.
 *
 * @typedef {object} Unit
 * @property {string} name
 * @property {() => import('node:child_process').ChildProcess} launch starts it in a process group of its own
 * @property {(child: import('node:child_process').ChildProcess) => Promise<boolean>} isReady asked again and again
 * @property {number} [patience] milliseconds it may take to become ready
 * @property {() => string} [lastWords] what it said before it died, where it does not say it on its output
 * @property {string} [gentle] signal that asks it to end
 * @property {string} [hard] signal that makes it end
 * @property {number} [grace] milliseconds between the two
 * @property {boolean} [service] others depend on it, so it ends after them
 */

/**
 * Starts units, waits until they are ready, reports and restarts those that crash, and stops them.
 *
 * @param {object} options
 * @param {(name: string, line: string) => void} [options.onLine] a line of output of a unit
 * @param {(name: string, words: string) => void} [options.onEvent] something that a person should know about a unit
 * @param {boolean} [options.restart] whether a unit that crashes after it was ready is started again
 */
export function createProcesses({ onLine = () => undefined, onEvent = () => undefined, restart = false } = {}) {
  const running = new Map();

  function launch(unit) {
    const child = unit.launch();
    const state = { unit, child, ended: undefined, stopped: false };
    state.gone = new Promise((resolve) => {
      child.once('error', (error) => resolve((state.ended = error.message)));
      child.once('exit', (code, signal) =>
        resolve((state.ended = signal ? `killed by ${signal}` : `exit code ${code}`)),
      );
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => onLine(unit.name, line));
    }
    if (child.pid) {
      record(child.pid, unit);
      void state.gone.then(() => {
        endGroup(child.pid);
        forget(child.pid);
      });
    }
    running.set(unit.name, state);
    return state;
  }

  async function untilReady(state) {
    const { unit, child } = state;
    const patience = unit.patience ?? 60_000;
    const start = performance.now();
    while (!(await unit.isReady(child))) {
      if (stopping.aborted || state.stopped) throw new Interrupted();
      if (state.ended) throw failure(`${unit.name} ended while it was starting (${state.ended})`, unit);
      if (performance.now() - start > patience) {
        throw failure(`${unit.name} was not ready within ${patience / 1000} s`, unit);
      }
      await sleep(unit.interval ?? 100);
    }
  }

  async function watch(state, crashes = 0) {
    const start = performance.now();
    await state.gone;
    if (state.stopped || stopping.aborted) return;
    const { unit } = state;
    const inARow = performance.now() - start > STEADY ? 1 : crashes + 1;
    if (!restart) return onEvent(unit.name, `ended unexpectedly (${state.ended})`);
    if (inARow > LIMIT) {
      return onEvent(
        unit.name,
        `crashed ${inARow} times in a row (${state.ended}) and is left alone; the others go on`,
      );
    }
    const delay = 500 * 2 ** (inARow - 1);
    onEvent(
      unit.name,
      `ended unexpectedly (${state.ended}); starting it again in ${delay / 1000} s (${inARow} of ${LIMIT})`,
    );
    await sleep(delay);
    if (state.stopped || stopping.aborted) return;
    const next = launch(unit);
    const back = untilReady(next).then(() => onEvent(unit.name, 'is back'));
    back.catch((error) => next.ended || error instanceof Interrupted || onEvent(unit.name, error.message));
    return watch(next, inARow);
  }

  async function end(state) {
    const { unit, child } = state;
    state.stopped = true;
    if (state.ended || !child.pid) return;
    signalGroup(child.pid, unit.gentle ?? 'SIGTERM');
    if (await within(unit.grace ?? 15_000, state.gone, unit.service ? undefined : hurried)) return;
    if (!hurried.aborted) onEvent(unit.name, 'did not end in time and is killed');
    signalGroup(child.pid, unit.hard ?? 'SIGKILL');
    await within(5_000, state.gone);
  }

  return {
    /** Starts a unit and answers when it is ready; raises when it ends before. */
    async start(unit) {
      goOn();
      const state = launch(unit);
      await untilReady(state);
      void watch(state);
    },
    /** Stops everything: first what uses the services, all at once; then the services. */
    async stop() {
      const states = [...running.values()];
      running.clear();
      await Promise.all(states.filter(({ unit }) => !unit.service).map(end));
      await Promise.all(states.filter(({ unit }) => unit.service).map(end));
    },
    /** Stops one unit. */
    async stopOne(name) {
      const state = running.get(name);
      running.delete(name);
      if (state) await end(state);
    },
  };
}

function failure(words, unit) {
  return new Trouble(`${words}.`, unit.lastWords?.());
}

/** Whether something happened within a time that a signal can cut short. */
async function within(milliseconds, promise, cut) {
  const timer = new AbortController();
  const abort = () => timer.abort();
  cut?.addEventListener('abort', abort, { once: true });
  if (cut?.aborted) abort();
  const late = sleep(milliseconds, false, { signal: timer.signal }).catch(() => false);
  const done = await Promise.race([promise.then(() => true), late]);
  timer.abort();
  cut?.removeEventListener('abort', abort);
  return done;
}

import { fork } from 'node:child_process';
import { inRoot } from '../tools/base/places.mjs';
import { forget, record } from '../tools/base/records.mjs';
import { node24 } from '../tools/setup/node24.mjs';

/** The load generator's process, which does one task after the other. */
export function createLoad(dataset) {
  const child = fork(inRoot('bench/generator.mjs'), { execPath: node24(), serialization: 'advanced', detached: true });
  record(child.pid, { name: 'load generator' });
  child.once('exit', () => forget(child.pid));
  child.send({ dataset });
  let tasks = 0;
  return {
    /** @returns {Promise<{ durations: Float64Array, seconds: number }>} milliseconds that each answer took */
    run(task) {
      const id = ++tasks;
      return new Promise((resolve, reject) => {
        const over = (code) => reject(new Error(`the load generator ended (${code})`));
        const hear = ({ id: answered, problem, ...result }) => {
          if (answered !== id) return;
          child.off('exit', over).off('message', hear);
          if (problem) reject(new Error(problem));
          else resolve(result);
        };
        child.on('message', hear).once('exit', over);
        child.send({ id, ...task });
      });
    },
    stop: () => child.connected && child.disconnect(),
  };
}

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import { readJson, writeWhole } from './files.mjs';
import { isAlive, birthOf, self, signalGroup } from './identity.mjs';
import { inCache } from './places.mjs';

// One small file per process that we started, so that a run that was killed can be cleaned up by the next one.
const folder = inCache('run');
const fileOf = (pid) => path.join(folder, `${pid}.json`);

/** Notes a process down for as long as it lives. `gentle` and `hard` are the signals that end it. */
export function record(pid, { name, gentle = 'SIGTERM', hard = 'SIGKILL', service = false }) {
  const note = { pid, born: birthOf(pid), name, gentle, hard, service, owner: self() };
  if (note.born) writeWhole(fileOf(pid), JSON.stringify(note));
}

export const forget = (pid) => rmSync(fileOf(pid), { force: true });

/** Ends what a killed run left behind: processes of ours whose owner is gone. Others are never touched. */
export async function stopOrphans() {
  mkdirSync(folder, { recursive: true });
  const notes = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readJson(path.join(folder, name)))
    .filter((note) => note?.pid && !isAlive(note.owner));
  const orphans = notes.filter((note) => isAlive(note));
  await Promise.all(orphans.filter(({ service }) => !service).map(end));
  await Promise.all(orphans.filter(({ service }) => service).map(end));
  for (const { pid } of notes) forget(pid);
  return orphans.map(({ name }) => name);
}

async function end(note) {
  for (const [signal, patience] of [
    [note.gentle, 8_000],
    [note.hard, 4_000],
  ]) {
    if (!isAlive(note)) return;
    signalGroup(note.pid, signal);
    for (let waited = 0; waited < patience && isAlive(note); waited += 50) await sleep(50);
  }
}

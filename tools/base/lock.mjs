import { linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { readJson, writeWhole } from './files.mjs';
import { isAlive, self } from './identity.mjs';
import { pause } from './lifetime.mjs';
import { inCache } from './places.mjs';

const folder = inCache('locks');
const fileOf = (name) => `${folder}/${name}.json`;

/** Who holds a lock, if the holder lives. */
export function holderOf(name) {
  const note = readJson(fileOf(name));
  return isAlive(note) ? note : undefined;
}

/** Takes a lock that ends with this process; answers a function that gives it back, or undefined when it is held. */
export function tryLock(name) {
  mkdirSync(folder, { recursive: true });
  const mine = `${fileOf(name)}.${process.pid}`;
  writeWhole(mine, JSON.stringify({ ...self(), since: new Date().toISOString() }));
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (holderOf(name)) return undefined;
      if (claim(mine, fileOf(name))) return () => rmSync(fileOf(name), { force: true });
      removeDead(name);
    }
    return undefined;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Does work that two commands must not do at once; the second one waits. */
export async function withLock(name, work) {
  let release = tryLock(name);
  while (!release) {
    await pause(200);
    release = tryLock(name);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/** A link fails where there is a file already: only one of several can win. */
function claim(mine, file) {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the file of a dead holder away; whoever moved a living one by accident puts it back. */
function removeDead(name) {
  const aside = `${fileOf(name)}.${process.pid}.dead`;
  try {
    renameSync(fileOf(name), aside);
  } catch {
    return;
  }
  if (isAlive(readJson(aside))) claim(aside, fileOf(name));
  rmSync(aside, { force: true });
}

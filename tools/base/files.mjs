import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { diskFull, meansFull } from './trouble.mjs';

/** Reads JSON; undefined where there is none or only half of it. */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Reads text; undefined where there is none. */
export function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Writes a file so that readers see the old or the new content, never half of it. */
export function writeWhole(file, content, mode = 0o644) {
  const half = `${file}.${process.pid}.half`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(half, content, { mode });
    renameSync(half, file);
  } catch (error) {
    throw meansFull(error.message) ? diskFull('this command', path.dirname(file)) : error;
  }
}

/** The last lines of a text. */
export const tail = (text, lines = 20) => text.trimEnd().split('\n').slice(-lines).join('\n');

/** All files below some folders (or files), sorted, relative to `from`. */
export function filesBelow(from, names, skip = () => false) {
  const found = [];
  const visit = (name) => {
    if (skip(name)) return;
    const entries = readdirSync(path.join(from, name), { withFileTypes: true });
    for (const entry of entries) {
      const child = path.join(name, entry.name);
      if (entry.isDirectory()) visit(child);
      else if (!skip(child)) found.push(child);
    }
  };
  for (const name of names) {
    const kind = statSync(path.join(from, name), { throwIfNoEntry: false });
    if (kind?.isDirectory()) visit(name);
    else if (kind) found.push(name);
  }
  return found.sort();
}

/** One hash over the names and contents of files. */
export function hashFiles(from, files, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(path.join(from, file)));
  return hash.digest('hex');
}

/** Bytes that are free where a folder is or will be; undefined where the system does not say. */
export function freeBytes(folder) {
  let existing = folder;
  while (!existsSync(existing)) existing = path.dirname(existing);
  try {
    const { bavail, bsize } = statfsSync(existing);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

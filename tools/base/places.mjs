import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The project's folder, wherever it was cloned to. */
export const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Everything that can be made again, and the data of the embedded services; never committed. */
export const cache = path.join(root, '.cache');

/** Output of every command and process of the last run, for when the screen was not enough. */
export const logs = path.join(cache, 'logs');

export const inRoot = (...parts) => path.join(root, ...parts);
export const inCache = (...parts) => path.join(cache, ...parts);

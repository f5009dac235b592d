import { existsSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../base/places.mjs';
import { Trouble } from '../base/trouble.mjs';

const LEAST = [24, 15];

/** Whether a version ("20.20.2") is new enough to run Pakashop itself. */
export function satisfies(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}

/**
 * The Node that runs the build, the tests and the processes: ours if it is new enough, else the one that npm brought as
 * a package. The tools themselves run on any Node from 20.12, so they never have to start themselves again.
 */
export function node24() {
  if (satisfies(process.versions.node) && existsSync(process.execPath)) return process.execPath;
  const packaged = inRoot(`node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(packaged)) return packaged;
  throw new Trouble(
    `Pakashop needs Node ${LEAST.join('.')} or newer, this is ${process.versions.node}, and npm has no newer one for ` +
      `${process.platform} ${process.arch}: install it from https://nodejs.org and run the same command again.`,
  );
}

/** An environment in which programs that name plain `node` get the right one too. */
export function withNode24(env = process.env) {
  const folders = [path.dirname(node24()), inRoot('node_modules/.bin'), env.PATH ?? ''];
  return { ...env, PATH: folders.filter(Boolean).join(path.delimiter) };
}

/** Says at once, and in words, that the Node that runs this is too old even for the tools. */
export function requireTools() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 12)) return;
  throw new Trouble(
    `Node 20.12 or newer is needed to begin with, this is ${process.versions.node}: see https://nodejs.org.`,
  );
}

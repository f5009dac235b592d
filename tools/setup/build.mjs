import { existsSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, hashFiles, readText, tail, writeWhole } from '../base/files.mjs';
import { withLock } from '../base/lock.mjs';
import { inRoot, root } from '../base/places.mjs';
import { run } from '../base/run.mjs';
import { step } from '../base/say.mjs';
import { diskFull, meansFull, Trouble } from '../base/trouble.mjs';
import { node24, withNode24 } from './node24.mjs';

const GENERATED = path.join('libs', 'platform', 'prisma');
const clientStamp = inRoot(GENERATED, '.stamp');
const buildStamp = inRoot('dist', '.stamp');

const isTest = (name) => /\.(spec|suite)\.ts$/.test(name);

function clientHash() {
  return hashFiles(root, filesBelow(root, ['prisma/schema', 'prisma.config.ts', 'package-lock.json']));
}

function sourceHash() {
  const sources = filesBelow(root, ['apps', 'libs'], (name) => name === GENERATED || isTest(name));
  return hashFiles(root, [...sources, '.swcrc', 'nest-cli.json', 'tsconfig.json'], clientHash());
}

/** Names sources and result: `nest start` builds too, from whatever the sources were then. */
const stamp = (hash) => `${hash} ${statSync(inRoot('dist/apps/main.js'), { throwIfNoEntry: false })?.mtimeMs}`;

/** Writes the Prisma client from the schema files, if they changed since. */
export async function generateClient() {
  await withLock('generate', async () => {
    const hash = clientHash();
    if (readText(clientStamp) === hash) return;
    await step('generating the database client', async () => {
      rmSync(clientStamp, { force: true });
      await tool('prisma generate', ['node_modules/prisma/build/index.js', 'generate'], {
        DATABASE_URL: 'postgresql://unused',
      });
      writeWhole(clientStamp, hash);
    });
  });
}

/** Compiles apps and libs into dist, if anything that goes in there changed since. */
export async function build() {
  await generateClient();
  await withLock('build', async () => {
    const hash = sourceHash();
    if (readText(buildStamp) === stamp(hash)) return;
    await step('building', async () => {
      rmSync(buildStamp, { force: true });
      const start = Date.now();
      await tool('nest build', ['node_modules/@nestjs/cli/bin/nest.js', 'build']);
      removeStale(start);
      writeWhole(buildStamp, stamp(hash));
    });
  });
}

async function tool(name, args, env = {}) {
  const { code, output } = await run(node24(), args, { name, env: { ...withNode24(), ...env } });
  if (code === 0 && !/Failed to compile|SWC.*error/i.test(output)) return;
  if (meansFull(output)) throw diskFull(name, root);
  throw new Trouble(`"${name}" failed: the reason stands above.`, tail(output, 40));
}

/** What was compiled from files that are gone would still be imported: each build writes all its files anew. */
function removeStale(start) {
  for (const folder of ['dist/apps', 'dist/libs']) {
    if (!existsSync(inRoot(folder))) continue;
    for (const file of filesBelow(inRoot(folder), ['.'])) {
      const full = inRoot(folder, file);
      if (statSync(full).mtimeMs < start - 2_000) rmSync(full);
    }
  }
}

import { existsSync } from 'node:fs';
import { inRoot } from '../base/places.mjs';
import { run } from '../base/run.mjs';
import { withNode24 } from '../setup/node24.mjs';
import { staleDescription } from '../openapi/files.mjs';
import { schemaDrift } from './schema.mjs';

const folders = () => ['apps', 'libs', 'test', 'tools', 'bench'].filter((name) => existsSync(inRoot(name)));

/** What is checked besides the tests; each answers what is wrong, or nothing. */
export const checks = (databaseUrl) => [
  ['types', () => tool('tsc', ['--noEmit', '-p', 'tsconfig.json'], 'node_modules/typescript/bin/tsc')],
  ['format', () => tool('prettier', ['--check', '--log-level=warn', '.'])],
  ['lint', () => tool('oxlint', folders())],
  ['boundaries', () => tool('depcruise', ['--config', '.dependency-cruiser.mjs', 'apps', 'libs'])],
  ['dead code', () => tool('knip', [])],
  ['API description', staleDescription],
  ['schema and migrations agree', () => schemaDrift(databaseUrl)],
];

/** Runs a program of node_modules; two packages bring a `tsc`, so that one is named by its file. */
async function tool(name, args, file = `node_modules/.bin/${name}`) {
  const { code, output } = await run(inRoot(file), args, { name, env: withNode24() });
  return code === 0 ? undefined : beginning(output) || `exit code ${code}`;
}

function beginning(output, most = 80) {
  const lines = output.trimEnd().split('\n');
  return [...lines.slice(0, most), ...(lines.length > most ? [`… and ${lines.length - most} lines more`] : [])].join(
    '\n',
  );
}

/** Does jobs two at a time, which is what two cores are good for. */
export async function twoAtATime(jobs) {
  const waiting = [...jobs];
  const worker = async () => {
    while (waiting.length > 0) await waiting.shift()();
  };
  await Promise.all([worker(), worker()]);
}

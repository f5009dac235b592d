import { existsSync } from 'node:fs';
import { tail } from '../base/files.mjs';
import { inRoot } from '../base/places.mjs';
import { run } from '../base/run.mjs';
import { diskFull, meansFull, Trouble } from '../base/trouble.mjs';
import { node24, withNode24 } from './node24.mjs';

const seed = inRoot('dist/apps/seed.js');

export const hasDemoData = () => existsSync(seed);

/** Loads the demo data; running it again changes nothing. */
export async function loadDemoData(env) {
  const args = ['--enable-source-maps', seed];
  const { code, output } = await run(node24(), args, { name: 'seed', env: withNode24(env) });
  if (code === 0) return;
  if (meansFull(output)) throw diskFull('PostgreSQL', 'its data folder');
  throw new Trouble(
    'The demo data could not be loaded: the reason stands above. "npm run reset" begins anew.',
    tail(output),
  );
}

/** The accounts that the demo data made, as `{ role, login, password }`. */
export async function demoAccounts() {
  const file = inRoot('dist/apps/demo-accounts.js');
  if (!existsSync(file)) return [];
  const script = `const { demoAccounts } = await import(${JSON.stringify(`file://${file}`)}); console.log(JSON.stringify(demoAccounts));`;
  const { code, output } = await run(node24(), ['--input-type=module', '-e', script], { name: 'demo accounts' });
  if (code !== 0) return [];
  return JSON.parse(output.trim().split('\n').at(-1));
}

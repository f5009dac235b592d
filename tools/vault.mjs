import { spawn } from 'node:child_process';
import util from 'node:util';
import { readText } from './base/files.mjs';
import { command } from './base/lifetime.mjs';
import { inCache, inRoot, root } from './base/places.mjs';
import { Trouble } from './base/trouble.mjs';
import { developmentEnvironment } from './dev-env.mjs';
import { build } from './setup/build.mjs';
import { node24, withNode24 } from './setup/node24.mjs';

// `npm run vault:rotate`: changes the key that encrypts columns and files, in the database of DATABASE_URL or in the one
// of "npm start". On a server: node dist/apps/vault-rotate.js.
await command(async () => {
  const services = util.parseEnv(readText(inCache('services.env')) ?? '');
  const env = { ...services, ...developmentEnvironment() };
  if (!env.DATABASE_URL) throw new Trouble('Give DATABASE_URL, or start the marketplace first: "npm start".');
  await build();
  return new Promise((resolve) => {
    const args = ['--enable-source-maps', inRoot('dist/apps/vault-rotate.js'), ...process.argv.slice(2)];
    const child = spawn(node24(), args, { cwd: root, env: withNode24(env), stdio: 'inherit' });
    child.on('exit', (code) => resolve(code ?? 1));
  });
});

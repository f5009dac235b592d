import { spawn } from 'node:child_process';
import { command } from './base/lifetime.mjs';
import { inRoot, root } from './base/places.mjs';
import { developmentEnvironment } from './dev-env.mjs';
import { node24, withNode24 } from './setup/node24.mjs';

// `npm run demo`: one purchase through the marketplace that "npm start" runs.
await command(
  () =>
    new Promise((resolve) => {
      const args = ['--enable-source-maps', inRoot('dist/apps/demo/main.js')];
      const child = spawn(node24(), args, { cwd: root, env: withNode24(developmentEnvironment()), stdio: 'inherit' });
      child.on('exit', (code) => resolve(code ?? 1));
    }),
);

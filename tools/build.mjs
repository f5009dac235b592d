import { command } from './base/lifetime.mjs';
import { build } from './setup/build.mjs';
import { install } from './setup/install.mjs';

// `npm run build`: everything that dist needs, and nothing when nothing changed.
await command(async () => {
  await install();
  await build();
});

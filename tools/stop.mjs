import { command } from './base/lifetime.mjs';
import { say } from './base/say.mjs';
import { stopRunning } from './base/project.mjs';

// `npm stop`: ends what `npm start` runs, and what a killed one left behind.
await command(async () => {
  say((await stopRunning()) ? 'Pakashop is stopped; the data are kept.' : 'Pakashop does not run from this folder.');
});

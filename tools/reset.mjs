import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { command } from './base/lifetime.mjs';
import { cache } from './base/places.mjs';
import { claimProject, stopRunning } from './base/project.mjs';
import { say } from './base/say.mjs';
import { givenEnvironment } from './dev-env.mjs';
import { outsideHome } from './services/home.mjs';

const DATA = [
  ['postgres', 'the database with all orders, people and demo data'],
  ['redis', 'the settings of Redis'],
  ['sandbox', "the sandbox's books"],
];

// `npm run reset`: stops what runs and clears the data of the embedded services. What can only be downloaded again is
// kept, and so are the keys in .cache/dev.env.
await command(async () => {
  await stopRunning();
  await claimProject();
  const folders = [cache, outsideHome()].filter(Boolean);
  let removed = 0;
  for (const folder of folders) {
    for (const [name, words] of DATA) {
      const place = path.join(folder, name);
      if (!existsSync(place)) continue;
      rmSync(place, { recursive: true, force: true });
      removed++;
      say(`removed ${place}: ${words}`);
    }
  }
  if (removed === 0) say('there were no data to remove');
  const { DATABASE_URL, REDIS_URL } = givenEnvironment();
  const given = [DATABASE_URL && 'DATABASE_URL', REDIS_URL && 'REDIS_URL'].filter(Boolean).join(' and ');
  if (given) say(`${given} ${given.includes(' ') ? 'point' : 'points'} elsewhere: nothing was cleared there.`);
  if (outsideHome())
    say(`${outsideHome()} still holds the programs of the services; delete it together with the project.`);
  say('The next "npm start" begins anew.');
});

import { command } from '../base/lifetime.mjs';
import { say } from '../base/say.mjs';
import { Trouble } from '../base/trouble.mjs';
import { build } from '../setup/build.mjs';
import { install } from '../setup/install.mjs';
import { generate, staleDescription } from './files.mjs';

// `npm run openapi` writes the description of the API, its metadata and the client's types from the routes;
// `npm run openapi:check` fails when one of them is not up to date. Neither needs a database.
await command(async () => {
  await install();
  if (process.argv.includes('--check')) {
    await build();
    const stale = await staleDescription();
    if (stale) throw new Trouble(stale);
    say('The description of the API is up to date.');
  } else {
    const changed = await generate();
    say(changed.length > 0 ? `Written: ${changed.join(', ')}.` : 'The description of the API was up to date.');
  }
});

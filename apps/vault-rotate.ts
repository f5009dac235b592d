import { compose, createApplication, VaultRotation } from '@pakashop/platform';
import { registry } from './domains.js';

/**
 * Changes the key that encrypts columns and files, while everything runs; see docs/operations.md. With `--continue` it
 * finishes what was broken off, without another key.
 */
const env = { ...process.env, HOST_DOMAINS: 'all', LOG_LEVEL: 'warn' };
const app = await createApplication(compose('api', registry, env));
await app.init();
const rotation = app.get(VaultRotation);
const say = (text: string) => process.stdout.write(`${text}\n`);
try {
  say(`${await rotation.rewrap()} data keys wrapped under the first of DATA_KEYS`);
  if (!process.argv.includes('--continue')) await rotation.rotate();
  say(`${await rotation.reseal()} values sealed under the new key`);
  say(`${await rotation.prune()} keys deleted that nothing needs any more`);
} finally {
  await app.close();
}

import { nameOf, signingKey } from '@pakashop/platform';

/** Prints how others list the INTERNAL_API_KEY of the environment without learning it; see docs/operations.md. */
const { INTERNAL_API_KEY: key } = process.env;
if (key === undefined || key.length < 16) {
  process.stderr.write('Give the key as INTERNAL_API_KEY, at least 16 characters.\n');
  process.exitCode = 1;
} else process.stdout.write(`ed25519.${nameOf(signingKey(key))}\n`);

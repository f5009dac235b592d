// `npm run fuzz`: sends 20,000 wrong requests to all routes; `npm run fuzz -- 100000`: more. It prints its seed, and
// FUZZ_SEED=<seed> sends the same again. `npm test` has a short one.
const [node, program, requests = '20000'] = process.argv;
process.env.FUZZ_REQUESTS = requests;
process.argv = [node, program, '--only', 'test/access/access.fuzz'];
await import('./test.mjs');

import { parseArgs } from 'node:util';
import { runJest } from './check/jest.mjs';
import { startTestServices } from './check/test-services.mjs';
import { command } from './base/lifetime.mjs';
import { cleanUp } from './base/project.mjs';
import { bold, say, step } from './base/say.mjs';
import { Trouble } from './base/trouble.mjs';
import { redisProgram } from './services/redis-program.mjs';
import { build } from './setup/build.mjs';
import { install } from './setup/install.mjs';
import { requireTools } from './setup/node24.mjs';

// `npm run torture`: 3,000 orders through checkout, delivery, refund and payout while processes, services and providers
// fail around them; then every invariant. `-- --orders 10000 --seed 7` says how many and by which plan.
// `npm run torture:mutants` does the same with copies of the marketplace that are broken on purpose: each must be caught.
const HOUR = 60 * 60_000;

await command(async () => {
  const { values } = parseArgs({
    options: {
      orders: { type: 'string' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
      clients: { type: 'string' },
      faults: { type: 'string', default: 'all' },
      mutants: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  });
  const orders = values.orders ?? (values.mutants ? '300' : '3000');
  // Fewer let a short storm last long enough for every kind of fault.
  const clients = values.clients ?? (values.mutants ? '24' : '40');
  for (const [name, value] of Object.entries({ orders, seed: values.seed, clients })) {
    if (!/^\d+$/.test(value)) throw new Trouble(`--${name} must be a number, not "${value}".`);
  }
  requireTools();
  say(bold(values.mutants ? 'Torturing broken copies of the marketplace' : 'Torturing the marketplace'));
  await cleanUp();
  await install();
  await build();
  await redisProgram();
  const env = {
    TORTURE_ORDERS: orders,
    TORTURE_SEED: values.seed,
    TORTURE_CLIENTS: clients,
    TORTURE_FAULTS: values.faults,
  };
  if (values.mutants) {
    const { tortureMutants } = await import('../test/torture/mutants/run.mjs');
    return tortureMutants({ env, only: values.only });
  }
  return torture(env);
});

/** Runs the storm in Jest, whose environment the end-to-end tests share. */
async function torture(env) {
  let services;
  await step('starting PostgreSQL and Redis', async () => (services = await startTestServices()));
  const { passed, failed, problem } = await runJest({
    env: { ...services.env, ...env },
    args: ['--testMatch', '**/*.torture.ts', '--testTimeout', String(HOUR), '--forceExit'],
    limit: HOUR,
  });
  if (problem) say(problem);
  return failed > 0 || passed === 0 ? 1 : 0;
}

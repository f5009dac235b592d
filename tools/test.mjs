import { checks, twoAtATime } from './check/checks.mjs';
import { runJest } from './check/jest.mjs';
import { givenTestServices, startTestServices } from './check/test-services.mjs';
import { command } from './base/lifetime.mjs';
import { cleanUp } from './base/project.mjs';
import { dim, green, red, say, since, step } from './base/say.mjs';
import { Interrupted } from './base/trouble.mjs';
import { redisProgram } from './services/redis-program.mjs';
import { build } from './setup/build.mjs';
import { install } from './setup/install.mjs';
import { requireTools } from './setup/node24.mjs';

// `npm test`: all checks and all tests. `npm test -- pricing` and `npm run test:only -- pricing`: only the tests whose
// path matches; what begins with "-" goes to Jest ("-t name").
const args = process.argv.slice(2).filter((arg) => arg !== '--only');
const onlyTests = process.argv.includes('--only') || args.length > 0;
const count = { passed: 0, failed: 0 };
const start = performance.now();

await command(work, (code) => {
  if (code !== 0 && count.failed === 0) count.failed = 1; // stopped, or it could not even begin
  say(dim(`${since(start)} in all`));
  say(`${count.passed} passed, ${count.failed} failed`);
});

async function work() {
  requireTools();
  await cleanUp();
  await install();
  await check('build', async () => {
    await build();
  });
  const services = givenTestServices() ?? (await embedded());
  if (!onlyTests) {
    const all = checks(services.env.TEST_PG_URL);
    await twoAtATime(
      all.map(
        ([name, find]) =>
          () =>
            check(name, find),
      ),
    );
  }
  say(dim('  … tests'));
  const { passed, failed, problem } = await runJest({ env: services.env, args });
  count.passed += passed;
  count.failed += failed;
  if (problem) say(red(`  ✗ tests: ${problem}`));
  return count.failed > 0 ? 1 : 0;
}

async function embedded() {
  await redisProgram();
  let services;
  await step('starting PostgreSQL and Redis for the tests', async () => {
    services = await startTestServices();
  });
  return services;
}

/** One check: counts it, shows how long it took and, when it fails, why. */
async function check(name, find) {
  const begin = performance.now();
  const wrong = await find().catch((error) => {
    if (error instanceof Interrupted) throw error;
    return [error.details, error.message].filter(Boolean).join('\n');
  });
  if (wrong) {
    count.failed++;
    say(`  ${red('✗')} ${name} ${dim(`(${since(begin)})`)}\n${wrong.replace(/^/gm, '      ')}`);
  } else {
    if (!onlyTests) count.passed++;
    say(`  ${green('✓')} ${name} ${dim(`(${since(begin)})`)}`);
  }
}

import { rmSync } from 'node:fs';
import { readJson, tail } from '../base/files.mjs';
import { inCache } from '../base/places.mjs';
import { run } from '../base/run.mjs';
import { say } from '../base/say.mjs';
import { node24, withNode24 } from '../setup/node24.mjs';

const FLAGS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
/** Milliseconds after which the tests hang. */
const LIMIT = 20 * 60_000;

/**
 * Runs the test files and shows what Jest says.
 *
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env addresses of the services
 * @param {string[]} options.args patterns and flags for Jest
 * @param {number} [options.limit] milliseconds
 * @returns {Promise<{ passed: number, failed: number, problem?: string }>} problem: what is wrong beyond single tests
 */
export async function runJest({ env, args, limit = LIMIT }) {
  const report = inCache(`jest-${process.pid}.json`);
  const options = ['--maxWorkers=2', '--json', `--outputFile=${report}`];
  const { code, output } = await run(node24(), [...FLAGS, 'node_modules/jest/bin/jest.js', ...options, ...args], {
    name: 'jest',
    // The end-to-end tests start hundreds of processes: from compiled code each takes a fifth less.
    env: {
      ...withNode24(),
      NODE_COMPILE_CACHE: inCache('compiled'),
      NODE_ENV: 'test',
      FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
      ...env,
    },
    timeout: limit,
    onLine: (line) => /^Test results written to/.test(line) || say(line),
  });
  const result = readJson(report);
  rmSync(report, { force: true });
  if (code === 124) return { passed: 0, failed: 1, problem: `the tests did not end within ${limit / 60_000} minutes` };
  if (!result) return { passed: 0, failed: 1, problem: `Jest ended with exit code ${code}:\n${tail(output)}` };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites: broken } = result;
  const failed = numFailedTests + broken;
  if (code !== 0 && failed === 0) {
    const none = result.numTotalTests === 0 ? 'no test file matches' : `Jest ended with exit code ${code}`;
    return { passed: numPassedTests, failed: 1, problem: none };
  }
  const problem = broken > 0 ? `${broken} test file${broken > 1 ? 's' : ''} could not be run` : undefined;
  return { passed: numPassedTests, failed, problem };
}

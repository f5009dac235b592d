import { readFileSync } from 'node:fs';

// Jest resolves the aliases of tsconfig.json, so that there is one list of them.
const { paths } = JSON.parse(readFileSync(new URL('./tsconfig.json', import.meta.url), 'utf8')).compilerOptions;
const aliases = Object.fromEntries(
  Object.entries(paths).map(([alias, [file]]) => [`^${alias}$`, file.replace('./', '<rootDir>/')]),
);

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { module: { type: 'es6' } }] },
  moduleNameMapper: { ...aliases, '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'] },
  globalSetup: '<rootDir>/test/global-setup.mjs',
  setupFiles: ['<rootDir>/test/worker-env.mjs'],
  testTimeout: 20_000,
  // Modules of a test file stay in the worker's memory (some 25 MB each); one that is gigabytes large by the end takes
  // longer to leave than the half second that Jest gives it.
  workerIdleMemoryLimit: '1GB',
};

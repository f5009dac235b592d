import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8');
const sources = globSync('{apps,libs}/**/*.ts', { cwd: root }).filter(
  (name) => !/\.(spec|suite|fixtures)\.ts$/.test(name),
);
const everything = [
  ...globSync('{apps,libs,test,tools,bench,docs,prisma,deploy}/**/*.{ts,mjs,md,sql,prisma,json,yml,yaml}', {
    cwd: root,
  }),
  ...globSync('*.{json,md,mjs,yml}', { cwd: root }),
  '.env.example',
];

/** What a secret of somebody's looks like. */
const SECRETS = [
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----[\r\n]+[A-Za-z0-9+/]/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  /\bsk_live_[A-Za-z0-9]{16,}/,
  /\bFLWSECK-[a-f0-9]{32}-X\b/,
  /\bre_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}\b/,
];

describe('the source', () => {
  it('holds no secrets', () => {
    const found = everything.filter((file) => SECRETS.some((secret) => secret.test(read(file))));
    expect(found).toEqual([]);
  });

  // A copy without its history has nothing to search.
  (existsSync(`${root}.git`) ? it : it.skip)('never held any: no commit of its history adds one', () => {
    const history = execFileSync('git', ['log', '--all', '--patch', '--unified=0', '--no-color', '--format=%n'], {
      ...{ cwd: root, maxBuffer: 512 * 1_048_576, encoding: 'utf8' },
    });
    const added = history.split('\n').filter((line) => line.startsWith('+'));
    expect(added.length).toBeGreaterThan(10_000);
    const text = added.map((line) => line.slice(1)).join('\n');
    expect(SECRETS.flatMap((secret) => secret.exec(text)?.[0] ?? [])).toEqual([]);
    expect(SECRETS.some((secret) => secret.test(`${text}\nAKIA${'A1'.repeat(8)}`))).toBe(true);
  });

  it('makes nothing that must not be guessed from numbers that can be', () => {
    // The simulated companies and the bench may roll dice.
    const found = sources.filter((file) => !file.startsWith('apps/sandbox/') && /\bMath\.random\b/.test(read(file)));
    expect(found).toEqual([]);
  });

  it('compares no secret in a way that tells how much of it was right', () => {
    const compared =
      /\b\w*(?:[sS]ecret|[hH]ash|[sS]ignature|[dD]igest|[hH]mac|[iI]nternalKey|[cC]lientKey)\b(?:\(\))? [!=]== (?!undefined|null|['"`])/;
    const ours = sources.filter((file) => !/^apps\/sandbox\/|^libs\/platform\/prisma\//.test(file));
    const found = ours.flatMap((file) =>
      read(file)
        .split('\n')
        .filter((line) => compared.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
    expect(ours.filter((file) => read(file).includes('timingSafeEqual(')).length).toBeGreaterThan(3);
  });

  it('keeps nothing in cookies', () => {
    const found = sources.filter((file) => /set-cookie|setCookie|@fastify\/cookie/i.test(read(file)));
    expect(found).toEqual([]);
  });

  it('gives a fresh database no people, no roles and no keys', () => {
    const found = globSync('prisma/migrations/*/migration.sql', { cwd: root }).filter((file) =>
      /INSERT INTO\s+"?(?:backend"?\."?(?:users|role_grants|factors|sessions)|gateway"?\.)/i.test(read(file)),
    );
    expect(found).toEqual([]);
  });

  it('runs no text as code', () => {
    const found = sources.filter((file) => /\beval\(|new Function\(|from 'node:(?:vm|child_process)'/.test(read(file)));
    expect(found).toEqual(['apps/entry.ts']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8');
const specs = globSync('{apps,libs,test}/**/*.{spec,suite}.ts', { cwd: root });

/** Which rows the list has, first and last of each run. */
const RUNS = [
  [1, 10],
  [20, 30],
  [40, 46],
  [50, 54],
  [60, 65],
  [70, 76],
  [80, 87],
  [90, 96],
  [100, 105],
  [140, 147],
  [160, 164],
  [190, 195],
  [200, 205],
  [210, 217],
] as const;

interface Row {
  readonly name: string;
  readonly promise: string;
  readonly proof: string;
}

const rows = read('docs/security.md')
  .split('\n')
  .filter((line) => line.startsWith('| S-'))
  .map((line): Row => {
    const [, name = '', promise = '', proof = ''] = line.split('|').map((cell) => cell.trim());
    return { name, promise, proof };
  });

/** Every test that a row names, as its file and its title. */
const named = rows.flatMap(({ name, proof }) =>
  [...proof.matchAll(/`([\w./-]+\.(?:spec|suite)\.ts)`((?: “[^”]+”)+)/g)].flatMap(([, file, titles]) =>
    [...titles!.matchAll(/“([^”]+)”/g)].map(([, title]) => ({ name, file: file!, title: title! })),
  ),
);
const isFile = (wanted: string) => (file: string) => file === wanted || file.endsWith(`/${wanted}`);

/** Whether a test is called so: `it('title',` or `it.each(…)('title',`. */
function hasTest(source: string, title: string): boolean {
  const literal = RegExp.escape(title).replaceAll('\\x27', "\\\\?'");
  return new RegExp(`(?:\\bit\\(|\\)\\()\\s*(['"\`])${literal}\\1\\s*,`).test(source);
}

describe('docs/security.md', () => {
  it('has every row of the list once, in order', () => {
    const wanted = RUNS.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
    expect(rows.map(({ name }) => name)).toEqual(wanted.map((row) => `S-${String(row).padStart(3, '0')}`));
  });

  it('names one file by each name, and a test that it has by each title', () => {
    expect(named.length).toBeGreaterThan(200);
    const wrong = named.filter(({ file, title }) => {
      const found = specs.filter(isFile(file));
      return found.length !== 1 || !hasTest(read(found[0]!), title);
    });
    expect(wrong).toEqual([]);
  });

  it('has for each row a proof, and for each part that has none the reason', () => {
    const bare = rows.filter(
      ({ name, proof }) => !named.some((one) => one.name === name) && !/Missing:\* \w/.test(proof),
    );
    expect(bare).toEqual([]);
    expect(rows.filter(({ promise, proof }) => promise.length < 20 || proof === '')).toEqual([]);
  });
});

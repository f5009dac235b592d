import { describe, expect, it } from '@jest/globals';
import { type AnyPort, domainMetadata } from '@pakashop/platform';
import { getMetadataStorage } from 'class-validator';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { registry } from './domains.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8');
const built = registry.flatMap((row) => (row.module ? [domainMetadata(row.module)] : []));
const ownerOf = new Map(
  built.flatMap(({ name, ports = [] }) => ports.map(({ port }): [AnyPort, string] => [port, name])),
);

/** Port 3015 is not used; these are the ports of the design. */
const PORTS = [
  3004, 3005, 3006, 3007, 3008, 3009, 3010, 3011, 3012, 3013, 3014, 3016, 3080, 3085, 3090, 3100, 3110, 3120, 8000,
];

describe('the registry', () => {
  it('names the nineteen services of the design on their ports', () => {
    expect(registry.map(({ port }) => port).toSorted((a, b) => a - b)).toEqual(PORTS);
    expect(registry.every(({ name, service }) => service === `pakashop-${name}`)).toBe(true);
  });

  it('has an alias for every domain that is built', () => {
    const { paths } = (JSON.parse(read('tsconfig.json')) as { compilerOptions: { paths: Record<string, string[]> } })
      .compilerOptions;
    for (const { name } of built) {
      expect(paths[`@pakashop/${name}`]).toEqual([`./libs/${name}/index.ts`]);
      expect(paths[`@pakashop/${name}/module`]).toEqual([`./libs/${name}/${name}.module.ts`]);
    }
  });
});

describe('calls between domains', () => {
  /** Classes a domain is made of, whose constructors say what they use. */
  const classesOf = ({
    ports = [],
    providers = [],
    api = [],
    worker = [],
    realtime = [],
    overrides = [],
  }: (typeof built)[number]) =>
    [...ports.map(({ service }) => service), ...providers, ...api, ...worker, ...realtime, ...overrides].flatMap(
      (provider) =>
        typeof provider === 'function' ? [provider] : 'useClass' in provider ? [provider.useClass as never] : [],
    );
  const used = built.map((domain) => ({
    name: domain.name,
    ports: classesOf(domain)
      .flatMap((type) => (Reflect.getMetadata('design:paramtypes', type) as AnyPort[] | undefined) ?? [])
      .filter((param) => ownerOf.has(param) && ownerOf.get(param) !== domain.name),
    named: domain.calls ?? [],
  }));

  it('are named by the caller', () => {
    for (const { name, ports, named } of used) {
      expect({ name, ports: [...new Set(ports)].map((p) => p.portName).toSorted() }).toEqual({
        name,
        ports: named.map((p) => p.portName).toSorted(),
      });
    }
  });

  it('form no cycle', () => {
    const calls = new Map(used.map(({ name, named }) => [name, named.map((port) => ownerOf.get(port)!)]));
    const visit = (name: string, path: readonly string[]): void => {
      expect(path).not.toContain(name);
      for (const next of calls.get(name) ?? []) visit(next, [...path, name]);
    };
    for (const name of calls.keys()) visit(name, []);
  });
});

describe('tables', () => {
  it('are touched by the domain that owns them, and nobody else', () => {
    const schemas = built.map(({ name }) => name);
    const touching = new RegExp(String.raw`\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(${schemas.join('|')})\.`, 'gi');
    for (const file of globSync('libs/**/*.ts', { cwd: root }).filter((f) => !/\.(spec|fixtures|suite)\.ts$/.test(f))) {
      const owner = file.split('/')[1]!;
      const others = [...read(file).matchAll(touching)]
        .map(([, schema]) => schema)
        .filter((schema) => schema !== owner);
      expect({ file, others }).toEqual({ file, others: [] });
    }
  });

  it('stand in the Prisma file and schema of their domain', () => {
    for (const file of globSync('prisma/schema/*.prisma', { cwd: root })) {
      const name = /(\w+)(?:\.\w+)?\.prisma$/.exec(file.split('/').at(-1)!)![1]!;
      const foreign = [...read(file).matchAll(/@@schema\("(\w+)"\)/g)]
        .map(([, schema]) => schema)
        .filter((schema) => schema !== name);
      expect({ file, foreign }).toEqual({ file, foreign: [] });
    }
  });
});

describe('classes that validate', () => {
  /** Without ValidateNested a nested object escapes the whitelist. */
  it('say so for each nested object', () => {
    const storage = getMetadataStorage() as unknown as {
      validationMetadatas: Map<object, { type: string; propertyName: string }[]>;
    };
    for (const [target, rules] of storage.validationMetadatas) {
      const type = target as { name: string; prototype: object };
      const nested = new Set(rules.filter((rule) => rule.type === 'nestedValidation').map((rule) => rule.propertyName));
      const objects = [...new Set(rules.map((rule) => rule.propertyName))].filter((property) => {
        const declared = Reflect.getMetadata('design:type', type.prototype, property) as { name?: string } | undefined;
        return declared !== undefined && storage.validationMetadatas.has(declared);
      });
      expect({ type: type.name, open: objects.filter((property) => !nested.has(property)) }).toEqual({
        type: type.name,
        open: [],
      });
    }
  });
});

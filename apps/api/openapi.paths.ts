import type { Document } from './openapi.types.js';

type Paths = Document['paths'];

const PARAMETER = /\{(\w+)\}/g;
const namesOf = (address: string): string[] => [...address.matchAll(PARAMETER)].map(([, name]) => name!);

/**
 * Puts addresses that differ only in the names of their parameters under one, as OpenAPI demands:
 * `GET /shops/{slug}` and `PATCH /shops/{id}` both stand under `/shops/{slugOrId}`.
 */
export function mergeAddresses(paths: Paths): Paths {
  const shapes = Map.groupBy(Object.keys(paths), (address) => address.replaceAll(PARAMETER, '{}'));
  return Object.fromEntries(
    [...shapes.values()].map((addresses) => {
      const address = commonAddress(addresses);
      const operations = addresses.map((one) => rename(paths[one]!, namesOf(one), namesOf(address)));
      return [address, Object.assign({}, ...operations) as Paths[string]];
    }),
  );
}

function commonAddress(addresses: readonly string[]): string {
  let position = 0;
  const names = addresses.toSorted().toReversed().map(namesOf);
  return addresses[0]!.replaceAll(PARAMETER, () => {
    const [first, ...others] = new Set(names.map((list) => list[position]!));
    position += 1;
    return `{${[first!, ...others.map(capital)].join('Or')}}`;
  });
}

const capital = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`;

function rename(path: Paths[string], from: readonly string[], to: readonly string[]): Paths[string] {
  const parameters = Object.values(path).flatMap((operation) => operation.parameters ?? []);
  for (const parameter of parameters) {
    const position = parameter.in === 'path' ? from.indexOf(parameter.name) : -1;
    if (position < 0 || from[position] === to[position]) continue;
    parameter.description ??= `Here the \`${parameter.name}\`.`;
    parameter.name = to[position]!;
  }
  return path;
}

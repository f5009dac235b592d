import fc from 'fast-check';
import type { Bodies } from './access.bodies.js';
import type { Route } from './access.market.js';
import { type Sent, sent, weirdText } from './access.weird.js';

/** One request of the fuzz, but for who sends it. */
export interface Shot extends Sent {
  readonly route: Route;
  /** Which of those who fire. */
  readonly caller: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Ids that lead somewhere, by the name of a parameter. */
export type Targets = Readonly<Record<string, readonly string[]>>;

const plain = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '');

const HEADERS = [
  ...[
    'idempotency-key',
    'if-none-match',
    'accept',
    'accept-language',
    'x-request-id',
    'user-agent',
    'referer',
    'origin',
  ],
  ...[
    'x-http-method-override',
    'x-forwarded-for',
    'x-guest-token',
    'x-internal-key',
    'x-pakashop-actor',
    'authorization',
  ],
  ...['cookie', 'range', 'expect', 'if-match', 'content-encoding', 'prefer', 'forwarded', 'cf-ipcountry'],
];

const headers: fc.Arbitrary<Record<string, string>> = fc
  .array(fc.tuple(fc.constantFrom(...HEADERS), weirdText.map(plain)), { maxLength: 2 })
  .map((all) => Object.fromEntries(all));

/** Requests to all routes, every one of them as likely. */
export function shots(routes: readonly Route[], bodies: Bodies, targets: Targets): fc.Arbitrary<Shot> {
  const each = routes.map((route) => {
    const schema = bodies.schemaOf(route.operation);
    const known = schema && Object.keys(schema.properties ?? {}).length > 0 ? bodies.of(schema) : undefined;
    return fc.record({
      route: fc.constant(route),
      caller: fc.nat(),
      url: fc.tuple(pathOf(route, bodies, targets), queryOf(route, bodies)).map((parts) => `/api/v1${parts.join('')}`),
      headers: fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
      body: route.method === 'GET' ? fc.constant<Sent>({}) : sent(known),
    });
  });
  return fc.oneof(...each).map(({ body, ...shot }) => ({ ...shot, ...body }));
}

function pathOf({ path, operation }: Route, bodies: Bodies, targets: Targets): fc.Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const values = names.map((name) => {
    const schema = operation.parameters?.find(
      (parameter) => parameter.in === 'path' && parameter.name === name,
    )?.schema;
    return fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...(targets[name] ?? ['nothing'])) },
      { weight: 2, arbitrary: bodies.of(schema ?? { type: 'string' }, '').map(String) },
      { weight: 1, arbitrary: weirdText },
    );
  });
  return fc.tuple(...values).map((all) => {
    const filled = names.map((name, i) => [name, encoded(all[i]!)] as const);
    return filled.reduce((sum, [name, value]) => sum.replace(`{${name}}`, () => value), path);
  });
}

/** A part of a path is never empty, and no "." or "..", which would be another path. */
function encoded(text: string): string {
  const whole = text.toWellFormed();
  return /^\.{0,2}$/.test(whole) ? 'x' : encodeURIComponent(whole);
}

function queryOf({ operation }: Route, bodies: Bodies): fc.Arbitrary<string> {
  const own = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const pairs = own.map(({ name, required, schema }) => {
    const value = fc.oneof(
      { weight: 4, arbitrary: bodies.of(schema, '').map(String) },
      { weight: 1, arbitrary: weirdText },
    );
    const pair = value.map((text) => `${name}=${encodeURIComponent(text.toWellFormed())}`);
    return required
      ? fc.oneof({ weight: 6, arbitrary: pair }, { weight: 1, arbitrary: fc.constant('') })
      : fc.option(pair);
  });
  const odd = fc.constantFrom(
    '',
    '',
    '',
    '',
    'x=1',
    'limit=1&limit=2',
    '%00=1',
    'a[b]=1',
    '__proto__[x]=1',
    `q=${'x'.repeat(5_000)}`,
  );
  return fc.tuple(odd, ...pairs).map((all) => {
    const query = all.filter(Boolean).join('&');
    return query && `?${query}`;
  });
}

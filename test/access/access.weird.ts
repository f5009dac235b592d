import fc from 'fast-check';
import type { InjectOptions } from 'fastify';

/** Names of what clients never decide, whatever they send. */
export const PRIVILEGED: Readonly<Record<string, unknown>> = {
  id: '01990000-0000-7000-8000-000000000001',
  userId: '01990000-0000-7000-8000-000000000001',
  ownerId: '01990000-0000-7000-8000-000000000001',
  role: 'PLATFORM_ADMIN',
  roles: ['PLATFORM_ADMIN'],
  isAdmin: true,
  grants: [{ permission: 'roles.write', scope: 'platform' }],
  permissions: ['roles.write'],
  status: 'APPROVED',
  state: 'APPROVED',
  paymentStatus: 'PAID',
  total: { amount: 1, currency: 'ZMW' },
  price: { amount: 1, currency: 'ZMW' },
  discount: 100,
  commission: 0,
  balance: 1_000_000,
  emailVerifiedAt: '2026-01-01T00:00:00Z',
  verified: true,
  sessionVersion: 99,
  passwordHash: 'x',
  payableAfter: '2020-01-01T00:00:00Z',
  reviewerId: '01990000-0000-7000-8000-000000000001',
  createdAt: '2020-01-01T00:00:00Z',
};

const LONG = 'x'.repeat(10_000);
const deep = (levels: number): unknown =>
  levels === 0 ? 'x' : levels % 2 ? [deep(levels - 1)] : { a: deep(levels - 1) };

const STRINGS = [
  ...['', ' ', '\t', 'null', 'true', 'NaN', '-0', '1e309', '0x10', '01', '%00', '..', '../../etc/passwd', '__proto__'],
  ...[
    '\u0000',
    'a\u0000b',
    '\u202Eabc',
    '\uD800',
    '\uDFFF\uD800',
    '👩‍👩‍👧‍👦'.repeat(5),
    'ﷺ',
    '\u200B',
    'é'.normalize('NFD'),
    '\uFEFF',
  ],
  ...["'; SELECT pg_sleep(5); --", `" OR ""="`, '${7*7}', '{{7*7}}', '<script>alert(1)</script>', '$(id)', '=1+1'],
  ...['\r\nx-a: b', '\u001B[31m', 'constructor', 'toString', '{"$ne":null}', '9'.repeat(400), LONG],
  ...['2026-02-30T00:00:00Z', '-271821-04-20T00:00:00.000Z', '+275760-09-13T00:00:00.001Z', '0001-01-01', '2026-11-22'],
  ...[
    'a@b',
    '"a b"@example.com',
    `${'a'.repeat(250)}@example.com`,
    '+260',
    '+2609712345678901',
    '٠٩٧٧١٢٣٤٥٦',
    'javascript:1',
  ],
];
const NUMBERS = [0, -0, -1, 1.5, 1e-7, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, Number.MAX_VALUE, Number.MIN_VALUE];
const OTHERS = [
  ...[null, true, false, [], {}, [[]], [null], [{}], { $ne: null }, { not: '' }, { contains: '' }, { length: 1e9 }],
  ...[{ toString: 1 }, { constructor: { prototype: {} } }, { hasOwnProperty: null }, { then: 'x' }, { toJSON: 'x' }],
  ...[deep(20), deep(200), Array.from({ length: 3_000 }, () => 0), { a: LONG }],
];

/** A value that no field asks for. */
export const weird: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...STRINGS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...NUMBERS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...OTHERS) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
);

export const weirdText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...STRINGS),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
);

/** How the properties of a value are reached, its own first. */
type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

function changedAt(value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  const next = changedAt(copy[key], rest, change);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

type Change = (old: unknown) => unknown;

const add =
  (more: object): Change =>
  (old) =>
    typeof old === 'object' && old !== null && !Array.isArray(old) ? { ...old, ...more } : old;

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 5, arbitrary: weird.map((value) => () => value) },
  { weight: 1, arbitrary: fc.constant(() => undefined) },
  { weight: 1, arbitrary: fc.constant<Change>((old) => [old]) },
  { weight: 1, arbitrary: fc.constant<Change>((old) => (typeof old === 'string' ? old.length : JSON.stringify(old))) },
  {
    weight: 1,
    arbitrary: fc.constant<Change>((old) => (Array.isArray(old) ? Array(200).fill(old[0] ?? 0) : { '': old })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...Object.entries(PRIVILEGED)).map(([name, value]) => add({ [name]: value })),
  },
  { weight: 1, arbitrary: fc.tuple(weirdText, weird).map(([name, value]) => add({ [name]: value })) },
);

/** A value with one or two parts of it changed. */
export const bent = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(valid, fc.array(fc.tuple(fc.nat(), change), { minLength: 1, maxLength: 2 })).map(([value, changes]) =>
    changes.reduce((sum, [n, how]) => {
      const paths = pathsOf(sum);
      return changedAt(sum, paths[n % paths.length]!, how);
    }, value),
  );

const TYPES = [
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx', ''],
  ...[
    'application/json; charset=utf-16',
    'application/json;',
    'APPLICATION/JSON',
    'text/json',
    'a',
    '/',
    'application/xml',
  ],
];

/** What is sent as a body, and as which type. */
export interface Sent {
  readonly payload?: InjectOptions['payload'];
  readonly type?: string;
}

/** JSON text that is broken, ambiguous or dangerous. */
const spoilt = (text: string): readonly string[] => [
  text.slice(0, -1),
  `${text}${text}`,
  `\uFEFF${text}`,
  `/* */${text}`,
  text.replace('{', '{"__proto__":{"isAdmin":true},'),
  text.replace('{', '{"constructor":{"prototype":{"isAdmin":true}},'),
  text.replace('{', '{"\\u0000":1,'),
  text.replace('{', '{"a":1e309,'),
  text.replace('{', '{"a":1,"a":2,'),
  text.replace(/"(\w+)":/, '"$1":null,"$1":'),
  text.replaceAll(/"(?=[,}])/g, '\\u0000"'),
  text.replaceAll(/"(?=[,}])/g, '\\uD800"'),
  text.replaceAll(/\d+/g, (digits) => `${digits}${'0'.repeat(400)}`),
  '['.repeat(5_000) + ']'.repeat(5_000),
  'null',
  '"x"',
  '[]',
  '0',
];

/** All the ways to send a body, of which most are wrong. */
export function sent(valid: fc.Arbitrary<unknown> | undefined): fc.Arbitrary<Sent> {
  const body = valid ?? fc.constant<unknown>({});
  const json = (value: unknown): Sent => ({ payload: JSON.stringify(value) ?? '', type: 'application/json' });
  const wrong: fc.WeightedArbitrary<Sent>[] = [
    { weight: valid ? 6 : 1, arbitrary: bent(body).map(json) },
    {
      weight: 2,
      arbitrary: body
        .map((value) => spoilt(JSON.stringify(value)))
        .chain((texts) => fc.constantFrom(...texts))
        .map((payload) => ({ payload, type: 'application/json' })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(body, fc.constantFrom(...TYPES))
        .map(([value, type]) => ({ payload: JSON.stringify(value), type })),
    },
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 200 })
        .map((bytes) => ({ payload: Buffer.from(bytes), type: 'application/json' })),
    },
  ];
  return fc.oneof({ weight: 6, arbitrary: valid ? body.map(json) : fc.constant<Sent>({}) }, ...wrong);
}

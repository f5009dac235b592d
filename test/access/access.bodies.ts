import fc from 'fast-check';
import type { Document, Operation, Schema } from '../../apps/api/openapi.types.js';

let last = 0;
/** A number that nothing had before, in so many digits. */
const digits = (count: number): string => String(++last).padStart(count, '0').slice(-count);

/** What a validator asks of a property beyond its schema. */
const BY_NAME: Readonly<Record<string, () => fc.Arbitrary<unknown>>> = {
  phone: () => fc.constant('').map(() => `097${digits(7)}`),
  account: () => fc.constant('').map(() => `096${digits(7)}`),
  provider: () => fc.constant('MTN_MOMO_ZMB'),
  rail: () => fc.constant('MOBILE_MONEY'),
  nrc: () => fc.constant('').map(() => `${digits(6)}/11/1`),
  pacra: () => fc.constant('120190001234'),
  currency: () => fc.constant('ZMW'),
  origins: () => fc.constant(['https://pakashop.store']),
  plate: () => fc.constant('BAX 1234'),
  licence: () => fc.constant('DL0001234'),
};

const WORDS = 'abcdefghijklmnopqrstuvwxyz ÄéŋЖ';
const SENTENCE = /\\P\{C\}|\(\?=\.\*\\S\)/;

/** Instances of a schema that are valid as far as the schema says. */
export class Bodies {
  constructor(private readonly document: Document) {}

  /** What the operation takes as its body; undefined when it takes none. */
  schemaOf({ requestBody }: Operation): Schema | undefined {
    const { schema } = requestBody?.content['application/json'] ?? {};
    return schema && this.resolve(schema);
  }

  resolve(schema: Schema): Schema {
    if (!schema.$ref) return schema;
    const { $ref, ...rest } = schema;
    return { ...this.document.components.schemas[$ref.split('/').at(-1)!]!, ...rest };
  }

  /** @param whole true: with the properties that may be left out, false: without them; else they may be there */
  of(given: Schema, name = '', whole?: boolean): fc.Arbitrary<unknown> {
    const schema = this.resolve(given);
    if (BY_NAME[name]) return BY_NAME[name]();
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const type = [schema.type].flat().find((one) => one !== 'null');
    if (type === 'object') return this.object(schema, whole);
    if (type === 'array') return this.array(schema, name, whole);
    if (type === 'boolean') return fc.boolean();
    if (type === 'integer')
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1e6, 2 ** 31) });
    if (type === 'number') return fc.double({ min: schema.minimum, max: schema.maximum, noNaN: true });
    return text(schema);
  }

  /** One valid instance: with all that may be left out, or without. */
  one(schema: Schema, { whole = false } = {}): unknown {
    return fc.sample(this.of(schema, '', whole), { numRuns: 1, seed: 1 })[0];
  }

  private object({ properties = {}, required = [], additionalProperties }: Schema, whole?: boolean) {
    if (Object.keys(properties).length === 0 && typeof additionalProperties === 'object') {
      return fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), this.of(additionalProperties), { maxKeys: 2 });
    }
    const wanted = Object.entries(properties).filter(([name]) => whole !== false || required.includes(name));
    const model = Object.fromEntries(wanted.map(([name, schema]) => [name, this.of(schema, name, whole)]));
    return fc.record(model, {
      requiredKeys: whole === undefined ? required : Object.keys(model),
      noNullPrototype: true,
    });
  }

  private array({ items = {}, minItems = 0, maxItems = 3, uniqueItems }: Schema, name: string, whole?: boolean) {
    const bounds = {
      minLength: whole ? Math.max(minItems, 1) : minItems,
      maxLength: Math.max(minItems, Math.min(maxItems, 3)),
    };
    const item = this.of(items, name, whole);
    return uniqueItems ? fc.uniqueArray(item, { ...bounds, selector: JSON.stringify }) : fc.array(item, bounds);
  }
}

function text({ format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid({ version: 7 });
  if (format === 'date-time') {
    const [min, max] = [new Date(Date.now() + 86_400_000), new Date(Date.now() + 30 * 86_400_000)];
    return fc.date({ min, max, noInvalidDate: true }).map((date) => date.toISOString());
  }
  if (format === 'email') return fc.constant('').map(() => `x-${digits(9)}@example.com`);
  if (format === 'uri') return fc.constant('https://pakashop.store/terms');
  if (pattern && !SENTENCE.test(pattern)) return fc.stringMatching(new RegExp(pattern, 'u'));
  const length = { minLength: Math.max(minLength, 1), maxLength: Math.min(maxLength, 60) };
  const word = fc.string({ ...length, unit: fc.constantFrom(...WORDS) });
  return word.map((some) => `${some.trim()}abcdefghijklmno`.slice(0, Math.max(some.length, length.minLength)));
}

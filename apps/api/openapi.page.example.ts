import type { Operation, Schema } from './openapi.types.js';

type Schemas = Readonly<Record<string, Schema>>;

const FORMATS: Readonly<Record<string, string>> = {
  uuid: '01912d68-783e-7a5f-9c1b-2f6a0d3b8e11',
  email: 'chanda@example.com',
  uri: 'https://example.com/picture.jpg',
  'date-time': '2026-01-31T12:00:00.000Z',
};

const NAMES: Readonly<Record<string, unknown>> = {
  currency: 'ZMW',
  amount: 12550,
  quantity: 1,
  name: 'Chanda Mwila',
  phone: '0971234567',
  province: 'Lusaka',
  town: 'Lusaka',
  password: '…',
  basisPoints: 500,
};

/** Something that a schema accepts, to be read by people; of the optional fields only those that say most. */
function exampleOf(schema: Schema, schemas: Schemas, name = ''): unknown {
  const target = schema.$ref ? schemas[schema.$ref.split('/').at(-1)!]! : schema;
  if (target.properties) {
    const required = target.required ?? Object.keys(target.properties).slice(0, 2);
    return Object.fromEntries(required.map((key) => [key, exampleOf(target.properties![key]!, schemas, key)]));
  }
  if (target.items) return [exampleOf(target.items, schemas, name)];
  if (target.anyOf) return exampleOf(target.anyOf[0]!, schemas, name);
  if (target.const !== undefined) return target.const;
  if (target.default !== undefined) return target.default;
  if (target.enum) return target.enum.find((value) => value === NAMES[name]) ?? target.enum[0];
  return NAMES[name] ?? (target.format && FORMATS[target.format]) ?? plain([target.type].flat()[0], target);
}

function plain(type: string | undefined, { minimum = 0 }: Schema): unknown {
  if (type === 'integer' || type === 'number') return Math.max(minimum, 1);
  if (type === 'boolean') return true;
  return type === 'object' ? {} : '…';
}

const HEADERS: Readonly<Record<string, string>> = {
  clientKey: 'x-pakashop-key: $KEY',
  bearer: 'authorization: Bearer $TOKEN',
  guestToken: 'x-guest-token: $GUEST',
  providerSignature: 'signature: …',
};

/** The operation as a command line. */
export function curlOf(method: string, address: string, operation: Operation, schemas: Schemas): string {
  const body = operation.requestBody?.content['application/json'];
  const takesKey = operation.parameters?.some(({ name, required }) => name === 'Idempotency-Key' && required);
  const headers = [
    ...Object.keys(operation.security?.[0] ?? {}).map((scheme) => HEADERS[scheme]),
    ...(takesKey ? ['idempotency-key: $(uuidgen)'] : []),
    ...(body ? ['content-type: application/json'] : []),
  ];
  return [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} "$HOST${address}"`,
    ...headers.map((header) => `  -H "${header}"`),
    ...(body ? [`  -d '${JSON.stringify(exampleOf(body.schema, schemas), undefined, 2)}'`] : []),
  ].join(' \\\n');
}

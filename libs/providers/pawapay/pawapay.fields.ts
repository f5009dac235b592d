import { constants, createHash, type KeyObject } from 'node:crypto';

/**
 * What signing and verifying share: the parts of RFC 9421 (message signatures), RFC 9530 (digests) and RFC 8941
 * (structured fields) that pawaPay uses. https://docs.pawapay.io/v2/docs/signatures
 */

export const SIGNATURE_LABEL = 'sig-pp';

/** Components that a signature has to cover; without the digest it would not protect the body. */
export const COVERED = ['@method', '@authority', '@path', 'signature-date', 'content-digest', 'content-type'] as const;

export interface Algorithm {
  hash: 'sha256' | 'sha384' | 'sha512';
  /** Whether a key may be used with it: a key of another kind is refused, so that nobody picks a weaker scheme. */
  takes: (key: KeyObject) => boolean;
  padding?: number;
  ecdsa: boolean;
}

const onCurve = (curve: string) => (key: KeyObject) => key.asymmetricKeyDetails?.namedCurve === curve;
const isRsa = (key: KeyObject) => key.asymmetricKeyType === 'rsa';

/** The four algorithms pawaPay accepts and uses. */
export const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map<string, Algorithm>([
  ['ecdsa-p256-sha256', { hash: 'sha256', takes: onCurve('prime256v1'), ecdsa: true }],
  ['ecdsa-p384-sha384', { hash: 'sha384', takes: onCurve('secp384r1'), ecdsa: true }],
  ['rsa-pss-sha512', { hash: 'sha512', takes: isRsa, padding: constants.RSA_PKCS1_PSS_PADDING, ecdsa: false }],
  ['rsa-v1_5-sha256', { hash: 'sha256', takes: isRsa, padding: constants.RSA_PKCS1_PADDING, ecdsa: false }],
]);

/** Names of `Content-Digest` and of Node. */
export const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['sha-512', 'sha512'],
  ['sha-256', 'sha256'],
]);

/** `sha-512=:…:` over the exact bytes of a body. */
export function contentDigest(body: string | Uint8Array, name: 'sha-512' | 'sha-256' = 'sha-512'): string {
  const digest = createHash(DIGESTS.get(name) ?? name)
    .update(body)
    .digest('base64');
  return `${name}=:${digest}:`;
}

/** The signed text: a line per component, then the parameters byte for byte as in `Signature-Input`; no final newline. */
export function signatureBase(components: readonly (readonly [string, string])[], params: string): string {
  const lines = components.map(([name, value]) => `"${name}": ${value}`);
  return [...lines, `"@signature-params": ${params}`].join('\n');
}

export interface SignatureInput {
  components: string[];
  alg: string;
  keyId: string;
  created: number;
  expires: number;
  /** As received. */
  params: string;
}

const INNER_LIST = /^\(((?:"[^"\\]*"(?: +(?=")|(?=\))))*)\)/;
const PARAMETER = /; *([a-z*][a-z0-9_.*-]*)=(?:"([^"\\]*)"|(\d{1,15}))/gy;

/**
 * Reads one member of `Signature-Input`. Deliberately narrow: plain quoted component names, string and integer
 * parameters, each once, and `alg`, `keyid`, `created`, `expires` all present. Everything else is null.
 */
export function parseSignatureInput(member: string): SignatureInput | null {
  const list = INNER_LIST.exec(member);
  if (!list) return null;
  const components = [...(list[1] ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
  const params = parseParameters(member.slice(list[0].length));
  const alg = params?.get('alg');
  const keyId = params?.get('keyid');
  const created = params?.get('created');
  const expires = params?.get('expires');
  if (typeof alg !== 'string' || typeof keyId !== 'string') return null;
  if (typeof created !== 'number' || typeof expires !== 'number') return null;
  if (new Set(components).size < components.length) return null;
  return { components, alg, keyId, created, expires, params: member };
}

/** Splits a structured dictionary into its members; null if a name occurs twice or the text is malformed. */
export function parseDictionary(header: string): Map<string, string> | null {
  const members = new Map<string, string>();
  for (const part of splitOutsideQuotes(header)) {
    const match = /^([a-z*][a-z0-9_.*-]*)=(.+)$/s.exec(part.trim());
    const [, name, value] = match ?? [];
    if (name === undefined || value === undefined || members.has(name)) return null;
    members.set(name, value);
  }
  return members;
}

/** `:base64:` as bytes, or null. One spelling per value: bits that decoding would drop must be zero. */
export function parseBytes(member: string): Buffer | null {
  const text = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(member)?.[1] ?? '';
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : null;
}

function parseParameters(text: string): Map<string, string | number> | null {
  const params = new Map<string, string | number>();
  let end = 0;
  for (const match of text.matchAll(PARAMETER)) {
    const [whole, name = '', quoted, integer] = match;
    if (params.has(name)) return null;
    params.set(name, quoted ?? Number(integer));
    end += whole.length;
  }
  return end === text.length ? params : null;
}

function splitOutsideQuotes(header: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < header.length; at++) {
    if (header[at] === '"') quoted = !quoted;
    if (header[at] !== ',' || quoted) continue;
    parts.push(header.slice(start, at));
    start = at + 1;
  }
  return [...parts, header.slice(start)];
}

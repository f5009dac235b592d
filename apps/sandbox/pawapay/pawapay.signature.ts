import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The key pair callbacks are signed with. */
export interface SigningKey {
  id: string;
  privateKey: KeyObject;
  publicPem: string;
}

/** What goes into a signature; the defaults are those of genuine callbacks. */
export interface Signing {
  key: SigningKey;
  url: string;
  body: string;
  now: number;
  /** Names of the covered components, in order. */
  covered?: readonly string[];
  encoding?: 'der' | 'ieee-p1363';
}

const KEY_ID = 'HTTP_EC_P256_KEY:1';
const COVERED = ['@method', '@authority', '@path', 'signature-date', 'content-digest', 'content-type'] as const;
const LIFETIME_S = 60;

/** A fresh key pair. */
export function newKey(id = KEY_ID): SigningKey {
  return keyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, id);
}

/** The key kept in a file, or a new one that is written there; without a file a new one for this run. */
export function loadKey(file?: string): SigningKey {
  if (!file) return newKey();
  try {
    return keyOf(createPrivateKey(readFileSync(file)), KEY_ID);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const key = newKey();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, key.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return key;
}

function keyOf(privateKey: KeyObject, id: string): SigningKey {
  const publicPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  return { id, privateKey, publicPem };
}

/** The Content-Digest of a body. */
export function digestOf(body: string): string {
  return `sha-512=:${createHash('sha512').update(body).digest('base64')}:`;
}

/** The headers of a signed POST of JSON. */
export function signedHeaders({
  key,
  url,
  body,
  now,
  covered = COVERED,
  encoding = 'der',
}: Signing): Record<string, string> {
  const { host, pathname } = new URL(url);
  const created = Math.floor(now / 1_000);
  const fields: Record<string, string> = {
    '@method': 'POST',
    '@authority': host,
    '@path': pathname,
    'signature-date': new Date(now).toISOString().replace('Z', '000000Z'),
    'content-digest': digestOf(body),
    'content-type': 'application/json',
  };
  const list = covered.map((name) => `"${name}"`).join(' ');
  const expires = created + LIFETIME_S;
  const input = `(${list});alg="ecdsa-p256-sha256";keyid="${key.id}";created=${created};expires=${expires}`;
  const lines = [...covered.map((name) => `"${name}": ${fields[name]}`), `"@signature-params": ${input}`];
  const signature = sign('sha256', Buffer.from(lines.join('\n')), { key: key.privateKey, dsaEncoding: encoding });
  return {
    'content-type': fields['content-type']!,
    'content-digest': fields['content-digest']!,
    'signature-date': fields['signature-date']!,
    'signature-input': `sig-pp=${input}`,
    signature: `sig-pp=:${signature.toString('base64')}:`,
    'accept-signature': 'ecdsa-p256-sha256,ecdsa-p384-sha384,rsa-pss-sha512,rsa-v1_5-sha256',
    'accept-digest': 'sha-256,sha-512',
  };
}

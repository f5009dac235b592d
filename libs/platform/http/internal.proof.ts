import {
  createPrivateKey,
  createPublicKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ACTOR_HEADER } from './internal.headers.js';

/** One call of a service, as it travels. */
export interface Call {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** What a call says about itself in the place of a key. */
export interface Proof {
  /** Names the key that made it. */
  readonly kid: string;
  /** Second of the Unix clock. */
  readonly seconds: number;
  readonly nonce: string;
  /** Digest of the body. */
  readonly body: string;
  readonly signature: Buffer;
}

const PROOF = /^v1\.([\w-]{16})\.(\d{10})\.([\w-]{22})\.([\w-]{43}|form)\.([\w-]{86})$/;
/** Forms with files are not read as a whole: each carries a signature of its own, and is taken once. */
const FORM = /^\s*multipart\//i;
/** What changes the meaning of a call beside its address and body. */
const COVERED = ['content-type', 'idempotency-key', ACTOR_HEADER] as const;
/** An Ed25519 key in PKCS #8, without its 32 bytes. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const digestOf = (body: Buffer | string): string => hash('sha256', body, 'base64url');
export const NO_BODY = digestOf('');

/** The key pair that an internal key stands for: who knows the public half can check what the other half signed. */
export function signingKey(internalKey: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', internalKey, '', 'pakashop internal calls', 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

/** The 43 characters that stand for a public key in a list. */
export const nameOf = (key: KeyObject): string => String(createPublicKey(key).export({ format: 'jwk' }).x);

export const publicKey = (name: string): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: name }, format: 'jwk' });

export const kidOf = (name: string): string => hash('sha256', name, 'base64url').slice(0, 16);

/** A signature over the call with its body, valid once and for a moment. */
export function prove(key: KeyObject, kid: string, call: Call, body?: Buffer | string | null): string {
  const seconds = Math.floor(Date.now() / 1_000);
  const digest = FORM.test(call.headers['content-type'] ?? '') ? 'form' : digestOf(body ?? '');
  const stated = { kid, seconds, nonce: randomBytes(16).toString('base64url'), body: digest };
  const signature = sign(null, textOf(stated, call), key).toString('base64url');
  return `v1.${kid}.${seconds}.${stated.nonce}.${digest}.${signature}`;
}

/** What the header says; undefined for a plain key. */
export function readProof(header: string): Proof | undefined {
  const [, kid, seconds, nonce, body, signature] = PROOF.exec(header) ?? [];
  if (signature === undefined) return undefined;
  return {
    kid: kid!,
    seconds: Number(seconds),
    nonce: nonce!,
    body: body!,
    signature: Buffer.from(signature, 'base64url'),
  };
}

export const isSignedBy = (key: KeyObject, proof: Proof, call: Call): boolean =>
  isOfItsKind(proof, call) && verify(null, textOf(proof, call), key, proof.signature);

/** Nothing but a form goes without a digest. */
const isOfItsKind = ({ body }: Proof, { headers }: Call): boolean =>
  (body === 'form') === FORM.test(headers['content-type'] ?? '');

function textOf({ kid, seconds, nonce, body }: Omit<Proof, 'signature'>, { method, url, headers }: Call): Buffer {
  const covered = COVERED.map((name) => String(headers[name] ?? ''));
  return Buffer.from(['pakashop-internal-v1', kid, seconds, nonce, method, url, body, ...covered].join('\n'));
}

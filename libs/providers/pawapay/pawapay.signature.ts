import { constants, createHash, type KeyObject, verify } from 'node:crypto';
import type { Verdict } from '../outcome.js';
import { type ReceivedHeaders, sameSecret, singleHeader } from '../secrets.js';
import {
  type Algorithm,
  ALGORITHMS,
  COVERED,
  DIGESTS,
  parseBytes,
  parseDictionary,
  parseSignatureInput,
  SIGNATURE_LABEL,
  signatureBase,
  type SignatureInput,
} from './pawapay.fields.js';
import type { KeyFinder } from './pawapay.keys.js';

/** A callback as it came in. */
export interface ReceivedCallback {
  method: string;
  /** The public host that pawaPay calls, from configuration: behind a proxy the `Host` header may be an inner name. */
  authority: string;
  /** Path of the request; a query is not part of what is signed, so the callback URL should have none. */
  path: string;
  headers: ReceivedHeaders;
  /** The bytes before any parser. */
  rawBody: Uint8Array;
  /** When it came in, not when it is checked: a signature lives for a minute. */
  receivedAt: Date;
}

/** Clocks differ a little. */
const SKEW_SECONDS = 30;

/**
 * Checks a callback's RFC 9421 signature over the raw bytes. pawaPay's ECDSA signatures are DER, against the letter of
 * the RFC; the RFC's own form is accepted as well. A good signature says who sent it, not that it is news: deliveries
 * repeat, and money moves only after asking for the status.
 */
export async function verifyPawapaySignature(callback: ReceivedCallback, keys: KeyFinder): Promise<Verdict> {
  const input = readInput(callback.headers);
  const signature = readSignature(callback.headers);
  if (!input || !signature) return refused('malformed-signature');
  const algorithm = ALGORITHMS.get(input.alg);
  if (!algorithm) return refused('unknown-algorithm');
  if (!COVERED.every((name) => input.components.includes(name))) return refused('not-covered');
  const now = callback.receivedAt.getTime() / 1000;
  if (now > input.expires + SKEW_SECONDS) return refused('expired');
  if (now < input.created - SKEW_SECONDS) return refused('from-the-future');
  if (!digestsMatch(callback)) return refused('digest');
  const base = baseOf(callback, input);
  if (base === null) return refused('missing-component');
  const key = await keys.find(input.keyId);
  if (key === 'unavailable') return { ok: false, reason: 'keys-unavailable', retry: true };
  if (key === 'unknown' || !algorithm.takes(key)) return refused('unknown-key');
  if (!isSigned(base, signature, key, algorithm)) return refused('wrong-signature');
  return { ok: true, scheme: `rfc9421 ${input.keyId}` };
}

function readInput(headers: ReceivedHeaders): SignatureInput | null {
  const member = parseDictionary(singleHeader(headers, 'signature-input') ?? '')?.get(SIGNATURE_LABEL);
  return member === undefined ? null : parseSignatureInput(member);
}

function readSignature(headers: ReceivedHeaders): Buffer | null {
  const member = parseDictionary(singleHeader(headers, 'signature') ?? '')?.get(SIGNATURE_LABEL);
  return member === undefined ? null : parseBytes(member);
}

/** Every digest we know must fit, and there must be one. */
function digestsMatch({ headers, rawBody }: ReceivedCallback): boolean {
  const given = parseDictionary(singleHeader(headers, 'content-digest') ?? '');
  const known = [...(given ?? [])].filter(([name]) => DIGESTS.has(name));
  return known.length > 0 && known.every(([name, value]) => digestMatches(rawBody, DIGESTS.get(name)!, value));
}

function digestMatches(rawBody: Uint8Array, hash: string, value: string): boolean {
  const given = parseBytes(value);
  return given !== null && sameSecret(given, createHash(hash).update(rawBody).digest());
}

/** Null if the signature covers something that the request does not have. */
function baseOf(callback: ReceivedCallback, input: SignatureInput): string | null {
  const lines: [string, string][] = [];
  for (const name of input.components) {
    const value = componentOf(callback, name);
    if (value === undefined) return null;
    lines.push([name, value]);
  }
  return signatureBase(lines, input.params);
}

function componentOf({ method, authority, path, headers }: ReceivedCallback, name: string): string | undefined {
  if (name === '@method') return method.toUpperCase();
  if (name === '@authority') return authority.toLowerCase();
  if (name === '@path') return path.split('?', 1)[0] || '/';
  return name.startsWith('@') ? undefined : singleHeader(headers, name)?.trim();
}

function isSigned(base: string, signature: Buffer, key: KeyObject, algorithm: Algorithm): boolean {
  const fits = (options: object): boolean => {
    try {
      return verify(algorithm.hash, Buffer.from(base), { key, ...options }, signature);
    } catch {
      return false;
    }
  };
  if (algorithm.ecdsa) return fits({ dsaEncoding: 'der' }) || fits({ dsaEncoding: 'ieee-p1363' });
  return fits({ padding: algorithm.padding, saltLength: constants.RSA_PSS_SALTLEN_AUTO });
}

function refused(reason: string): Verdict {
  return { ok: false, reason, retry: false };
}

import { constants, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { JSON_TYPE } from '../http.js';
import { ALGORITHMS, contentDigest, COVERED, SIGNATURE_LABEL, signatureBase } from './pawapay.fields.js';

export interface SignerOptions {
  /** As named in pawaPay's dashboard, where the public half was stored. */
  keyId: string;
  /** PEM. */
  privateKey: string;
  /** Derived from the key; RSA keys sign with rsa-pss-sha512 unless told otherwise. */
  algorithm?: string;
  now?: () => Date;
}

export interface RequestToSign {
  method: string;
  authority: string;
  path: string;
  /** The exact bytes that will be sent. */
  body: string;
}

/** How long a signature holds, as in pawaPay's own. */
const LIFETIME_SECONDS = 60;

/**
 * Signs requests that move money (deposits, payouts, refunds), as the official example does: ECDSA in DER. With
 * `signedRequestsOnly` a leaked token alone moves nothing. https://github.com/pawaPay/signatures-node-example
 */
export class PawapaySigner {
  private readonly key: KeyObject;
  private readonly alg: string;

  constructor(private readonly options: SignerOptions) {
    this.key = readKey(options.privateKey);
    const publicKey = createPublicKey(this.key);
    const alg = options.algorithm ?? [...ALGORITHMS].find(([, algorithm]) => algorithm.takes(publicKey))?.[0];
    if (alg === undefined || !ALGORITHMS.get(alg)?.takes(publicKey)) {
      throw new TypeError('The signing key fits none of the algorithms that pawaPay accepts');
    }
    this.alg = alg;
  }

  /** The headers that make a request a signed one. */
  sign(request: RequestToSign): Record<string, string> {
    const now = this.options.now?.() ?? new Date();
    const created = Math.floor(now.getTime() / 1000);
    const headers = {
      'content-type': JSON_TYPE,
      'content-digest': contentDigest(request.body),
      'signature-date': now.toISOString(),
    };
    const values: Record<string, string> = {
      ...headers,
      '@method': request.method,
      '@authority': request.authority,
      '@path': request.path,
    };
    const names = COVERED.map((name) => `"${name}"`).join(' ');
    const expires = created + LIFETIME_SECONDS;
    const params = `(${names});alg="${this.alg}";keyid="${this.options.keyId}";created=${created};expires=${expires}`;
    const base = signatureBase(
      COVERED.map((name) => [name, values[name] ?? ''] as const),
      params,
    );
    return {
      ...headers,
      'signature-input': `${SIGNATURE_LABEL}=${params}`,
      signature: `${SIGNATURE_LABEL}=:${this.bytesFor(base)}:`,
      'accept-signature': [...ALGORITHMS.keys()].join(','),
      'accept-digest': 'sha-256,sha-512',
    };
  }

  private bytesFor(base: string): string {
    const { hash, ecdsa, padding } = ALGORITHMS.get(this.alg)!;
    const how = ecdsa ? { dsaEncoding: 'der' as const } : { padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
    return sign(hash, Buffer.from(base), { key: this.key, ...how }).toString('base64');
  }
}

function readKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new TypeError('The signing key is not a private key in PEM form');
  }
}

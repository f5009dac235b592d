import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An RSA key with the id under which it is published. Made when it is first needed: that takes a moment. */
class SigningKey {
  private pair?: { publicKey: KeyObject; privateKey: KeyObject };

  constructor(readonly kid: string) {}

  private get keys() {
    this.pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
    return this.pair;
  }

  get jwk(): Record<string, unknown> {
    return { ...this.keys.publicKey.export({ format: 'jwk' }), kid: this.kid, use: 'sig', alg: 'RS256' };
  }

  /** A compact JWS with RS256 (RFC 7515, RFC 7518 §3.3). */
  seal(payload: object): string {
    const text = `${encode({ alg: 'RS256', kid: this.kid, typ: 'JWT' })}.${encode(payload)}`;
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), this.keys.privateKey).toString('base64url')}`;
  }
}

/** The provider's key, and one that nobody published but calls itself the same. */
export class Keys {
  private readonly own = new SigningKey('sandbox-1');
  private readonly other = new SigningKey('sandbox-1');

  get published(): { keys: Record<string, unknown>[] } {
    return { keys: [this.own.jwk] };
  }

  seal(payload: object, { otherKey = false } = {}): string {
    return (otherKey ? this.other : this.own).seal(payload);
  }
}

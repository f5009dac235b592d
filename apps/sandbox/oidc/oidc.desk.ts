import { createHash, randomBytes } from 'node:crypto';
import { Keys } from './oidc.keys.js';
import { claimsOf, people, type Person } from './oidc.people.js';

/** How an ID token can be wrong, or not come at all. */
export const oidcFaults = [
  'wrongNonce',
  'wrongAudience',
  'wrongIssuer',
  'expired',
  'otherKey',
  'unverifiedEmail',
  'http500',
] as const;
export type OidcFault = (typeof oidcFaults)[number];

/** The client's request, as it came through the browser. */
export interface Wish {
  clientId: string;
  redirectUri: string;
  state: string;
  nonce?: string;
  challenge: string;
}

/** What a client shows to get tokens. */
export interface Exchange {
  clientId: string;
  code: string;
  redirectUri: string;
  verifier: string;
  issuer: string;
}

interface Grant extends Wish {
  person: Person;
  at: number;
}

const CODE_MS = 60_000;
const TOKEN_SECONDS = 3_600;
const secret = (): string => randomBytes(24).toString('base64url');

/** A small OpenID provider: who is known there, which codes and tokens are out, and what goes wrong next. */
export class OidcDesk {
  readonly keys = new Keys();
  private known: Person[] = [...people];
  private readonly grants = new Map<string, Grant>();
  private readonly tokens = new Map<string, Person>();
  private faults: OidcFault[] = [];

  all(): readonly Person[] {
    return this.known;
  }

  /** A further person, or another version of one who is known. */
  add(person: Person): Person {
    this.known = [...this.known.filter(({ sub }) => sub !== person.sub), person];
    return person;
  }

  /** Sets what goes wrong with the next exchanges, one after another. */
  spoil(faults: readonly OidcFault[]): readonly OidcFault[] {
    return (this.faults = [...faults]);
  }

  clear(): void {
    this.known = [...people];
    this.faults = [];
    this.grants.clear();
    this.tokens.clear();
  }

  /** The code for somebody who has chosen who they are; undefined for nobody. */
  grant(sub: string, wish: Wish): string | undefined {
    const person = this.known.find((one) => one.sub === sub);
    if (!person) return undefined;
    const code = `4/${secret()}`;
    this.grants.set(code, { ...wish, person, at: Date.now() });
    return code;
  }

  /** Tokens for a code, once; `invalid_grant` (RFC 6749 §5.2) for one that is not good, `down` when that is set. */
  exchange(exchange: Exchange): Record<string, unknown> | 'invalid_grant' | 'down' {
    const grant = this.grants.get(exchange.code);
    this.grants.delete(exchange.code);
    if (!grant || !fits(grant, exchange)) return 'invalid_grant';
    const fault = this.faults.shift();
    if (fault === 'http500') return 'down';
    const access = `ya29.${secret()}`;
    this.tokens.set(access, grant.person);
    return {
      access_token: access,
      id_token: this.idToken(grant, exchange.issuer, fault),
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS - 1,
      scope: 'openid email profile',
    };
  }

  personOf(accessToken: string): Person | undefined {
    return this.tokens.get(accessToken);
  }

  private idToken({ person, nonce, clientId }: Grant, issuer: string, fault?: OidcFault): string {
    const now = Math.floor(Date.now() / 1_000) - (fault === 'expired' ? 2 * TOKEN_SECONDS : 0);
    const payload = {
      iss: fault === 'wrongIssuer' ? 'https://accounts.other.example' : issuer,
      aud: fault === 'wrongAudience' ? 'another-client' : clientId,
      azp: fault === 'wrongAudience' ? 'another-client' : clientId,
      iat: now,
      exp: now + TOKEN_SECONDS,
      nonce: fault === 'wrongNonce' ? 'another-nonce' : nonce,
      ...claimsOf(person),
      ...(fault === 'unverifiedEmail' && { email_verified: false }),
    };
    return this.keys.seal(payload, { otherKey: fault === 'otherKey' });
  }
}

/** The code is young, and the client that asked for it shows the secret behind its challenge (RFC 7636 §4.6). */
function fits({ at, clientId, redirectUri, challenge }: Grant, exchange: Exchange): boolean {
  const shown = createHash('sha256').update(exchange.verifier).digest('base64url');
  return (
    Date.now() - at < CODE_MS &&
    clientId === exchange.clientId &&
    redirectUri === exchange.redirectUri &&
    challenge === shown
  );
}

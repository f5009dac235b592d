import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock, platformProblems as problems } from '@pakashop/platform';
import { isUUID } from 'class-validator';
import { ACCESS_SECONDS } from './auth.audiences.js';
import { AuthConfig } from './auth.config.js';
import { type Audience, AUDIENCES } from './auth.contract.js';

const ISSUER = 'pakashop';
const TYPE = 'at+jwt';
const addressee = (audience: Audience) => `pakashop:${audience}` as const;

/** What an access token says. */
interface Claims {
  readonly userId: string;
  readonly sessionId: string;
  readonly audience: Audience;
  /** The account's session_version when it was issued. */
  readonly version: number;
  /** Who looks through the person's eyes (RFC 8693's `act`); the session is then an impersonation. */
  readonly impersonatorId?: string;
  /** Second of the Unix clock. */
  readonly expiresAt: number;
}

interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

type Decoded = { header: Record<string, unknown>; payload: Record<string, unknown> };

/**
 * Access tokens: JWTs by RFC 9068's type, HS256 only. No other key, algorithm or extension is ever taken from a token's
 * header; it must say exactly what ours say.
 */
@Injectable()
export class AccessTokens {
  private readonly jwt: JwtService;
  /** With which tokens may be signed: ours, and the one before it. */
  private readonly secrets: readonly string[];

  constructor(
    @Inject(AuthConfig) config: AuthConfig,
    private readonly clock: Clock,
  ) {
    this.jwt = new JwtService({ secret: config.JWT_SECRET });
    this.secrets = [config.JWT_SECRET, config.JWT_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
  }

  issue({ userId, sessionId, audience, version, impersonatorId }: Omit<Claims, 'expiresAt'>): IssuedToken {
    const iat = this.seconds();
    const token = this.jwt.sign(
      { sid: sessionId, ver: version, iat, ...(impersonatorId && { act: { sub: impersonatorId } }) },
      {
        header: { alg: 'HS256', typ: TYPE },
        issuer: ISSUER,
        audience: addressee(audience),
        subject: userId,
        expiresIn: ACCESS_SECONDS,
      },
    );
    return { token, expiresAt: new Date((iat + ACCESS_SECONDS) * 1000) };
  }

  /** @throws Problem AUTH_001 for everything that {@link issue} did not make or that has ended */
  read(token: string): Claims {
    const [decoded] = this.secrets.flatMap((secret) => this.verified(token, secret) ?? []);
    if (!decoded) throw refused();
    const { alg, typ, ...foreign } = decoded.header;
    if (alg !== 'HS256' || typ !== TYPE || Object.keys(foreign).length > 0) throw refused();
    return claimsOf(decoded.payload);
  }

  private verified(token: string, secret: string): Decoded | undefined {
    try {
      return this.jwt.verify<Decoded>(token, {
        secret,
        algorithms: ['HS256'],
        issuer: ISSUER,
        clockTimestamp: this.seconds(),
        clockTolerance: 5,
        maxAge: ACCESS_SECONDS,
        complete: true,
      });
    } catch {
      return undefined;
    }
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}

function claimsOf({ sub, sid, aud, ver, exp, act }: Record<string, unknown>): Claims {
  const audience = AUDIENCES.find((known) => addressee(known) === aud);
  if (!audience || !isUUID(sub) || !isUUID(sid) || !Number.isInteger(ver) || !Number.isInteger(exp)) throw refused();
  const impersonatorId = (act as { sub?: unknown } | undefined)?.sub;
  if (act !== undefined && !isUUID(impersonatorId)) throw refused();
  return {
    userId: sub as string,
    sessionId: sid as string,
    audience,
    version: ver as number,
    expiresAt: exp as number,
    ...(act !== undefined && { impersonatorId: impersonatorId as string }),
  };
}

const refused = () => problems.notSignedIn('The access token is not valid or has ended. Refresh it or sign in.');

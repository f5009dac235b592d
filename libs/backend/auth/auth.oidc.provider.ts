import { Inject, Injectable, Logger } from '@nestjs/common';
import { ConfigError, PlatformConfig, platformProblems } from '@pakashop/platform';
import * as oidc from 'openid-client';
import { AuthConfig } from './auth.config.js';
import { authProblems as problems } from './auth.errors.js';

/** What belongs to one sign-in and to no other. */
export interface Ticket {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who somebody is at the provider, by a signed ID token. */
export interface ProviderPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly name?: string;
  /** Only when the provider has proven that it is theirs; in lower case. */
  readonly email?: string;
}

const SECONDS = 5;
/** The provider is slow, away, or answers something else than OpenID Connect. */
const AWAY = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

/**
 * Google as an OpenID provider: authorization code with PKCE (OpenID Connect Core 1.0 §3.1, RFC 7636). ID tokens are
 * checked for issuer, audience, times and nonce, and their signature by the provider's published keys.
 */
@Injectable()
export class GoogleProvider {
  private readonly logger = new Logger(GoogleProvider.name);
  private client?: Promise<oidc.Configuration>;

  constructor(
    @Inject(AuthConfig) private readonly config: AuthConfig,
    @Inject(PlatformConfig) { NODE_ENV }: PlatformConfig,
  ) {
    if (NODE_ENV === 'production' && !config.GOOGLE_ISSUER.startsWith('https:')) {
      throw new ConfigError(['GOOGLE_ISSUER must begin with https:// in production']);
    }
  }

  /** The address of the provider's page. @throws Problem NOT_FOUND without an account there, unavailable */
  async pageOf({ state, nonce, verifier }: Ticket): Promise<string> {
    const client = await this.known();
    const page = oidc.buildAuthorizationUrl(client, {
      redirect_uri: this.wayBack().href,
      scope: 'openid email profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return page.href;
  }

  /** @throws Problem auth.google_refused when the provider, or what it answers, is not convincing; unavailable */
  async personOf(code: string, iss: string | undefined, { state, nonce, verifier }: Ticket): Promise<ProviderPerson> {
    const client = await this.known();
    const answer = this.wayBack();
    answer.search = new URLSearchParams({ code, state, ...(iss && { iss }) }).toString();
    try {
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
      const tokens = await oidc.authorizationCodeGrant(client, answer, checks);
      return personOf(tokens.claims()!);
    } catch (error) {
      throw this.refusalOf(error);
    }
  }

  private wayBack(): URL {
    return new URL('/sign-in/google', this.config.STOREFRONT_URL);
  }

  /** Asked about itself once; after a failure again. */
  private async known(): Promise<oidc.Configuration> {
    const { GOOGLE_CLIENT_ID: id, GOOGLE_CLIENT_SECRET: secret, GOOGLE_ISSUER } = this.config;
    if (!id || !secret) throw platformProblems.notFound('Nobody signs in with Google here.');
    const issuer = new URL(GOOGLE_ISSUER);
    this.client ??= discover(issuer, id, secret);
    try {
      return await this.client;
    } catch (error) {
      this.client = undefined;
      throw this.refusalOf(error);
    }
  }

  private refusalOf(error: unknown) {
    const code = String((error as { code?: unknown }).code);
    this.logger.warn({ code, reason: (error as Error).message }, 'Google sign-in failed');
    const isAway = !(error instanceof oidc.ClientError || error instanceof oidc.ResponseBodyError) || AWAY.has(code);
    if (isAway) return platformProblems.unavailable('Google does not answer. Sign in another way.', { retryAfter: 10 });
    return problems.googleRefused('Begin again from your sign-in page.', { cause: error });
  }
}

async function discover(issuer: URL, id: string, secret: string): Promise<oidc.Configuration> {
  const isLocal = issuer.protocol === 'http:';
  const execute = [oidc.enableNonRepudiationChecks, ...(isLocal ? [oidc.allowInsecureRequests] : [])];
  return oidc.discovery(issuer, id, secret, oidc.ClientSecretPost(secret), { execute, timeout: SECONDS });
}

function personOf({ iss, sub, email, email_verified: isVerified, name }: oidc.IDToken): ProviderPerson {
  return {
    issuer: iss,
    subject: sub,
    ...(typeof email === 'string' && isVerified === true && { email: email.toLowerCase() }),
    ...(typeof name === 'string' && { name: name.replaceAll(/\p{C}/gu, '').trim().slice(0, 100) || undefined }),
  };
}

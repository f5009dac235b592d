import { Inject, Injectable } from '@nestjs/common';
import { PlatformConfig } from '@pakashop/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from './gateway.config.js';
import { gatewayProblems as problems } from './gateway.errors.js';
import { type Client, Keyring } from './gateway.keyring.js';

const NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
const READABLE = 'etag, idempotency-replayed, location, ratelimit, ratelimit-policy, retry-after, x-request-id';
const SENDABLE =
  'authorization, content-type, idempotency-key, if-match, if-none-match, x-guest-token, x-pakashop-key, x-request-id';

/** Headers that tell browsers what they may do with our answers. */
@Injectable()
export class BrowserRules {
  private readonly origins: ReadonlySet<string>;
  private readonly strictTransport: boolean;

  constructor(
    @Inject(GatewayConfig) { CORS_ORIGINS }: GatewayConfig,
    @Inject(PlatformConfig) { NODE_ENV }: PlatformConfig,
    private readonly keyring: Keyring,
  ) {
    const given = CORS_ORIGINS?.split(',') ?? (NODE_ENV === 'production' ? [] : ['http://localhost:3000']);
    this.origins = new Set(given);
    this.strictTransport = NODE_ENV === 'production';
  }

  /** Security headers of every answer. A page that is more than data sets a policy of its own over this one. */
  secure(reply: { setHeader(name: string, value: string): unknown }): void {
    reply.setHeader('content-security-policy', NOTHING_RUNS);
    reply.setHeader('x-content-type-options', 'nosniff');
    reply.setHeader('referrer-policy', 'no-referrer');
    if (this.strictTransport) reply.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains');
  }

  /**
   * Lets listed origins read the answer; an origin that is not listed gets no header at all. Which client a browser will
   * use is not known from its preflight, so here it may be listed for any.
   *
   * @returns true when the request was a browser's preflight and is answered
   */
  share(request: FastifyRequest, reply: FastifyReply): boolean {
    const { origin } = request.headers;
    void reply.header('vary', 'Origin');
    if (origin === undefined) return false;
    const isListed = this.origins.has(origin) || this.keyring.knowsOrigin(origin);
    if (isListed) {
      void reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', READABLE);
    }
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return false;
    if (isListed) {
      void reply
        .header('access-control-allow-methods', 'GET, HEAD, POST, PUT, PATCH, DELETE')
        .header('access-control-allow-headers', SENDABLE)
        .header('access-control-max-age', '7200');
    }
    void reply.status(204).send();
    return true;
  }

  /**
   * Takes the permission back from pages that the client is not for.
   *
   * @throws Problem gateway.client_origin when the client says which pages may use it, and this is none
   */
  keepToClient({ headers: { origin } }: FastifyRequest, reply: FastifyReply, { origins = this.origins }: Client): void {
    if (origin === undefined || origins.has(origin)) return;
    void reply.removeHeader('access-control-allow-origin').removeHeader('access-control-expose-headers');
    // The environment lists who may read answers to its clients, and leaves open where else they are used.
    if (origins === this.origins) return;
    throw problems.originRefused('This key may not be used by pages of this origin.');
  }
}

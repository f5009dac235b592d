import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { GatewayConfig } from './gateway.config.js';

/** What a strategy calls when it has decided; passport gives each request its own. */
interface Decision {
  success(claims: object): void;
  fail(reason: unknown): void;
  error(fault: unknown): void;
}

/**
 * Checks signature, algorithm and end of access tokens before anybody is asked about them. The algorithm is pinned, so a
 * token cannot choose its own.
 */
@Injectable()
export class BearerTokens {
  private readonly strategies: readonly Strategy[];

  constructor(@Inject(GatewayConfig) { JWT_SECRET, JWT_SECRET_PREVIOUS }: GatewayConfig) {
    const secrets = [JWT_SECRET, JWT_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
    this.strategies = secrets.map((secretOrKey) => {
      const jwtFromRequest = ExtractJwt.fromAuthHeaderAsBearerToken();
      const options = { jwtFromRequest, secretOrKey, algorithms: ['HS256' as const] };
      return new Strategy(options, (claims: object, done: (error: null, user: object) => void) => done(null, claims));
    });
  }

  /** True for a request whose token was signed with our secret, or the one before it, and has not ended. */
  async accepts(request: FastifyRequest): Promise<boolean> {
    for (const strategy of this.strategies) if (await isAccepted(strategy, request)) return true;
    return false;
  }
}

function isAccepted(strategy: Strategy, request: FastifyRequest): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const once: Decision = { success: () => resolve(true), fail: () => resolve(false), error: reject };
    const asked = Object.assign(Object.create(strategy) as Strategy, once);
    asked.authenticate(request as unknown as Parameters<Strategy['authenticate']>[0]);
  });
}

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
export class BearerStrategy extends Strategy {
  constructor(@Inject(GatewayConfig) { JWT_SECRET }: GatewayConfig) {
    super(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKey: JWT_SECRET,
        algorithms: ['HS256'],
      },
      (claims: object, done: (error: null, user: object) => void) => done(null, claims),
    );
  }

  /** True for a request whose token was signed with our secret and has not ended. */
  accepts(request: FastifyRequest): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const once: Decision = { success: () => resolve(true), fail: () => resolve(false), error: reject };
      const strategy = Object.assign(Object.create(this) as BearerStrategy, once);
      strategy.authenticate(request as unknown as Parameters<Strategy['authenticate']>[0]);
    });
  }
}

import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from './actor.js';

/**
 * Who may call a route, apart from the client key that all outside traffic carries:
 * - `public`: anybody; a person or guest is recognised when there is one
 * - `guest`: a person or the bearer of a guest token
 * - `person`: anybody who is signed in
 * - `provider`: another company's callback, without a client key; the route checks its signature itself
 * - `service`: another process of ours, with the internal key
 * - `probe`: health checks, without any key
 */
export type Audience = 'public' | 'guest' | 'person' | 'provider' | 'service' | 'probe';

/** What a route says about itself; read by the guard, the limiter, OpenAPI and the tests. */
export interface RouteRule {
  readonly audience: Audience;
  /** A person must hold a grant with this permission; which objects it covers is part of the query. */
  readonly permission?: string;
  /** The grant must be for the whole platform: the route has no object that a narrower one could cover. */
  readonly everywhere?: boolean;
}

const RULE = 'pakashop:route-rule';
const POLICY = 'pakashop:route-policy';

/** States who may call the route. A route without it does not boot. */
export const Allow = (audience: Audience) => SetMetadata(RULE, { audience } satisfies RouteRule);

/** Only people who hold the permission: for some shop or fleet, which the query looks at, or `everywhere`. */
export const Requires = (permission: string, scope: 'some' | 'everywhere' = 'some') =>
  SetMetadata(RULE, { audience: 'person', permission, everywhere: scope === 'everywhere' } satisfies RouteRule);

/** Counts the route against a stricter limit: `auth` for guessing, `payments` for money. */
export const Metered = (policy: 'auth' | 'payments') => SetMetadata(POLICY, policy);

export const ruleOf = (handler: object): RouteRule | undefined =>
  Reflect.getMetadata(RULE, handler) as RouteRule | undefined;
export const policyOf = (handler: object): string | undefined =>
  Reflect.getMetadata(POLICY, handler) as string | undefined;

/** The request with what the guard found out. */
export type ActedRequest = FastifyRequest & { actor: Actor };

/** The caller of the route. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => context.switchToHttp().getRequest<ActedRequest>().actor,
);

/**
 * Admits requests: who is it, and may this client go on at this pace? The gateway's door asks the session; a process
 * without the gateway believes what the gateway forwards under the internal key.
 */
export abstract class Door {
  /** @throws Problem when the request may not go on. */
  abstract admit(request: FastifyRequest, reply: FastifyReply, rule: RouteRule, policy?: string): Promise<Actor>;
}

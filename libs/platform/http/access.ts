import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
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
  /** The person must have proven who they are a moment ago, with a second factor if they have one. */
  readonly stepUp?: boolean;
  /** Open also to somebody whose role demands a second factor that they still have to set up. */
  readonly duringEnrolment?: boolean;
  /** Not shown to staff who look through the person's eyes. */
  readonly ownEyesOnly?: boolean;
  /** Surfaces whose tokens are refused, whatever their bearer may do elsewhere. */
  readonly closedTo?: readonly string[];
}

const RULE = 'pakashop:route-rule';
const METERING = 'pakashop:route-metering';

/** Adds to what a route says about itself; decorators of one route meet in one rule, whatever their order. */
const state =
  (part: Partial<RouteRule>): MethodDecorator =>
  (_target, _name, { value: handler }: PropertyDescriptor) => {
    const known = Reflect.getMetadata(RULE, handler as object) as object | undefined;
    Reflect.defineMetadata(RULE, { ...known, ...part }, handler as object);
  };

/** States who may call the route. A route without it does not boot. */
export const Allow = (audience: Audience): MethodDecorator => state({ audience });

/** Only people who hold the permission: for some shop or fleet, which the query looks at, or `everywhere`. */
export const Requires = (permission: string, scope: 'some' | 'everywhere' = 'some'): MethodDecorator =>
  state({ audience: 'person', permission, everywhere: scope === 'everywhere' });

/** How long a proof counts for {@link StepUp}. */
export const STEP_UP_SECONDS = 300;

/**
 * Only somebody who has proven within the last five minutes who they are: what happens here cannot be taken back, or
 * opens everything else.
 */
export const StepUp = (): MethodDecorator => state({ stepUp: true });

/**
 * May be called by somebody whose role demands a second factor and who has shown none yet. Every other route that needs
 * a person refuses them.
 */
export const DuringEnrolment = (): MethodDecorator => state({ duringEnrolment: true });

/** What staff do not see when they look through somebody's eyes: documents, numbers of wallets, secrets. */
export const OwnEyesOnly = (): MethodDecorator => state({ ownEyesOnly: true });

/** What is not done with a token of these surfaces: staff, for one, do not buy in office. */
export const ClosedTo = (...surfaces: readonly string[]): MethodDecorator => state({ closedTo: surfaces });

/** How a request of a route is counted. */
export interface Metering {
  /** A stricter limit beside the general ones. */
  readonly policy?: 'auth' | 'payments';
  /** Units that it takes of each limit, 1 when absent. */
  readonly cost?: number;
}

/**
 * Counts the route against a stricter limit, `auth` for guessing and `payments` for money; what is expensive to answer
 * costs several units of that and of the `general` limits.
 */
export function Metered(limit: 'auth' | 'payments' | 'general', cost = 1): MethodDecorator & ClassDecorator {
  const metering: Metering = limit === 'general' ? { cost } : { policy: limit, cost };
  return applyDecorators(SetMetadata(METERING, metering), RouteConfig(meteredConfig(metering)));
}

/** The configuration of a Fastify route that is counted so. */
export const meteredConfig = (metering?: Metering): Record<string, unknown> => ({ [METERING]: metering });

/** How a route is counted, as hooks that run before the route's handler see it. */
export const meteringOfRoute = ({ config }: FastifyRequest['routeOptions']): Metering | undefined =>
  (config as { [METERING]?: Metering } | undefined)?.[METERING];

/** What the route says about itself; undefined as long as it does not say who may call it. */
export function ruleOf(handler: object): RouteRule | undefined {
  const rule = Reflect.getMetadata(RULE, handler) as Partial<RouteRule> | undefined;
  return rule?.audience === undefined ? undefined : (rule as RouteRule);
}
export const meteringOf = (handler: object): Metering | undefined =>
  Reflect.getMetadata(METERING, handler) as Metering | undefined;

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
  abstract admit(request: FastifyRequest, reply: FastifyReply, rule: RouteRule, metering?: Metering): Promise<Actor>;
}

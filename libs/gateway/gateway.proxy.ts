import { Injectable } from '@nestjs/common';
import {
  type Actor,
  ACTOR_HEADER,
  API_PREFIX,
  type AwayDomain,
  Door,
  forwardActor,
  type RouteRule,
  Topology,
} from '@pakashop/platform';
import type { FastifyInstance } from 'fastify';
import { Upstream } from './gateway.upstream.js';

const SAFE = new Set(['GET', 'HEAD']);
/** Stricter limits of routes whose own statement is in another process, by the first part of their address. */
const METERED: Readonly<Record<string, string>> = { auth: 'auth', orders: 'payments', payments: 'payments' };
const CALLBACKS = 'payments/webhook';

/** One address that another process answers, and whom it lets through to ask there. */
interface Forwarded {
  readonly path: string;
  readonly rule: RouteRule;
  readonly policy?: string;
}

/** Sends requests for domains that run elsewhere to where they run. What a route demands of its caller is checked there. */
@Injectable()
export class Proxy {
  constructor(
    private readonly topology: Topology,
    private readonly door: Door,
    private readonly upstream: Upstream,
  ) {}

  register(server: FastifyInstance): void {
    if (this.topology.away.length === 0) return;
    void server.register(async (scope) => {
      // Bodies travel as the bytes that came, so that signatures over them still hold; the body limit holds as well.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      for (const domain of this.topology.away) {
        for (const forwarded of routesOf(domain)) this.route(scope, domain, forwarded);
      }
    });
  }

  private route(scope: FastifyInstance, domain: AwayDomain, { path, rule, policy }: Forwarded): void {
    scope.all(path, async (request, reply) => {
      const actor = await this.door.admit(request, reply, rule, SAFE.has(request.method) ? undefined : policy);
      await this.upstream.forward(request, reply, domain, headersFor(actor, rule));
      return reply;
    });
  }
}

function routesOf({ routes, ports }: AwayDomain): Forwarded[] {
  const prefixes = new Set(routes.map((route) => route.replace(/^\/+|\/+$/g, '')).filter(Boolean));
  if (prefixes.has('payments')) prefixes.add(CALLBACKS);
  return [
    ...[...prefixes].flatMap((prefix) => {
      const rule: RouteRule = { audience: prefix.startsWith(CALLBACKS) ? 'provider' : 'public' };
      const policy = METERED[prefix.split('/')[0]!];
      return ['', '/*'].map((rest) => ({ path: `/${API_PREFIX}/${prefix}${rest}`, rule, policy }));
    }),
    ...ports.map((port): Forwarded => ({ path: `/internal/${port}/:operation`, rule: { audience: 'service' } })),
  ];
}

/** A port is called by a service for itself; a route is called by somebody. */
const headersFor = (actor: Actor, { audience }: RouteRule): Record<string, string> =>
  audience === 'service' || actor.kind === 'service' ? {} : { [ACTOR_HEADER]: forwardActor(actor) };

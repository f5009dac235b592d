import { Injectable } from '@nestjs/common';
import {
  type Actor,
  ACTOR_HEADER,
  API_PREFIX,
  type AwayDomain,
  Door,
  forwardActor,
  type Metering,
  type RouteRule,
  Topology,
} from '@pakashop/platform';
import type { FastifyInstance } from 'fastify';
import { isCallback } from './gateway.places.js';
import { Upstream } from './gateway.upstream.js';

const SAFE = new Set(['GET', 'HEAD']);
/** Stricter limits of routes whose own statement is in another process, by the first part of their address. */
const METERED: Readonly<Record<string, Metering>> = {
  auth: { policy: 'auth' },
  offers: { policy: 'auth' },
  orders: { policy: 'payments' },
  payments: { policy: 'payments' },
};
const WEBHOOK = 'payments/webhook';
/** Where files come in, and the size of a form with the largest one. */
const FILES = { path: 'media/local', bodyLimit: 11 * 1024 * 1024 };

/** One address that another process answers, and whom it lets through to ask there. */
interface Forwarded {
  readonly path: string;
  readonly rule: RouteRule;
  readonly metering?: Metering;
  /** Where it is not the server's own. */
  readonly bodyLimit?: number;
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

  private route(scope: FastifyInstance, domain: AwayDomain, { path, rule, metering, bodyLimit }: Forwarded): void {
    scope.all(path, { bodyLimit }, async (request, reply) => {
      const actor = await this.door.admit(request, reply, rule, SAFE.has(request.method) ? undefined : metering);
      await this.upstream.forward(request, reply, domain, headersFor(actor, rule));
      return reply;
    });
  }
}

function routesOf({ routes, ports }: AwayDomain): Forwarded[] {
  const prefixes = new Set(routes.map((route) => route.replace(/^\/+|\/+$/g, '')).filter(Boolean));
  if (prefixes.has('payments')) prefixes.add(WEBHOOK);
  return [
    ...[...prefixes].flatMap((prefix) => {
      const rule: RouteRule = { audience: isCallback(prefix) ? 'provider' : 'public' };
      const metering = METERED[prefix.split('/')[0]!];
      const bodyLimit = prefix === FILES.path ? FILES.bodyLimit : undefined;
      return ['', '/*'].map((rest) => ({ path: `/${API_PREFIX}/${prefix}${rest}`, rule, metering, bodyLimit }));
    }),
    ...ports.map((port): Forwarded => ({ path: `/internal/${port}/:operation`, rule: { audience: 'service' } })),
  ];
}

/** A port is called by a service for itself; a route is called by somebody. */
const headersFor = (actor: Actor, { audience }: RouteRule): Record<string, string> =>
  audience === 'service' || actor.kind === 'service' ? {} : { [ACTOR_HEADER]: forwardActor(actor) };

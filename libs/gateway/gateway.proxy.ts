import { Injectable } from '@nestjs/common';
import {
  type Actor,
  ACTOR_HEADER,
  API_PREFIX,
  type AwayDomain,
  Door,
  forwardActor,
  meteredConfig,
  type RouteRule,
  type StatedRoute,
  Topology,
} from '@pakashop/platform';
import type { FastifyInstance } from 'fastify';
import { Upstream } from './gateway.upstream.js';

const MIB = 1_048_576;

/**
 * Where files come in, and how large they may be on the way to another process: a form with the largest picture, and a day's
 * statement, which is in memory here for a moment. Elsewhere the server's own limit holds.
 */
const FILES: Readonly<Record<string, number>> = {
  [`/${API_PREFIX}/media/local`]: 11 * MIB,
  [`/${API_PREFIX}/reconciliation/statements`]: 32 * MIB,
};

/**
 * Sends requests for domains that run elsewhere to where they run. Each of their routes stands here as its decorators
 * state it, so that scopes and limits are those of one process; what it demands of its caller is checked there.
 */
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

  private route(scope: FastifyInstance, domain: AwayDomain, { method, path, rule, metering }: StatedRoute): void {
    scope.route({
      method,
      url: path,
      bodyLimit: FILES[path],
      config: meteredConfig(metering),
      handler: async (request, reply) => {
        const actor = await this.door.admit(request, reply, rule, metering);
        await this.upstream.forward(request, reply, domain, headersFor(actor, rule));
        return reply;
      },
    });
  }
}

/** With their whole addresses. */
const routesOf = ({ routes, ports }: AwayDomain): StatedRoute[] => [
  ...routes.map((route) => ({ ...route, path: `/${API_PREFIX}/${route.path}` })),
  ...ports.map((port): StatedRoute => {
    return { method: 'POST', path: `/internal/${port}/:operation`, rule: { audience: 'service' } };
  }),
];

/** A port is called by a service for itself; a route is called by somebody. */
const headersFor = (actor: Actor, { audience }: RouteRule): Record<string, string> =>
  audience === 'service' || actor.kind === 'service' ? {} : { [ACTOR_HEADER]: forwardActor(actor) };

import { type INestApplicationContext, Injectable } from '@nestjs/common';
import type { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { Edge } from '@pakashop/platform';
import type { FastifyInstance } from 'fastify';
import { Entrance } from './gateway.entrance.js';
import { BrowserRules } from './gateway.headers.js';
import { Proxy } from './gateway.proxy.js';

/**
 * The first thing that every request meets, matched by a route or not, before its body is read. Plain Fastify hooks,
 * because a Nest guard sees matched routes only and costs more.
 */
@Injectable()
export class GatewayEdge extends Edge {
  constructor(
    private readonly browsers: BrowserRules,
    private readonly entrance: Entrance,
    private readonly proxy: Proxy,
  ) {
    super();
  }

  register(server: FastifyInstance, app: INestApplicationContext): void {
    const adapter = (app as NestFastifyApplication).getHttpAdapter() as unknown as FastifyAdapter;
    adapter.registerSecurityHook((_request, reply) => {
      this.browsers.secure(reply);
      return undefined;
    });
    server.addHook('onRequest', async (request, reply) => {
      if (this.browsers.share(request, reply)) return reply;
      return this.entrance.check(request, reply);
    });
    this.proxy.register(server);
  }
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { platformProblems as problems } from '@pakashop/platform';
import type { FastifyInstance } from 'fastify';
import { ReconciliationConfig } from './reconciliation.config.js';

/** Routes say so by `@RouteConfig(TAKES_STATEMENTS)`; to every other route a file is an unknown type of body. */
export const TAKES_STATEMENTS = { takesStatements: true };

/** Lets Fastify hand statements on as they come, on the route that takes them and nowhere else. */
@Injectable()
export class StatementBodies implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly config: ReconciliationConfig,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    if (server.hasContentTypeParser('text/csv')) return;
    server.addContentTypeParser('text/csv', { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, payload, done) =>
      done(null, payload),
    );
    server.addHook('preParsing', (request, _reply, _payload, done) => {
      if (!/^\s*text\/csv\b/i.test(request.headers['content-type'] ?? '')) return done();
      const { takesStatements } = request.routeOptions.config as Partial<typeof TAKES_STATEMENTS>;
      if (!takesStatements) return done(problems.wrongType('Send Content-Type: application/json.'));
      const largest = this.config.RECON_FILE_MIB * 1_048_576;
      const isTooLarge = Number(request.headers['content-length'] ?? 0) > largest;
      return done(isTooLarge ? problems.tooLarge(`A statement may have ${largest} bytes.`) : null);
    });
  }
}

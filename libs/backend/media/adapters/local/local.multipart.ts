import multipart from '@fastify/multipart';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { platformProblems as problems } from '@pakashop/platform';
import type { FastifyInstance } from 'fastify';
import { LARGEST } from '../../media.purposes.js';

/** Routes say so by `@RouteConfig(TAKES_FORMS)`; to every other route a form with files is an unknown type of body. */
export const TAKES_FORMS = { takesForms: true };

/** Room for the fields and the lines between them. */
const LARGEST_FORM = LARGEST + 16 * 1024;

/** Lets Fastify read forms with files, on the routes that take them and nowhere else. */
@Injectable()
export class MultipartForms implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.register(multipart);
    server.addHook('preParsing', (request, _reply, _payload, done) => {
      if (!/^\s*multipart\//i.test(request.headers['content-type'] ?? '')) return done();
      const { takesForms } = request.routeOptions.config as Partial<typeof TAKES_FORMS>;
      if (!takesForms) return done(problems.wrongType('Send Content-Type: application/json.'));
      const isTooLarge = Number(request.headers['content-length'] ?? 0) > LARGEST_FORM;
      return done(isTooLarge ? problems.tooLarge(`A form may have ${LARGEST_FORM} bytes.`) : null);
    });
  }
}

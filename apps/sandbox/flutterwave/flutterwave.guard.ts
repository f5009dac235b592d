import type { FastifyInstance } from 'fastify';
import type { Workbench } from '../core/workbench.js';
import { UNAUTHORIZED } from './flutterwave.answers.js';

/** Lets only requests with the secret key through. */
export function guardFlutterwave(app: FastifyInstance, { config }: Workbench): void {
  const wanted = `Bearer ${config.flutterwaveKey}`;
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization === wanted) return undefined;
    return reply.code(UNAUTHORIZED.code).send(UNAUTHORIZED.body);
  });
}

import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { turnDown } from '../control/control.answers.js';
import { formOf } from '../core/bodies.js';
import { type OidcDesk, type OidcFault, oidcFaults } from './oidc.desk.js';

/** People of the identity provider, and what goes wrong with their next tokens. */
export function oidcControl(app: FastifyInstance, desk: OidcDesk): void {
  app.get('/control/oidc/people', () => desk.all());

  app.post('/control/oidc/people', (request, reply) => {
    const { sub = String(randomInt(2 ** 47)), name = 'Somebody', email, email_verified: isVerified } = formOf(request);
    if (typeof sub !== 'string' || typeof name !== 'string') return turnDown(reply, 'sub and name are texts');
    const contact = typeof email === 'string' ? { email, email_verified: isVerified === true } : {};
    return reply.code(201).send(desk.add({ sub, name, ...contact }));
  });

  app.post('/control/oidc/faults', (request, reply) => {
    const { kinds } = formOf(request);
    const isKnown = (kind: unknown): kind is OidcFault => oidcFaults.some((fault) => fault === kind);
    if (!Array.isArray(kinds) || !kinds.every(isKnown)) {
      return turnDown(reply, `kinds is a list, one for each next sign-in, of ${oidcFaults.join(', ')}`);
    }
    return reply.send(desk.spoil(kinds));
  });
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type Context, runInContext, type SecurityEvent } from '../context.js';
import { newId } from '../ids.js';

const CORRELATION = /^[\w.:-]{8,128}$/;
const CONTEXT = Symbol('pakashop:context');

type Traced = FastifyRequest & { [CONTEXT]?: Context };

/** Gives every request its correlation id before anything else runs, and writes its one log line when it is answered. */
export function traceRequests(server: FastifyInstance, logger: Logger): void {
  server.addHook('onRequest', (request: Traced, reply, done) => {
    const given = request.headers['x-request-id'];
    const correlationId = typeof given === 'string' && CORRELATION.test(given) ? given : newId();
    request.id = correlationId;
    void reply.header('x-request-id', correlationId);
    const context: Context = { correlationId, actor: 'anonymous' };
    request[CONTEXT] = context;
    runInContext(context, done);
  });
  server.addHook('onResponse', (request: Traced, reply, done) => {
    const route = request.routeOptions?.url ?? 'unmatched';
    if (reply.statusCode >= 500 || !route.startsWith('/health')) {
      const { actor, caller, code, isCallback, event = eventOf(reply.statusCode, isCallback) } = request[CONTEXT] ?? {};
      const line = {
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        correlationId: request.id,
        actor,
        client: caller?.client,
        code,
        // Where somebody came from is worth knowing when something was tried.
        ...(event && { event, address: caller?.address ?? request.ip }),
      };
      logger[reply.statusCode >= 500 ? 'error' : 'info'](line, 'request');
    }
    done();
  });
}

const EVENTS: Readonly<Record<number, SecurityEvent>> = { 401: 'unauthenticated', 403: 'denied', 429: 'limited' };

const eventOf = (status: number, isCallback = false): SecurityEvent | undefined =>
  isCallback && status >= 400 ? 'callback_refused' : EVENTS[status];

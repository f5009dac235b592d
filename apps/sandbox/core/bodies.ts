import type { FastifyInstance, FastifyRequest } from 'fastify';

const raw = new WeakMap<FastifyRequest, string>();

/** What takes the place of a body that is not JSON: no provider accepts a bare string. */
const UNREADABLE = '';

/** Reads JSON and form bodies; bytes that are neither become an empty text, so that each provider refuses them itself. */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    raw.set(request, text);
    done(null, text === '' ? undefined : parse(text));
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => done(null, UNREADABLE));
}

/** The bytes of a JSON body as they came in. */
export function rawBodyOf(request: FastifyRequest): string {
  return raw.get(request) ?? '';
}

/** A body as a plain object; empty when there is none. */
export function formOf(request: FastifyRequest): Record<string, unknown> {
  const { body } = request;
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return UNREADABLE;
  }
}

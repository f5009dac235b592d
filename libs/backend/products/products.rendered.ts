import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

/** An answer as it goes over the wire, made once and sent many times. */
export interface Rendered {
  readonly body: Buffer;
  readonly etag: string;
}

export function render(view: object): Rendered {
  const body = Buffer.from(JSON.stringify(view));
  return { body, etag: `"${createHash('sha1').update(body).digest('base64url')}"` };
}

/** May be kept by everybody and must be asked about before each use, so that nobody sees an old price. */
const CACHE_CONTROL = 'public, no-cache';

/** Sends the answer, or 304 to a caller who has it (RFC 9110 §13.1.2). */
export function sendRendered(reply: FastifyReply, { body, etag }: Rendered, ifNoneMatch: string | undefined): void {
  reply.header('etag', etag).header('cache-control', CACHE_CONTROL);
  if (ifNoneMatch && (ifNoneMatch === '*' || ifNoneMatch.includes(etag))) void reply.status(304).send();
  else void reply.header('content-type', 'application/json; charset=utf-8').send(body);
}

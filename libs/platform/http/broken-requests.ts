import type { ConnectionError, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { platformProblems as problems, problem } from './problem.js';
import { sendProblem } from './problem.filter.js';

const tooSlow = problem('request.timeout', 408, 'The request took too long to arrive');
const headersTooLarge = problem('request.headers_too_large', 431, 'The headers are too large');

const REFUSALS: Readonly<Record<string, typeof tooSlow>> = {
  ERR_HTTP_REQUEST_TIMEOUT: tooSlow,
  HPE_HEADER_OVERFLOW: headersTooLarge,
};

/** Headers of answers that no hook of a request sees. */
const SAFE = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Answers an address that no router can read: wrongly encoded, or with a part that is longer than any id. */
export function refuseAddress(_error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers(SAFE);
  sendProblem(reply, problems.notFound('There is nothing at this address.'));
}

/**
 * Answers what cannot be read as a request, so that no route ever sees it: framing that is broken or could be read in two
 * ways, headers that are too large or too slow. The connection ends, since nobody knows where the next request would begin.
 */
export function refuseConnection(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const refusal = (REFUSALS[error.code] ?? problems.invalid)('Send a well-formed HTTP/1.1 request.');
  const body = JSON.stringify(refusal.body());
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    ...Object.entries(SAFE).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroy(error);
}

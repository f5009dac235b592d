import type { FastifyReply } from 'fastify';

/** Turns an order of the control API down with a sentence. */
export function turnDown(reply: FastifyReply, error: string, code = 400): FastifyReply {
  return reply.code(code).send({ error });
}

/** Answers with the value, or 404 when there is none. */
export function orMissing(reply: FastifyReply, value: unknown, error: string): FastifyReply {
  return value === undefined || value === false ? turnDown(reply, error, 404) : reply.send(value);
}

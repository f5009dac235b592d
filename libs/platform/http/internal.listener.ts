import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Connections that came in where only services do. */
const inside = new WeakSet<Socket>();
/** The second listener of a server. */
const second = new WeakMap<object, Server>();

/** True for a request that came in by {@link listenInside}. */
export const isInside = ({ raw }: FastifyRequest): boolean => inside.has(raw.socket);

/**
 * Opens a second listener of an application, for services; with it, what is internal does not exist on the first one.
 *
 * @returns the port that it listens on
 */
export async function listenInside(app: NestFastifyApplication, port: number, host: string): Promise<number> {
  const fastify = app.getHttpAdapter().getInstance();
  const { keepAliveTimeout, headersTimeout, requestTimeout } = fastify.server;
  const server = createServer({ keepAliveTimeout, headersTimeout, requestTimeout }, (request, response) =>
    fastify.routing(request, response),
  );
  server.on('connection', (socket) => inside.add(socket));
  second.set(fastify.server, server);
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The second listener ends before the first one, when what it has in hand is answered. */
export function closeInside(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    const server = second.get(fastify.server);
    if (server) server.close(() => done());
    else done();
  });
}

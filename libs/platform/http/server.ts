import { ValidationPipe, type INestApplicationContext } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { OutgoingHttpHeaders } from 'node:http';
import type { PlatformConfig } from '../platform.config.js';
import { refuseAddress, refuseConnection } from './broken-requests.js';
import { fieldErrors, invalidInput } from '../validation.js';
import { failpoint, isArmed } from '../work/failpoint.js';

/** Connections that a process holds at once; a proxy before it needs a few hundred. */
const MAX_CONNECTIONS = 10_000;

/** Limits against slow and greedy clients (reliability.md S-213): Fastify's own defaults have none. */
export function createAdapter(config: PlatformConfig): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: 256 * 1024,
    requestTimeout: 15_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    trustProxy: config.TRUSTED_PROXIES?.split(',').map((range) => range.trim()) ?? false,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000 },
    routerOptions: { maxParamLength: 200 },
    maxRequestsPerSocket: 10_000,
    clientErrorHandler: refuseConnection,
    frameworkErrors: refuseAddress as NonNullable<FastifyServerOptions['frameworkErrors']>,
    genReqId: () => '',
    logger: false,
  });
  adapter.getInstance().server.maxConnections = MAX_CONNECTIONS;
  return adapter;
}

/** A connection that was busy when the process began to stop must not hold it up once it is idle. */
export function letGoWhenStopping(server: FastifyInstance): void {
  server.addHook('preClose', (done) => {
    server.server.keepAliveTimeout = 1;
    done();
  });
}

/** For tests: the process ends in the middle of an answer, when the client has half of it (failpoint C5). */
export function breakAnswers(server: FastifyInstance): void {
  if (!isArmed('C5')) return;
  server.addHook('onSend', async ({ method }, reply, payload) => {
    if (method !== 'POST' || typeof payload !== 'string') return payload;
    const headers = { ...reply.getHeaders(), 'content-length': Buffer.byteLength(payload) } as OutgoingHttpHeaders;
    reply.raw.writeHead(reply.statusCode, headers);
    await new Promise((resolve) => reply.raw.write(payload.slice(0, payload.length / 2), resolve));
    await failpoint('C5');
    return payload;
  });
}

/** PostgreSQL's text holds no NUL, and nobody types one: refused before any handler sees it. */
export function refuseNul(server: FastifyInstance): void {
  server.addHook('preHandler', (request, _reply, done) => {
    const { rawBody } = request as { rawBody?: Buffer };
    const found = request.url.includes('%00') || rawBody?.includes('\\u0000') || rawBody?.includes(0);
    done(found ? invalidInput([{ path: '', message: 'must not contain NUL characters' }]) : undefined);
  });
}

/** Deeper than anything that a person or client of ours sends; the validators would run out of stack far below. */
const DEEPEST = 32;

/** Refuses bodies that are nested for no reason but to trouble us, and halves of characters, which no text holds. */
export function refuseUnfit(server: FastifyInstance): void {
  server.addHook('preHandler', (request, _reply, done) => {
    const message = unfit(request.body);
    done(message ? invalidInput([{ path: '', message }]) : undefined);
  });
}

function unfit(body: unknown): string | undefined {
  let level = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return 'must not be nested so deeply';
    if (level.some((value) => typeof value === 'string' && !value.isWellFormed())) return 'must be well-formed Unicode';
    level = level.flatMap((value) => (isJson(value) ? [...Object.keys(value), ...Object.values(value)] : []));
  }
  return undefined;
}

/** Not a file or a stream. */
const isJson = (value: unknown): value is object =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

/** Strict input everywhere: unknown fields are refused, nothing is coerced unless the DTO says so. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    exceptionFactory: (errors) => invalidInput(fieldErrors(errors)),
  });

/** One prefix for the public API; health, metrics and internal calls stand beside it. */
export const API_PREFIX = 'api/v1';

export function configureHttp(app: NestFastifyApplication): void {
  app.setGlobalPrefix(API_PREFIX, { exclude: ['health/live', 'health/ready', 'metrics', 'internal/*path'] });
  app.useGlobalPipes(validationPipe());
}

/** Hooks of the process's edge, before any route: the gateway checks client keys and pace here. */
export abstract class Edge {
  abstract register(server: FastifyInstance, app: INestApplicationContext): Promise<void> | void;
}

/** A process that is reached only through the gateway has no edge of its own. */
export class NoEdge extends Edge {
  register(): void {}
}

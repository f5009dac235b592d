import { flushCompileCache } from 'node:module';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import pg from 'pg';
import { Redis } from 'ioredis';
import { compose, type Composition } from './contract/compose.js';
import type { DomainRow } from './contract/topology.js';
import { ConfigError } from './config.js';
import { refuseAmbiguous } from './http/ambiguity.js';
import { hurryHandlers } from './http/hurry.js';
import { checkSignedBodies } from './http/internal.bodies.js';
import { closeInside, listenInside } from './http/internal.listener.js';
import {
  breakAnswers,
  configureHttp,
  createAdapter,
  Edge,
  letGoWhenStopping,
  refuseUnfit,
  refuseNul,
} from './http/server.js';
import { traceRequests } from './http/trace.js';
import { endOnUnknownFault } from './last-resort.js';
import { createLogger } from './logging.js';
import type { PlatformConfig } from './platform.config.js';

/** Builds the application of a process without listening; what tests and tools use. */
export async function createApplication(composition: Composition): Promise<NestFastifyApplication> {
  const { module, config, logger } = composition;
  const adapter = createAdapter(config);
  traceRequests(adapter.getInstance(), logger);
  hurryHandlers(adapter.getInstance(), config.HANDLER_TIMEOUT_MS);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { bufferLogs: true, rawBody: true });
  app.useLogger(app.get(Logger));
  configureHttp(app);
  refuseNul(adapter.getInstance());
  refuseUnfit(adapter.getInstance());
  refuseAmbiguous(adapter.getInstance());
  checkSignedBodies(adapter.getInstance());
  letGoWhenStopping(adapter.getInstance());
  closeInside(adapter.getInstance());
  breakAnswers(adapter.getInstance());
  await app.get(Edge).register(adapter.getInstance(), app);
  app.enableShutdownHooks();
  return app;
}

/**
 * Runs one process until it is told to stop. Without PostgreSQL it ends with one sentence that says how to start it.
 *
 * @param configure adds what only the entry knows, such as its documentation page
 */
export async function run(
  entry: string,
  registry: readonly DomainRow[],
  configure?: (app: NestFastifyApplication, composition: Composition) => Promise<void> | void,
): Promise<void> {
  try {
    endOnUnknownFault((error, what) =>
      createLogger({ LOG_LEVEL: 'fatal' }, `pakashop-${entry}`).fatal({ err: error }, what),
    );
    if (!process.env.DATABASE_URL || !process.env.REDIS_URL) throw new Unreachable(NOT_STARTED);
    const composition = compose(entry, registry);
    await reachServices(composition.config);
    const app = await createApplication(composition);
    await configure?.(app, composition);
    const port = portOf(entry, composition);
    await app.listen(port, composition.config.HOST);
    const { internalPort, config } = composition;
    if (internalPort !== undefined) await listenInside(app, internalPort, config.HOST);
    app.get(Logger).log(`${entry} is ready on ${await app.getUrl()}`);
    // Where NODE_COMPILE_CACHE names a folder: the next start is quicker, also when this one is killed.
    flushCompileCache();
  } catch (error) {
    process.stderr.write(`${explain(error, entry)}\n`);
    process.exit(1);
  }
}

function portOf(entry: string, { config, hosted }: Composition): number {
  if (entry === 'api') return config.API_PORT ?? 8000;
  if (entry === 'realtime') return config.REALTIME_PORT ?? 3120;
  return entry === 'worker' ? config.WORKER_PORT : hosted[0]!.port;
}

class Unreachable extends Error {}

const HOW = 'start them with "npm run services", or everything with "npm start"';
const NOT_STARTED = `PostgreSQL and Redis are not given (DATABASE_URL, REDIS_URL): ${HOW}.`;

/** PostgreSQL has to be there at the start; Redis may follow, but a wrong address is better said at once. */
async function reachServices(config: PlatformConfig): Promise<void> {
  const client = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 3_000 });
  const redis = new Redis(config.REDIS_URL, { lazyConnect: true, connectTimeout: 2_000, retryStrategy: () => null });
  redis.on('error', () => undefined);
  const [database, cache] = await Promise.allSettled([client.connect(), redis.connect()]);
  if (database.status === 'fulfilled') await client.end();
  redis.disconnect();
  const missing = [
    ...(database.status === 'rejected' ? [`PostgreSQL at ${hideSecret(config.DATABASE_URL)} (DATABASE_URL)`] : []),
    ...(cache.status === 'rejected' ? [`Redis at ${hideSecret(config.REDIS_URL)} (REDIS_URL)`] : []),
  ];
  if (missing.length > 0) {
    throw new Unreachable(`Cannot reach ${missing.join(' and ')}: ${HOW}.`);
  }
}

function hideSecret(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}

function explain(error: unknown, entry: string): string {
  if (error instanceof ConfigError || error instanceof Unreachable) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is in use: stop what holds it, or set another port for ${entry}.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

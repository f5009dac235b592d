import pino, { type Logger } from 'pino';
import { currentContext } from './context.js';
import type { PlatformConfig } from './platform.config.js';

/** Fields that never reach a log, wherever they stand in what is logged. Bodies are not logged at all. */
const SECRET = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'pin',
  'authorization',
  'cookie',
  'phone',
  'email',
  'signature',
];

/** pino, JSON, with the correlation id of the running request or job in every line. */
export function createLogger(config: PlatformConfig, service: string): Logger {
  return pino({
    level: config.LOG_LEVEL,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[redacted]',
    },
    serializers: { err: serializeError },
    mixin: () => {
      const context = currentContext();
      return context ? { correlationId: context.correlationId } : {};
    },
  });
}

/** Drivers put statements, values and rows on their errors: only what names the fault is kept. */
function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint } = error as { code?: string; constraint?: string };
  return {
    type: error.name,
    message: error.message,
    ...(code && { code }),
    ...(constraint && { constraint }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: serializeError(error.cause) }),
  };
}

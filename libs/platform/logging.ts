import pino, { type DestinationStream, type Logger } from 'pino';
import { currentContext } from './context.js';
import { clean, withoutValues } from './logging.rules.js';
import type { PlatformConfig } from './platform.config.js';

/**
 * What may be logged. Only names that stand here reach a line, and of them only plain values: a secret under a new name
 * stays out by itself. Bodies, headers and query strings are never logged.
 */
export const LOGGED_FIELDS: ReadonlySet<string> = new Set(
  `err context correlationId
   method route status ms actor client address code event
   handler deliveryId messageId attemptId attempts orders state
   uploadId documentId shopOrderId reason count refunds surplus
   provider carrier operation path requestId latencyMs failureCode fault sent phoneMasked
   chain sequence anchored anchor spent budget`.split(/\s+/),
);

const BLOCK = 16_383;
const FLUSH_MS = 200;
let output: ReturnType<typeof pino.destination> | undefined;

/**
 * Lines leave in blocks, since a write per line costs a busy api one part in twenty: when a block is full, after a fifth of
 * a second, and when the process ends by itself.
 */
function standardOutput(): DestinationStream {
  if (output) return output;
  // Not by flushSync, which waits for the disk: a process would stand still for that five times a second.
  const stream = pino.destination({ dest: 1, sync: true, minLength: BLOCK, periodicFlush: FLUSH_MS });
  process.once('exit', () => stream.flushSync());
  output = stream;
  return stream;
}

/** pino, JSON, one line each, with the correlation id of the running request or job in every line. */
export function createLogger(
  config: Pick<PlatformConfig, 'LOG_LEVEL'>,
  service: string,
  destination: DestinationStream = standardOutput(),
): Logger {
  return pino(
    {
      level: config.LOG_LEVEL,
      base: { service, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: allowed },
      hooks: {
        logMethod(args, method) {
          return method.apply(this, args.map((arg) => (typeof arg === 'string' ? clean(arg) : arg)) as typeof args);
        },
      },
      serializers: { err: serializeError },
      mixin: () => {
        const context = currentContext();
        return context ? { correlationId: context.correlationId } : {};
      },
    },
    destination,
  );
}

function allowed(fields: Record<string, unknown>): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!LOGGED_FIELDS.has(name)) line[clean(name)] = '[not logged]';
    else line[name] = name === 'err' ? value : plain(value);
  }
  return line;
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  return typeof value === 'object' && value !== null ? '[not logged]' : value;
}

/** Drivers put statements, values and rows on their errors: only what names the fault is kept. */
function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: clean(String(error)) };
  const { code, constraint } = error as { code?: unknown; constraint?: string };
  const message = withoutValues(error);
  const places = error.stack?.slice(error.stack.indexOf('\n    at ') + 1) ?? '';
  return {
    type: error.name,
    message: clean(message),
    ...(typeof code === 'string' && { code: clean(code) }),
    ...(constraint && { constraint }),
    stack: clean(places),
    ...(error.cause !== undefined && { cause: serializeError(error.cause) }),
  };
}

import { trace } from '@opentelemetry/api';
import { discreet } from './telemetry.rules.js';

/**
 * Sends traces, metrics and logs over OpenTelemetry when OTEL_EXPORTER_OTLP_ENDPOINT says where; MIDDLEWARE_API_KEY is
 * the key of that account, sent as Middleware.io wants it. Must run before anything that is to be traced is imported.
 * What the environment already sets stays, so that any other collector can be used. Traces say only what
 * telemetry.rules.ts names.
 */
export async function startTelemetry(entry: string): Promise<void> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, MIDDLEWARE_API_KEY: key } = process.env;
  if (!endpoint) return;
  const defaults: Record<string, string> = {
    OTEL_SERVICE_NAME: `pakashop-${entry}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_METRICS_EXPORTER: 'otlp',
    OTEL_LOGS_EXPORTER: 'otlp',
    OTEL_PROPAGATORS: 'tracecontext,baggage',
    // Looking for a cloud's metadata only costs time where there is none.
    OTEL_NODE_RESOURCE_DETECTORS: 'env,host,process',
    OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'fs,dns,net',
    ...(key && { OTEL_EXPORTER_OTLP_HEADERS: `authorization=${encodeURIComponent(key)}` }),
  };
  for (const [name, value] of Object.entries(defaults)) process.env[name] ??= value;
  await discreetly(() => import('@opentelemetry/auto-instrumentations-node/register'));
}

/**
 * The SDK that the package starts takes no span processor of ours, and announces its tracer once, here. One that came
 * another way would say everything, and is switched off.
 */
async function discreetly(start: () => Promise<unknown>): Promise<void> {
  const announce = trace.setGlobalTracerProvider.bind(trace);
  let isDiscreet = false;
  trace.setGlobalTracerProvider = (provider) => (isDiscreet = announce(discreet(provider)));
  try {
    await start();
  } finally {
    trace.setGlobalTracerProvider = announce;
    if (!isDiscreet) trace.disable();
  }
}

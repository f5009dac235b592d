import {
  type Attributes,
  type AttributeValue,
  context,
  type Span,
  type SpanOptions,
  trace,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';

/**
 * What a trace may say. Only attributes that stand here leave the process: texts of statements, keys of Redis, queries of
 * addresses, who called and what errors say stay out by themselves, also under names that instrumentations invent later.
 */
const TRACED: ReadonlySet<string> = new Set(
  `http.request.method http.response.status_code http.route http.request.resend_count
   url.scheme server.address server.port network.protocol.version network.transport
   db.system.name db.namespace db.operation.name db.collection.name db.client.connection.pool.name
   nestjs.type nestjs.module nestjs.controller nestjs.callback nestjs.version component
   messaging.system messaging.operation.name error.type exception.type`.split(/\s+/),
);

/** Addresses, of which the words of the path stay. */
const ADDRESSES: ReadonlySet<string> = new Set(['url.full', 'url.path']);
/** A word of ours or of a provider's API; ids, codes, numbers and addresses of people are none. */
const WORD = /^(v\d{1,2}(\.\d{1,2})?|[A-Za-z]?[a-z_.-]{0,30})$/;

/** Makes all spans of a provider discreet, whoever starts them. */
export function discreet(provider: TracerProvider): TracerProvider {
  return { getTracer: (...asked) => discreetTracer(provider.getTracer(...asked)) };
}

function discreetTracer(tracer: Tracer): Tracer {
  const startSpan: Tracer['startSpan'] = (name, options, at) => guard(tracer.startSpan(name, known(options), at));
  return {
    startSpan,
    startActiveSpan: (name: string, ...rest: unknown[]) => {
      const work = rest.at(-1) as (span: Span) => never;
      const [options, at = context.active()] = rest.slice(0, -1) as Partial<Parameters<Tracer['startSpan']>>[1][] as [
        SpanOptions?,
        ReturnType<typeof context.active>?,
      ];
      const span = startSpan(name, options, at);
      return context.with(trace.setSpan(at, span), work, undefined, span);
    },
  };
}

const known = (options: SpanOptions = {}): SpanOptions => ({
  ...options,
  attributes: kept(options.attributes),
  links: options.links?.map((link) => ({ ...link, attributes: kept(link.attributes) })),
});

/** What the span's own methods write goes through these, too. */
function guard(span: Span): Span {
  if (!span.isRecording()) return span;
  const [set, add, state] = [span.setAttribute.bind(span), span.addEvent.bind(span), span.setStatus.bind(span)];
  return Object.assign(span, {
    setAttribute: (name: string, value: AttributeValue) => setAll({ [name]: value }),
    setAttributes: setAll,
    addEvent: (name: string, given?: unknown, at?: Parameters<Span['addEvent']>[2]) =>
      isAttributes(given) ? add(name, kept(given), at) : add(name, given as Parameters<Span['addEvent']>[1]),
    setStatus: ({ code }: Parameters<Span['setStatus']>[0]) => state({ code }),
    addLink: () => span,
    addLinks: () => span,
  });

  function setAll(attributes: Attributes): Span {
    for (const [name, value] of Object.entries(kept(attributes))) set(name, value!);
    return span;
  }
}

/** The rest is a time: a date, a number, or seconds and nanoseconds. */
const isAttributes = (given: unknown): given is Attributes =>
  typeof given === 'object' && given !== null && !(given instanceof Date) && !Array.isArray(given);

function kept(attributes: Attributes = {}): Attributes {
  const all = Object.entries(attributes).flatMap(([name, value]): [string, AttributeValue | undefined][] => {
    if (ADDRESSES.has(name) && typeof value === 'string') return [[name, shapeOf(value)]];
    return TRACED.has(name) ? [[name, value]] : [];
  });
  return Object.fromEntries(all);
}

/** An address without its query and with a star for what is no word: `https://api.example/deposits/*`. */
function shapeOf(address: string): string {
  const [, origin = '', path = ''] = /^(https?:\/\/[^/?#]*)?([^?#]*)/.exec(address)!;
  const words = path.split('/').map((part) => (WORD.test(part) ? part : '*'));
  return `${origin.replace(/\/\/.*@/, '//')}${words.join('/')}`;
}

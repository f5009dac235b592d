import type { Provider, Type } from '@nestjs/common';
import { request } from 'undici';
import { currentContext } from '../context.js';
import { INTERNAL_KEY } from '../http/internal.headers.js';
import type { InternalKeys } from '../http/internal.keys.js';
import { Problem } from '../http/problem.js';
import { parseAs } from '../validation.js';
import type { AnyPort } from './contract.js';

export interface RemoteOptions {
  /** Where /internal/<port>/<operation> is answered: the gateway, or the domain itself when this process is the gateway. */
  readonly baseUrl: string;
  readonly keys: InternalKeys;
  readonly timeoutMs?: number;
}

/**
 * Binds a port to the same domain in another process. No code of the domain is needed: the port's own operations say
 * what travels. A refusal of the other side arrives as the same {@link Problem}; no answer is `upstream.unreachable`.
 */
export function remotePort(port: AnyPort, options: RemoteOptions): Provider {
  const entries = Object.entries(port.operations).map(([name, { output }]) => [
    name,
    (input: object) => call({ ...options, path: `/internal/${port.portName}/${name}`, input, output }),
  ]);
  return { provide: port, useValue: Object.fromEntries(entries) as object };
}

interface Call extends RemoteOptions {
  readonly path: string;
  readonly input: object;
  readonly output: Type<object>;
}

async function call({ baseUrl, keys, timeoutMs = 5_000, path, input, output }: Call): Promise<object> {
  const sent = JSON.stringify(input);
  const headers = { 'content-type': 'application/json' };
  let status: number;
  let body: unknown;
  try {
    const answer = await request(new URL(path, baseUrl), {
      method: 'POST',
      headers: {
        ...headers,
        [INTERNAL_KEY]: keys.prove({ method: 'POST', url: path, headers }, sent),
        'x-request-id': currentContext()?.correlationId,
      },
      body: sent,
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = answer.statusCode;
    body = await answer.body.json();
  } catch (cause) {
    throw new Problem({
      code: 'upstream.unreachable',
      status: 503,
      title: 'A part of the marketplace does not answer',
      detail: `${path} did not answer within ${timeoutMs} ms. Try again in a moment.`,
      retryAfter: 2,
      cause,
    });
  }
  if (status >= 400) throw Problem.from(body) ?? new Error(`${path} answered ${status}`);
  return parseAs(output, body);
}

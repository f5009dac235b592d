import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ACTOR_HEADER, type AwayDomain, INTERNAL_KEY, InternalKeys } from '@pakashop/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type Dispatcher } from 'undici';
import { GatewayConfig } from './gateway.config.js';
import { CLIENT_KEY } from './gateway.entrance.js';
import { gatewayProblems as problems } from './gateway.errors.js';

/** Headers that concern one connection only (RFC 9110 §7.6.1), and those that the body sets anew. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
const NOT_SENT = ['content-length', 'expect', CLIENT_KEY, INTERNAL_KEY, ACTOR_HEADER];
const CONNECT_MS = 1_000;

/** Another process of ours that answers a request in this one's place. */
@Injectable()
export class Upstream implements OnApplicationShutdown {
  private readonly agent: Agent;
  private readonly timeoutMs: number;

  constructor(
    private readonly keys: InternalKeys,
    @Inject(GatewayConfig) { UPSTREAM_TIMEOUT_MS }: GatewayConfig,
  ) {
    this.timeoutMs = UPSTREAM_TIMEOUT_MS;
    this.agent = new Agent({ connect: { timeout: CONNECT_MS }, connections: 128 });
  }

  /**
   * Asks the other process and passes its answer on, whatever it is.
   *
   * @throws Problem upstream.unreachable or upstream.timeout when there is none
   */
  async forward(
    request: FastifyRequest,
    reply: FastifyReply,
    domain: AwayDomain,
    extra: Readonly<Record<string, string>>,
  ): Promise<void> {
    const answer = await this.ask(request, domain, extra);
    void reply.status(answer.statusCode).headers(withoutHops(answer.headers)).send(answer.body);
  }

  private async ask(
    request: FastifyRequest,
    { name, url }: AwayDomain,
    extra: Readonly<Record<string, string>>,
  ): Promise<Dispatcher.ResponseData> {
    const headers = withoutHops(request.headers);
    for (const header of NOT_SENT) delete headers[header];
    Object.assign(headers, extra);
    const { method, url: path } = request;
    const body = Buffer.isBuffer(request.body) ? request.body : null;
    try {
      return await this.agent.request({
        origin: url,
        path,
        method: method as Dispatcher.HttpMethod,
        headers: {
          ...headers,
          [INTERNAL_KEY]: this.keys.prove({ method, url: path, headers }, body),
          'x-request-id': request.id,
          'x-forwarded-for': request.ip,
        },
        body,
        signal: AbortSignal.timeout(this.timeoutMs),
      });
    } catch (cause) {
      throw refusalOf(cause, name);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.close();
  }
}

/** Only before a connection stood is it certain that nothing was done. */
function refusalOf(cause: unknown, name: string) {
  const isTimeout = (cause as Partial<Error> | undefined)?.name === 'TimeoutError';
  return isTimeout
    ? problems.tooSlow(`${name} has not answered in time and may still do what was asked. Look before you repeat.`, {
        retryAfter: 5,
        cause,
      })
    : problems.unreachable(`${name} cannot be reached. Try again in a moment.`, { retryAfter: 2, cause });
}

function withoutHops(given: IncomingHttpHeaders): IncomingHttpHeaders {
  const headers = { ...given };
  const named = String(headers.connection ?? '').split(',');
  for (const header of [...HOP_BY_HOP, ...named]) delete headers[header.trim().toLowerCase()];
  return headers;
}

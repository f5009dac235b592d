import { Injectable } from '@nestjs/common';
import { ACTOR_HEADER, API_PREFIX, InternalKey, platformProblems } from '@pakashop/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from './gateway.address.js';
import { gatewayProblems as problems } from './gateway.errors.js';
import { Keyring } from './gateway.keyring.js';
import { Limiter } from './gateway.limiter.js';
import { type Pass, setPass } from './gateway.pass.js';
import { Policies } from './gateway.policies.js';
import { showQuota, tooMany } from './gateway.quota.js';

/**
 * What an address asks of traffic from outside:
 * - `probe`: nothing, and it is not counted
 * - `open`: no client key, since people read it
 * - `callback`: no client key, since a provider calls it and proves itself by its signature
 * - `hidden`: for services only; to everybody else it does not exist
 * - `keyed`: a client key
 */
type Place = 'probe' | 'open' | 'callback' | 'hidden' | 'keyed';

export const INTERNAL_KEY = 'x-internal-key';
export const CLIENT_KEY = 'x-pakashop-key';

/** Lets requests in: keys and pace. */
@Injectable()
export class Entrance {
  constructor(
    private readonly internalKey: InternalKey,
    private readonly keyring: Keyring,
    private readonly limiter: Limiter,
    private readonly policies: Policies,
  ) {}

  /**
   * Sees every request once. What is refused here counts too, or trying would be free.
   *
   * @throws Problem when the request may not go on
   */
  async check(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const place = placeOf(request);
    if (place === 'probe') return;
    const address = request.ip;
    const network = networkOf(address);
    if (this.isService(request)) return setPass(request, { service: true, address, network });

    const given = request.headers[CLIENT_KEY];
    const client = place === 'keyed' && typeof given === 'string' ? this.keyring.clientOf(given) : undefined;
    const pass: Pass = { service: false, client, address, network };
    setPass(request, pass);
    const isCallback = place === 'callback';
    const demands = isCallback ? this.policies.ofCallback(network) : this.policies.ofRequest(network, client);
    const verdict = await this.limiter.take(demands);
    pass.quota = verdict.quota;
    if (verdict.quota) showQuota(reply, verdict.quota);
    if (!verdict.allowed) throw tooMany(verdict);
    if (place === 'hidden') throw platformProblems.notFound('There is nothing at this address.');
    if (place === 'keyed' && client === undefined) throw refusal(given);
  }

  /** Knows our own processes. From anybody else what only they may say is taken off the request. */
  private isService({ headers }: FastifyRequest): boolean {
    if (headers[INTERNAL_KEY] !== undefined) {
      if (this.internalKey.matches(headers[INTERNAL_KEY])) return true;
      delete headers[INTERNAL_KEY];
    }
    if (headers[ACTOR_HEADER] !== undefined) delete headers[ACTOR_HEADER];
    return false;
  }
}

const refusal = (given: unknown) =>
  given === undefined
    ? problems.keyRequired(`Send the key of your application as the header ${CLIENT_KEY}.`)
    : problems.keyInvalid(`Send one valid key as the header ${CLIENT_KEY}; this one is unknown or revoked.`);

const isUnder = (path: string, parent: string): boolean => path === parent || path.startsWith(`${parent}/`);

/**
 * A route stands where its pattern says, however the caller spelled its address; only what no route matches is judged by
 * its spelling, and gets no further than to a 404.
 */
function placeOf({ routeOptions, url }: FastifyRequest): Place {
  const path = routeOptions.url ?? url.split('?', 1)[0]!;
  if (isUnder(path, '/internal') || isUnder(path, '/metrics')) return 'hidden';
  if (isUnder(path, '/health')) return 'probe';
  if (isUnder(path, `/${API_PREFIX}/payments/webhook`)) return 'callback';
  const isDocs = path === `/${API_PREFIX}/openapi.json` || path.startsWith('/api/docs');
  return isDocs ? 'open' : 'keyed';
}

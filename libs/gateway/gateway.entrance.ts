import { Injectable } from '@nestjs/common';
import {
  ACTOR_HEADER,
  API_PREFIX,
  INTERNAL_KEY,
  type InternalCaller,
  InternalCallers,
  meteringOfRoute,
  networkOf,
  platformProblems,
} from '@pakashop/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hash } from 'node:crypto';
import { gatewayProblems as problems } from './gateway.errors.js';
import { BrowserRules } from './gateway.headers.js';
import { type Client, Keyring } from './gateway.keyring.js';
import { partsOf } from './gateway.keys.js';
import { Limiter } from './gateway.limiter.js';
import { type Pass, setPass } from './gateway.pass.js';
import { type Demand, Policies } from './gateway.policies.js';
import { showQuota, tooMany } from './gateway.quota.js';
import { type Place, placeOf } from './gateway.places.js';
import { scopeOf } from './gateway.scopes.js';

/** Where a proxy says that an address is. */
const PLACE_HEADERS = ['cf-ipcountry', 'cf-ipcity'];
export const CLIENT_KEY = 'x-pakashop-key';
const GUEST_TOKEN = /^[\x21-\x7e]{32,256}$/;

/** Lets requests in: keys and pace. */
@Injectable()
export class Entrance {
  constructor(
    private readonly callers: InternalCallers,
    private readonly keyring: Keyring,
    private readonly limiter: Limiter,
    private readonly policies: Policies,
    private readonly browsers: BrowserRules,
  ) {}

  /**
   * Sees every request once. What is refused here counts too, or trying would be free.
   *
   * @throws Problem when the request may not go on
   */
  async check(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const place = placeOf(request);
    if (place === 'probe') return;
    if (request.url.includes('access_token=')) throw tokenInAddress();
    const address = request.ip;
    const network = networkOf(address);
    const service = await this.serviceOf(request);
    if (service) return setPass(request, { service, address, network });

    const given = request.headers[CLIENT_KEY];
    const client = place === 'keyed' && typeof given === 'string' ? this.keyring.clientOf(given) : undefined;
    const pass: Pass = { client: client?.name, address, network, guestHash: guestHashOf(request) };
    setPass(request, pass);
    await this.count(request, reply, pass, place);
    if (place === 'hidden') throw platformProblems.notFound('There is nothing at this address.');
    if (place !== 'keyed') return;
    if (client === undefined) throw refusal(given);
    this.browsers.keepToClient(request, reply, client);
    requireScope(request, client);
    requireJson(request);
  }

  private async count(request: FastifyRequest, reply: FastifyReply, pass: Pass, place: Place): Promise<void> {
    const { client, network } = pass;
    const isGenerous = place === 'callback' || place === 'picture';
    const cost = meteringOfRoute(request.routeOptions)?.cost ?? 1;
    const demands = isGenerous ? this.policies.ofCallback(network) : this.policies.ofRequest(network, client, cost);
    const isStranger = place === 'keyed' && client === undefined;
    const caller = isStranger ? this.ofWrongKey(request) : this.demandsOfCaller(request, pass);
    pass.counted = new Set([...demands, ...caller].map(({ key }) => key));
    const verdict = await this.limiter.take(demands, caller);
    pass.quota = verdict.quota;
    if (verdict.quota) showQuota(reply, verdict.quota);
    if (!verdict.allowed) throw tooMany(verdict);
  }

  /**
   * What a guest or stranger with a client key counts against at a route is known here, so it is counted with the rest;
   * for people the door does it, when it knows who they are.
   */
  private demandsOfCaller({ headers, routeOptions }: FastifyRequest, pass: Pass): Demand[] {
    const { client, network, guestHash } = pass;
    if (client === undefined || headers.authorization !== undefined || routeOptions.url === undefined) return [];
    const kind = guestHash === undefined ? 'anonymous' : 'guest';
    return this.policies.ofCaller({ kind, client, guestHash, network }, meteringOfRoute(routeOptions));
  }

  /** A key that was guessed at counts for itself, wherever the guesses come from. */
  private ofWrongKey({ headers }: FastifyRequest): Demand[] {
    const given = headers[CLIENT_KEY];
    const parts = typeof given === 'string' ? partsOf(given) : undefined;
    return parts ? [this.policies.ofWrongKey(parts.kid)] : [];
  }

  /** Knows our own processes. From anybody else what only they may say is taken off the request. */
  private async serviceOf(request: FastifyRequest): Promise<InternalCaller | undefined> {
    const { headers, ips } = request;
    if (headers[INTERNAL_KEY] !== undefined) {
      const caller = await this.callers.of(request);
      if (caller) return caller;
      delete headers[INTERNAL_KEY];
    }
    if (headers[ACTOR_HEADER] !== undefined) delete headers[ACTOR_HEADER];
    // More than one address is known only where a proxy of ours told them.
    const isProxied = ips !== undefined && ips.length > 1;
    for (const name of PLACE_HEADERS) if (!isProxied && headers[name] !== undefined) delete headers[name];
    return undefined;
  }
}

function guestHashOf({ headers }: FastifyRequest): string | undefined {
  const token = headers['x-guest-token'];
  return typeof token === 'string' && GUEST_TOKEN.test(token) ? hash('sha256', token, 'hex') : undefined;
}

function refusal(given: unknown) {
  if (given === undefined) return problems.keyRequired(`Send the key of your application as the header ${CLIENT_KEY}.`);
  // Several headers of one name arrive joined; no key has a comma.
  if (String(given).includes(',')) return platformProblems.invalid(`Send one header ${CLIENT_KEY}.`);
  return problems.keyInvalid(`Send one valid key as the header ${CLIENT_KEY}; this one is unknown or revoked.`);
}

/** What no route matches is in no group: it gets a 404. */
function requireScope({ method, routeOptions: { url } }: FastifyRequest, { name, scopes }: Client): void {
  if (url === undefined || scopes.includes('all')) return;
  const scope = scopeOf(method, url);
  if (!scopes.includes(scope)) throw problems.scopeMissing(`The client ${name} has no part in the scope ${scope}.`);
}

const JSON_TYPE = /^application\/json(?: ?; ?[\w.-]+=(?:"[\w.-]+"|[\w.-]+))*$/i;

/** Where our staff hands in what providers have exported; wherever it is answered, its address is this. */
const STATEMENTS = `/${API_PREFIX}/reconciliation/statements`;
const CSV_TYPE = /^text\/csv(?:; ?charset=utf-8)?$/i;

/**
 * Pages of others can send forms and plain text without asking the browser first; our clients send JSON or nothing, and
 * statements in CSV, about which browsers do ask.
 */
function requireJson({ method, url, headers: { 'content-type': type } }: FastifyRequest): void {
  if (type === undefined || type === 'application/json' || method === 'GET' || method === 'HEAD') return;
  if (method === 'POST' && url.split('?', 1)[0] === STATEMENTS && CSV_TYPE.test(type)) return;
  if (!JSON_TYPE.test(type)) throw platformProblems.wrongType('Send Content-Type: application/json.');
}

/** Addresses stand in logs and histories; a token that was in one is known to others (RFC 6750 §5.3). */
const tokenInAddress = () =>
  platformProblems.invalid('Send the access token as Authorization: Bearer, and sign out the one in this address.', {
    errors: [{ path: 'access_token', message: 'no token in the address' }],
  });

import type { FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { ConfigError } from '../config.js';
import type { CallGraph } from '../contract/topology.js';
import type { PlatformConfig } from '../platform.config.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares two secrets in constant time, whatever their lengths. */
export const sameSecret = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

export const INTERNAL_KEY = 'x-internal-key';
/** A key may be listed by its digest, so that who lets its holder in cannot pass for it. */
const DIGEST = /^sha256\.([0-9a-f]{64})$/;
/** The service whose default is to call everything, and who alone speaks for people: it has asked who they are. */
const GATEWAY = 'gateway';
const METRICS = 'metrics';

/** A service that showed its key. */
export interface InternalCaller {
  /** Known by the key alone; absent for the key that all services share. */
  readonly service?: string;
  /** Domains whose ports it may call, and `metrics`. */
  readonly targets: ReadonlySet<string> | 'all';
  /** Whether it may ask for somebody else: whom the gateway admitted, others believe. */
  readonly forwards: boolean;
}

interface Listed {
  readonly digests: readonly Buffer[];
  readonly caller: InternalCaller;
}

/** The keys that services show each other: the one of this process, and those it lets in. */
export class InternalKeys {
  private readonly listed: readonly Listed[];

  /** What this process shows. */
  readonly own: string;

  /** @throws ConfigError for a service or target that INTERNAL_API_KEYS names and nobody knows */
  constructor(
    { INTERNAL_API_KEY: shared, INTERNAL_API_KEY_PREVIOUS: previous, INTERNAL_API_KEYS: given }: PlatformConfig,
    private readonly graph: CallGraph,
  ) {
    this.own = shared;
    this.listed = given
      ? given.split(',').map((entry) => this.read(entry))
      : [{ digests: [shared, previous ?? shared].map(digest), caller: { targets: 'all', forwards: true } }];
  }

  /** Who calls, if the request carries a service's key and that service may call this address. */
  callerOf(request: FastifyRequest): InternalCaller | undefined {
    const given = request.headers[INTERNAL_KEY];
    const caller = typeof given === 'string' ? this.holderOf(given) : undefined;
    return caller && this.mayCall(caller, request) ? caller : undefined;
  }

  /** All keys are compared, whatever the first says. */
  private holderOf(given: string): InternalCaller | undefined {
    const shown = digest(given);
    let holder: InternalCaller | undefined;
    for (const { digests, caller } of this.listed) {
      for (const one of digests) if (timingSafeEqual(shown, one)) holder = caller;
    }
    return holder;
  }

  private mayCall({ targets, forwards }: InternalCaller, { routeOptions, params }: FastifyRequest): boolean {
    const [, area, port] = routeOptions.url?.split('/') ?? [];
    if (area !== 'internal' && area !== METRICS) return forwards;
    if (targets === 'all') return true;
    if (area === METRICS) return targets.has(METRICS);
    const name = (params as { port?: string } | undefined)?.port ?? port;
    const owner = this.graph.owners.get(name ?? '');
    return owner !== undefined && targets.has(owner);
  }

  /** `service:key|previous>target+target` */
  private read(entry: string): Listed {
    const colon = entry.indexOf(':');
    const service = entry.slice(0, colon);
    const [keys, targets] = entry.slice(colon + 1).split('>') as [string, string | undefined];
    return {
      digests: keys.split('|').map((key) => {
        const [, hex] = DIGEST.exec(key) ?? [];
        return hex === undefined ? digest(key) : Buffer.from(hex, 'hex');
      }),
      caller: { service, targets: this.targetsOf(service, targets?.split('+')), forwards: service === GATEWAY },
    };
  }

  /** What is not said follows from the call graph: a domain calls what its module names. */
  private targetsOf(service: string, named?: readonly string[]): InternalCaller['targets'] {
    const { owners, calls } = this.graph;
    if (!named && service === GATEWAY) return 'all';
    const targets = named ?? calls.get(service);
    if (!targets) throw fault(`say what ${service} may call, as ${service}:key>target`);
    const known = new Set([...owners.values(), METRICS]);
    const unknown = targets.find((target) => !known.has(target));
    if (unknown !== undefined) throw fault(`no domain that is built is called "${unknown}"`);
    return new Set(targets);
  }
}

const fault = (what: string) => new ConfigError([`INTERNAL_API_KEYS: ${what}`]);

import type { FastifyRequest } from 'fastify';
import { createHash, type KeyObject, timingSafeEqual } from 'node:crypto';
import { ConfigError } from '../config.js';
import type { CallGraph } from '../contract/topology.js';
import type { PlatformConfig } from '../platform.config.js';
import {
  type Call,
  isSignedBy,
  kidOf,
  nameOf,
  type Proof,
  prove,
  publicKey,
  readProof,
  signingKey,
} from './internal.proof.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares two secrets in constant time, whatever their lengths. */
export const sameSecret = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

/** A key that is shown may be listed by its digest, and one that signs by the public key that it stands for. */
const DIGEST = /^sha256\.([0-9a-f]{64})$/;
const PUBLIC = /^ed25519\.([\w-]{43})$/;
/** The service whose default is to call everything, and who alone speaks for people: it has asked who they are. */
const GATEWAY = 'gateway';
const METRICS = 'metrics';

/** A service that proved that it is one. */
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
  /** Public keys, as {@link nameOf} writes them. */
  readonly names: readonly string[];
  readonly caller: InternalCaller;
}

interface Signer {
  readonly key: KeyObject;
  readonly caller: InternalCaller;
}

/** The keys of services: the one of this process, with which it signs its calls, and those it lets in. */
export class InternalKeys {
  private readonly listed: readonly Listed[];
  private readonly signers: ReadonlyMap<string, Signer>;
  private readonly own: KeyObject;
  private readonly kid: string;

  /** @throws ConfigError for a service or target that INTERNAL_API_KEYS names and nobody knows */
  constructor(
    { INTERNAL_API_KEY: shared, INTERNAL_API_KEY_PREVIOUS: previous, INTERNAL_API_KEYS: given }: PlatformConfig,
    private readonly graph: CallGraph,
  ) {
    this.own = signingKey(shared);
    this.kid = kidOf(nameOf(this.own));
    const everybody: InternalCaller = { targets: 'all', forwards: true };
    const sharing = () => ({ ...known(previous === undefined ? [shared] : [shared, previous]), caller: everybody });
    this.listed = given ? given.split(',').map((entry) => this.read(entry)) : [sharing()];
    this.signers = new Map(
      this.listed.flatMap(({ names, caller }) =>
        names.map((name) => [kidOf(name), { key: publicKey(name), caller }] as const),
      ),
    );
  }

  /** What this process sends as {@link INTERNAL_KEY} with a call: a signature, never the key. */
  prove(call: Call, body?: Buffer | string | null): string {
    return prove(this.own, this.kid, call, body);
  }

  /** Who calls, if the request shows a service's key or is signed with it, and that service may call this address. */
  callerOf(request: FastifyRequest, given: string): InternalCaller | undefined {
    const proof = readProof(given);
    const caller = proof ? this.signerOf(proof, request) : this.holderOf(given);
    return caller && this.mayCall(caller, request) ? caller : undefined;
  }

  private signerOf(proof: Proof, { method, originalUrl: url, headers }: FastifyRequest): InternalCaller | undefined {
    const signer = this.signers.get(proof.kid);
    return signer && isSignedBy(signer.key, proof, { method, url, headers }) ? signer.caller : undefined;
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
    if (this.graph.calls.has(service) && keys.split('|').some((key) => DIGEST.test(key))) {
      throw fault(`${service} signs its calls: list its public key, as ed25519.… (docs/operations.md), not a digest`);
    }
    return {
      ...known(keys.split('|')),
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

/** What lets the holders of keys in, each as it is listed. */
function known(keys: readonly string[]): Omit<Listed, 'caller'> {
  const digests = keys.flatMap((key) => {
    const [, hex] = DIGEST.exec(key) ?? [];
    if (hex !== undefined) return [Buffer.from(hex, 'hex')];
    return PUBLIC.test(key) ? [] : [digest(key)];
  });
  const names = keys.flatMap((key) => {
    const [, name] = PUBLIC.exec(key) ?? [];
    if (name !== undefined) return [name];
    return DIGEST.test(key) ? [] : [nameOf(signingKey(key))];
  });
  return { digests, names };
}

const fault = (what: string) => new ConfigError([`INTERNAL_API_KEYS: ${what}`]);

import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import type { DestinationStream, Logger } from 'pino';
import { loadConfig, type ConfigClass } from '../config.js';
import { AUDIT_CHAIN } from '../data/audit.js';
import { Anchors } from '../data/chain.anchor.js';
import { Sealer } from '../data/chain.js';
import { AccessGuard } from '../http/access.guard.js';
import { Door } from '../http/access.js';
import { HealthController, MetricsController } from '../http/health.controller.js';
import { InternalDoor } from '../http/internal.door.js';
import { InternalKeys } from '../http/internal.keys.js';
import { Edge, NoEdge } from '../http/server.js';
import { createLogger } from '../logging.js';
import { PlatformConfig } from '../platform.config.js';
import { PlatformModule } from '../platform.module.js';
import { handlerEntries, Processors } from '../work/processors.js';
import { Relay } from '../work/relay.js';
import { WORKED_DOMAINS, Workers } from '../work/workers.js';
import type { AnyPort } from './contract.js';
import { domainMetadata, type DomainMetadata, type Face, hostDomain } from './domain.js';
import { InternalController, SERVED_PORTS } from './internal.controller.js';
import { remotePort } from './remote.js';
import { statedRoutes } from './routes.js';
import { type AwayDomain, type CallGraph, type DomainRow, Topology } from './topology.js';

/** What runs: a face of all hosted domains, or one domain with all its faces. */
export interface Composition {
  readonly module: DynamicModule;
  readonly config: PlatformConfig;
  readonly hosted: readonly DomainRow[];
  readonly faces: readonly Face[];
  /** Where services come in, when they come in apart from everybody else. */
  readonly internalPort?: number;
  readonly logger: Logger;
}

const FACES: Record<string, readonly Face[]> = { api: ['api'], worker: ['worker'], realtime: ['realtime'] };

/**
 * Puts a process together: hosts the domains that HOST_DOMAINS names and binds the ports of all others over HTTP. No
 * domain knows which of the two happened.
 *
 * @param entry api, worker, realtime, or the name of a domain that then runs alone
 * @param log where log lines go, stdout by default
 * @throws ConfigError naming every variable that is missing or wrong
 */
export function compose(
  entry: string,
  registry: readonly DomainRow[],
  env = process.env,
  log?: DestinationStream,
): Composition {
  const built = registry.filter((row) => row.module);
  const alone = FACES[entry] ? undefined : built.find((row) => row.name === entry);
  if (!FACES[entry] && !alone) throw new Error(`the domain "${entry}" is not built yet`);
  const faces = alone ? alone.faces : FACES[entry]!;
  const hosted = alone ? [alone] : built.filter(isHosted(env.HOST_DOMAINS));
  const metadata = hosted.map((row) => domainMetadata(row.module!));
  const configs = loadConfig([PlatformConfig, ...metadata.flatMap((m) => m.config ?? [])], env);
  const config = configs.get(PlatformConfig) as PlatformConfig;

  const away = built.filter((row) => !hosted.includes(row));
  const topology = new Topology(
    entry,
    hosted.map((row) => row.name),
    away.map((row) => awayDomain(row, env)),
    graphOf(built),
    hostsGateway(hosted, faces) ? config.INTERNAL_PORT : undefined,
  );
  const logger = createLogger(config, `pakashop-${entry}`, log);
  const internalKeys = new InternalKeys(config, topology.graph);
  const module = rootModule({ built, hosted, metadata, faces, configs, topology, internalKeys, away, logger });
  return { module, config, hosted, faces, internalPort: topology.internalPort, logger };
}

const hostsGateway = (hosted: readonly DomainRow[], faces: readonly Face[]): boolean =>
  hosted.some(({ name }) => name === 'gateway') && faces.includes('api');

const isHosted = (names = 'all') => {
  const wanted = names.split(',').map((name) => name.trim());
  return (row: DomainRow): boolean => wanted.includes('all') || wanted.includes(row.name);
};

interface Parts {
  readonly built: readonly DomainRow[];
  readonly hosted: readonly DomainRow[];
  readonly away: readonly DomainRow[];
  readonly metadata: readonly DomainMetadata[];
  readonly faces: readonly Face[];
  readonly configs: ReadonlyMap<ConfigClass, object>;
  readonly topology: Topology;
  readonly internalKeys: InternalKeys;
  readonly logger: Logger;
}

function rootModule({
  built,
  hosted,
  away,
  metadata,
  faces,
  configs,
  topology,
  internalKeys,
  logger,
}: Parts): DynamicModule {
  const config = configs.get(PlatformConfig) as PlatformConfig;
  const here = hosted.map((row) => hostDomain(row.module!, faces));
  const isGateway = hostsGateway(hosted, faces);
  const remote = away.flatMap((row) =>
    portsOf(row).map((port) =>
      remotePort(port, {
        baseUrl: isGateway ? urlOf(topology, row.name) : config.GATEWAY_URL,
        keys: internalKeys,
      }),
    ),
  );
  const overridden = metadata.flatMap((m) => (faces.includes('api') ? (m.overrides ?? []) : [])).map(tokenOf);
  const defaults: Provider[] = [
    { provide: Door, useClass: InternalDoor },
    { provide: Edge, useClass: NoEdge },
  ].filter((provider) => !overridden.includes(tokenOf(provider)));
  const handlers = built.flatMap((row) => handlerEntries(row.name, domainMetadata(row.module!).worker ?? []));
  const works = faces.includes('worker') ? worksOf(topology) : [];

  @Module({})
  class Process {}
  return {
    module: Process,
    global: true,
    imports: [
      PlatformModule.with({
        logger,
        configs,
        handlers,
        topology,
        internalKeys,
        // Of all domains: a key that another one's rows need must not count as unused.
        sealed: built.flatMap((row) => domainMetadata(row.module!).sealed ?? []),
        chains: [AUDIT_CHAIN, ...metadata.flatMap((m) => m.chains ?? [])],
      }),
      ...(faces.includes('worker') ? [ScheduleModule.forRoot()] : []),
      ...here,
    ],
    controllers: faces.includes('api')
      ? [HealthController, MetricsController, InternalController]
      : [HealthController, MetricsController],
    providers: [
      ...remote,
      ...defaults,
      ...works,
      { provide: SERVED_PORTS, useValue: metadata.flatMap((m) => (m.ports ?? []).map(({ port }) => port)) },
      { provide: APP_GUARD, useClass: AccessGuard },
    ],
    exports: [...here, ...defaults.map(tokenOf), ...remote.map(tokenOf)],
  };
}

const worksOf = ({ hosted }: Topology): Provider[] => [
  ...[Relay, Processors, Workers, Sealer, Anchors],
  { provide: WORKED_DOMAINS, useValue: hosted },
];

const tokenOf = (provider: Provider): Type<object> =>
  ('provide' in provider ? provider.provide : provider) as Type<object>;

const portsOf = (row: DomainRow): AnyPort[] => (domainMetadata(row.module!).ports ?? []).map(({ port }) => port);

function graphOf(built: readonly DomainRow[]): CallGraph {
  const owners = new Map(built.flatMap((row) => portsOf(row).map((port) => [port.portName, row.name] as const)));
  const calls = built.map((row) => {
    const called = (domainMetadata(row.module!).calls ?? []).flatMap(({ portName }) => owners.get(portName) ?? []);
    return [row.name, [...new Set(called)]] as const;
  });
  return { owners, calls: new Map(calls) };
}

/** `PRICING_URL` says where pricing runs; its registered port on this machine otherwise. */
function awayDomain(row: DomainRow, env: NodeJS.ProcessEnv): AwayDomain {
  return {
    name: row.name,
    url: env[`${row.name.toUpperCase()}_URL`] ?? `http://127.0.0.1:${row.port}`,
    routes: statedRoutes(domainMetadata(row.module!).api ?? []),
    ports: portsOf(row).map((port) => port.portName),
  };
}

const urlOf = (topology: Topology, name: string): string => topology.away.find((a) => a.name === name)!.url;

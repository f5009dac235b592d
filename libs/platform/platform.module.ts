import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { Clock } from './clock.js';
import type { ConfigClass } from './config.js';
import { Topology } from './contract/topology.js';
import { type ChainedTable, CHAINS } from './data/chain.js';
import { Database } from './data/database.js';
import { DataKeys } from './data/data-keys.js';
import { Prisma } from './data/prisma.js';
import { RedisCache } from './data/redis.js';
import { type SealedColumn, SEALED_COLUMNS, Vault } from './data/vault.js';
import { VaultRotation } from './data/vault.rotation.js';
import { Counters } from './http/counters.js';
import { Readiness } from './http/health.controller.js';
import { InternalCallers } from './http/internal.callers.js';
import { InternalKeys } from './http/internal.keys.js';
import { Replays } from './http/internal.replays.js';
import { ProblemFilter } from './http/problem.filter.js';
import { Deliveries } from './work/deliveries.js';
import { Inbox } from './work/inbox.js';
import { Outbox, SUBSCRIPTIONS } from './work/outbox.js';
import { HANDLERS, type HandlerEntry } from './work/processors.js';
import { Wake } from './work/wake.js';

const SERVICES = [
  Clock,
  Counters,
  Replays,
  InternalCallers,
  Database,
  Prisma,
  RedisCache,
  DataKeys,
  Vault,
  VaultRotation,
  Wake,
  Outbox,
  Inbox,
  Deliveries,
  Readiness,
];

/** What the hosted domains say about themselves. */
interface Declared {
  readonly logger: Logger;
  readonly configs: ReadonlyMap<ConfigClass, object>;
  readonly handlers: readonly HandlerEntry[];
  readonly topology: Topology;
  readonly internalKeys: InternalKeys;
  readonly sealed: readonly SealedColumn[];
  readonly chains: readonly ChainedTable[];
}

/** The kernel: what every domain in every process may inject. */
@Global()
@Module({})
export class PlatformModule {
  static with({ logger, configs, handlers, topology, internalKeys, sealed, chains }: Declared): DynamicModule {
    const values = [
      ...[...configs].map(([type, value]) => ({ provide: type, useValue: value })),
      { provide: Topology, useValue: topology },
      { provide: InternalKeys, useValue: internalKeys },
      { provide: HANDLERS, useValue: handlers },
      { provide: SUBSCRIPTIONS, useValue: subscriptions(handlers) },
      { provide: SEALED_COLUMNS, useValue: sealed },
      { provide: CHAINS, useValue: chains },
    ];
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        // Requests are logged by a hook of the server (http/server.ts), which also sees what no route matched.
        LoggerModule.forRoot({ pinoHttp: { logger, autoLogging: false }, forRoutes: [] }),
      ],
      providers: [...values, ...SERVICES, { provide: APP_FILTER, useClass: ProblemFilter }],
      exports: [...values.map(({ provide }) => provide), ...SERVICES, DiscoveryModule],
    };
  }
}

const subscriptions = (handlers: readonly HandlerEntry[]): Map<string, string[]> =>
  new Map([...Map.groupBy(handlers, (h) => h.message)].map(([message, list]) => [message, list.map((h) => h.id)]));

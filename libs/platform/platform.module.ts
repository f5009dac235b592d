import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import { Clock } from './clock.js';
import type { ConfigClass } from './config.js';
import { Topology } from './contract/topology.js';
import { Database } from './data/database.js';
import { Prisma } from './data/prisma.js';
import { RedisCache } from './data/redis.js';
import { Vault } from './data/vault.js';
import { Readiness } from './http/health.controller.js';
import { InternalKey } from './http/internal.door.js';
import { ProblemFilter } from './http/problem.filter.js';
import { createLogger } from './logging.js';
import { PlatformConfig } from './platform.config.js';
import { Deliveries } from './work/deliveries.js';
import { Inbox } from './work/inbox.js';
import { Outbox, SUBSCRIPTIONS } from './work/outbox.js';
import { HANDLERS, type HandlerEntry } from './work/processors.js';
import { Wake } from './work/wake.js';

const SERVICES = [Clock, Database, Prisma, RedisCache, Vault, Wake, Outbox, Inbox, Deliveries, InternalKey, Readiness];

/** The kernel: what every domain in every process may inject. */
@Global()
@Module({})
export class PlatformModule {
  static with(
    configs: ReadonlyMap<ConfigClass, object>,
    handlers: readonly HandlerEntry[],
    topology: Topology,
  ): DynamicModule {
    const config = configs.get(PlatformConfig) as PlatformConfig;
    const values = [
      ...[...configs].map(([type, value]) => ({ provide: type, useValue: value })),
      { provide: Topology, useValue: topology },
      { provide: HANDLERS, useValue: handlers },
      { provide: SUBSCRIPTIONS, useValue: subscriptions(handlers) },
    ];
    const logger = createLogger(config, `pakashop-${topology.entry}`);
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

import { Controller, Get, Header, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Clock } from '../clock.js';
import { Database } from '../data/database.js';
import { RedisCache } from '../data/redis.js';
import { sql } from '../data/sql.js';
import { Allow } from './access.js';
import { Counters } from './counters.js';
import { platformProblems as problems } from './problem.js';

/** A process whose clock is further from the database's than this judges tokens and times wrongly (R12). */
const MAX_SKEW_MS = 2_000;

/** Knows whether this process can do its work. */
@Injectable()
export class Readiness implements BeforeApplicationShutdown {
  private stopping = false;
  constructor(
    private readonly db: Database,
    private readonly redis: RedisCache,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem unavailable naming what is missing. Redis may be away: only time is lost without it. */
  async check(): Promise<{ status: 'ready'; redis: 'ready' | 'away' }> {
    if (this.stopping) throw problems.unavailable('This process is stopping.');
    const { now } = await this.db.one<{ now: Date }>(sql`SELECT now() AS now`);
    const skew = Math.abs(now.getTime() - this.clock.now().getTime());
    if (skew > MAX_SKEW_MS) throw problems.unavailable(`The clock differs from the database's by ${skew} ms.`);
    return { status: 'ready', redis: this.redis.isReady ? 'ready' : 'away' };
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
  }
}

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process runs. */
  @Get('live')
  @Allow('probe')
  live() {
    return { status: 'live' };
  }

  /** The process can do its work; a balancer sends traffic only then. */
  @Get('ready')
  @Allow('probe')
  ready() {
    return this.readiness.check();
  }
}

/** Gauges and counters in Prometheus' text format, for services only. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  private readonly lag = monitorEventLoopDelay({ resolution: 20 });
  constructor(
    private readonly db: Database,
    private readonly counters: Counters,
  ) {
    this.lag.enable();
  }

  @Get()
  @Allow('service')
  @Header('content-type', 'text/plain; version=0.0.4')
  async read(): Promise<string> {
    const { total, idle, waiting } = this.db.stats;
    const { open, parked } = await this.db.one<{ open: number; parked: number }>(sql`
      SELECT count(*) FILTER (WHERE parked_at IS NULL) AS open, count(*) FILTER (WHERE parked_at IS NOT NULL) AS parked
      FROM platform.deliveries WHERE done_at IS NULL`);
    const gauges = {
      process_resident_memory_bytes: process.memoryUsage.rss(),
      nodejs_eventloop_lag_p99_seconds: this.lag.percentile(99) / 1e9,
      pakashop_database_connections: total,
      pakashop_database_connections_idle: idle,
      pakashop_database_waiting: waiting,
      pakashop_deliveries_open: open,
      pakashop_deliveries_parked: parked,
    };
    return linesOf('gauge', gauges) + linesOf('counter', this.counters.all());
  }
}

const linesOf = (type: 'gauge' | 'counter', values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `# TYPE ${name} ${type}\n${name} ${value}\n`)
    .join('');

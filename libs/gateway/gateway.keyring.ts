import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Database, sql } from '@pakashop/platform';
import { hash } from 'node:crypto';
import { GatewayConfig } from './gateway.config.js';

const REFRESH_MS = 1_000;

/** A client key as it is kept. Keys are 256 random bits, so nobody can try them out and a slow hash would add nothing. */
export const digestOf = (key: string): string => hash('sha256', key, 'hex');

/**
 * The client keys that are valid, in process: those of the table and those of the environment. A key is found by its
 * digest, so the time of a look-up tells nothing about any key. The table is read every second; while PostgreSQL
 * is away the last reading holds.
 */
@Injectable()
export class Keyring implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Keyring.name);
  private readonly fixed: ReadonlyMap<string, string>;
  private clients: ReadonlyMap<string, string>;
  private timer?: NodeJS.Timeout;
  private asked = 0;
  private shown = 0;

  constructor(
    private readonly db: Database,
    @Inject(GatewayConfig) config: GatewayConfig,
  ) {
    this.fixed = new Map(keysOf(config).map(([client, key]) => [digestOf(key), client]));
    this.clients = this.fixed;
  }

  /** Name of the client whose key this is. */
  clientOf(key: string): string | undefined {
    return this.clients.get(digestOf(key));
  }

  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => {
      this.refresh().catch((error: unknown) => this.logger.warn({ err: error }, 'the client keys could not be read'));
    }, REFRESH_MS).unref();
  }

  /** Reads the table now; a reading that was overtaken by a later one is dropped. */
  async refresh(): Promise<void> {
    const turn = ++this.asked;
    const rows = await this.db.rows<{ digest: string; client: string }>(sql`
      SELECT encode(key_hash, 'hex') AS digest, client FROM gateway.client_keys WHERE revoked_at IS NULL`);
    if (turn < this.shown) return;
    this.shown = turn;
    this.clients = new Map([...this.fixed, ...rows.map(({ digest, client }) => [digest, client] as const)]);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}

function keysOf({ PAKASHOP_CLIENT_KEY, PAKASHOP_CLIENT_KEYS }: GatewayConfig): [string, string][] {
  const named = (PAKASHOP_CLIENT_KEYS ?? '').split(',').filter(Boolean);
  return [
    ['default', PAKASHOP_CLIENT_KEY],
    ...named.map((pair): [string, string] => {
      const colon = pair.indexOf(':');
      return [pair.slice(0, colon), pair.slice(colon + 1)];
    }),
  ];
}

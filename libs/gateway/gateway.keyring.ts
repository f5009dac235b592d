import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock, Database, sql } from '@pakashop/platform';
import { GatewayConfig } from './gateway.config.js';
import { digestOf, isSecret, partsOf } from './gateway.keys.js';
import type { ClientScope } from './gateway.scopes.js';

const REFRESH_MS = 1_000;
/** How long a use of a key is not written down again. */
const USED_AGAIN_MS = 60_000;

/** An application whose key came with a request. */
export interface Client {
  readonly name: string;
  readonly scopes: readonly ClientScope[];
  /** Origins of browsers that may use it; of a client of the environment unknown, since CORS_ORIGINS is for all of them. */
  readonly origins?: ReadonlySet<string>;
}

interface KeptKey {
  readonly id: string;
  readonly kid: string;
  readonly secretHash: Buffer;
  readonly expiresAt: Date | null;
  readonly name: string;
  readonly scopes: ClientScope[];
  readonly origins: string[];
}

type Known = KeptKey & { readonly client: Client };

/**
 * The client keys that are valid, in process: those of the table and those of the environment. The table is read every
 * second; while PostgreSQL is away the last reading holds.
 */
@Injectable()
export class Keyring implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Keyring.name);
  private readonly fixed: ReadonlyMap<string, Client>;
  private readonly pepper: string;
  private byKid: ReadonlyMap<string, Known> = new Map();
  private allOrigins: ReadonlySet<string> = new Set();
  /** Keys that were used and when that was last written down. */
  private readonly used = new Set<string>();
  private readonly told = new Map<string, number>();
  private timer?: NodeJS.Timeout;
  private asked = 0;
  private shown = 0;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(GatewayConfig) config: GatewayConfig,
  ) {
    this.pepper = config.CLIENT_KEY_PEPPER;
    this.fixed = new Map(keysOf(config).map(([name, key]) => [digestOf(key), { name, scopes: ['all'] }]));
  }

  /** The client whose key this is. */
  clientOf(key: string): Client | undefined {
    const parts = partsOf(key);
    if (!parts) return this.fixed.get(digestOf(key));
    const known = this.byKid.get(parts.kid);
    if (!isSecret(parts.secret, this.pepper, known?.secretHash)) return undefined;
    if (known!.expiresAt && known!.expiresAt <= this.clock.now()) return undefined;
    this.used.add(known!.id);
    return known!.client;
  }

  /** True when some client may be used by pages of the origin. */
  knowsOrigin(origin: string): boolean {
    return this.allOrigins.has(origin);
  }

  /** True when the environment gives a client of this name. */
  isFixed(name: string): boolean {
    return [...this.fixed.values()].some((client) => client.name === name);
  }

  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => {
      Promise.all([this.refresh(), this.tellUses()]).catch((error: unknown) =>
        this.logger.warn({ err: error }, 'the client keys could not be read'),
      );
    }, REFRESH_MS).unref();
  }

  /** Reads the table now; a reading that was overtaken by a later one is dropped. */
  async refresh(): Promise<void> {
    const turn = ++this.asked;
    const rows = await this.db.rows<KeptKey>(sql`
      SELECT k.id, k.kid, k.secret_hash AS "secretHash", k.expires_at AS "expiresAt", c.name, c.scopes, c.origins
      FROM gateway.client_keys k JOIN gateway.clients c ON c.id = k.client_id
      WHERE k.revoked_at IS NULL AND c.closed_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())`);
    if (turn < this.shown) return;
    this.shown = turn;
    this.byKid = new Map(rows.map((row) => [row.kid, { ...row, client: clientOf(row) }]));
    this.allOrigins = new Set(rows.flatMap(({ origins }) => origins));
  }

  /** Writes down which keys were used, each at most once a minute. */
  private async tellUses(): Promise<void> {
    const now = this.clock.now().getTime();
    const ids = [...this.used].filter((id) => (this.told.get(id) ?? 0) + USED_AGAIN_MS <= now);
    this.used.clear();
    if (ids.length === 0) return;
    for (const id of ids) this.told.set(id, now);
    await this.db.execute(sql`UPDATE gateway.client_keys SET last_used_at = now() WHERE id = ANY(${ids}::uuid[])`);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}

const clientOf = ({ name, scopes, origins }: KeptKey): Client => ({ name, scopes, origins: new Set(origins) });

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

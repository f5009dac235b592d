import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { appendFile } from 'node:fs/promises';
import { Clock } from '../clock.js';
import { PlatformConfig } from '../platform.config.js';
import { type Head, signHead } from './chain.rules.js';
import { type ChainedTable, CHAINS } from './chain.js';
import { Database } from './database.js';
import { firstKey, readKeyring } from './keyring.js';
import { sql } from './sql.js';

/**
 * Writes down outside of the database how far each chain reaches: whoever cuts its end off cannot take that back. The
 * signed head goes to the log and, where given, to AUDIT_ANCHOR_FILE, which belongs on another machine's disk.
 */
@Injectable()
export class Anchors implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Anchors.name);
  private readonly anchored = new Map<string, number>();
  private timer?: NodeJS.Timeout;

  constructor(
    @Inject(CHAINS) private readonly tables: readonly ChainedTable[],
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.tick(), this.config.AUDIT_ANCHOR_MINUTES * 60_000);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async tick(): Promise<void> {
    await this.anchor().catch((error: unknown) => this.logger.error({ err: error }, 'a chain could not be anchored'));
  }

  /** Anchors each chain that grew since the last time. */
  async anchor(): Promise<void> {
    for (const { chain } of this.tables) {
      const before = this.anchored.get(chain) ?? 0;
      const head = await this.headOf(chain);
      if (head.sequence < before) {
        this.logger.error({ chain, sequence: head.sequence, anchored: before }, 'a chain has lost its end');
      }
      if (head.sequence <= before) continue;
      await this.write(head);
      this.anchored.set(chain, head.sequence);
    }
  }

  private async headOf(chain: string): Promise<Head> {
    const link = await this.db.maybe<{ sequence: number; hash: Buffer }>(sql`
      SELECT sequence, hash FROM platform.chain_links WHERE chain = ${chain} ORDER BY sequence DESC LIMIT 1`);
    const at = this.clock.now().toISOString();
    return { chain, sequence: link?.sequence ?? 0, hash: link?.hash.toString('hex') ?? '', at };
  }

  private async write(head: Head): Promise<void> {
    const [keyId, key] = firstKey(readKeyring(this.config.AUDIT_KEY));
    const anchor = { ...head, keyId, signature: signHead(key, head) };
    this.logger.log({ anchor: JSON.stringify(anchor) }, 'a chain is anchored');
    if (this.config.AUDIT_ANCHOR_FILE) await appendFile(this.config.AUDIT_ANCHOR_FILE, `${JSON.stringify(anchor)}\n`);
  }
}

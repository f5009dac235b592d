import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../prisma/client.js';
import { Database } from './database.js';

/**
 * Prisma, for reads and single-statement writes that publish nothing, on the same pool as everything else. What writes
 * an outbox, audit or ledger row goes through {@link Database.transaction}.
 */
@Injectable()
export class Prisma extends PrismaClient implements OnApplicationShutdown {
  constructor(db: Database) {
    super({ adapter: new PrismaPg(db.pool, { disposeExternalPool: false }) });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}

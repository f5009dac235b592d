import { Injectable } from '@nestjs/common';
import { Database, OnJob, type Work } from '@pakashop/platform';
import { CloseImpersonation, type EndedImpersonation } from './auth.impersonation.jobs.js';
import { Impersonations } from './auth.impersonations.js';

@Injectable()
export class ImpersonationsProcessor {
  constructor(
    private readonly db: Database,
    private readonly impersonations: Impersonations,
  ) {}

  @OnJob(CloseImpersonation)
  async close(work: Work<EndedImpersonation>): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.impersonations.close(tx, work.payload.impersonationId);
      await work.close(tx);
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Clock, Database, newId, Outbox } from '@pakashop/platform';
import { boundsOf, refuseUnfinished } from './reconciliation.days.js';
import { FetchStatement } from './reconciliation.jobs.js';
import type { Ordered, StatementDay } from './statements.dto.js';

/** Orders statements that are not waited for. */
@Injectable()
export class StatementOrders {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem reconciliation.day_not_over */
  async fetch({ provider, day }: StatementDay): Promise<Ordered> {
    refuseUnfinished(day, this.clock.now());
    const [from] = boundsOf(day);
    const key = `reconciliation.fetch:${newId()}`;
    await this.db.transaction((tx) =>
      this.outbox.enqueue(tx, FetchStatement, { provider, day: from.toISOString() }, { key }),
    );
    return { ordered: true };
  }
}

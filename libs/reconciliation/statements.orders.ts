import { Injectable } from '@nestjs/common';
import { Clock, Database, newId, Outbox } from '@pakashop/platform';
import { boundsOf } from './closes.figures.js';
import { reconciliationProblems as problems } from './reconciliation.errors.js';
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

  /** @throws Problem reconciliation.period_invalid for a day that is not over */
  async fetch({ provider, day }: StatementDay): Promise<Ordered> {
    const [from, to] = boundsOf(day);
    if (!(to <= this.clock.now())) throw problems.badPeriod('The day is not over: its statement would change.');
    const key = `reconciliation.fetch:${newId()}`;
    await this.db.transaction((tx) =>
      this.outbox.enqueue(tx, FetchStatement, { provider, day: from.toISOString() }, { key }),
    );
    return { ordered: true };
  }
}

import { Injectable } from '@nestjs/common';
import { Database, sql } from '@pakashop/platform';
import { PayoutFlow } from './payouts.flow.js';
import type { Payout } from './payouts.kinds.js';
import { PayoutRails } from './payouts.rails.js';

/** Payouts that were put back although a request for them may still have been under way. */
@Injectable()
export class PayoutDoubts {
  constructor(
    private readonly db: Database,
    private readonly flow: PayoutFlow,
    private readonly rails: PayoutRails,
  ) {}

  /**
   * Asks about those of them of which no request can be alive any more. What the provider does not know now it will never
   * pay unless it is sent again; whatever else it says is applied.
   */
  async settle(payouts: readonly Payout[]): Promise<void> {
    for (const payout of payouts) {
      if (payout.doubtedUntil === null || payout.isDoubted) continue;
      const standing = await this.rails.rail(payout.provider).ask(payout.reference);
      if (standing.kind !== 'notFound') {
        await this.db.transaction((tx) => this.flow.apply(tx, payout.id, standing, 'look-up'));
      } else {
        await this.db.execute(sql`
          UPDATE settlement.payouts SET doubted_until = NULL
          WHERE id = ${payout.id} AND state = 'RESERVED' AND doubted_until <= now()`);
      }
    }
  }
}

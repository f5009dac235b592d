import { Inject, Injectable } from '@nestjs/common';
import { type Queryable, sql } from '@pakashop/platform';
import { RefundsConfig } from './refunds.config.js';

/** When what staff gives back needs a second person. */
@Injectable()
export class RefundApprovals {
  constructor(@Inject(RefundsConfig) private readonly config: RefundsConfig) {}

  /**
   * Whether an amount is above the limit, together with what staff has given back of the same order within a day, by
   * decisions about disputes too: many small ones are a large one.
   *
   * @param amount in ngwee
   */
  async areNeeded(db: Queryable, orderId: string, amount: number): Promise<boolean> {
    const { lately } = await db.one<{ lately: number }>(sql`
      SELECT coalesce(sum(amount), 0)::bigint AS lately FROM backend.refunds
      WHERE order_id = ${orderId} AND reason IN ('STAFF', 'GOODWILL', 'DISPUTE')
        AND state <> 'WITHDRAWN' AND created_at > now() - interval '1 day'`);
    return amount + lately > this.config.REFUND_APPROVAL_ABOVE;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { type Actor, type Queryable, sql } from '@pakashop/platform';
import { RefundsConfig } from './refunds.config.js';

/** When what staff gives back needs a second person. */
@Injectable()
export class RefundApprovals {
  constructor(@Inject(RefundsConfig) private readonly config: RefundsConfig) {}

  /**
   * Whether an amount is above the limit, together with what staff has given back of the same order within a day, by
   * decisions about disputes too, or above the larger one of a person, together with what they have given back of all
   * orders: many small ones are a large one. What a second person agreed to does not count against the first.
   *
   * @param amount in ngwee
   */
  async areNeeded(db: Queryable, { label }: Actor, orderId: string, amount: number): Promise<boolean> {
    const { lately, alone } = await db.one<{ lately: number; alone: number }>(sql`
      SELECT coalesce(sum(amount) FILTER (WHERE order_id = ${orderId}), 0)::bigint AS lately,
        coalesce(sum(amount) FILTER (WHERE opened_by = ${label} AND approved_by IS NULL), 0)::bigint AS alone
      FROM backend.refunds
      WHERE (order_id = ${orderId} OR opened_by = ${label}) AND reason IN ('STAFF', 'GOODWILL', 'DISPUTE')
        AND state <> 'WITHDRAWN' AND created_at > now() - interval '1 day'`);
    const { REFUND_APPROVAL_ABOVE, REFUND_DAY_ABOVE } = this.config;
    return amount + lately > REFUND_APPROVAL_ABOVE || amount + alone > REFUND_DAY_ABOVE;
  }
}

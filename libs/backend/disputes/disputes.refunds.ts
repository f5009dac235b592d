import { Injectable } from '@nestjs/common';
import { type Actor, type Money, platformProblems, sql, type Tx } from '@pakashop/platform';
import { type Remains, remainsOf, type Share, shareOf, summed, wholeOf } from '../orders/orders.remains.js';
import type { ShopOrderAtHand } from '../orders/orders.steps.js';
import { RefundApprovals } from '../refunds/refunds.approvals.js';
import { Refunds } from '../refunds/refunds.service.js';
import type { DecideDispute } from './disputes.dto.js';
import { disputesProblems as problems } from './disputes.errors.js';

/** What a decision gives back, and whether a second person has to agree. */
export interface GivenBack {
  readonly share: Share;
  readonly needsApproval: boolean;
}

/** The money of decisions. */
@Injectable()
export class DisputeRefunds {
  constructor(
    private readonly refunds: Refunds,
    private readonly approvals: RefundApprovals,
  ) {}

  /** @throws Problem VAL_001 for another currency */
  async plan(
    tx: Tx,
    actor: Actor,
    { shopOrderId, orderId, currency }: ShopOrderAtHand,
    input: DecideDispute,
  ): Promise<GivenBack> {
    const share = wantedOf(await remainsOf(tx, shopOrderId), input, currency);
    return { share, needsApproval: await this.approvals.areNeeded(tx, actor, orderId, share.goods + share.delivery) };
  }

  /**
   * Opens the refund of a dispute that was just decided.
   *
   * @throws Problem disputes.nothing_left, refunds.too_much
   */
  async open(
    tx: Tx,
    { label }: Actor,
    { shopOrderId, orderId }: ShopOrderAtHand,
    { share, needsApproval, disputeId, why }: GivenBack & { readonly disputeId: string; readonly why: string },
  ): Promise<void> {
    // A refund that nobody agreed to keeps its key: each decision has its own.
    const { moves } = await tx.one<{ moves: number }>(sql`SELECT moves FROM backend.disputes WHERE id = ${disputeId}`);
    const cause = {
      key: `dispute:${disputeId}:${moves}`,
      reason: 'DISPUTE',
      why,
      actor: label,
      needsApproval,
    } as const;
    const opened = await this.refunds.open(tx, { orderId, shopOrderId, ...cause, ...share, goodwill: 0 });
    if (!opened) throw problems.nothingLeft('Reject it, or give goodwill with POST /refunds.');
    await tx.execute(sql`UPDATE backend.disputes SET refund_id = ${opened.refundId} WHERE id = ${disputeId}`);
  }
}

/** What the decision gives back: all that is left unless it names lines or amounts. */
function wantedOf(remains: Remains, { lines, goods, deliveryFee }: DecideDispute, currency: string): Share {
  if (!lines && !goods && !deliveryFee) return wholeOf(remains);
  const parts = (lines ?? []).map(({ lineId, quantity }) => ({ lineId: lineId.toLowerCase(), quantity }));
  const share = shareOf(
    remains,
    summed(parts, ({ lineId }) => lineId),
  );
  return {
    ...share,
    ...(goods && { goods: ngwee(goods, 'goods', currency) }),
    delivery: deliveryFee ? ngwee(deliveryFee, 'deliveryFee', currency) : 0,
  };
}

function ngwee({ amount, currency }: Money, path: string, expected: string): number {
  if (currency === expected && amount >= 0) return amount;
  throw platformProblems.invalid('Correct the fields named in errors and send the request again.', {
    errors: [{ path, message: `${path} must be an amount in ${expected}` }],
  });
}

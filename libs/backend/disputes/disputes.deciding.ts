import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  type Claim,
  Database,
  type Money,
  Outbox,
  platformProblems,
  sql,
  type Tx,
} from '@pakashop/platform';
import { isWhole, type Remains, remainsOf, type Share, shareOf, summed, wholeOf } from '../orders/orders.remains.js';
import { type ShopOrderAtHand, ShopOrderSteps } from '../orders/orders.steps.js';
import { Refunds } from '../refunds/refunds.service.js';
import { move } from '../transitions.js';
import type { DecideDispute, DisputeView } from './disputes.dto.js';
import { disputesProblems as problems } from './disputes.errors.js';
import { DisputeClosed, type DisputeFact } from './disputes.events.js';
import { DisputeReads } from './disputes.read.js';
import { STANDING } from './disputes.rules.js';

interface Case extends DisputeFact {
  readonly state: string;
  /** The member of staff bought it, or works in the shop. */
  readonly isOwn: boolean;
}

/** Staff decides about disputes. */
@Injectable()
export class DisputeDeciding {
  constructor(
    private readonly db: Database,
    private readonly steps: ShopOrderSteps,
    private readonly refunds: Refunds,
    private readonly reads: DisputeReads,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Closes a dispute, and gives money back in the same moment when that is the decision. When nothing of the shop order is
   * left after it, it is REFUNDED.
   *
   * @throws Problem disputes.not_found, disputes.own, disputes.closed, disputes.nothing_left, refunds.too_much, VAL_001
   */
  decide(actor: Actor, id: string, input: DecideDispute, claim: Claim): Promise<DisputeView> {
    return this.db.transaction(async (tx) => {
      const { state, isOwn, ...fact } = await caseOf(tx, actor, id);
      if (isOwn) throw problems.ownCase('Somebody else has to decide.');
      // The order first, as everybody does who changes it.
      const held = (await this.steps.hold(tx, fact.shopOrderId))!;
      const { outcome, decision } = input;
      const set = sql`decision = ${decision}, decided_by = ${actor.label}, closed_at = now()`;
      const moved = await move(tx, {
        machine: 'dispute',
        id,
        from: STANDING,
        to: outcome,
        cause: 'staff decided',
        set,
      });
      if (!moved) throw problems.closed('It was decided, or withdrawn.');
      const share = outcome === 'REFUNDED' ? await this.refund(tx, held, id, input) : undefined;
      await this.outbox.publish(tx, DisputeClosed, id, fact);
      const change = { before: { state }, after: { state: outcome, ...share }, why: decision };
      await audit(tx, { act: 'dispute_decided', subject: 'dispute', subjectId: id, ...change });
      const view = await this.reads.one(tx, id);
      await claim.answer(tx, 200, view);
      return view;
    });
  }

  private async refund(tx: Tx, held: ShopOrderAtHand, disputeId: string, input: DecideDispute): Promise<Share> {
    const { shopOrderId, orderId, currency } = held;
    const remains = await remainsOf(tx, shopOrderId);
    const share = wantedOf(remains, input, currency);
    const cause = { key: `dispute:${disputeId}`, reason: 'DISPUTE' } as const;
    const opened = await this.refunds.open(tx, { orderId, shopOrderId, ...cause, ...share, goodwill: 0 });
    if (!opened) throw problems.nothingLeft('Reject it, or give goodwill with POST /refunds.');
    if (isWhole(remains, share)) {
      await this.steps.move(tx, held, { from: ['DELIVERED'], to: 'REFUNDED', cause: 'refunded after a dispute' });
    }
    return share;
  }
}

async function caseOf(tx: Tx, { userId }: Actor, id: string): Promise<Case> {
  const found = await tx.maybe<Case>(sql`
    SELECT x.id AS "disputeId", x.shop_order_id AS "shopOrderId", x.order_id AS "orderId", x.shop_id AS "shopId", x.state,
      coalesce(o.user_id = ${userId}, false) OR s.owner_id = ${userId} OR EXISTS (
        SELECT FROM backend.role_grants g
        WHERE g.user_id = ${userId} AND g.scope = 'shop' AND g.scope_id = x.shop_id AND g.revoked_at IS NULL) AS "isOwn"
    FROM backend.disputes x JOIN backend.orders o ON o.id = x.order_id JOIN backend.shops s ON s.id = x.shop_id
    WHERE x.id = ${id}`);
  if (!found) throw problems.notFound('GET /staff/disputes lists them all.');
  return found;
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

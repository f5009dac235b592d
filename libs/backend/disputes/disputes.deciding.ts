import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, sql, type Tx } from '@pakashop/platform';
import { ShopOrderSteps } from '../orders/orders.steps.js';
import { move } from '../transitions.js';
import { DisputeClosing } from './disputes.closing.js';
import type { DecideDispute, DisputeView } from './disputes.dto.js';
import { disputesProblems as problems } from './disputes.errors.js';
import type { DisputeFact } from './disputes.events.js';
import { DisputeReads } from './disputes.read.js';
import { DisputeRefunds } from './disputes.refunds.js';
import { type DisputeState, STANDING } from './disputes.rules.js';

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
    private readonly refunds: DisputeRefunds,
    private readonly closing: DisputeClosing,
    private readonly reads: DisputeReads,
  ) {}

  /**
   * Decides a dispute. When money goes back, its refund is opened in the same moment; above the limit it waits for a
   * second person, and the dispute with it. When nothing of the shop order is left after it, it is REFUNDED.
   *
   * @throws Problem disputes.not_found, disputes.own, disputes.closed, disputes.nothing_left, refunds.too_much, VAL_001
   */
  decide(actor: Actor, id: string, input: DecideDispute, claim: Claim): Promise<DisputeView> {
    return this.db.transaction(async (tx) => {
      const { state, isOwn, ...fact } = await caseOf(tx, actor, id);
      if (isOwn) throw problems.ownCase('Somebody else has to decide.');
      // The order first, as everybody does who changes it.
      const held = (await this.steps.hold(tx, fact.shopOrderId))!;
      const given = input.outcome === 'REFUNDED' ? await this.refunds.plan(tx, actor, held, input) : undefined;
      const to = given?.needsApproval ? 'AWAITING_APPROVAL' : input.outcome;
      await decided(tx, actor, id, { to, decision: input.decision });
      if (given) await this.refunds.open(tx, actor, held, { ...given, disputeId: id, why: input.decision });
      if (to === 'REJECTED') await this.closing.rejected(tx, fact);
      if (to === 'REFUNDED') await this.closing.refunded(tx, held, fact);
      const change = { before: { state }, after: { state: to, ...given?.share }, why: input.decision };
      await audit(tx, { act: 'dispute_decided', subject: 'dispute', subjectId: id, ...change });
      const view = await this.reads.one(tx, id);
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}

/** @throws Problem disputes.closed */
async function decided(
  tx: Tx,
  { label }: Actor,
  id: string,
  { to, decision }: { to: DisputeState; decision: string },
): Promise<void> {
  const closedAt = to === 'AWAITING_APPROVAL' ? sql`NULL` : sql`now()`;
  const set = sql`decision = ${decision}, decided_by = ${label}, closed_at = ${closedAt}`;
  const moved = await move(tx, { machine: 'dispute', id, from: STANDING, to, cause: 'staff decided', set });
  if (!moved) throw problems.closed('It was decided, or withdrawn.');
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

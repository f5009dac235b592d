import { Inject, Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, newId, sql, type Tx } from '@pakashop/platform';
import type { PartOfOrder } from '../orders/orders.cancel.js';
import { ordersProblems } from '../orders/orders.errors.js';
import { remainsOf } from '../orders/orders.remains.js';
import { inShopsOf, ownedBy } from '../orders/orders.scope.js';
import { shopOrderRef, ShopOrderSteps } from '../orders/orders.steps.js';
import { beginning, move } from '../transitions.js';
import { DisputesConfig } from './disputes.config.js';
import type { DisputedLine, DisputeView, OpenDispute } from './disputes.dto.js';
import { disputesProblems as problems } from './disputes.errors.js';
import type { DisputeFact } from './disputes.events.js';
import { DisputeNews } from './disputes.news.js';
import { DisputeReads } from './disputes.read.js';
import { type DisputeState, STANDING } from './disputes.rules.js';

/** What buyer and shop do in a dispute. */
@Injectable()
export class DisputeParties {
  constructor(
    private readonly db: Database,
    private readonly steps: ShopOrderSteps,
    private readonly reads: DisputeReads,
    private readonly news: DisputeNews,
    @Inject(DisputesConfig) private readonly config: DisputesConfig,
  ) {}

  /**
   * The buyer is not content with what was delivered: its money stays where it is from now on.
   *
   * @throws Problem ORDER_001, disputes.not_delivered, disputes.too_late, disputes.standing, disputes.lines_invalid
   */
  open(actor: Actor, { orderId, shopOrderId }: PartOfOrder, dispute: OpenDispute, claim: Claim): Promise<DisputeView> {
    return this.db.transaction(async (tx) => {
      const held = await this.steps.hold(tx, shopOrderId, sql`o.id = ${orderId} AND ${ownedBy(actor)}`);
      if (!held) throw ordersProblems.notFound('Look at your own orders with GET /orders.');
      if (held.status !== 'DELIVERED') throw problems.notDelivered('A dispute is about goods that were delivered.');
      await this.assertInTime(tx, shopOrderId);
      await assertDelivered(tx, shopOrderId, dispute.lines);
      const disputeId = newId();
      if (!(await insert(tx, { disputeId, ...shopOrderRef(held) }, dispute))) {
        throw problems.standing('Wait until it is closed.');
      }
      await this.news.opened(tx, { disputeId, ...shopOrderRef(held) });
      return this.answer(tx, disputeId, claim, 201);
    });
  }

  /** The shop says what it has to say; it may say it anew until staff decides. @throws Problem disputes.not_found, disputes.closed */
  reply(actor: Actor, id: string, text: string, claim: Claim): Promise<DisputeView> {
    return this.db.transaction(async (tx) => {
      const own = inShopsOf(actor, 'orders.fulfil');
      const dispute = await tx.maybe<{ orderId: string; state: DisputeState }>(sql`
        SELECT s.order_id AS "orderId", s.state FROM backend.disputes s WHERE s.id = ${id} AND ${own} FOR UPDATE`);
      if (!dispute) throw problems.notFound('GET /shops/:shopId/disputes lists yours.');
      const set = sql`answer = ${text}, answered_at = now()`;
      const moved = await move(tx, {
        machine: 'dispute',
        id,
        from: STANDING,
        to: 'ANSWERED',
        cause: 'shop answered',
        set,
      });
      if (!moved) throw problems.closed('It cannot be answered any more.');
      // Answering anew is no news.
      if (dispute.state === 'OPEN') await this.news.answered(tx, { disputeId: id, orderId: dispute.orderId });
      return this.answer(tx, id, claim);
    });
  }

  /** The buyer is content after all. @throws Problem disputes.not_found, disputes.closed */
  withdraw(actor: Actor, id: string, claim: Claim): Promise<DisputeView> {
    return this.db.transaction(async (tx) => {
      const fact = await tx.maybe<DisputeFact>(sql`
        SELECT x.id AS "disputeId", x.shop_order_id AS "shopOrderId", x.order_id AS "orderId", x.shop_id AS "shopId"
        FROM backend.disputes x JOIN backend.orders o ON o.id = x.order_id WHERE x.id = ${id} AND ${ownedBy(actor)}`);
      if (!fact) throw problems.notFound('You have no such dispute.');
      const cause = { to: 'WITHDRAWN', cause: 'buyer withdrew', set: sql`closed_at = now()` };
      if (!(await move(tx, { machine: 'dispute', id, from: STANDING, ...cause }))) throw problems.closed('It is over.');
      await this.news.closed(tx, fact);
      return this.answer(tx, id, claim);
    });
  }

  private async assertInTime(tx: Tx, shopOrderId: string): Promise<void> {
    const { DISPUTE_DAYS: days } = this.config;
    const inTime = await tx.maybe(sql`
      SELECT FROM backend.deliveries
      WHERE shop_order_id = ${shopOrderId} AND delivered_at > now() - ${days} * interval '1 day'`);
    if (!inTime) throw problems.tooLate(`Disputes are opened within ${days} days of the delivery. Ask our support.`);
  }

  private async answer(tx: Tx, id: string, claim: Claim, status = 200): Promise<DisputeView> {
    const view = await this.reads.one(tx, id);
    await claim.answer(tx, status, view);
    return view;
  }
}

/** @throws Problem disputes.lines_invalid */
async function assertDelivered(tx: Tx, shopOrderId: string, lines: readonly DisputedLine[]): Promise<void> {
  const remains = await remainsOf(tx, shopOrderId);
  const delivered = new Map(remains.lines.map(({ lineId, quantity }) => [lineId, quantity]));
  const named = new Set(lines.map(({ lineId }) => lineId.toLowerCase()));
  const fits = lines.every(({ lineId, quantity }) => quantity <= (delivered.get(lineId.toLowerCase()) ?? 0));
  if (!fits || named.size < lines.length) throw problems.linesInvalid('Name each line once, with what came of it.');
}

/** False when one stands already. */
async function insert(tx: Tx, fact: DisputeFact, { reason, complaint, lines }: OpenDispute): Promise<boolean> {
  const { disputeId: id, shopOrderId, orderId, shopId } = fact;
  const inserted = await tx.execute(sql`
    INSERT INTO backend.disputes (id, shop_order_id, order_id, shop_id, reason, complaint)
    VALUES (${id}, ${shopOrderId}, ${orderId}, ${shopId}, ${reason}, ${complaint})
    ON CONFLICT (shop_order_id) WHERE state IN ('OPEN', 'ANSWERED', 'AWAITING_APPROVAL') DO NOTHING`);
  if (inserted === 0) return false;
  await tx.execute(sql`
    INSERT INTO backend.dispute_lines (dispute_id, line_id, quantity)
    SELECT ${id}::uuid, * FROM unnest(${lines.map(({ lineId }) => lineId)}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[])`);
  await tx.execute(beginning([['dispute', id]], 'OPEN', reason));
  return true;
}

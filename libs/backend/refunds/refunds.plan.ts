import { Injectable } from '@nestjs/common';
import { type Actor, money, platformProblems, type Queryable, sql } from '@pakashop/platform';
import { RefundApprovals } from './refunds.approvals.js';
import { divided, lineShares, linesOf } from './refunds.commission.js';
import type { FunderShare, RefundPart, RefundPreview } from './refunds.dto.js';
import { refundsProblems as problems } from './refunds.errors.js';
import { refuseOwn } from './refunds.own.js';
import type { Funder } from './refunds.events.js';
import { type Funding, proportional, sharesOf } from './refunds.shares.js';

/** The shop order that is refunded, with what was frozen about it and what was given back until now. */
interface Refundable {
  readonly orderId: string;
  readonly currency: string;
  readonly goodsTotal: number;
  readonly deliveryFee: number;
  readonly goodsTaken: number;
  readonly deliveryTaken: number;
  /** What the pieces were worth whose money was given back. */
  readonly worthTaken: number;
  readonly funding: Funding['others'];
  /** The goods have left the shop and nobody has them yet, nor are they coming back. */
  readonly isOnTheRoad: boolean;
}

/** What is to be given back, in ngwee. */
export interface Plan {
  readonly of: Refundable;
  readonly goods: number;
  readonly delivery: number;
  readonly goodwill: number;
  readonly amount: number;
  /** What comes back to each who funded a coupon or points. */
  readonly others: readonly number[];
  readonly commission: number;
  readonly commissionVat: number;
  readonly funder: Funder;
  readonly needsApproval: boolean;
}

/** Goods that come back: what the buyer gets for them, and for each line that is named. */
interface Goods {
  readonly goods: number;
  readonly others: readonly number[];
  readonly named?: ReadonlyMap<string, number>;
}

/** Works out what a refund of staff comes to. */
@Injectable()
export class RefundPlans {
  constructor(private readonly approvals: RefundApprovals) {}

  /**
   * @throws Problem ORDER_001, refunds.nothing, refunds.second_person for one's own order, refunds.on_the_road when
   *   nothing would be left of what is being carried, VAL_001
   */
  async make(db: Queryable, actor: Actor, part: RefundPart): Promise<Plan> {
    const of = await refundable(db, part.shopOrderId);
    if (!of) throw problems.orderNotFound('There is no such shop order.');
    await refuseOwn(db, actor, of.orderId);
    const back = part.lines ? await ofLines(db, of, part) : ofAmount(of, ngwee(part.goods, 'goods', of.currency));
    const { goods, others } = back;
    const delivery = ngwee(part.deliveryFee, 'deliveryFee', of.currency);
    const goodwill = ngwee(part.goodwill, 'goodwill', of.currency);
    const amount = goods + delivery + goodwill;
    if (amount === 0) throw problems.nothing('Name lines, goods, the delivery fee or goodwill.');
    if (of.isOnTheRoad && isRest(of, goods, delivery)) throw problems.onTheRoad(CALL_IT_BACK);
    const needsApproval = await this.approvals.areNeeded(db, actor, of.orderId, amount);
    const platform = await platformShare(db, part.shopOrderId, back);
    const funder = part.funder ?? 'PLATFORM';
    return { of, goods, delivery, goodwill, amount, others, ...platform, funder, needsApproval };
  }
}

const CALL_IT_BACK =
  'Have the agent bring the goods back: the money follows when the shop has them. Or wait until they are delivered.';

/** Whether nothing of what was paid would be left. */
const isRest = (of: Refundable, goods: number, delivery: number): boolean =>
  goods + delivery > 0 && of.goodsTaken + goods >= of.goodsTotal && of.deliveryTaken + delivery >= of.deliveryFee;

/** How a plan would be shared: as the books do it, rounded so that all refunds sum to the whole. */
export function previewOf({ of, goods, delivery, goodwill, amount, others, ...plan }: Plan): RefundPreview {
  const inMoney = (ngwees: number) => money(ngwees, of.currency);
  const funders = of.funding.map(({ kind, funder }, i): FunderShare => ({ kind, funder, amount: inMoney(others[i]!) }));
  return {
    amount: inMoney(amount),
    goods: inMoney(goods),
    deliveryFee: inMoney(delivery),
    goodwill: inMoney(goodwill),
    commission: inMoney(plan.commission),
    commissionVat: inMoney(plan.commissionVat),
    funders,
    leftGoods: inMoney(of.goodsTotal - of.goodsTaken),
    leftDeliveryFee: inMoney(of.deliveryFee - of.deliveryTaken),
    needsApproval: plan.needsApproval,
  };
}

const taken = (kind: 'GOODS' | 'DELIVERY') => sql`
  coalesce((SELECT l.taken FROM backend.refund_limits l WHERE l.kind = ${kind} AND l.subject_id = s.id), 0)`;

const refundable = (db: Queryable, shopOrderId: string): Promise<Refundable | undefined> =>
  db.maybe(sql`
    SELECT o.id AS "orderId", s.currency, s.goods_total AS "goodsTotal",
      s.delivery_fee AS "deliveryFee", ${taken('GOODS')} AS "goodsTaken", ${taken('DELIVERY')} AS "deliveryTaken",
      (SELECT coalesce(sum(l.unit_price * x.taken), 0)::bigint FROM backend.order_lines l
       JOIN backend.refund_limits x ON x.kind = 'LINE' AND x.subject_id = l.id WHERE l.shop_order_id = s.id) AS "worthTaken",
      coalesce((SELECT json_agg(json_build_object('kind', a.kind, 'funder', a.funder, 'amount', abs(a.amount)) ORDER BY a.id)
        FROM backend.order_adjustments a WHERE a.shop_order_id = s.id AND a.kind IN ('COUPON', 'POINTS')), '[]') AS funding,
      (s.status = 'OUT_FOR_DELIVERY' OR s.status = 'SHIPPED' AND d.handed_over_at IS NOT NULL)
        AND d.state IS DISTINCT FROM 'RETURNING' AS "isOnTheRoad"
    FROM backend.shop_orders s JOIN backend.orders o ON o.id = s.order_id
    LEFT JOIN backend.deliveries d ON d.shop_order_id = s.id WHERE s.id = ${shopOrderId}`);

/** Of pieces the buyer gets what they paid of their price: coupons and points have paid the rest, and get that. */
async function ofLines(db: Queryable, of: Refundable, { shopOrderId, lines = [], goods }: RefundPart): Promise<Goods> {
  if (goods) throw invalid('goods', 'goods is worked out from the lines: leave it out');
  const found = await db.rows<{ lineId: string; worth: number }>(sql`
    SELECT l.id AS "lineId", l.unit_price * w.quantity AS worth
    FROM unnest(${lines.map(({ lineId }) => lineId)}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[]) AS w (id, quantity)
    JOIN backend.order_lines l ON l.id = w.id AND l.shop_order_id = ${shopOrderId}`);
  if (found.length !== lines.length) throw invalid('lines', 'lines must be lines of the shop order');
  const worth = found.reduce((sum, line) => sum + line.worth, 0);
  const { buyer, others } = sharesOf(worth, { buyer: of.goodsTotal, others: of.funding }, of.worthTaken);
  const each = divided(
    buyer,
    found.map((line) => line.worth),
  );
  return { goods: buyer, others, named: new Map(found.map(({ lineId }, i) => [lineId, each[i]!])) };
}

/** Of an amount the buyer gets all, and each other funder in proportion to it. */
const ofAmount = ({ funding, goodsTaken, goodsTotal }: Refundable, goods: number): Goods => ({
  goods,
  others: funding.map(({ amount }) => proportional(amount, goodsTaken, goods, goodsTotal)),
});

/** What the platform gives back to the shop of what it took. */
async function platformShare(db: Queryable, shopOrderId: string, { goods, named }: Goods) {
  const shares = lineShares(goods, await linesOf(db, shopOrderId), named);
  const all = (part: 'commission' | 'commissionVat') => shares.reduce((sum, share) => sum + share[part], 0);
  return { commission: all('commission'), commissionVat: all('commissionVat') };
}

function ngwee(given: { amount: number; currency: string } | undefined, path: string, currency: string): number {
  if (given && given.currency !== currency) throw invalid(`${path}.currency`, `the order is in ${currency}`);
  return given?.amount ?? 0;
}

const invalid = (path: string, message: string) =>
  platformProblems.invalid('Correct the fields named in errors and send the request again.', {
    errors: [{ path, message }],
  });

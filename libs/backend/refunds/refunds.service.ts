import { Injectable } from '@nestjs/common';
import { checkViolation, currentContext, newId, Outbox, sql, type Tx } from '@pakashop/platform';
import type { ProviderName } from '../payments/payments.events.js';
import { beginning } from '../transitions.js';
import { insertShares } from './refunds.commission.js';
import { refundsProblems as problems } from './refunds.errors.js';
import { type Funder, RefundOpened, type RefundReason } from './refunds.events.js';
import { RefundLetters } from './refunds.letters.js';
import { RefundQueue } from './refunds.queue.js';
import { factOf, refundById } from './refunds.record.js';
import { overLines } from './refunds.shares.js';

/** What is given back and why; amounts in ngwee. */
export interface OpenRefund {
  readonly orderId: string;
  /** Needed for goods and delivery. */
  readonly shopOrderId?: string;
  /** What causes it; one refund per cause. */
  readonly key: string;
  readonly reason: Exclude<RefundReason, 'SURPLUS'>;
  /** The units that come back; `goods` is what is given back for them. */
  readonly lines?: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly goods: number;
  readonly delivery: number;
  readonly goodwill: number;
  /** Who bears the goodwill; the platform unless said otherwise. */
  readonly funder?: Funder;
  /** Who opens it; whoever acts unless said otherwise. */
  readonly actor?: string;
  /** What staff wrote. */
  readonly why?: string;
  /** Nothing happens before a second person has agreed. */
  readonly needsApproval?: boolean;
}

/** The payment that is given back: where it came in, and what the provider calls it. */
interface Origin {
  readonly paymentId: string;
  readonly currency: string;
  readonly provider: ProviderName;
  readonly source: string;
  readonly shopId: string | null;
}

interface NewRefund extends OpenRefund, Origin {
  readonly breakId?: string;
  readonly surplus?: number;
  readonly kind: RefundReason;
}

/** Opens refunds: what is opened is owed to the buyer and sent, until it has arrived. */
@Injectable()
export class Refunds {
  constructor(
    private readonly queue: RefundQueue,
    private readonly outbox: Outbox,
    private readonly letters: RefundLetters,
  ) {}

  /**
   * Opens a refund in the transaction of its cause, tells the books and orders its sending.
   *
   * @returns undefined when its key was used before, or when all amounts are zero
   * @throws Problem refunds.not_paid; refunds.too_much when more would be given back than was paid: the transaction is
   *   then dead and must be rolled back
   */
  async open(tx: Tx, refund: OpenRefund): Promise<{ refundId: string } | undefined> {
    if (refund.goods + refund.delivery + refund.goodwill === 0) return undefined;
    const origin = await tx.maybe<Origin>(sql`
      SELECT p.id AS "paymentId", p.currency, a.provider, s.shop_id AS "shopId",
        CASE a.provider WHEN 'pawapay' THEN a.reference ELSE coalesce(a.provider_transaction_id, a.reference) END AS source
      FROM backend.payments p
      JOIN backend.payment_attempts a ON a.payment_id = p.id AND a.state = 'SUCCEEDED'
      LEFT JOIN backend.shop_orders s ON s.order_id = p.order_id AND s.id = ${refund.shopOrderId ?? null}::uuid
      WHERE p.order_id = ${refund.orderId} AND p.captured_amount > 0`);
    if (!origin) throw problems.notPaid('There is nothing to give back.');
    return this.write(tx, { ...refund, ...origin, kind: refund.reason });
  }

  /** Opens the refund of money that no order was waiting for; undefined when it is open already. */
  async openSurplus(tx: Tx, breakId: string): Promise<{ refundId: string } | undefined> {
    const found = await tx.maybe<Origin & { orderId: string; surplus: number; before: number }>(sql`
      SELECT a.payment_id AS "paymentId", a.order_id AS "orderId", b.amount AS surplus, b.currency, b.provider,
        (SELECT count(*) FROM backend.refunds r WHERE r.break_id = b.id) AS before, NULL AS "shopId", CASE b.provider WHEN 'pawapay' THEN a.reference ELSE b.reference END AS source
      FROM backend.payment_breaks b JOIN backend.payment_attempts a ON a.id = b.attempt_id
      WHERE b.id = ${breakId} AND b.state = 'REFUND_DUE' AND b.amount > 0`);
    if (!found) return undefined;
    const nothing = { reason: 'STAFF', goods: 0, delivery: 0, goodwill: 0 } as const;
    // What was called off can be given back after all, by a refund of its own.
    const key = found.before === 0 ? `surplus:${breakId}` : `surplus:${breakId}:${found.before}`;
    return this.write(tx, { ...nothing, ...found, key, kind: 'SURPLUS', breakId });
  }

  private async write(tx: Tx, refund: NewRefund): Promise<{ refundId: string } | undefined> {
    const refundId = newId();
    try {
      if (!(await insert(tx, refundId, refund))) return undefined;
      await insertLines(tx, refundId, refund);
      await insertShares(tx, refundId, refund);
    } catch (error) {
      if (checkViolation(error) !== 'refund_limits_taken_check') throw error;
      throw problems.tooMuch('Read what is left of the order and give back no more than that.');
    }
    const state = refund.needsApproval ? 'CREATED' : 'RESERVED';
    await tx.execute(beginning([['refund', refundId]], state, refund.kind));
    if (!refund.needsApproval) await this.begin(tx, refundId);
    return { refundId };
  }

  /** From here on it is owed: the books set the money aside, it is sent, and the buyer is told. */
  async begin(tx: Tx, refundId: string): Promise<void> {
    const refund = (await refundById(tx, refundId))!;
    await this.outbox.publish(tx, RefundOpened, refundId, factOf(refund));
    await this.queue.order(tx, refundId);
    await this.letters.opened(tx, refund);
  }
}

async function insert(tx: Tx, id: string, refund: NewRefund): Promise<boolean> {
  const { goods, delivery, goodwill, surplus = 0 } = refund;
  const inserted = await tx.execute(sql`
    INSERT INTO backend.refunds (id, order_id, payment_id, shop_order_id, shop_id, break_id, key, reason, why, state,
      goods, delivery, goodwill, surplus, amount, currency, funder, provider, source, opened_by, needs_approval)
    VALUES (${id}, ${refund.orderId}, ${refund.paymentId}, ${refund.shopId && refund.shopOrderId}, ${refund.shopId},
      ${refund.breakId ?? null}, ${refund.key}, ${refund.kind}, ${refund.why ?? null},
      ${refund.needsApproval ? 'CREATED' : 'RESERVED'}, ${goods}, ${delivery}, ${goodwill}, ${surplus},
      ${goods + delivery + goodwill + surplus}, ${refund.currency}, ${refund.funder ?? 'PLATFORM'}, ${refund.provider},
      ${refund.source}, ${refund.actor ?? currentContext()?.actor ?? 'system'}, ${refund.needsApproval ?? false})
    ON CONFLICT (key) DO NOTHING`);
  return inserted === 1;
}

/** In one order for everybody, so that two refunds of the same lines wait for each other. */
async function insertLines(tx: Tx, refundId: string, { lines = [], goods }: NewRefund): Promise<void> {
  if (lines.length === 0) return;
  const ids = lines.map(({ lineId }) => lineId);
  const prices = await tx.rows<{ id: string; price: number }>(
    sql`SELECT id, unit_price AS price FROM backend.order_lines WHERE id = ANY(${ids}::uuid[])`,
  );
  const priceOf = new Map(prices.map(({ id, price }) => [id, price]));
  const worth = lines.map(({ lineId, quantity }) => (priceOf.get(lineId) ?? 0) * quantity);
  const amounts = overLines(goods, worth.some((one) => one > 0) ? worth : lines.map(() => 1));
  await tx.execute(sql`
    INSERT INTO backend.refund_lines (refund_id, line_id, quantity, amount)
    SELECT ${refundId}::uuid, l.id, l.quantity, l.amount
    FROM unnest(${ids}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[], ${amounts}::bigint[]) AS l (id, quantity, amount)
    ORDER BY l.id`);
}

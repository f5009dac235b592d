import { type Queryable, sql, type Sql, type Tx } from '@pakashop/platform';
import { overLines, proportional } from './refunds.shares.js';

/** What buyers paid for an order line, what falls to the platform of it, and what went back of each; in ngwee. */
export interface LineMoney {
  readonly lineId: string;
  readonly paid: number;
  readonly commission: number;
  readonly commissionVat: number;
  /** By refunds that are open or completed. */
  readonly paidBack: number;
  readonly commissionBack: number;
  readonly commissionVatBack: number;
}

/** What a refund takes off a line, and the commission and VAT of it that the shop is given back. */
export interface LineShare {
  readonly lineId: string;
  readonly amount: number;
  readonly commission: number;
  readonly commissionVat: number;
}

/**
 * Divides what is refunded for goods: first off the lines that it is for, as far as something is left of them, and the rest
 * off all lines in proportion to what is left. Each line gives back its own commission, reckoned from all that went back of
 * it, so that many small refunds give back what one would, and a whole one everything; never more than was taken.
 *
 * @param goods at most what is left of all lines
 * @param named what the refund gives for each line that it is for
 */
export function lineShares(
  goods: number,
  lines: readonly LineMoney[],
  named: ReadonlyMap<string, number> = new Map(),
): LineShare[] {
  const own = lines.map(({ lineId, paid, paidBack }) => Math.min(named.get(lineId) ?? 0, paid - paidBack));
  const left = lines.map(({ paid, paidBack }, i) => paid - paidBack - own[i]!);
  const more = divided(goods - own.reduce((sum, part) => sum + part, 0), left);
  return lines.map((line, i) => shareOf(line, own[i]! + more[i]!)).filter(({ amount }) => amount > 0);
}

function shareOf({ lineId, ...line }: LineMoney, amount: number): LineShare {
  const after = line.paidBack + amount;
  // What was called off may have had the ngwee that was rounded up: that is never asked back here.
  const rest = (whole: number, back: number) => Math.max(0, proportional(whole, 0, after, line.paid) - back);
  return {
    lineId,
    amount,
    commission: rest(line.commission, line.commissionBack),
    commissionVat: rest(line.commissionVat, line.commissionVatBack),
  };
}

/** An amount by weights; evenly where none weighs anything. */
export const divided = (amount: number, weights: readonly number[]): number[] =>
  amount === 0
    ? weights.map(() => 0)
    : overLines(amount, weights.some((one) => one > 0) ? weights : weights.map(() => 1));

interface LineRow extends Omit<LineMoney, 'paid'> {
  readonly total: number;
  readonly goodsTotal: number;
  /** Of the whole shop order: its delivery paid by the shop, say. */
  readonly looseCommission: number;
  readonly looseVat: number;
}

const frozen = (kind: 'COMMISSION' | 'COMMISSION_VAT', of: Sql) => sql`
  (SELECT coalesce(sum(a.amount), 0)::bigint FROM backend.order_adjustments a
   WHERE a.shop_order_id = s.id AND a.kind = ${kind} AND ${of})`;
const LINE = sql`a.line_id = l.id`;
const LOOSE = sql`a.line_id IS NULL`;

/** The lines of a shop order as they stand; true for as long as its refunds are held. */
export async function linesOf(db: Queryable, shopOrderId: string): Promise<LineMoney[]> {
  const rows = await db.rows<LineRow>(sql`
    SELECT l.id AS "lineId", l.total, s.goods_total AS "goodsTotal", ${frozen('COMMISSION', LINE)} AS commission,
      ${frozen('COMMISSION_VAT', LINE)} AS "commissionVat", ${frozen('COMMISSION', LOOSE)} AS "looseCommission",
      ${frozen('COMMISSION_VAT', LOOSE)} AS "looseVat",
      back.amount AS "paidBack", back.commission AS "commissionBack", back.vat AS "commissionVatBack"
    FROM backend.shop_orders s JOIN backend.order_lines l ON l.shop_order_id = s.id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(x.amount), 0)::bigint AS amount, coalesce(sum(x.commission), 0)::bigint AS commission,
        coalesce(sum(x.commission_vat), 0)::bigint AS vat
      FROM backend.refund_shares x JOIN backend.refunds r ON r.id = x.refund_id
      WHERE x.line_id = l.id AND r.state <> 'WITHDRAWN') back
    WHERE s.id = ${shopOrderId} ORDER BY l.id`);
  const [first] = rows;
  if (!first) return [];
  // A coupon has paid its part of every line.
  const paid = divided(
    first.goodsTotal,
    rows.map(({ total }) => total),
  );
  const commission = divided(first.looseCommission, paid);
  const vat = divided(first.looseVat, paid);
  return rows.map(({ total: _total, goodsTotal: _goods, looseCommission: _commission, looseVat: _vat, ...row }, i) => ({
    ...row,
    paid: paid[i]!,
    commission: row.commission + commission[i]!,
    commissionVat: row.commissionVat + vat[i]!,
  }));
}

/** Writes down what a refund takes off each line. Its own row and lines are written, so that nobody else writes one now. */
export async function insertShares(
  tx: Tx,
  refundId: string,
  { shopOrderId, goods }: { readonly shopOrderId?: string; readonly goods: number },
): Promise<void> {
  if (!shopOrderId || goods === 0) return;
  const named = await tx.rows<{ lineId: string; amount: number }>(
    sql`SELECT line_id AS "lineId", amount FROM backend.refund_lines WHERE refund_id = ${refundId}`,
  );
  const amounts = new Map(named.map(({ lineId, amount }) => [lineId, amount]));
  const shares = lineShares(goods, await linesOf(tx, shopOrderId), amounts);
  await tx.execute(sql`
    INSERT INTO backend.refund_shares (refund_id, line_id, amount, commission, commission_vat)
    SELECT ${refundId}::uuid, x."lineId", x.amount, x.commission, x."commissionVat"
    FROM json_to_recordset(${JSON.stringify(shares)}) AS x("lineId" uuid, amount bigint, commission bigint, "commissionVat" bigint)`);
}

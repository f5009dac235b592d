import { type Queryable, sql } from '@pakashop/platform';

/** A line of a paid shop order, with what is left of it. */
export interface RemainingLine {
  readonly lineId: string;
  /** Pieces that go to the buyer: all but those that were called off. */
  readonly quantity: number;
  /** Pieces for which no money was given back. */
  readonly refundable: number;
  /** Of one piece, in ngwee. */
  readonly price: number;
}

/** What is left of a paid shop order: pieces, and ngwee that nobody gave back or is about to. */
export interface Remains {
  readonly goods: number;
  readonly delivery: number;
  readonly lines: readonly RemainingLine[];
}

/** So many pieces of a line. */
export interface LinePart {
  readonly lineId: string;
  readonly quantity: number;
}

/** What is to be given back: amounts in ngwee. */
export interface Share {
  readonly goods: number;
  readonly delivery: number;
  readonly lines: readonly LinePart[];
}

const taken = (kind: 'GOODS' | 'DELIVERY') => sql`
  coalesce((SELECT x.taken FROM backend.refund_limits x WHERE x.kind = ${kind} AND x.subject_id = s.id), 0)`;

/** Reads what is left; true for as long as the order is held. */
export const remainsOf = (db: Queryable, shopOrderId: string): Promise<Remains> =>
  db.one<Remains>(sql`
    SELECT s.goods_total - ${taken('GOODS')} AS goods, s.delivery_fee - ${taken('DELIVERY')} AS delivery,
      (SELECT coalesce(json_agg(json_build_object('lineId', l.id, 'quantity', l.quantity - l.cancelled_quantity,
         'refundable', l.quantity - coalesce(x.taken, 0), 'price', l.unit_price) ORDER BY l.id), '[]')
       FROM backend.order_lines l LEFT JOIN backend.refund_limits x ON x.kind = 'LINE' AND x.subject_id = l.id
       WHERE l.shop_order_id = s.id) AS lines
    FROM backend.shop_orders s WHERE s.id = ${shopOrderId}`);

/** All that is left. */
export const wholeOf = ({ goods, delivery, lines }: Remains): Share => ({
  goods,
  delivery,
  lines: lines
    .filter(({ refundable }) => refundable > 0)
    .map(({ lineId, refundable: quantity }) => ({ lineId, quantity })),
});

/** What some pieces come to: never more of them, and never more money, than was not given back before. */
export function shareOf(remains: Remains, parts: readonly LinePart[]): Share {
  const known = new Map(remains.lines.map((line) => [line.lineId, line]));
  const lines = parts
    .map(({ lineId, quantity }) => ({ lineId, quantity: Math.min(quantity, known.get(lineId)?.refundable ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  const worth = lines.reduce((sum, { lineId, quantity }) => sum + quantity * known.get(lineId)!.price, 0);
  return { goods: Math.min(worth, remains.goods), delivery: 0, lines };
}

/** Whether all that was paid for a shop order went back, or is about to. */
export const isGivenBack = async (
  db: Queryable,
  { shopOrderId, goodsTotal, deliveryFee }: { shopOrderId: string; goodsTotal: number; deliveryFee: number },
): Promise<boolean> => goodsTotal + deliveryFee > 0 && isNothing(await remainsOf(db, shopOrderId));

/** Whether nothing is left to give back. */
export const isNothing = ({ goods, delivery }: Remains): boolean => goods === 0 && delivery === 0;

interface Counted {
  readonly quantity: number;
}

export const piecesIn = (all: readonly Counted[]): number => all.reduce((sum, { quantity }) => sum + quantity, 0);

/** Puts what has the same key together. */
export const summed = <T extends Counted>(all: readonly T[], keyOf: (one: T) => string): T[] =>
  [...Map.groupBy(all, keyOf).values()].map((same) => ({ ...same[0]!, quantity: piecesIn(same) }));

import { Injectable } from '@nestjs/common';
import { currentContext, sql, type Sql, type Tx } from '@pakashop/platform';
import { productsProblems } from './products.errors.js';
import { Showcase } from './products.showcase.js';

/** So many pieces of a variant for one line of an order. */
export interface StockLine {
  readonly lineId: string;
  readonly variantId: string;
  readonly quantity: number;
}

interface Seen {
  readonly kind: 'short' | 'turned';
  readonly variantId: string;
  readonly productId: string;
  readonly available: number;
}

/** How a line that is held ends: bought, or given back. */
const ENDINGS = {
  sell: { movement: 'SALE', set: sql`held = v.held - w.quantity, sold = v.sold + w.quantity` },
  release: { movement: 'RELEASE', set: sql`held = v.held - w.quantity, available = v.available + w.quantity` },
} as const;
type Way = keyof typeof ENDINGS;

/**
 * The stock of variants: available → held → sold, or back. Each step of a line happens once, under a key made from the
 * line, so a repeat changes nothing; all locks are taken in the order of the ids.
 */
@Injectable()
export class Stock {
  constructor(private readonly showcase: Showcase) {}

  /**
   * Holds all lines or none of them.
   *
   * @throws Problem products.out_of_stock naming each variant that is short and how many of it are left
   */
  async hold(tx: Tx, lines: readonly StockLine[]): Promise<void> {
    const seen = await tx.rows<Seen>(sql`
      WITH line AS (${linesOf(lines)}),
      fresh AS (
        SELECT * FROM line
        WHERE NOT EXISTS (SELECT FROM backend.stock_movements m WHERE m.key = 'hold:' || line.line_id)),
      wanted AS (SELECT variant_id, sum(quantity)::int AS quantity FROM fresh GROUP BY variant_id),
      locked AS MATERIALIZED (
        SELECT id, CASE status WHEN 'ACTIVE' THEN available ELSE 0 END AS available FROM backend.variants
        WHERE id IN (SELECT variant_id FROM wanted) ORDER BY id FOR NO KEY UPDATE),
      short AS MATERIALIZED (
        SELECT w.variant_id, coalesce(l.available, 0) AS available FROM wanted w LEFT JOIN locked l ON l.id = w.variant_id
        WHERE coalesce(l.available, 0) < w.quantity),
      held AS (
        UPDATE backend.variants v SET available = v.available - w.quantity, held = v.held + w.quantity
        FROM wanted w WHERE v.id = w.variant_id AND NOT EXISTS (SELECT FROM short)
        RETURNING v.id, v.product_id, v.available),
      written AS (
        INSERT INTO backend.stock_movements (variant_id, kind, quantity, key, actor)
        SELECT variant_id, 'HOLD', quantity, 'hold:' || line_id, ${actor()} FROM fresh WHERE NOT EXISTS (SELECT FROM short))
      SELECT 'short' AS kind, variant_id AS "variantId", NULL::uuid AS "productId", available FROM short
      UNION ALL SELECT 'turned', id, product_id, available FROM held WHERE available = 0`);
    const short = seen.filter(({ kind }) => kind === 'short');
    if (short.length > 0) {
      throw productsProblems.outOfStock('Take fewer of the variants named in lines, or others.', {
        extra: { lines: short.map(({ variantId, available }) => ({ variantId, available })) },
      });
    }
    await this.turned(tx, seen);
  }

  /** What was held is bought. Variant and quantity are those of the hold. */
  async sell(tx: Tx, lines: readonly StockLine[]): Promise<void> {
    await this.end(tx, 'sell', lines);
  }

  /** What was held is available again. Variant and quantity are those of the hold. */
  async release(tx: Tx, lines: readonly StockLine[]): Promise<void> {
    await this.turned(tx, await this.end(tx, 'release', lines));
  }

  /**
   * Ends holds: a unique index lets a line be sold or given back once. Of the lines that ended this way before, nothing
   * changes.
   */
  private async end(tx: Tx, way: Way, lines: readonly StockLine[]): Promise<Seen[]> {
    const { movement, set } = ENDINGS[way];
    const [ended, ...turned] = await tx.rows<Seen>(sql`
      WITH once AS (
        INSERT INTO backend.stock_movements (variant_id, kind, quantity, key, actor)
        SELECT m.variant_id, ${movement}, m.quantity, ${`${way}:`} || line_id, ${actor()}
        FROM unnest((SELECT ${lines.map(({ lineId }) => lineId)}::text[])) AS line_id
        JOIN backend.stock_movements m ON m.key = 'hold:' || line_id
        ORDER BY line_id
        ON CONFLICT DO NOTHING RETURNING variant_id, quantity),
      wanted AS (SELECT variant_id, sum(quantity)::int AS quantity FROM once GROUP BY variant_id),
      locked AS MATERIALIZED (
        SELECT id FROM backend.variants WHERE id IN (SELECT variant_id FROM wanted) ORDER BY id FOR NO KEY UPDATE),
      changed AS (
        UPDATE backend.variants v SET ${set} FROM wanted w
        WHERE v.id = w.variant_id AND v.id IN (SELECT id FROM locked)
        RETURNING v.id, v.product_id, v.available, w.quantity)
      SELECT 'ended' AS kind, NULL::uuid AS "variantId", NULL::uuid AS "productId", count(*) AS available FROM once
      UNION ALL SELECT 'turned', id, product_id, available FROM changed WHERE available = quantity`);
    if (ended!.available < lines.length) await this.expectEnded(tx, way, lines);
    return turned;
  }

  /** A line that did not end now has ended this way before; else the caller is wrong about it. */
  private async expectEnded(tx: Tx, way: Way, lines: readonly StockLine[]): Promise<void> {
    const keys = lines.map(({ lineId }) => `${way}:${lineId}`);
    const { count } = await tx.one<{ count: number }>(
      sql`SELECT count(*) FROM backend.stock_movements WHERE key = ANY(${keys})`,
    );
    if (count < new Set(keys).size) throw new Error(`cannot ${way} stock that is not held: ${keys.join(', ')}`);
  }

  /** Variants that were sold out or came back change what customers see. */
  private async turned(tx: Tx, seen: readonly Seen[]): Promise<void> {
    if (seen.length > 0)
      await this.showcase.refresh(
        tx,
        seen.map(({ productId }) => productId),
      );
  }
}

const actor = (): string => currentContext()?.actor ?? 'system';

const linesOf = (lines: readonly StockLine[]): Sql => sql`
  SELECT * FROM unnest(${lines.map(({ lineId }) => lineId)}::text[], ${lines.map(({ variantId }) => variantId)}::uuid[],
                       ${lines.map(({ quantity }) => quantity)}::int[]) AS l (line_id, variant_id, quantity)`;

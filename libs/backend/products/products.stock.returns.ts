import { Injectable } from '@nestjs/common';
import { currentContext, sql, type Tx } from '@pakashop/platform';
import { Showcase } from './products.showcase.js';

/** What became of pieces that a paid line does not take after all. */
export const RETURN_FATES = ['RESTOCKED', 'DAMAGED', 'MISSING'] as const;
export type ReturnFate = (typeof RETURN_FATES)[number];

/** Pieces of a sold line; a line may come in several parts, one per fate. */
export interface ReturnedPieces {
  readonly lineId: string;
  readonly quantity: number;
  readonly fate: ReturnFate;
}

interface Seen {
  readonly kind: 'taken' | 'turned';
  readonly productId: string | null;
  readonly count: number;
}

/**
 * Pieces that were sold and do not stay with a buyer: a RETURN takes each from what is sold to what is available, and what
 * cannot be sold again goes out from there as DAMAGE or, when it was never there, as an ADJUSTMENT.
 */
@Injectable()
export class StockReturns {
  constructor(private readonly showcase: Showcase) {}

  /**
   * Books pieces under a cause, once per line, fate and cause: a repeat changes nothing.
   *
   * @param cause a stable word: `cancel`, `returned`
   * @throws Error for a line that was never sold: the caller is wrong about it
   */
  async take(tx: Tx, cause: string, pieces: readonly ReturnedPieces[]): Promise<void> {
    const wanted = pieces.filter(({ quantity }) => quantity > 0);
    if (wanted.length === 0) return;
    const keys = wanted.map(({ lineId, fate }) => `${lineId}:${cause}:${fate}`);
    const [taken, ...turned] = await tx.rows<Seen>(sql`
      WITH piece AS (
        SELECT * FROM unnest(${wanted.map(({ lineId }) => lineId)}::text[], ${wanted.map(({ quantity }) => quantity)}::int[],
          ${wanted.map(({ fate }) => fate)}::text[], ${keys}::text[]) AS p (line_id, quantity, fate, key)),
      back AS (
        INSERT INTO backend.stock_movements (variant_id, kind, quantity, key, actor)
        SELECT m.variant_id, 'RETURN', p.quantity, 'return:' || p.key, ${actor()}
        FROM piece p JOIN backend.stock_movements m ON m.key = 'sell:' || p.line_id
        ORDER BY p.key
        ON CONFLICT DO NOTHING RETURNING variant_id, quantity, key),
      fresh AS (SELECT b.variant_id, b.quantity, p.fate, p.key FROM back b JOIN piece p ON b.key = 'return:' || p.key),
      lost AS (
        INSERT INTO backend.stock_movements (variant_id, kind, quantity, key, actor)
        SELECT variant_id, CASE fate WHEN 'DAMAGED' THEN 'DAMAGE' ELSE 'ADJUSTMENT' END, -quantity, 'lost:' || key, ${actor()}
        FROM fresh WHERE fate <> 'RESTOCKED'),
      moved AS (
        SELECT variant_id, sum(quantity)::int AS quantity,
          coalesce(sum(quantity) FILTER (WHERE fate = 'RESTOCKED'), 0)::int AS found
        FROM fresh GROUP BY variant_id),
      locked AS MATERIALIZED (
        SELECT id FROM backend.variants WHERE id IN (SELECT variant_id FROM moved) ORDER BY id FOR NO KEY UPDATE),
      changed AS (
        UPDATE backend.variants v SET available = v.available + m.found, sold = v.sold - m.quantity FROM moved m
        WHERE v.id = m.variant_id AND v.id IN (SELECT id FROM locked)
        RETURNING v.product_id, v.available, m.found)
      SELECT 'taken' AS kind, NULL::uuid AS "productId", count(*) AS count FROM back
      UNION ALL SELECT 'turned', product_id, 0 FROM changed WHERE found > 0 AND available = found`);
    if (taken!.count < wanted.length) await expectTaken(tx, keys);
    // Variants that were sold out change what customers see.
    const products = turned.flatMap(({ productId }) => productId ?? []);
    if (products.length > 0) await this.showcase.refresh(tx, products);
  }
}

const actor = (): string => currentContext()?.actor ?? 'system';

/** What was not taken now was taken before. */
async function expectTaken(tx: Tx, keys: readonly string[]): Promise<void> {
  const all = keys.map((key) => `return:${key}`);
  const { count } = await tx.one<{ count: number }>(
    sql`SELECT count(*) FROM backend.stock_movements WHERE key = ANY(${all})`,
  );
  if (count < new Set(all).size) throw new Error(`cannot take back what was not sold: ${keys.join(', ')}`);
}

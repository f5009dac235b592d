import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type Claim,
  cursorNumber,
  Database,
  newId,
  none,
  type Page,
  type PageQuery,
  sql,
  toPage,
} from '@pakashop/platform';
import { productsProblems } from './products.errors.js';
import { inOwnShops } from './products.own.js';
import { checkMovement } from './products.rules.js';
import { Showcase } from './products.showcase.js';
import type { MoveStock, StockMoved, StockMovementView } from './products.vendor.dto.js';

interface MovementRow extends Omit<StockMovementView, 'at'> {
  readonly at: Date;
}

interface MovedRow extends MovementRow {
  readonly productId: string;
  readonly available: number;
  readonly held: number;
  readonly sold: number;
}

/** More of one variant than this is a slip of the hand. */
const MOST = 1_000_000_000;

/** What vendors write into the history of a stock, and read of it. */
@Injectable()
export class StockMovements {
  constructor(
    private readonly db: Database,
    private readonly showcase: Showcase,
  ) {}

  /**
   * Books goods in or out of what is available; what is held or sold is not theirs to move.
   *
   * @throws Problem products.variant_not_found; products.out_of_stock when more would go out than there is
   */
  record(actor: Actor, variantId: string, { kind, quantity, reason }: MoveStock, claim: Claim): Promise<StockMoved> {
    checkMovement(kind, quantity);
    const own = inOwnShops(actor);
    return this.db.transaction(async (tx) => {
      const moved = await tx.maybe<MovedRow>(sql`
        WITH changed AS (
          UPDATE backend.variants SET available = available + ${quantity}
          WHERE id = ${variantId} AND ${own} AND available + ${quantity} BETWEEN 0 AND ${MOST}
          RETURNING id, product_id, available, held, sold),
        written AS (
          INSERT INTO backend.stock_movements (variant_id, kind, quantity, key, reason, actor)
          SELECT id, ${kind}, ${quantity}, ${`manual:${newId()}`}, ${reason}, ${actor.label} FROM changed
          RETURNING id, kind, quantity, reason, actor, at)
        SELECT written.*, product_id AS "productId", available, held, sold FROM written, changed`);
      if (!moved) {
        const there = await tx.maybe<{ available: number }>(
          sql`SELECT available FROM backend.variants WHERE id = ${variantId} AND ${own}`,
        );
        if (!there) throw productsProblems.variantNotFound('No variant of your shops has this id.');
        throw productsProblems.outOfStock(`${there.available} are available; what is held for orders cannot be moved.`);
      }
      const { available, held, sold } = moved;
      const turned = available > 0 !== available - quantity > 0;
      if (turned) await this.showcase.refresh(tx, [moved.productId]);
      const view = { movement: movementView(moved), stock: { available, held, sold } };
      await claim.answer(tx, 201, view);
      return view;
    });
  }

  /**
   * The history of a stock, the latest first.
   *
   * @throws Problem products.variant_not_found
   */
  async history(actor: Actor, variantId: string, { limit, cursor }: PageQuery): Promise<Page<StockMovementView>> {
    const before = cursor === undefined ? none : sql`AND id < ${cursorNumber(cursor)}`;
    const own = await this.db.maybe(
      sql`SELECT id FROM backend.variants WHERE id = ${variantId} AND ${inOwnShops(actor)}`,
    );
    if (!own) throw productsProblems.variantNotFound('No variant of your shops has this id.');
    const rows = await this.db.rows<MovementRow>(sql`
      SELECT id, kind, quantity, reason, actor, at FROM backend.stock_movements
      WHERE variant_id = ${variantId} ${before}
      ORDER BY id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.id], movementView);
  }
}

const movementView = ({ id, kind, quantity, reason, actor, at }: MovementRow): StockMovementView => ({
  id,
  kind,
  quantity,
  reason,
  actor,
  at: at.toISOString(),
});

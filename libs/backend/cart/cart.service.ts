import { Injectable } from '@nestjs/common';
import { type Actor, checkViolation, Database, money, newId, sql, type Tx } from '@pakashop/platform';
import { CartCache, type CartLine } from './cart.cache.js';
import type { AddToCart, CartChanged, CartView } from './cart.dto.js';
import { cartProblems } from './cart.errors.js';
import { type CartOwner, guestOf, ownerOf } from './cart.owner.js';
import { knownLines, rowsOf, showCart } from './cart.view.js';

/** Different variants in one cart, at most. */
const MOST_LINES = 100;

interface AddedRow {
  readonly quantity: number | null;
  readonly itemCount: number;
  readonly onSale: boolean;
}

/** What people and guests mean to buy. The rows are the truth; Redis keeps copies of what is in them. */
@Injectable()
export class Carts {
  constructor(
    private readonly db: Database,
    private readonly cache: CartCache,
  ) {}

  /** The caller's cart with the prices and the stock of this moment. */
  async view(actor: Actor): Promise<CartView> {
    const owner = ownerOf(actor);
    const cached = await this.cache.read(owner.key);
    if (cached.lines?.length === 0) return { items: [], itemCount: 0, goodsTotal: money(0) };
    if (cached.lines) return showCart(this.db, knownLines(cached.lines));
    const view = await showCart(this.db, rowsOf(owner.where));
    await cached.fill(view.items.map(({ variantId, quantity }) => ({ variantId, quantity })));
    return view;
  }

  /**
   * Adds pieces of a variant that is for sale, making the cart with the first one.
   *
   * @throws Problem cart.not_for_sale, cart.too_many
   */
  async add(actor: Actor, item: AddToCart): Promise<CartChanged> {
    const owner = ownerOf(actor);
    const [added] = await Promise.all([this.insert(owner, item), this.cache.changed(owner.key)]);
    if (!added.onSale) throw cartProblems.notForSale('It may no longer be sold; look at the product again.');
    if (added.quantity === null) throw cartProblems.tooMany(`A cart holds up to ${MOST_LINES} different variants.`);
    return { variantId: item.variantId, quantity: added.quantity, itemCount: added.itemCount };
  }

  /** One statement, which locks the cart's row: adding, merging and emptying one cart happen one after the other. */
  private insert({ userId, guestHash, column }: CartOwner, { variantId, quantity }: AddToCart): Promise<AddedRow> {
    return this.db
      .one<AddedRow>(
        sql`
        WITH wanted AS (
          SELECT v.id FROM backend.variants v
          JOIN backend.products p ON p.id = v.product_id JOIN backend.shops s ON s.id = p.shop_id
          WHERE v.id = ${variantId} AND v.status = 'ACTIVE' AND p.status = 'ACTIVE' AND s.status = 'ACTIVE'),
        cart AS (
          INSERT INTO backend.carts (id, user_id, guest_hash)
          SELECT ${newId()}, ${userId}::uuid, ${guestHash} FROM wanted
          ON CONFLICT (${column}) DO UPDATE SET updated_at = now() RETURNING id),
        others AS (
          SELECT count(*) AS lines, coalesce(sum(i.quantity), 0) AS pieces
          FROM backend.cart_items i JOIN cart ON i.cart_id = cart.id WHERE i.variant_id <> ${variantId}),
        item AS (
          INSERT INTO backend.cart_items AS i (cart_id, variant_id, quantity)
          SELECT cart.id, wanted.id, ${quantity}::int FROM cart, wanted, others WHERE others.lines < ${MOST_LINES}
          ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = i.quantity + excluded.quantity
          RETURNING quantity)
        SELECT (SELECT quantity FROM item) AS quantity, EXISTS (SELECT FROM wanted) AS "onSale",
               (others.pieces + coalesce((SELECT quantity FROM item), 0))::int AS "itemCount"
        FROM others`,
      )
      .catch(refuseTooMany);
  }

  /** @throws Problem cart.not_in_cart */
  async setQuantity(actor: Actor, variantId: string, quantity: number): Promise<CartChanged> {
    const owner = ownerOf(actor);
    const [changed] = await Promise.all([
      this.db.maybe<{ itemCount: number }>(sql`
        WITH changed AS (
          UPDATE backend.cart_items i SET quantity = ${quantity} FROM backend.carts c
          WHERE i.cart_id = c.id AND i.variant_id = ${variantId} AND ${owner.where} RETURNING i.cart_id, i.quantity)
        SELECT (changed.quantity + coalesce((
          SELECT sum(o.quantity) FROM backend.cart_items o
          WHERE o.cart_id = changed.cart_id AND o.variant_id <> ${variantId}), 0))::int AS "itemCount"
        FROM changed`),
      this.cache.changed(owner.key),
    ]);
    if (!changed) throw cartProblems.notInCart('Add it to the cart first.');
    return { variantId, quantity, itemCount: changed.itemCount };
  }

  /** Takes a variant out; nothing happens when it is not in the cart. */
  async remove(actor: Actor, variantId: string): Promise<void> {
    const owner = ownerOf(actor);
    await Promise.all([
      this.db.execute(sql`
        DELETE FROM backend.cart_items i USING backend.carts c
        WHERE i.cart_id = c.id AND i.variant_id = ${variantId} AND ${owner.where}`),
      this.cache.changed(owner.key),
    ]);
  }

  async empty(actor: Actor): Promise<void> {
    await this.db.transaction((tx) => this.clear(tx, actor));
  }

  /** Moves what a guest has chosen into the cart of the same person, now signed in. Moving it again changes nothing. */
  async merge(actor: Actor, guestToken: string): Promise<CartView> {
    const guest = guestOf(guestToken);
    const owner = ownerOf(actor);
    await this.db.transaction(async (tx) => {
      const found = await tx.maybe<{ id: string }>(
        sql`SELECT c.id FROM backend.carts c WHERE ${guest.where} FOR UPDATE`,
      );
      if (!found) return;
      await tx.execute(sql`
        WITH cart AS (
          INSERT INTO backend.carts (id, user_id) VALUES (${newId()}, ${owner.userId})
          ON CONFLICT (user_id) DO UPDATE SET updated_at = now() RETURNING id)
        INSERT INTO backend.cart_items AS i (cart_id, variant_id, quantity, added_at)
        SELECT cart.id, g.variant_id, g.quantity, g.added_at FROM cart, backend.cart_items g WHERE g.cart_id = ${found.id}
        ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = least(999, i.quantity + excluded.quantity)`);
      await tx.execute(sql`DELETE FROM backend.carts WHERE id = ${found.id}`);
    });
    await Promise.all([this.cache.changed(owner.key), this.cache.changed(guest.key)]);
    return this.view(actor);
  }

  /** What is in the caller's cart, from its rows. */
  linesOf(actor: Actor): Promise<CartLine[]> {
    return this.db.rows(sql`
      SELECT i.variant_id AS "variantId", i.quantity
      FROM backend.carts c JOIN backend.cart_items i ON i.cart_id = c.id
      WHERE ${ownerOf(actor).where} ORDER BY i.added_at, i.variant_id`);
  }

  /**
   * Takes exactly these lines out of the cart, for the order that is placed with them. False when one of them is not in
   * the cart like that any more; what was added meanwhile stays.
   */
  async take(tx: Tx, actor: Actor, lines: readonly { variantId: string; quantity: number }[]): Promise<boolean> {
    const owner = ownerOf(actor);
    const taken = await tx.execute(sql`
      DELETE FROM backend.cart_items i
      USING backend.carts c,
        unnest(${lines.map((l) => l.variantId)}::uuid[], ${lines.map((l) => l.quantity)}::int[]) AS l (variant_id, quantity)
      WHERE ${owner.where} AND i.cart_id = c.id AND i.variant_id = l.variant_id AND i.quantity = l.quantity`);
    tx.onCommit(() => void this.cache.changed(owner.key));
    return taken === lines.length;
  }

  /** Empties the caller's cart. */
  async clear(tx: Tx, actor: Actor): Promise<void> {
    const owner = ownerOf(actor);
    await tx.execute(sql`DELETE FROM backend.carts c WHERE ${owner.where}`);
    // Sent before anything that this process asks of Redis later, on the same connection.
    tx.onCommit(() => void this.cache.changed(owner.key));
  }
}

function refuseTooMany(error: unknown): never {
  if (checkViolation(error) === 'cart_items_quantity_check') {
    throw cartProblems.tooMany('A cart holds up to 999 pieces of one variant.');
  }
  throw error;
}

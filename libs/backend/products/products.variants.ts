import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type Claim,
  currentContext,
  Database,
  newId,
  sql,
  type Tx,
  uniqueViolation,
} from '@pakashop/platform';
import { productsProblems } from './products.errors.js';
import { inOwnShops, readOwnProducts } from './products.own.js';
import { checkOptions, checkOwnSku, makeSku } from './products.rules.js';
import { Showcase } from './products.showcase.js';
import type { ChangeVariant, CreateVariant, OwnProduct } from './products.vendor.dto.js';

/** The product that variants are added to. */
interface VariantParent {
  readonly id: string;
  readonly shopId: string;
  readonly shopSlug: string;
  readonly categoryCode: string;
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** What is bought: variants with their SKU, price and first stock. */
@Injectable()
export class Variants {
  constructor(
    private readonly db: Database,
    private readonly showcase: Showcase,
  ) {}

  /**
   * Adds a variant to a product of the caller's shops.
   *
   * @throws Problem products.not_found, products.options_mismatch, products.sku_reserved, products.sku_taken
   */
  create(actor: Actor, productId: string, variant: CreateVariant, claim: Claim): Promise<OwnProduct> {
    return this.db.transaction(async (tx) => {
      const parent = await tx.maybe<VariantParent>(sql`
        SELECT p.id, p.shop_id AS "shopId", s.slug AS "shopSlug", c.code AS "categoryCode",
          (SELECT coalesce(json_agg(json_build_object('name', o.name, 'values', o.values)), '[]')
           FROM backend.product_options o WHERE o.product_id = p.id) AS options
        FROM backend.products p JOIN backend.shops s ON s.id = p.shop_id JOIN backend.categories c ON c.id = p.category_id
        WHERE p.id = ${productId} AND ${inOwnShops(actor, sql`p.shop_id`)} FOR NO KEY UPDATE OF p`);
      if (!parent) throw productsProblems.notFound('No product of your shops has this id.');
      await this.add(tx, parent, [variant]);
      await this.showcase.refresh(tx, [productId]);
      const [view] = await readOwnProducts(tx, sql`p.id = ${productId}`);
      await claim.answer(tx, 201, view);
      return view!;
    });
  }

  /**
   * Changes price, title, weight or status of a variant.
   *
   * @throws Problem products.variant_not_found; products.no_active_variant when it is the last one on sale of a product
   *   on sale
   */
  change(actor: Actor, id: string, { title, price, weightG, status }: ChangeVariant): Promise<OwnProduct> {
    return this.db.transaction(async (tx) => {
      const changed = await tx.maybe<{ productId: string }>(sql`
        UPDATE backend.variants SET title = coalesce(${title ?? null}, title), price = coalesce(${price?.amount ?? null}, price),
          currency = coalesce(${price?.currency ?? null}, currency), weight_g = coalesce(${weightG ?? null}, weight_g),
          status = coalesce(${status ?? null}, status)
        WHERE id = ${id} AND ${inOwnShops(actor)} RETURNING product_id AS "productId"`);
      if (!changed) throw productsProblems.variantNotFound('No variant of your shops has this id.');
      await this.showcase.refresh(tx, [changed.productId]);
      const [view] = await readOwnProducts(tx, sql`p.id = ${changed.productId}`);
      return view!;
    });
  }

  /** Inserts variants of a product whose row the transaction holds or has made, with their first receipts. */
  async add(tx: Tx, parent: VariantParent, variants: readonly CreateVariant[]): Promise<void> {
    if (variants.length === 0) return;
    for (const { options } of variants) checkOptions(parent.options, options);
    const skus = await this.skusFor(tx, parent, variants);
    const rows = variants.map(({ title, options, price, weightG, stock }, index) => ({
      id: newId(),
      sku: skus[index],
      title,
      options,
      price: price.amount,
      currency: price.currency,
      weightG,
      stock,
    }));
    await tx
      .execute(
        sql`
        WITH added AS (
          INSERT INTO backend.variants (id, product_id, shop_id, sku, title, options, price, currency, weight_g, available,
            position)
          SELECT v.id, ${parent.id}, ${parent.shopId}, v.sku, v.title, v.options, v.price, v.currency, v."weightG", v.stock,
                 (SELECT coalesce(max(position) + 1, 0) FROM backend.variants WHERE product_id = ${parent.id})
                   + (row_number() OVER ())::int - 1
          FROM json_to_recordset(${JSON.stringify(rows)}) AS v
            (id uuid, sku text, title text, options jsonb, price bigint, currency text, "weightG" int, stock int)
          RETURNING id, available)
        INSERT INTO backend.stock_movements (variant_id, kind, quantity, key, reason, actor)
        SELECT id, 'RECEIPT', available, 'first:' || id, 'first stock', ${currentContext()?.actor ?? 'system'}
        FROM added WHERE available > 0`,
      )
      .catch(refuseTakenSku);
  }

  /** The vendor's own SKUs, and numbers from the shop's counter for the rest: its row lock keeps two from one number. */
  private async skusFor(tx: Tx, parent: VariantParent, variants: readonly CreateVariant[]): Promise<string[]> {
    const missing = variants.filter(({ sku }) => sku === undefined).length;
    let next = 0;
    if (missing > 0) {
      const { last } = await tx.one<{ last: number }>(sql`
        UPDATE backend.shops SET sku_counter = sku_counter + ${missing} WHERE id = ${parent.shopId}
        RETURNING sku_counter AS last`);
      next = last - missing;
    }
    return variants.map(({ sku }) => {
      if (sku === undefined) return makeSku(parent.shopSlug, parent.categoryCode, ++next);
      checkOwnSku(sku, parent.shopSlug);
      return sku;
    });
  }
}

function refuseTakenSku(error: unknown): never {
  if (uniqueViolation(error) === 'variants_shop_id_sku_key') {
    throw productsProblems.skuTaken('Choose another SKU, or leave it out to get one.');
  }
  throw error;
}

import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type Claim,
  Database,
  newId,
  none,
  olderThan,
  type Page,
  sql,
  type Tx,
  toPage,
} from '@pakashop/platform';
import { Images } from '../media/media.images.js';
import { withFreeSlug } from '../shops/shops.slug.js';
import { productsProblems } from './products.errors.js';
import { CatalogueNews } from './products.news.js';
import { inOwnShops, readOwnProducts } from './products.own.js';
import { Showcase } from './products.showcase.js';
import { Variants } from './products.variants.js';
import type {
  ChangeProduct,
  CreateProduct,
  ListOwnProducts,
  NewImage,
  NewOption,
  OwnProduct,
} from './products.vendor.dto.js';

interface KnownImage {
  readonly url: string;
  /** Absent for pictures that were there before uploads. */
  readonly uploadId: string | null;
}

/** Products in the hands of those who sell them. */
@Injectable()
export class VendorProducts {
  constructor(
    private readonly db: Database,
    private readonly variants: Variants,
    private readonly showcase: Showcase,
    private readonly news: CatalogueNews,
    private readonly images: Images,
  ) {}

  /**
   * Makes a product in a shop of the caller, with its pictures, options, variants and first stock.
   *
   * @throws Problem products.shop_not_found, products.category_unknown, products.options_mismatch, products.sku_reserved,
   *   products.sku_taken, products.no_active_variant, products.image_unknown, media.not_found, media.not_usable,
   *   media.in_use
   */
  create(actor: Actor, product: CreateProduct, claim: Claim): Promise<OwnProduct> {
    return this.db.transaction(async (tx) => {
      const shop = await tx.maybe<{ slug: string }>(
        sql`SELECT slug FROM backend.shops WHERE id = ${product.shopId} AND ${inOwnShops(actor, sql`id`)}`,
      );
      if (!shop) throw productsProblems.shopNotFound('You sell in no shop with this id.');
      const { code } = await this.category(tx, product.categoryId);
      const { id } = await withFreeSlug(product.title, 'product', (slug) =>
        tx.maybe<{ id: string }>(sql`
          INSERT INTO backend.products (id, shop_id, category_id, slug, title, description, status)
          VALUES (${newId()}, ${product.shopId}, ${product.categoryId}, ${slug}, ${product.title}, ${product.description}, ${product.status})
          ON CONFLICT (slug) DO NOTHING RETURNING id`),
      );
      if (product.images.length > 0) await this.setImages(tx, actor, id, product.images);
      await this.addOptions(tx, id, product.options);
      const parent = { id, shopId: product.shopId, shopSlug: shop.slug, categoryCode: code, options: product.options };
      await this.variants.add(tx, parent, product.variants);
      await this.showcase.refresh(tx, [id]);
      const view = await this.view(tx, id);
      await claim.answer(tx, 201, view);
      return view;
    });
  }

  /**
   * Changes a product, puts it on sale or takes it off.
   *
   * @throws Problem products.not_found, products.category_unknown, products.no_active_variant, products.image_unknown,
   *   media.not_found, media.not_usable, media.in_use
   */
  change(actor: Actor, id: string, change: ChangeProduct): Promise<OwnProduct> {
    return this.db.transaction(async (tx) => {
      const before = await tx.maybe<{ slug: string; status: string }>(sql`
        SELECT slug, status FROM backend.products WHERE id = ${id} AND ${inOwnShops(actor)} FOR NO KEY UPDATE`);
      if (!before) throw productsProblems.notFound('No product of your shops has this id.');
      if (change.categoryId) await this.category(tx, change.categoryId);
      await tx.execute(sql`
        UPDATE backend.products SET title = coalesce(${change.title ?? null}, title),
          description = coalesce(${change.description ?? null}, description),
          category_id = coalesce(${change.categoryId ?? null}, category_id),
          status = coalesce(${change.status ?? null}, status), updated_at = now()
        WHERE id = ${id}`);
      if (change.images) await this.setImages(tx, actor, id, change.images);
      await this.showcase.refresh(tx, [id]); // announces what is on sale now
      if (before.status === 'ACTIVE' && change.status !== undefined) await this.news.announce(tx, [before.slug]);
      return this.view(tx, id);
    });
  }

  /** Products of the shops that the caller sells in, with stock, the newest first. */
  async list(actor: Actor, { shopId, status, limit, cursor }: ListOwnProducts): Promise<Page<OwnProduct>> {
    const where = sql`${inOwnShops(actor, sql`p.shop_id`)}
      ${shopId ? sql`AND p.shop_id = ${shopId}` : none} ${status ? sql`AND p.status = ${status}` : none}
      ${olderThan(cursor, sql`p.id`)}`;
    const found = await readOwnProducts(this.db, where, limit + 1);
    return toPage(
      found,
      limit,
      ({ id }) => [id],
      (product) => product,
    );
  }

  private async view(tx: Tx, id: string): Promise<OwnProduct> {
    const [view] = await readOwnProducts(tx, sql`p.id = ${id}`);
    return view!;
  }

  private async category(tx: Tx, id: string): Promise<{ code: string }> {
    const category = await tx.maybe<{ code: string }>(sql`SELECT code FROM backend.categories WHERE id = ${id}`);
    if (!category) throw productsProblems.categoryUnknown('GET /categories lists those there are.');
    return category;
  }

  private async setImages(tx: Tx, actor: Actor, productId: string, images: readonly NewImage[]): Promise<void> {
    const had = await tx.rows<KnownImage>(sql`
      DELETE FROM backend.product_images WHERE product_id = ${productId} RETURNING url, upload_id AS "uploadId"`);
    const rows = [];
    for (const [position, { alt, ...image }] of images.entries()) {
      rows.push({ id: newId(), alt, position, ...(await this.resolve(tx, actor, productId, image, had)) });
    }
    await tx.execute(sql`
      INSERT INTO backend.product_images (id, product_id, url, upload_id, alt, position)
      SELECT id, ${productId}, url, "uploadId", alt, position
      FROM json_to_recordset(${JSON.stringify(rows)}) AS i (id uuid, url text, "uploadId" uuid, alt text, position int)`);
    const kept = rows.flatMap(({ uploadId }) => uploadId ?? []);
    if (had.length > 0) await this.images.release(tx, 'product', productId, kept);
  }

  /** A picture is one of our own: uploaded by the caller, or already there. */
  private async resolve(
    tx: Tx,
    actor: Actor,
    productId: string,
    { uploadId, url }: Pick<NewImage, 'uploadId' | 'url'>,
    had: readonly KnownImage[],
  ): Promise<KnownImage> {
    if (uploadId !== undefined) {
      const subject = { subject: 'product', subjectId: productId, purpose: 'product_image' } as const;
      return { uploadId, url: await this.images.claim(tx, { uploadId, ownerUserId: actor.userId!, ...subject }) };
    }
    const known = had.find((image) => image.url === url);
    if (!known) throw productsProblems.imageUnknown('Upload the picture by POST /media/uploads and send its uploadId.');
    return known;
  }

  private async addOptions(tx: Tx, productId: string, options: readonly NewOption[]): Promise<void> {
    if (options.length === 0) return;
    const rows = options.map(({ name, values }, position) => ({ id: newId(), name, values, position }));
    await tx.execute(sql`
      INSERT INTO backend.product_options (id, product_id, name, values, position)
      SELECT id, ${productId}, name, ARRAY(SELECT json_array_elements_text(values)), position
      FROM json_to_recordset(${JSON.stringify(rows)}) AS o (id uuid, name text, values json, position int)`);
  }
}

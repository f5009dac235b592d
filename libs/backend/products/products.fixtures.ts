import { Actor, Database, Domain, mergeParts, newId, sql } from '@pakashop/platform';
import { bootApp, forwarded } from '@pakashop/platform/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { cart } from '../cart/cart.area.js';
import { media } from '../media/media.area.js';
import type { PictureOf } from '../media/media.purposes.js';
import { postbox } from '../messages/messages.postbox.fixtures.js';
import { shops } from '../shops/shops.area.js';
import { type NewShop, ShopOpening } from '../shops/shops.opening.js';
import { Grants } from '../users/users.grants.js';
import { invitations } from '../users/users.invitations.area.js';
import { products } from './products.area.js';
import type { CreateProduct, OwnProduct } from './products.vendor.dto.js';

export type ActorInit = ConstructorParameters<typeof Actor>[0];

@Domain({ name: 'backend', ...mergeParts(media, shops, invitations, products, cart, postbox, { providers: [Grants] }) })
class CatalogueModule {}

const row = {
  name: 'backend',
  service: 'pakashop-backend',
  port: 3080,
  faces: ['api'],
  owns: '',
  module: CatalogueModule,
} as const;

/** Shops, products and carts alone, with nothing of the rest of the backend. */
export const bootCatalogue = (env: NodeJS.ProcessEnv = {}): Promise<NestFastifyApplication> =>
  bootApp('api', [row], env);

interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
  readonly headers: Record<string, unknown>;
}

/** Calls a route as somebody; nobody without an actor. */
export async function call<T = Record<string, never>>(
  app: NestFastifyApplication,
  [method, path]: readonly ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string],
  { actor, body, headers }: { actor?: ActorInit; body?: object; headers?: Record<string, string> } = {},
): Promise<Answer<T>> {
  const answer = await app.inject({
    method,
    url: `/api/v1${path}`,
    payload: body,
    headers: {
      ...forwarded(actor),
      ...headers,
    },
  });
  const text = answer.payload;
  return { status: answer.statusCode, body: (text ? JSON.parse(text) : {}) as T, headers: answer.headers };
}

let people = 0;

/** A person with an e-mail address of their own, and no roles yet. */
export async function somebody(app: NestFastifyApplication): Promise<ActorInit & { userId: string }> {
  const userId = newId();
  await app.get(Database).execute(sql`
    INSERT INTO backend.users (id, email, email_verified_at, primary_contact, name)
    VALUES (${userId}, ${`person${++people}-${userId.slice(-8)}@example.com`}, now(), 'email', 'Somebody')`);
  return { kind: 'person', userId };
}

export interface TestShop {
  readonly id: string;
  readonly slug: string;
  /** Its owner, with the grants that a session would carry. */
  readonly owner: ActorInit & { userId: string };
}

/** What the owner of a shop may, as their session says it. */
export const inShop = (id: string) =>
  (['shops.write', 'shops.team.write', 'catalog.write'] as const).map(
    (permission) => ({ permission, scope: 'shop', scopeId: id }) as const,
  );

/** A shop as the approval of an application opens it. */
export async function openShop(
  app: NestFastifyApplication,
  name = 'Mwila Phones',
  more: Partial<NewShop> = {},
): Promise<TestShop> {
  const person = await somebody(app);
  const wanted = { name, kind: 'GOODS', description: '', province: 'Lusaka', town: 'Lusaka', ...more } as const;
  const { id, slug } = await app
    .get(Database)
    .transaction((tx) => app.get(ShopOpening).open(tx, { ...wanted, ownerId: person.userId }));
  return { id, slug, owner: { ...person, factorAt: Date.now() / 1_000, grants: inShop(id) } };
}

/** A category, made behind the API: there is no route that makes one. */
export async function category(
  app: NestFastifyApplication,
  slug: string,
  parentId: string | null = null,
): Promise<string> {
  const id = newId();
  await app.get(Database).execute(sql`
    INSERT INTO backend.categories (id, parent_id, slug, code, name) VALUES (${id}, ${parentId}, ${slug}, 'ELE', ${slug})`);
  return id;
}

/** A checked picture of somebody, as after its upload; answers its id. */
export async function picture(
  app: NestFastifyApplication,
  ownerId: string,
  purpose: PictureOf = 'product_image',
): Promise<string> {
  const id = newId();
  await app.get(Database).execute(sql`
    INSERT INTO backend.uploads (id, owner_id, purpose, status, store, content_type, bytes, object_key, place, expires_at,
      arrived_at, destroy_at)
    VALUES (${id}, ${ownerId}, ${purpose}, 'CLEAN', 'local', 'image/webp', 1000, ${`pictures/${id}`},
      ${`${id}:${ownerId}:${purpose}`}, now(), now(), now() + interval '1 day')`);
  return id;
}

export const price = (amount: number) => ({ amount, currency: 'ZMW' });

/** A product on sale with one variant of five pieces, unless said otherwise. */
export async function putOnSale(
  app: NestFastifyApplication,
  shop: TestShop,
  product: Partial<CreateProduct> & { categoryId: string },
): Promise<OwnProduct> {
  const body = {
    shopId: shop.id,
    title: 'Solar lamp',
    status: 'ACTIVE',
    variants: [{ price: price(25_000), stock: 5 }],
    ...product,
  };
  const { status, body: made } = await call<OwnProduct>(app, ['POST', '/products'], { actor: shop.owner, body });
  if (status !== 201) throw new Error(`the product was not made: ${JSON.stringify(made)}`);
  return made;
}

/**
 * Stocks that do not add up (INV-08): what came in and went out by hand is available, held or sold; holds that have not
 * ended are held; sales that did not come back are sold; and a product is in stock when one of its variants on sale is. Empty when all is well.
 */
export const brokenStocks = (db: Database): Promise<{ id: string }[]> =>
  db.rows(sql`
    WITH sums AS (
      SELECT v.id,
        coalesce(sum(m.quantity) FILTER (WHERE m.kind IN ('RECEIPT', 'ADJUSTMENT', 'DAMAGE')), 0) AS had,
        coalesce(sum(CASE m.kind WHEN 'SALE' THEN m.quantity WHEN 'RETURN' THEN -m.quantity END), 0) AS sales,
        coalesce(sum(CASE m.kind WHEN 'HOLD' THEN m.quantity WHEN 'SALE' THEN -m.quantity WHEN 'RELEASE' THEN -m.quantity END), 0) AS holds
      FROM backend.variants v LEFT JOIN backend.stock_movements m ON m.variant_id = v.id GROUP BY v.id)
    SELECT v.id, v.available, v.held, v.sold, had, holds, sales FROM backend.variants v JOIN sums s USING (id)
    WHERE had <> v.available + v.held + v.sold OR holds <> v.held OR sales <> v.sold
       OR v.available < 0 OR v.held < 0 OR v.sold < 0
    UNION ALL
    SELECT p.id, NULL, NULL, NULL, NULL, NULL, NULL FROM backend.products p
    WHERE p.in_stock <> EXISTS (
      SELECT FROM backend.variants v WHERE v.product_id = p.id AND v.status = 'ACTIVE' AND v.available > 0)`);

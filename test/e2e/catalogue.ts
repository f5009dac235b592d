import { randomUUID } from 'node:crypto';
import type { Marketplace } from './marketplace.js';
import type { Insider } from './people.js';

export interface Shop {
  readonly id: string;
  readonly owner: Insider;
}

/** Two shops, and goods that never run out. */
export interface Catalogue {
  readonly shops: readonly [Shop, Shop];
  readonly categoryId: string;
  /** A variant of each shop with plenty in stock. */
  readonly pot: string;
  readonly dress: string;
}

const PLENTY = 100_000;

/** Opens two shops and fills them through the public API. */
export async function stockCatalogue(market: Marketplace): Promise<Catalogue> {
  const categoryId = randomUUID();
  // Categories are staff's to make, and there is no route for it yet.
  await market.db.query(`INSERT INTO backend.categories (id, slug, code, name) VALUES ($1, $2, 'KIT', 'Kitchen')`, [
    categoryId,
    `kitchen-${categoryId}`,
  ]);
  const shops = await Promise.all([
    openShop(market, 'Mutale Phiri', 'Lusaka'),
    openShop(market, 'Bwalya Tembo', 'Copperbelt'),
  ]);
  const [pot, dress] = await Promise.all([
    addVariant(shops[0], categoryId, { title: 'Nshima pot', price: 38_550, stock: PLENTY }),
    addVariant(shops[1], categoryId, { title: 'Chitenge dress', price: 34_000, stock: PLENTY }),
  ]);
  return { shops: [shops[0], shops[1]], categoryId, pot, dress };
}

/** What the approval of an application writes, without the application. */
const OPEN_SHOP = `
  WITH shop AS (
    INSERT INTO backend.shops (id, owner_id, slug, name, province, town) VALUES ($1::uuid, $2, 'shop-' || $1::uuid, $3, $4, $5)
    RETURNING id, owner_id),
  role AS (
    INSERT INTO backend.role_grants (id, user_id, role, scope, scope_id, granted_by)
    SELECT gen_random_uuid(), owner_id, 'SHOP_OWNER', 'shop', id, 'system:test' FROM shop)
  INSERT INTO backend.transitions (machine, subject_id, seq, to_state, cause, actor)
  SELECT 'shop', id, 1, 'ACTIVE', 'opened', 'system:test' FROM shop`;

async function openShop(market: Marketplace, owner: string, province: 'Lusaka' | 'Copperbelt'): Promise<Shop> {
  const seller = await market.people.vendor(owner);
  const [id, town] = [randomUUID(), province === 'Lusaka' ? 'Lusaka' : 'Kitwe'];
  await market.db.query(OPEN_SHOP, [id, seller.id, `Shop of ${owner}`, province, town]);
  return { id, owner: seller };
}

/** Puts something on sale; the id of its variant. */
export async function addVariant(
  shop: Shop,
  categoryId: string,
  { title, price, stock }: { title: string; price: number; stock: number },
): Promise<string> {
  const { variants } = await shop.owner.client.post('/products', {
    body: {
      shopId: shop.id,
      categoryId,
      title,
      status: 'ACTIVE',
      variants: [{ title: '', price: { amount: price, currency: 'ZMW' }, stock }],
    },
  });
  return variants[0]!.id;
}

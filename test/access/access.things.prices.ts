import { sql } from '@pakashop/platform';
import { everybodys, isOffice, kwacha, type Maker, type Params, THEIRS } from './access.makers.js';
import type { Caller } from './access.people.js';
import type { Things } from './access.things.js';

/** A variant of the shop about whose price it lets buyers talk. */
export async function negotiable(
  things: Things,
  seller: Caller,
): Promise<{ shopId: string; variantId: string } | undefined> {
  const product = await things.product(seller);
  if (!product) return undefined;
  const [shopId, variantId] = [seller.shopId!, product.variants[0]!.id];
  const price = { model: 'NEGOTIABLE', negotiable: { floor: kwacha(15_000) } };
  await things.call(seller, 'PUT', `/shops/${shopId}/prices/${variantId}`, price);
  return { shopId, variantId };
}

/** An offer that waits for the shop's answer, or for the buyer's. */
async function offer(
  things: Things,
  { buyer, seller }: { buyer?: Caller; seller?: Caller },
  waitsFor: 'shop' | 'buyer',
): Promise<Params | undefined> {
  const { people } = things.market;
  const [by, to] = [buyer ?? (await people.holder('CUSTOMER')), seller ?? (await people.holder('SHOP_OWNER'))];
  if (!by.userId && !by.guestHash) return undefined;
  const wanted = (await negotiable(things, to))!;
  const { id } = await things.call(by, 'POST', '/offers', { ...wanted, quantity: 1, price: kwacha(THEIRS) });
  const { shopId } = wanted;
  if (waitsFor === 'buyer') {
    await things.call(to, 'POST', `/shops/${shopId}/offers/${id}/counter`, { price: kwacha(THEIRS) });
  }
  return { id, shopId };
}

export const commissionRule = (shopId: string) => ({
  act: 'OPEN',
  rule: { kind: 'COMMISSION', shopId, commission: { basisPoints: 900 }, reason: 'It was agreed' },
});

/** Changes that an administrator proposes, whose simulation is done. */
async function proposal(things: Things, by: Caller): Promise<Params> {
  const { shopId } = await things.market.people.holder('SHOP_OWNER');
  const changes = [commissionRule(shopId!)];
  const { id } = await things.call(by, 'POST', '/pricing/proposals', { reason: 'It was agreed', changes });
  await things.db.execute(sql`
    UPDATE pricing.simulations SET done_at = now(), revision = (SELECT revision FROM pricing.rulebook)
    WHERE proposal_id = ${id}`);
  return { id };
}

/** Prices of shops, offers about them, and the marketplace's rules. */
export const PRICES = {
  plan: negotiable,
  offerAtShop: (things, buyer) => offer(things, { buyer }, 'shop'),
  offerAtBuyer: (things, buyer) => offer(things, { buyer }, 'buyer'),
  /** In the eyes of the shop. */
  proposedPrice: (things, seller) => (seller.shopId ? offer(things, { seller }, 'shop') : undefined),
  /** Belongs to the administrator who made it. */
  proposal: async (things, owner) => {
    if (owner.role === 'PLATFORM_ADMIN') return proposal(things, owner);
    return isOffice(owner) ? proposal(things, await things.market.people.holder('PLATFORM_ADMIN')) : undefined;
  },
  rule: everybodys(async ({ db }) => db.one(sql`SELECT id FROM pricing.rules ORDER BY id LIMIT 1`)),
} satisfies Record<string, Maker>;

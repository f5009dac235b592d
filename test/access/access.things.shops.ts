import { newId, sql } from '@pakashop/platform';
import { fleetAgent } from '../../libs/backend/delivery/delivery.fixtures.js';
import { idOf, invited, type Maker } from './access.makers.js';
import type { Caller } from './access.people.js';

/** A shop or fleet whose wallet is set. */
function paidTo(placeOf: (owner: Caller) => string | undefined, path: string): Maker {
  return async ({ call }, owner) => {
    const id = placeOf(owner);
    if (!id) return undefined;
    const wallet = { rail: 'MOBILE_MONEY', provider: 'MTN_MOMO_ZMB', account: '0967123456', holderName: 'Mutale' };
    await call(owner, 'PUT', `/${path}/${id}/payout-wallet`, wallet);
    return { id };
  };
}

/** Shops and fleets with what is in them. */
export const SHOPS = {
  shop: (_, { shopId }) => (shopId ? { id: shopId, shopId } : undefined),
  product: async (things, owner) => idOf(await things.product(owner)),
  variant: async (things, owner) => {
    const product = await things.product(owner);
    return product && { id: product.variants[0]!.id };
  },
  productSlug: async (things, owner) => {
    const product = await things.product(owner);
    return product && { slug: product.slug };
  },
  shopSlug: async ({ db }, { shopId }) =>
    shopId ? db.one<{ slug: string }>(sql`SELECT slug FROM backend.shops WHERE id = ${shopId}`) : undefined,
  shopInvitation: invited(({ shopId }) => shopId && `/vendor/shops/${shopId}`, 'SHOP_OWNER'),
  shopMember: async ({ market, db }, { shopId, role }) => {
    if (!shopId) return undefined;
    const userId = await market.people.person();
    await db.execute(sql`
      INSERT INTO backend.role_grants (id, user_id, role, scope, scope_id)
      VALUES (${newId()}, ${userId}, ${role}, 'shop', ${shopId})`);
    return { id: shopId, userId };
  },
  fleet: (_, { fleetId }) => (fleetId ? { id: fleetId, fleetId } : undefined),
  walletOfShop: paidTo(({ shopId }) => shopId, 'vendor/shops'),
  walletOfFleet: paidTo(({ fleetId }) => fleetId, 'delivery/fleets'),
  fleetInvitation: invited(({ fleetId }) => fleetId && `/delivery/fleets/${fleetId}`, 'DELIVERY_AGENT'),
  fleetMember: async ({ around }, { fleetId, userId }) => {
    if (!fleetId || !userId) return undefined;
    const grants = [{ permission: 'fleets.write', scope: 'fleet', scopeId: fleetId } as const];
    const manager = { kind: 'person', userId, grants, factorAt: Date.now() / 1_000 } as const;
    const agent = await fleetAgent(around, { id: fleetId, manager });
    return { id: fleetId, userId: agent.userId };
  },
} satisfies Record<string, Maker>;

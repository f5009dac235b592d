import type { Role } from '../auth/auth.permissions.js';

/** What a shop sells; decides which role runs it. */
export const SHOP_KINDS = ['GOODS', 'SERVICES'] as const;
export type ShopKind = (typeof SHOP_KINDS)[number];

export const SHOP_STATES = ['ACTIVE', 'PAUSED', 'SUSPENDED'] as const;
export type ShopState = (typeof SHOP_STATES)[number];

/** The states between which those who run a shop choose. */
export const OWN_STATES = ['ACTIVE', 'PAUSED'] as const;
export type OwnShopState = (typeof OWN_STATES)[number];

/** The role whose holders own a shop: they decide who else works in it, and one of them stays. */
export const LEAD: Readonly<Record<ShopKind, Role>> = { GOODS: 'SHOP_OWNER', SERVICES: 'SERVICE_PROVIDER' };

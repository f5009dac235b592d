/** States of a shop order, in the order in which it lives; the last three end it without a delivery. */
export const SHOP_ORDER_STATES = [
  'PENDING',
  'CONFIRMED',
  'PROCESSING',
  'SHIPPED',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'EXPIRED',
  'CANCELLED',
  'REFUNDED',
] as const;

export type ShopOrderState = (typeof SHOP_ORDER_STATES)[number];

/** What buyers see of the payment on their order; after FAILED it may be tried again. */
export type OrderPaymentStatus = 'PENDING' | 'PAID' | 'FAILED' | 'REFUNDED';

const LEADS_TO: Readonly<Record<ShopOrderState, readonly ShopOrderState[]>> = {
  PENDING: ['CONFIRMED', 'EXPIRED', 'CANCELLED'],
  CONFIRMED: ['PROCESSING', 'CANCELLED'],
  PROCESSING: ['SHIPPED', 'CANCELLED'],
  SHIPPED: ['OUT_FOR_DELIVERY', 'CANCELLED'],
  OUT_FOR_DELIVERY: ['DELIVERED', 'REFUNDED'],
  DELIVERED: ['REFUNDED'],
  EXPIRED: [],
  CANCELLED: [],
  REFUNDED: [],
};

/** Where a shop order may go from a state: only ever to a higher {@link rank}. */
export const nextStates = (state: ShopOrderState): readonly ShopOrderState[] => LEADS_TO[state];

/** How far a state is along; nothing ever goes to a lower one. */
export const rank = (state: ShopOrderState): number => SHOP_ORDER_STATES.indexOf(state);

const isLive = (state: ShopOrderState): boolean => rank(state) < rank('DELIVERED');

/**
 * The status of an order, derived from its shop orders: the one that is least far along speaks for the whole. When none
 * is under way any more, a delivery outweighs a refund, and a refund what was never paid.
 */
export function orderStatus(shopOrders: readonly ShopOrderState[]): ShopOrderState {
  const [slowest] = shopOrders.filter(isLive).toSorted((a, b) => rank(a) - rank(b));
  if (slowest) return slowest;
  return (['DELIVERED', 'REFUNDED', 'CANCELLED'] as const).find((end) => shopOrders.includes(end)) ?? 'EXPIRED';
}

import { PaidOrders } from '../../libs/backend/orders/orders.paid.fixtures.js';
import { Market as Shelves, vendor } from '../../libs/backend/orders/orders.suite.js';
import { soloAgent } from '../../libs/backend/delivery/delivery.fixtures.js';
import { refundRow } from '../../libs/backend/refunds/refunds.rows.fixtures.js';
import { everybodys, isOffice, type Maker, type Params } from './access.makers.js';
import type { Caller } from './access.people.js';
import type { Things } from './access.things.js';
import { carry } from './access.things.delivery.js';

const WITH_AGENT = ['ASSIGNED', 'OUT_FOR_DELIVERY', 'COMING_BACK', 'DELIVERED'] as const;
type Standing = 'CONFIRMED' | 'PROCESSING' | (typeof WITH_AGENT)[number];
const isWithAgent = (to: Standing): to is (typeof WITH_AGENT)[number] => WITH_AGENT.some((one) => one === to);

/** One shop order of a paid order, with its one line. */
export interface Sale {
  readonly orderId: string;
  readonly shopOrderId: string;
  readonly lineId: string;
}

interface Parties {
  readonly buyer?: Caller;
  readonly seller?: Caller;
}

/** A paid order as far along as this; nothing when the buyer is nobody. */
export async function sale(things: Things, { buyer, seller }: Parties, to: Standing): Promise<Sale | undefined> {
  const { app, people } = things.market;
  const order = await things.order(buyer ?? (await people.holder('CUSTOMER')), seller);
  if (!order) return undefined;
  const [{ id, shop, lines }] = order.shopOrders as [OrderPart];
  const paid = new PaidOrders(new Shelves(app));
  await paid.pay(order);
  const part = { id, shopId: shop.id, vendor: vendor(shop.id), variants: [] };
  await paid.bring(part, isWithAgent(to) ? 'SHIPPED' : to);
  if (isWithAgent(to)) {
    const packed = { shopOrderId: id, orderId: order.id, shopId: shop.id };
    await carry(things, packed, to === 'ASSIGNED' ? to : 'PICKED_UP', await soloAgent(things.around));
  }
  if (to === 'DELIVERED') await paid.deliver(part);
  if (to === 'COMING_BACK') await paid.sendBack(part, 'NOBODY_THERE');
  return { orderId: order.id, shopOrderId: id, lineId: lines[0]!.id };
}
type OrderPart = NonNullable<Awaited<ReturnType<Things['order']>>>['shopOrders'][number];

/** In the eyes of its buyer. */
const bought =
  (to: Standing): Maker =>
  async (things, buyer) => {
    const made = await sale(things, { buyer }, to);
    return made && { ...made, id: made.orderId };
  };

/** In the eyes of its shop, and of staff. */
const sold =
  (to: Standing): Maker =>
  async (things, seller) => {
    if (!seller.shopId && !isOffice(seller)) return undefined;
    const made = (await sale(things, seller.shopId ? { seller } : {}, to))!;
    return { ...made, id: made.shopOrderId };
  };

/** Opened by the buyer, about what the shop sold. */
async function disputed(things: Things, { buyer, seller }: Parties): Promise<Params | undefined> {
  const by = buyer ?? (await things.market.people.holder('CUSTOMER'));
  const made = await sale(things, { buyer: by, seller }, 'DELIVERED');
  if (!made) return undefined;
  const { orderId, shopOrderId, lineId } = made;
  const { id } = await things.call(
    by,
    'POST',
    `/orders/${orderId}/shop-orders/${shopOrderId}/disputes`,
    complaint(lineId),
  );
  return { id };
}

export const complaint = (lineId: string, text = 'It arrived torn open') => ({
  reason: 'DAMAGED',
  complaint: text,
  lines: [{ lineId, quantity: 1 }],
});

const refund = (state: 'CREATED' | 'NEEDS_ATTENTION') =>
  everybodys(async (things) => ({
    id: await refundRow(things.market.app, (await sale(things, {}, 'CONFIRMED'))!, state),
  }));

/** Orders from the basket to the money given back. */
export const ORDERS = {
  order: async (things, buyer) => {
    const made = await things.order(buyer);
    return made && { id: made.id, orderId: made.id };
  },
  /** A shop order that is not paid, of its buyer; and such orders further on. */
  orderPart: async (things, buyer) => {
    const made = await things.order(buyer);
    return made && { id: made.id, shopOrderId: made.shopOrders[0]!.id };
  },
  paidPart: bought('CONFIRMED'),
  travellingPart: bought('OUT_FOR_DELIVERY'),
  deliveredPart: bought('DELIVERED'),
  /** A shop order that is not paid, of its shop; and such orders further on. */
  shopOrder: async (things, owner) => {
    if (!owner.shopId) return undefined;
    const placed = await things.order(await things.market.people.holder('CUSTOMER'), owner);
    return { id: placed!.shopOrders[0]!.id };
  },
  sold: sold('CONFIRMED'),
  accepted: sold('PROCESSING'),
  awaited: sold('ASSIGNED'),
  underWay: sold('OUT_FOR_DELIVERY'),
  comingBack: sold('COMING_BACK'),
  dispute: (things, buyer) => disputed(things, { buyer }),
  disputeAtShop: (things, seller) =>
    seller.shopId || isOffice(seller) ? disputed(things, seller.shopId ? { seller } : {}) : undefined,
  /** Waits for a second person. */
  largeRefund: refund('CREATED'),
  stuckRefund: refund('NEEDS_ATTENTION'),
} satisfies Record<string, Maker>;

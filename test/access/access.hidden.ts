import { newId, sql } from '@pakashop/platform';
import type { Market } from './access.market.js';
import type { Caller } from './access.people.js';
import { orderOf } from './access.makers.js';
import { Things } from './access.things.js';
import { paidOut } from './access.things.money.js';
import { negotiable } from './access.things.prices.js';
import { complaint, sale } from './access.things.orders.js';

/** Stands in every text of what belongs to people who take no part. */
export const MARKER = `Mwamba${newId().slice(-12)}`;

/** Ngwee that they have earned, and nobody else. */
const EARNED = 5_820_739;

/** Those whose it is. */
export interface Hidden {
  readonly buyer: Caller;
  readonly seller: Caller;
  readonly manager: Caller;
  readonly agent: Caller;
}

/** What nobody but its owners and their helpers at the office sees, with the marker in it; answers ids of all of it. */
export const hide = async (market: Market): Promise<string[]> => (await hideFor(market)).ids;

/** The same, and those whose it is. */
export async function hideFor(market: Market): Promise<{ ids: string[]; owners: Hidden }> {
  const things = new Things(market);
  const { people } = market;
  const [buyer, seller, manager, agent] = await Promise.all([
    people.holder('CUSTOMER'),
    people.holder('SHOP_OWNER'),
    people.holder('FLEET_MANAGER'),
    people.holder('DELIVERY_AGENT'),
  ]);
  const product = await things.product(seller);
  const { delivery, contact, lines } = orderOf(product!.variants[0]!.id);
  const order = await things.call(buyer, 'POST', '/orders', {
    lines,
    delivery: { ...delivery, landmark: MARKER },
    contact: { ...contact, name: MARKER, email: `${MARKER.toLowerCase()}@example.com` },
  });
  const application = await things.make('application', buyer);
  await things.call(buyer, 'PUT', `/applications/${application!.id}/account`, {
    legalName: MARKER,
    nrc: '123456/11/1',
    phone: '0977000001',
  });
  const draft = { shopId: seller.shopId, categoryId: await things.category(), title: MARKER, status: 'DRAFT' };
  const unsold = await things.call(seller, 'POST', '/products', draft);
  const moved = { kind: 'RECEIPT', quantity: 1, reason: MARKER };
  await things.call(seller, 'POST', `/variants/${product!.variants[0]!.id}/stock-movements`, moved);
  const wallet = { rail: 'MOBILE_MONEY', provider: 'MTN_MOMO_ZMB', account: '0967123456', holderName: MARKER };
  const invited = (role: string) => ({ role, email: `${MARKER.toLowerCase()}@example.com` });
  const [shop, fleet] = [`/vendor/shops/${seller.shopId}`, `/delivery/fleets/${manager.fleetId}`];
  await things.call(seller, 'PUT', `${shop}/payout-wallet`, wallet);
  await things.call(manager, 'PUT', `${fleet}/payout-wallet`, wallet);
  await things.call(agent, 'PUT', '/delivery/agent/payout-wallet', wallet);
  await things.call(seller, 'POST', `${shop}/invitations`, invited('SHOP_OWNER'));
  await things.call(manager, 'POST', `${fleet}/invitations`, invited('DELIVERY_AGENT'));
  const owners = { buyer, seller, manager, agent };
  const everybody = Object.values(owners).map(({ userId }) => userId!);
  await market.db.execute(sql`UPDATE backend.users SET name = ${MARKER} WHERE id = ANY(${everybody}::uuid[])`);
  const theirs = [seller.shopId!, manager.fleetId!, buyer.userId!, seller.userId!];
  const ids = [order.id, application!.id!, unsold.id, ...theirs, ...(await hideMoney(things, owners))];
  return { ids, owners };
}

/** What they quarrel and haggle about, and what they earn. */
async function hideMoney(things: Things, { buyer, seller, manager, agent }: Hidden): Promise<string[]> {
  const { orderId, shopOrderId, lineId } = (await sale(things, { buyer, seller }, 'DELIVERED'))!;
  const path = `/orders/${orderId}/shop-orders/${shopOrderId}/disputes`;
  const dispute = await things.call(buyer, 'POST', path, complaint(lineId, `${MARKER} has it`));
  const wanted = (await negotiable(things, seller))!;
  const offer = await things.call(buyer, 'POST', '/offers', {
    ...wanted,
    quantity: 1,
    price: { amount: EARNED, currency: 'ZMW' },
  });
  const how = { state: 'COMPLETED', amount: EARNED } as const;
  const payouts = [
    await paidOut(things, { kind: 'SHOP', id: seller.shopId! }, how),
    await paidOut(things, { kind: 'FLEET', id: manager.fleetId! }, how),
    await paidOut(things, { kind: 'AGENT', id: agent.agentId!, userId: agent.userId }, how),
  ];
  return [orderId, shopOrderId, dispute.id, offer.id, ...payouts];
}

/** Whether an answer tells of them, however it writes the marker. */
export const tells = (body: string): boolean =>
  body.toLowerCase().includes(MARKER.toLowerCase()) || body.includes(String(EARNED));

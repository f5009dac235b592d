import { newId } from '@pakashop/platform';
import { confirmation } from '../../libs/backend/delivery/delivery.depot.fixtures.js';
import { soloAgent } from '../../libs/backend/delivery/delivery.fixtures.js';
import { kwacha, orderOf, type Params } from './access.makers.js';
import type { Caller } from './access.people.js';
import type { Things } from './access.things.js';
import { complaint } from './access.things.orders.js';
import { commissionRule, negotiable } from './access.things.prices.js';

export type Body = (things: Things, params: Params, caller: Caller) => Promise<object | string> | object | string;

const REASON = 'It had to be done';
const because = () => ({ reason: REASON });
const aPrice = () => ({ price: kwacha(20_000) });
const seller = ({ market }: Things) => market.people.holder('SHOP_OWNER');
export const onSale = async (things: Things): Promise<string> =>
  (await things.product(await seller(things)))!.variants[0]!.id;
const basket = async (things: Things) => orderOf(await onSale(things));
const aPart: Body = (_, { shopOrderId = newId() }) => ({ shopOrderId, goods: kwacha(100), ...because() });
const toAgent: Body = async (things, { agentId }) => ({
  agentId: agentId ?? (await soloAgent(things.around)).agentId,
  ...because(),
});

/** A statement of one day without lines, as pawaPay exports it. */
const HEADING = 'Creation Date,MSISDN,Transaction ID,Amount,Currency,Country,MNO,Type,Metadata,Status\n';

/** Bodies of what happens between order, delivery and money. */
export const TRADE: Readonly<Record<string, Body>> = {
  'POST /orders/preview': async (things) => {
    const { lines, delivery } = await basket(things);
    return { lines, delivery };
  },
  'POST /shop-orders/{id}/shortages': (_, { lineId = newId() }) => ({
    lines: [{ lineId, quantity: 1, fate: 'MISSING' }],
  }),
  'POST /shop-orders/{id}/returned': (_, { lineId = newId() }) => ({ lines: [{ lineId, restocked: 1, damaged: 0 }] }),
  'POST /orders/{id}/shop-orders/{shopOrderId}/disputes': (_, { lineId = newId() }) => complaint(lineId),
  'POST /staff/disputes/{id}/decide': () => ({ outcome: 'REJECTED', decision: REASON }),
  'POST /refunds': aPart,
  'POST /refunds/preview': (_, { shopOrderId = newId() }) => ({ shopOrderId, goods: kwacha(100) }),
  'POST /refunds/{id}/redirect': () => ({ ...because(), phone: '0961234567', operator: 'MTN_MOMO_ZMB' }),

  'POST /deliveries/{id}/assign': toAgent,
  'POST /delivery/fleets/{id}/deliveries/{deliveryId}/assign': toAgent,
  'POST /delivery/agent/deliveries/{id}/fail': () => ({ reason: 'NOBODY_THERE' }),
  'POST /delivery/agent/confirm': (_, { shopOrderId = newId(), pin = '000000' }) => confirmation(shopOrderId, pin),

  'POST /offers': async (things) => ({
    ...(await negotiable(things, await seller(things)))!,
    quantity: 1,
    ...aPrice(),
  }),
  'POST /offers/{id}/propose': aPrice,
  'POST /shops/{shopId}/offers/{id}/counter': aPrice,
  'PUT /shops/{shopId}/prices/{variantId}': () => ({ model: 'FIXED' }),
  'POST /shops/{shopId}/pricing/preview': async (things) => ({
    price: kwacha(20_000),
    categoryId: await things.category(),
  }),
  'POST /pricing/commission-rules': () => ({ shopId: newId(), basisPoints: 900, ...because() }),
  'POST /pricing/rules': () => ({ ...commissionRule(newId()), why: REASON }),
  'POST /pricing/proposals': () => ({ changes: [commissionRule(newId())], ...because() }),
  'POST /pricing/proposals/{id}/simulations': () => ({}),

  'POST /settlement/adjustments': () => ({
    ...{ payeeKind: 'SHOP', payeeId: newId(), direction: 'CREDIT', amount: kwacha(100), against: 'GOODWILL' },
    reason: 'It was our own mistake',
  }),
  'PUT /settlement/policies/{class}': (_, { version = '1' }) => ({
    ...{ version: Number(version), holdSeconds: 0, reserveBps: 0, reserveDays: 0 },
    ...{ payoutMinimum: kwacha(5_000), payoutEvery: 'WEEKLY' },
  }),
  'POST /staff/payout-batches': () => ({}),
  'POST /staff/payout-batches/{id}/approve': (_, { hash = '0'.repeat(64) }) => ({ hash }),

  'POST /staff/payout-breaks/{id}/propose': () => ({ outcome: 'PAID', ...because() }),
  'POST /staff/payout-breaks/{id}/approve': () => ({ outcome: 'PAID' }),
  'POST /payments/breaks/{id}/resolve': () => ({ outcome: 'ACCEPTED', ...because() }),
  'POST /reconciliation/statements': () => HEADING,
  'POST /reconciliation/statements/fetch': () => ({ provider: 'pawapay', day: '2026-01-05' }),
  'POST /reconciliation/breaks/{id}/match': (_, { counterpart = 'movement:1' }) => ({ counterpart, ...because() }),
  'PUT /reconciliation/days/{provider}/{currency}/{day}/balance': () => ({ amount: 0 }),
};

/** What stands in the query where its schema cannot know what would make sense. */
export const QUERIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'POST /reconciliation/statements': { provider: 'pawapay', currency: 'ZMW', from: '2026-01-05', to: '2026-01-05' },
};

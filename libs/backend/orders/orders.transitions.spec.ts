import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { type PaidOrder, PaidOrders, staff } from './orders.paid.fixtures.js';
import { nextStates, type ShopOrderState } from './orders.rules.js';
import type { Refusal } from './orders.suite.js';

let paid: PaidOrders;
beforeAll(async () => {
  paid = await PaidOrders.boot();
});
afterAll(() => paid.market.app.close());

const REASON = { reason: 'it has to be' };
const support = staff('orders.cancel.any');

/** What somebody does; the code of the refusal, or undefined when it was done. */
type Deed = (order: PaidOrder) => Promise<string | undefined>;

const refusal = ({ status, body }: { status: number; body: unknown }): string | undefined =>
  status < 300 ? undefined : (body as Refusal).code;
const vendorDoes =
  (what: string, body?: (order: PaidOrder) => object): Deed =>
  async (order) =>
    refusal(await paid.act(order.parts[0], what, body?.(order)));
const staffDoes =
  (what: string): Deed =>
  async ({ parts: [{ id }] }) =>
    refusal(await paid.market.call(support, 'POST', `/staff/shop-orders/${id}/${what}`, REASON, newId()));
const buyerDoes =
  (method: 'POST' | 'PATCH', what: string): Deed =>
  async ({ buyer, order, parts: [{ id }] }) =>
    refusal(await paid.market.call(buyer, method, `/orders/${order.id}/shop-orders/${id}/${what}`));

const everyLine = ({ order }: PaidOrder) => order.shopOrders[0]!.lines;

const DEEDS = {
  'vendor accepts': vendorDoes('accept'),
  'vendor packs': vendorDoes('pack'),
  'vendor cancels': vendorDoes('cancel', () => REASON),
  'vendor has too little': vendorDoes('shortages', (order) => ({
    lines: [{ lineId: everyLine(order)[0]!.id, quantity: 1, fate: 'MISSING' }],
  })),
  'vendor hands over': vendorDoes('handed-over'),
  'vendor takes back': vendorDoes('returned', (order) => ({
    lines: everyLine(order).map(({ id: lineId, quantity }) => ({ lineId, restocked: quantity, damaged: 0 })),
  })),
  'staff accepts': staffDoes('accept'),
  'staff packs': staffDoes('pack'),
  'staff cancels': staffDoes('cancel'),
  'buyer cancels': buyerDoes('PATCH', 'cancel'),
  'buyer confirms': buyerDoes('POST', 'received'),
  'agent picks up': async ({ parts: [part] }) => ((await paid.pickUp(part)) ? undefined : 'not possible'),
} satisfies Record<string, Deed>;
type DeedName = keyof typeof DEEDS;

const TOO_LATE = 'ORDER_002';
const WRONG = 'orders.wrong_state';
const NOT_BACK = 'orders.not_returning';
const NOBODY = 'orders.not_assigned';

const over = {
  'vendor accepts': WRONG,
  'vendor packs': WRONG,
  'vendor cancels': TOO_LATE,
  'vendor has too little': WRONG,
  'vendor takes back': NOT_BACK,
  'staff accepts': WRONG,
  'staff packs': WRONG,
  'staff cancels': TOO_LATE,
  'agent picks up': 'not possible',
} as const;

/** Who may do what from where: the state after it (`=` for the same), or the refusal. */
const TABLE: Readonly<Record<string, Readonly<Record<DeedName, string>>>> = {
  CONFIRMED: {
    ...over,
    'vendor accepts': 'PROCESSING',
    'staff accepts': 'PROCESSING',
    'vendor cancels': 'CANCELLED',
    'staff cancels': 'CANCELLED',
    'buyer cancels': 'CANCELLED',
    'vendor has too little': '=',
    'vendor hands over': NOBODY,
    'buyer confirms': WRONG,
  },
  PROCESSING: {
    ...over,
    'vendor packs': 'SHIPPED',
    'staff packs': 'SHIPPED',
    'vendor cancels': 'CANCELLED',
    'staff cancels': 'CANCELLED',
    'buyer cancels': TOO_LATE,
    'vendor has too little': '=',
    'vendor hands over': NOBODY,
    'buyer confirms': WRONG,
  },
  SHIPPED: {
    ...over,
    'vendor cancels': 'CANCELLED',
    'staff cancels': 'CANCELLED',
    'buyer cancels': TOO_LATE,
    'vendor hands over': NOBODY,
    'buyer confirms': WRONG,
    'agent picks up': 'OUT_FOR_DELIVERY',
  },
  OUT_FOR_DELIVERY: { ...over, 'buyer cancels': TOO_LATE, 'vendor hands over': '=', 'buyer confirms': WRONG },
  DELIVERED: { ...over, 'buyer cancels': TOO_LATE, 'vendor hands over': NOBODY, 'buyer confirms': '=' },
  // Saying it again is no mistake.
  CANCELLED: { ...over, 'buyer cancels': '=', 'vendor hands over': NOBODY, 'buyer confirms': WRONG },
  REFUNDED: { ...over, 'buyer cancels': TOO_LATE, 'vendor hands over': NOBODY, 'buyer confirms': WRONG },
};

async function orderIn(state: string): Promise<PaidOrder> {
  const order = await paid.paid();
  const [part] = order.parts;
  if (state === 'CANCELLED') await paid.act(part, 'cancel', REASON);
  else if (state === 'REFUNDED') {
    await paid.bring(part, 'OUT_FOR_DELIVERY');
    await paid.sendBack(part, 'REFUSED');
    await DEEDS['vendor takes back'](order);
  } else await paid.bring(part, state as ShopOrderState);
  expect(await paid.statusOf(part)).toBe(state);
  return order;
}

const isState = (outcome: string): boolean =>
  outcome === '=' || outcome === outcome.toUpperCase().replace(/[^A-Z_]/g, '');

describe.each(Object.keys(TABLE))('a shop order that is %s', (state) => {
  const deeds = Object.entries(TABLE[state]!) as [DeedName, string][];
  const [possible, refused] = [deeds.filter(([, o]) => isState(o)), deeds.filter(([, o]) => !isState(o))];

  it('refuses what is not its time, and stays', async () => {
    const order = await orderIn(state);
    const answers: Record<string, string | undefined> = {};
    for (const [deed] of refused) answers[deed] = await DEEDS[deed](order);
    expect(answers).toEqual(Object.fromEntries(refused));
    expect(await paid.statusOf(order.parts[0])).toBe(state);
  });

  if (possible.length === 0) return;
  it.each(possible)('lets: %s (%s)', async (deed, outcome) => {
    const order = await orderIn(state);
    expect(await DEEDS[deed](order)).toBeUndefined();
    expect(await paid.statusOf(order.parts[0])).toBe(outcome === '=' ? state : outcome);
  });
});

it('goes on by these steps only, and its history replays to where it is (INV-13)', async () => {
  const steps = await paid.db.rows<{ machine: string; from: ShopOrderState | null; to: ShopOrderState }>(sql`
    SELECT DISTINCT machine, from_state AS "from", to_state AS "to" FROM backend.transitions
    WHERE machine IN ('shop_order', 'order')`);
  for (const { machine, from, to } of steps) {
    if (machine === 'shop_order' && from !== null) expect(nextStates(from)).toContain(to);
  }
  const broken = await paid.db.rows(sql`
    SELECT t.subject_id FROM backend.transitions t
    LEFT JOIN backend.transitions b ON b.machine = t.machine AND b.subject_id = t.subject_id AND b.seq = t.seq - 1
    WHERE t.machine IN ('shop_order', 'order') AND t.from_state IS DISTINCT FROM b.to_state
    UNION ALL
    SELECT s.id FROM backend.shop_orders s WHERE s.status IS DISTINCT FROM (
      SELECT to_state FROM backend.transitions WHERE machine = 'shop_order' AND subject_id = s.id ORDER BY seq DESC LIMIT 1)
    UNION ALL
    SELECT o.id FROM backend.orders o WHERE o.status IS DISTINCT FROM (
      SELECT to_state FROM backend.transitions WHERE machine = 'order' AND subject_id = o.id ORDER BY seq DESC LIMIT 1)`);
  expect(broken).toEqual([]);
});

it('stays over in the database, whoever writes', async () => {
  const { parts } = await orderIn('CANCELLED');
  const back = paid.db.execute(sql`UPDATE backend.shop_orders SET status = 'CONFIRMED' WHERE id = ${parts[0].id}`);
  await expect(back).rejects.toThrow();
});

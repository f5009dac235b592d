import { type Client, idempotencyKey, type Schemas } from '@pakashop/client';
import { kwacha, say, signIn, until } from './demo.stage.js';
import type { Purchase } from './demo.purchase.js';

type ShopOrder = Schemas['ShopPartView'];

/** Owner and place of the two shops of the purchase. */
const SHOPS: Readonly<Record<string, { owner: string; latitude: number; longitude: number }>> = {
  'Kamwala Kitchen': { owner: 'mutale@demo.pakashop.store', latitude: -15.4304, longitude: 28.2946 },
  'Copper Threads': { owner: 'bwalya@demo.pakashop.store', latitude: -12.8024, longitude: 28.2132 },
};

/** Both shops pack, an agent carries, PIN and signature prove it, and the customer says that all is well. */
export async function deliver({ buyer, order }: Purchase): Promise<Map<string, Client>> {
  say('\n5. The shops accept and pack');
  const vendors = new Map<string, Client>();
  for (const { id, shop } of order.shopOrders) {
    const vendor = await signIn(SHOPS[shop.name]!.owner, 'vendor');
    vendors.set(shop.id, vendor);
    for (const step of ['accept', 'pack'] as const) {
      const { status } = await vendor.post(`/shop-orders/{id}/${step}`, { params: { path: { id } } });
      say(`  ${shop.name.padEnd(28)} ${step}: ${status}`);
    }
  }
  say('\n6. An agent takes both on, picks them up and hands them over');
  const agent = await signIn('kapembwa@demo.pakashop.store', 'agent');
  for (const part of order.shopOrders) await carry(agent, buyer, order.id, part);
  return vendors;
}

async function carry(agent: Client, buyer: Client, orderId: string, part: ShopOrder): Promise<void> {
  const { latitude, longitude } = SHOPS[part.shop.name]!;
  await agent.put('/delivery/agent/duty', { body: { onDuty: true, latitude, longitude } });
  const id = await until('a delivery to take on', () => take(agent, part.id));
  const path = { id };
  const { pay, destination } = await agent.post('/delivery/agent/deliveries/{id}/pick-up', { params: { path } });
  say(`  picked up at ${part.shop.name} for ${kwacha(pay)}, to ${destination?.landmark ?? 'the customer'}`);
  const where = { id: orderId, shopOrderId: part.id };
  const { pin } = await buyer.get('/orders/{id}/shop-orders/{shopOrderId}/delivery-pin', { params: { path: where } });
  say(`  only the customer knows the PIN: ${pin}`);
  const receipt = await agent.post('/delivery/agent/confirm', {
    params: { header: { 'Idempotency-Key': idempotencyKey() } },
    body: {
      shopOrderId: part.id,
      pin,
      signature: { name: 'Thandiwe Mbewe', strokes: [[10, 40, 30, 12, 52, 41, 80, 20]] },
      position: { latitude: -15.41, longitude: 28.3, accuracyM: 15 },
      device: { id: 'demo-phone', at: new Date().toISOString(), sequence: 1 },
    },
  });
  say(`  delivered; proof ${receipt.contentDigest.slice(0, 16)}…`);
  await buyer.post('/orders/{id}/shop-orders/{shopOrderId}/received', { params: { path: where } });
}

/** Accepts what was offered, or claims what nobody was offered. */
async function take(agent: Client, shopOrderId: string): Promise<string | undefined> {
  const { data: own } = await agent.get('/delivery/agent/deliveries', { params: { query: { which: 'OPEN' } } });
  const mine = own.find((delivery) => delivery.shopOrderId === shopOrderId);
  if (mine?.state === 'ASSIGNED') return mine.id;
  if (mine) {
    await agent.post('/delivery/agent/deliveries/{id}/accept', { params: { path: { id: mine.id } } });
    return mine.id;
  }
  const { data: free } = await agent.get('/delivery/agent/available');
  for (const { id } of free) {
    const taken = await agent
      .post('/delivery/agent/deliveries/{id}/claim', { params: { path: { id } } })
      .catch(() => undefined);
    if (taken?.shopOrderId === shopOrderId) return id;
  }
  return undefined;
}

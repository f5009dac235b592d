import type { Client, Schemas } from '@pakashop/client';
import { client, kwacha, sandbox, say, until } from './demo.stage.js';

const PHONE = '+260961112223';

/** A guest and what they have ordered and paid. */
export interface Purchase {
  readonly buyer: Client;
  readonly order: Schemas['OrderView'];
}

/** A guest buys from two shops in one checkout and pays by mobile money. */
export async function purchase(): Promise<Purchase> {
  say('\n1. A guest looks at two shops');
  const variants = [await variantOf('clay-charcoal-brazier'), await variantOf('chitenge-fabric-6-yards')];
  const { guestToken } = await client().post('/cart/guest');
  const buyer = client({ guestToken });
  for (const variantId of variants) await buyer.post('/cart/items', { body: { variantId, quantity: 1 } });

  say('\n2. One checkout for both: prices are computed and frozen, the stock is held');
  const order = await buyer.post('/orders', {
    body: {
      fromCart: true,
      delivery: { province: 'Lusaka', town: 'Lusaka', landmark: 'blue gate opposite the clinic', phone: PHONE },
      contact: { name: 'Thandiwe Mbewe', phone: PHONE },
    },
  });
  for (const part of order.shopOrders) {
    say(`  ${part.shop.name.padEnd(28)} ${kwacha(part.goodsTotal).padStart(9)} + ${kwacha(part.deliveryFee)} delivery`);
  }
  say(`  order ${order.number}: ${kwacha(order.total)}, ${order.status}`);

  say('\n3. MTN money: pawaPay is asked, a PIN prompt appears on the phone');
  const started = await buyer.post('/payments/initiate', {
    body: { orderId: order.id, method: 'MTN_MONEY', phone: PHONE },
  });
  say(`  ${started.type}: ${started.message ?? started.url ?? 'the provider is slow; we go on asking'}`);
  const prompt = { phone: PHONE.slice(1), answer: 'approve' };
  await until('a PIN prompt at the sandbox', () => sandbox('POST', '/control/pawapay/prompts', prompt));
  say('  the customer enters the PIN');

  say('\n4. pawaPay reports, the worker asks back and books the money');
  await untilPaid(buyer, order.id);
  return { buyer, order };
}

async function variantOf(slug: string): Promise<string> {
  const product = await client().get('/products/{slug}', { params: { path: { slug } } });
  say(`  ${product.title.padEnd(28)} ${kwacha(product.priceFrom).padStart(9)}   sold by ${product.shop.name}`);
  return product.variants[0]!.id;
}

async function untilPaid(buyer: Client, orderId: string): Promise<void> {
  const begun = Date.now();
  const status = await until('the payment', async () => {
    const seen = await buyer.get('/payments/status/{orderId}', { params: { path: { orderId } } });
    if (seen.paymentStatus === 'FAILED') throw new Error(seen.attempt?.message ?? 'the payment did not come through');
    return seen.paymentStatus === 'PAID' ? seen : undefined;
  });
  say(`  ${status.orderNumber} is ${status.orderStatus} and ${status.paymentStatus} after ${Date.now() - begun} ms`);
  say('  Each shop sees its part of the order; the money is held until delivery is proven.');
}

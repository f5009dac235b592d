import { ApiProblem, createClient } from '@pakashop/client';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * One purchase through the running marketplace, told as it happens: a guest buys from two shops in one checkout and pays
 * by mobile money. Uses nothing but the public API and, for the phone, the sandbox.
 */
const { API_PORT = '8000', SANDBOX_PORT = '4010', PAKASHOP_CLIENT_KEY = '', HOST = '127.0.0.1' } = process.env;
const PHONE = '+260961112223';
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const kwacha = ({ amount }: { amount: number }): string => `K${(amount / 100).toFixed(2)}`;

let guest: string | undefined;
const api = createClient({
  baseUrl: `http://${HOST}:${API_PORT}`,
  clientKey: PAKASHOP_CLIENT_KEY,
  guestToken: () => guest,
});

async function variantOf(slug: string): Promise<string> {
  const product = await api.get('/products/{slug}', { params: { path: { slug } } });
  say(`  ${product.title.padEnd(28)} ${kwacha(product.priceFrom).padStart(9)}   sold by ${product.shop.name}`);
  return product.variants[0]!.id;
}

/** What the customer does on the phone. */
async function enterPin(): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    const answer = await fetch(`http://${HOST}:${SANDBOX_PORT}/control/pawapay/prompts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone: PHONE.slice(1), answer: 'approve' }),
    });
    if (answer.ok) return;
    await wait(100);
  }
  throw new Error('no PIN prompt appeared in the sandbox');
}

async function purchase(): Promise<void> {
  say('\n1. A guest looks at two shops');
  const variants = [await variantOf('clay-charcoal-brazier'), await variantOf('chitenge-fabric-6-yards')];
  guest = (await api.post('/cart/guest')).guestToken;
  for (const variantId of variants) await api.post('/cart/items', { body: { variantId, quantity: 1 } });

  say('\n2. One checkout for both: prices are computed and frozen, the stock is held');
  const order = await api.post('/orders', {
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
  const started = await api.post('/payments/initiate', {
    body: { orderId: order.id, method: 'MTN_MONEY', phone: PHONE },
  });
  say(`  ${started.type}: ${started.message ?? started.url ?? 'the provider is slow; we go on asking'}`);
  await enterPin();
  say('  the customer enters the PIN');

  say('\n4. pawaPay reports, the worker asks back and books the money');
  await untilPaid(order.id);
}

async function untilPaid(orderId: string): Promise<void> {
  const begun = Date.now();
  for (;;) {
    const status = await api.get('/payments/status/{orderId}', { params: { path: { orderId } } });
    if (status.paymentStatus === 'PAID') {
      say(
        `  ${status.orderNumber} is ${status.orderStatus} and ${status.paymentStatus} after ${Date.now() - begun} ms`,
      );
      say('\nEach shop sees its part of the order; the money is held until delivery is proven.\n');
      return;
    }
    if (status.paymentStatus === 'FAILED' || Date.now() - begun > 30_000) {
      throw new Error(status.attempt?.message ?? 'the payment did not come through in 30 seconds');
    }
    await wait(100);
  }
}

try {
  await purchase();
} catch (error) {
  const reason = error instanceof ApiProblem ? `${error.code}: ${error.message}` : (error as Error).message;
  process.stderr.write(`\nThe demo stopped: ${reason}\nIs the marketplace running? Start it with "npm start".\n`);
  process.exitCode = 1;
}

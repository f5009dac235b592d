import { type Client, idempotencyKey } from '@pakashop/client';
import type { Purchase } from './demo.purchase.js';
import { kwacha, say, signIn, until } from './demo.stage.js';

const header = () => ({ 'Idempotency-Key': idempotencyKey() });

/** The money is released, paid out, and the books are proven; answers with finance's client. */
export async function settle({ order }: Purchase, vendors: ReadonlyMap<string, Client>): Promise<Client> {
  say('\n7. The customer is content, so the money is released at once');
  for (const { shop } of order.shopOrders) {
    const vendor = vendors.get(shop.id)!;
    const balance = await until('the release', async () => {
      const seen = await vendor.get('/shops/{shopId}/balance', { params: { path: { shopId: shop.id } } });
      return seen.available.amount > 0 ? seen : undefined;
    });
    say(`  ${shop.name.padEnd(28)} may be paid ${kwacha(balance.available)}`);
  }
  const finance = await signIn('finance@demo.pakashop.store', 'staff');
  await payOut(finance);
  await proveBooks(finance);
  return finance;
}

async function payOut(finance: Client): Promise<void> {
  say('\n8. Finance pays out; above a limit a second person approves');
  const run = await finance.post('/staff/payout-batches/dry-run', { body: {} });
  say(`  a dry run would pay ${run.count} payees ${kwacha(run.total)}`);
  const { id } = await finance.post('/staff/payout-batches', { params: { header: header() }, body: {} });
  const batch = await until('the payouts', async () => {
    const seen = await finance.get('/staff/payout-batches/{id}', { params: { path: { id } } });
    if (seen.state === 'AWAITING_APPROVAL') await approve(id, seen.hash!);
    return seen.state === 'DONE' ? seen : undefined;
  });
  const { data } = await finance.get('/staff/payouts', { params: { query: { batchId: id, limit: 100 } } });
  for (const { payeeKind, amount, state, account } of data) {
    say(`  ${payeeKind.padEnd(6)} ${account.padEnd(16)} ${kwacha(amount).padStart(9)} ${state}`);
  }
  say(`  batch ${batch.number} is ${batch.state}`);
}

async function approve(id: string, hash: string): Promise<void> {
  const second = await signIn('approver@demo.pakashop.store', 'staff');
  await second.post('/staff/payout-batches/{id}/approve', {
    params: { path: { id }, header: header() },
    body: { hash },
  });
}

async function proveBooks(finance: Client): Promise<void> {
  say('\n9. Every ngwee stands in the ledger');
  const { lines, totals } = await finance.get('/settlement/trial-balance');
  for (const { account, balance } of lines) say(`  ${account.padEnd(28)} ${kwacha(balance).padStart(12)}`);
  const { isSound, checks } = await finance.get('/settlement/checks');
  say(
    `  debits equal credits: ${totals.every(({ isBalanced }) => isBalanced)}; ${checks.length} rules hold: ${isSound}`,
  );
}

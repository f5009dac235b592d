import { type Client, idempotencyKey } from '@pakashop/client';
import { kwacha, sandbox, say, signIn, until } from './demo.stage.js';

const DAY_MS = 86_400_000;
const WALLET = { provider: 'pawapay', currency: 'ZMW' } as const;

interface Books {
  readonly pawapay: { readonly wallet: { readonly opening: number } };
}

/** Yesterday is compared with pawaPay's statement and closed; today can only be closed tomorrow. */
export async function closeDay(finance: Client): Promise<void> {
  const day = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  say(`\n10. Yesterday (${day}) is closed against pawaPay's own statement`);
  if (await isClosed(finance, day)) return say('  it was closed before; the figures are kept');
  await fetchStatement(finance, day);
  const path = { ...WALLET, day };
  const books = await sandbox<Books>('GET', '/control/books');
  const amount = books!.pawapay.wallet.opening;
  await finance.put('/reconciliation/days/{provider}/{currency}/{day}/balance', { params: { path }, body: { amount } });
  const { opening, movements, closing } = await until('the day to add up', () => addUp(finance, path));
  say(`  opening ${kwacha({ amount: opening })}`);
  for (const { kind, lines, net } of movements) {
    say(`  ${kind.padEnd(15)} ${String(lines).padStart(4)} lines ${kwacha({ amount: net }).padStart(12)}`);
  }
  if (movements.length === 0) say('  0 lines: nothing was bought or paid out on that day');
  say(`  closing ${kwacha({ amount: closing })}, as in the statement and in the books`);
  const { hash } = await finance.post('/reconciliation/days/{provider}/{currency}/{day}/close', { params: { path } });
  say(`  signed ${hash.slice(0, 16)}…, with the hash of the day before in it`);
}

async function isClosed(finance: Client, day: string): Promise<boolean> {
  const query = { provider: WALLET.provider, limit: 10 };
  const { data } = await finance.get('/reconciliation/closes', { params: { query } });
  return data.some((close) => close.day === day && close.reopenedAt === null);
}

/** The worker asks pawaPay for the statement, reads and matches it. */
async function fetchStatement(finance: Client, day: string): Promise<void> {
  const { provider } = WALLET;
  await finance.post('/reconciliation/statements/fetch', { body: { provider, day } });
  const query = { provider, limit: 10 };
  const statement = await until('the statement', async () => {
    const { data } = await finance.get('/reconciliation/statements', { params: { query } });
    return data.find(({ from, state }) => from.startsWith(day) && state === 'MATCHED');
  });
  say(`  statement of ${statement.bytes} bytes, kept as it came (SHA-256 ${statement.sha256.slice(0, 16)}…)`);
}

/** Asks what is in the way, and explains what was in the wallet before the first day; the figures once nothing is. */
async function addUp(finance: Client, path: { provider: string; currency: string; day: string }) {
  const check = await finance.post('/reconciliation/days/{provider}/{currency}/{day}/check', { params: { path } });
  if (check.obstacles.length === 0) return check.figures;
  const obstacle = check.obstacles.find(({ breakId }) => breakId !== null);
  const id = obstacle?.breakId;
  if (!obstacle || !id) return undefined;
  const { state } = await finance.get('/reconciliation/breaks/{id}', { params: { path: { id } } });
  if (state !== 'OPEN') return undefined;
  say(`  in the way: ${obstacle.detail}`);
  const header = () => ({ 'Idempotency-Key': idempotencyKey() });
  const body = { reason: 'It was in the wallet before the first day of these books.' };
  await finance.post('/reconciliation/breaks/{id}/write-off', { params: { path: { id }, header: header() }, body });
  const second = await signIn('approver@demo.pakashop.store', 'staff');
  await second.post('/reconciliation/breaks/{id}/approve', { params: { path: { id }, header: header() } });
  say('  finance proposes to write it off, a second person approves, the books follow');
  return undefined;
}

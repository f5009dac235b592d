import type { Client } from '@pakashop/client';
import { kwacha, say, until } from './demo.stage.js';

const DAY_MS = 86_400_000;
const WALLET = { provider: 'pawapay', currency: 'ZMW' } as const;

/** Yesterday is compared with pawaPay's statement and closed; today can only be closed tomorrow. */
export async function closeDay(finance: Client): Promise<void> {
  const day = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  say(`\n10. Yesterday (${day}) is closed against pawaPay's own statement`);
  await fetchStatement(finance, day);
  const path = { ...WALLET, day };
  const query = { provider: WALLET.provider, limit: 1 };
  const { data: closed } = await finance.get('/reconciliation/closes', { params: { query } });
  if (closed[0]?.day === day && closed[0].reopenedAt === null)
    return say('  it was closed before; the figures are kept');
  const { figures, obstacles } = await finance.post('/reconciliation/days/{provider}/{currency}/{day}/check', {
    params: { path },
  });
  const moved = figures.movements.reduce((sum, { net }) => sum + net, 0);
  say(`  opening ${shown(figures.opening)}, movements ${shown(moved)}, closing ${shown(figures.closing)}`);
  if (obstacles.length > 0) return say(`  it stays open: ${obstacles.map(({ detail }) => detail).join('; ')}`);
  const { hash } = await finance.post('/reconciliation/days/{provider}/{currency}/{day}/close', { params: { path } });
  say(`  opening + movements = closing, in the statement and in the books: signed ${hash.slice(0, 16)}…`);
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

const shown = (amount: number): string => kwacha({ amount });

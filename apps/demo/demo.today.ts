import type { Client } from '@pakashop/client';
import { kwacha, sandbox, say } from './demo.stage.js';

/** What moved the wallet, in the words of the books and of pawaPay. */
const MOVES: Readonly<Record<string, string>> = {
  CAPTURE: 'paid by buyers',
  PAYOUT_PAID: 'paid out',
  REFUND_PAID: 'given back',
};

interface Operation {
  readonly id: string;
  readonly providerTransactionId?: string;
  readonly status: string;
  readonly amount: number;
  readonly fee: number;
}

/** Today has this purchase in it, and no statement before it is over: what the books say of it beside what pawaPay says. */
export async function compareToday(finance: Client): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  say(`\n11. Today (${day}, UTC) has this purchase in it; pawaPay's statement of it comes when it is over`);
  const books = await sandbox<{ pawapay: { operations: Operation[] } }>('GET', '/control/books?provider=pawapay');
  const theirs = books!.pawapay.operations.filter(({ status }) => status === 'COMPLETED');
  const path = { code: 'provider:pawapay:ZMW' };
  const query = { limit: 100 };
  const { data } = await finance.get('/settlement/accounts/{code}/entries', { params: { path, query } });
  const ours = data.filter(({ kind, occurredAt }) => MOVES[kind] && occurredAt.startsWith(day));
  const pairs = ours.map((entry) => ({ entry, other: theirs.find((one) => isSame(one, entry.reference)) }));
  for (const [kind, what] of Object.entries(MOVES)) {
    const some = pairs.filter(({ entry }) => entry.kind === kind);
    if (some.length === 0) continue;
    const [booked, there] = [
      sum(some, ({ entry }) => entry.amount.amount),
      sum(some, ({ other }) => other?.amount ?? 0),
    ];
    say(
      `  ${what.padEnd(15)} ${some.length} × in the books ${kwacha({ amount: booked })}, there ${kwacha({ amount: there })}`,
    );
  }
  const matched = pairs.filter(({ entry, other }) => other?.amount === entry.amount.amount);
  say(`  ${matched.length} of ${ours.length} have the same amount there, found by their ids`);
  const fees = sum(pairs, ({ other }) => other?.fee ?? 0);
  say(
    `  pawaPay's fees of ${kwacha({ amount: fees })} are booked with the statement; run this again tomorrow to see it closed`,
  );
}

const isSame = ({ id, providerTransactionId }: Operation, reference: Record<string, string>): boolean =>
  Object.values(reference).some((one) => one === id || one === providerTransactionId);

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);

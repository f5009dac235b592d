import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, money, newId } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import { goodwillAccount, heldAccount } from './ledger.accounts.js';
import { LedgerExplain } from './ledger.explain.js';
import type { Explanation } from './ledger.explain.dto.js';
import { credit, debit, type Posting, type PostingKind } from './ledger.postings.js';
import { LedgerService } from './ledger.service.js';
import { rows } from './settlement.fixtures.js';

const SPAN = 7;

describe('an explanation that is too long to be added up at once', () => {
  let app: NestFastifyApplication;
  let db: Database;
  const held = heldAccount(newId(), 'ZMW');
  const amounts = Array.from({ length: 23 }, (_, i) => i + 1);

  const post = (amount: number): Promise<boolean> => {
    const posting: Posting = {
      key: `test:${newId()}`,
      kind: amount === 5 ? 'ADJUSTMENT' : 'CAPTURE',
      reference: {},
      occurredAt: new Date().toISOString(),
      entries: [debit(goodwillAccount('ZMW'), amount), credit(held, amount)],
    };
    return db.transaction((tx) => app.get(LedgerService).post(tx, posting));
  };
  const pages = async (limit: number, kind?: PostingKind, between?: () => Promise<unknown>): Promise<Explanation[]> => {
    const all: Explanation[] = [];
    for (let cursor: string | undefined; all.length === 0 || cursor;) {
      const page = await app.get(LedgerExplain).explain(held.code, { limit, kind, cursor }, SPAN);
      all.push(page);
      cursor = page.nextCursor ?? undefined;
      await between?.();
    }
    return all;
  };
  const lines = (all: Explanation[]): number[][] =>
    all.flatMap(({ data }) => data.map(({ amount, balance }) => [amount.amount, balance.amount]));

  beforeAll(async () => {
    app = await bootApp('api', rows);
    db = app.get(Database);
    for (const amount of amounts) await post(amount);
  });
  afterAll(() => app.close());

  const expected = amounts.map((amount) => [amount, (amount * (amount + 1)) / 2]).toReversed();

  it('goes on with the entries before, each once and with the balance after it', async () => {
    const all = await pages(3);
    expect(lines(all)).toEqual(expected);
    for (const { opening, closing, causes } of all) {
      const led = causes.reduce((sum, { credits, debits }) => sum + credits.amount - debits.amount, 0);
      expect(opening.amount + led).toBe(closing.amount);
      expect(causes.reduce((sum, { entries }) => sum + entries, 0)).toBeLessThanOrEqual(SPAN);
    }
    expect(all[0]!.closing).toEqual(money(276));
    expect(all.at(-1)!.opening).toEqual(money(0));
  });

  it('finds the only cause of a kind, far back', async () => {
    expect(lines(await pages(3, 'ADJUSTMENT'))).toEqual([[5, 15]]);
  });

  it('stays right while entries are written', async () => {
    expect(lines(await pages(3, undefined, () => post(100)))).toEqual(expected);
  });
});

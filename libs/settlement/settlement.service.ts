import { Injectable } from '@nestjs/common';
import { Database, money, sql } from '@pakashop/platform';
import { BALANCES } from './balance.sums.js';
import { providerAccount } from './ledger.accounts.js';
import type { WalletMovement, WalletQuestion } from './settlement.contract.js';

/** Answers other domains. */
@Injectable()
export class SettlementService {
  constructor(private readonly db: Database) {}

  /**
   * What happened to a provider's account between two moments, by when the causes happened. It is reckoned back from
   * today's balance, so that the cost is that of what has happened since and not of the whole ledger.
   */
  async walletMovement({ provider, currency, from, to }: WalletQuestion): Promise<WalletMovement> {
    const { id } = providerAccount(provider, currency);
    const row = await this.db.one<{ balance: number; debits: number; credits: number; after: number }>(sql`
      WITH since AS (
        SELECT t.occurred_at, e.direction, e.amount FROM settlement.ledger_transactions t
        JOIN settlement.ledger_entries e ON e.transaction_id = t.id
        WHERE t.occurred_at >= ${from} AND e.account_id = ${id})
      SELECT coalesce((SELECT debits - credits FROM ${BALANCES} b WHERE b.account_id = ${id}), 0)::bigint AS balance,
        coalesce(sum(amount) FILTER (WHERE direction = 'DEBIT' AND occurred_at < ${to}), 0)::bigint AS debits,
        coalesce(sum(amount) FILTER (WHERE direction = 'CREDIT' AND occurred_at < ${to}), 0)::bigint AS credits,
        coalesce(sum(CASE direction WHEN 'DEBIT' THEN amount ELSE -amount END) FILTER (WHERE occurred_at >= ${to}), 0)::bigint AS after
      FROM since`);
    const closing = row.balance - row.after;
    const { debits, credits } = row;
    return {
      opening: money(closing - debits + credits, currency),
      debits: money(debits, currency),
      credits: money(credits, currency),
      closing: money(closing, currency),
    };
  }
}

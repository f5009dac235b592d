import { Injectable } from '@nestjs/common';
import { type Event, OnEvent, Outbox, sql, type Tx } from '@pakashop/platform';
import { type PaymentDoubt, PaymentDoubted, Unexplained, type UnexplainedMoney } from '@pakashop/reconciliation';
import { AskPayout } from './payouts.jobs.js';
import { freeze } from './settlement.earnings.js';
import { lockSettlement, saveSettlement } from './settlement.record.js';
import type { Settlement } from './settlement.rules.js';

/** What statements say of money that orders hold, or that went out to payees. */
@Injectable()
export class SettlementDoubts {
  constructor(private readonly outbox: Outbox) {}

  /**
   * Keeps the money of a payment where it is while a statement contradicts the payment: held, or unpaid when it was
   * released before. Of the facts about one break the newest counts, in whatever order they come.
   *
   * @throws Error when the payment is not captured yet, so that the event is heard again later
   */
  @OnEvent(PaymentDoubted)
  async doubt({ payload: { breakId, paymentId, isOpen, moves } }: Event<PaymentDoubt>, tx: Tx): Promise<void> {
    const shopOrders = await tx.rows<{ id: string }>(sql`
      SELECT substr(a.code, length('held:') + 1) AS id FROM settlement.ledger_transactions t
      JOIN settlement.ledger_entries e ON e.transaction_id = t.id JOIN settlement.ledger_accounts a ON a.id = e.account_id
      WHERE t.key = ${`capture:${paymentId}`} AND a.code LIKE 'held:%' ORDER BY id`);
    if (shopOrders.length === 0) throw new Error(`the capture of payment ${paymentId} is not heard yet`);
    const settlements: Settlement[] = [];
    for (const { id } of shopOrders) settlements.push(await lockSettlement(tx, id));
    await tx.execute(sql`
      INSERT INTO settlement.doubts AS d (id, payment_id, is_open, moves) VALUES (${breakId}, ${paymentId}, ${isOpen}, ${moves})
      ON CONFLICT (id) DO UPDATE SET is_open = excluded.is_open, moves = excluded.moves WHERE d.moves < excluded.moves`);
    const { doubts } = await tx.one<{ doubts: number }>(sql`
      SELECT count(*)::int AS doubts FROM settlement.doubts WHERE payment_id = ${paymentId} AND is_open`);
    for (const settlement of settlements) {
      await saveSettlement(tx, { ...settlement, doubts });
      await freeze(tx, settlement.shopOrderId);
    }
  }

  /** A payout of ours that a statement shows and we count as not paid: the provider is asked, however the payout stands. */
  @OnEvent(Unexplained)
  async ask({ payload: { provider, kind, reference } }: Event<UnexplainedMoney>, tx: Tx): Promise<void> {
    if (kind !== 'PAYOUT') return;
    const payout = await tx.maybe<{ id: string }>(
      sql`SELECT id FROM settlement.payouts WHERE provider = ${provider} AND reference = ${reference}`,
    );
    if (payout) await this.outbox.enqueue(tx, AskPayout, { payoutId: payout.id }, { aggregateId: payout.id });
  }
}

import { Injectable } from '@nestjs/common';
import { Outbox, sql, type Tx } from '@pakashop/platform';
import type { Opened } from './breaks.record.js';
import { PaymentDoubted, type PaymentDoubt, Unexplained, type UnexplainedMoney } from './reconciliation.events.js';

/** Tells those whose money it is what breaks say of it. */
@Injectable()
export class BreakNews {
  constructor(private readonly outbox: Outbox) {}

  /** Money under an id of ours that we count as not moved: whoever gave the id asks the provider again. */
  async ask(tx: Tx, opened: readonly Opened[]): Promise<void> {
    const lines = new Map(
      opened.flatMap(({ category, lineId, id }) =>
        category === 'MISSING_INTERNAL' && lineId !== null ? [[lineId, id] as const] : [],
      ),
    );
    if (lines.size === 0) return;
    const unexplained = await tx.rows<Omit<UnexplainedMoney, 'breakId'> & { lineId: number }>(sql`
      SELECT id AS "lineId", provider, entry AS kind, our_id AS reference FROM reconciliation.lines
      WHERE id = ANY(${[...lines.keys()]}::bigint[]) AND our_id IS NOT NULL AND entry IN ('DEPOSIT', 'REFUND', 'PAYOUT')
      ORDER BY id`);
    for (const { lineId, ...money } of unexplained) {
      const breakId = lines.get(lineId)!;
      await this.outbox.publish(tx, Unexplained, breakId, { breakId, ...money });
    }
  }

  /**
   * Captured payments that a statement contradicts, and those of which that is resolved, since the last time. Money that no
   * order holds is not released by anybody, and nothing is told of it.
   */
  async doubts(tx: Tx, provider: string): Promise<void> {
    const changed = await tx.rows<PaymentDoubt>(sql`
      UPDATE reconciliation.breaks b SET doubted = (b.state <> 'RESOLVED') FROM reconciliation.movements m
      WHERE b.provider = ${provider} AND b.category IN ('STATUS_MISMATCH', 'AMOUNT_MISMATCH', 'CURRENCY_MISMATCH')
        AND b.doubted <> (b.state <> 'RESOLVED') AND m.id = b.movement_id AND m.kind = 'DEPOSIT'
        AND 'capture:' || m.payment_id = ANY(m.causes)
      RETURNING b.id AS "breakId", m.payment_id AS "paymentId", b.doubted AS "isOpen", b.moves`);
    for (const doubt of changed) await this.outbox.publish(tx, PaymentDoubted, doubt.paymentId, doubt);
  }
}

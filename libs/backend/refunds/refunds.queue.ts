import { Injectable } from '@nestjs/common';
import { Outbox, sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';
import { CarryRefund, carryKey } from './refunds.jobs.js';

/** The job that carries a refund: ordered anew for each attempt, withdrawn when there is nothing to carry. */
@Injectable()
export class RefundQueue {
  constructor(private readonly outbox: Outbox) {}

  /** Orders the next job, in the transaction that makes the refund ready to be sent. */
  async order(tx: Tx, refundId: string, inSeconds = 0): Promise<void> {
    const { jobs } = await tx.one<{ jobs: number }>(
      sql`UPDATE backend.refunds SET jobs = jobs + 1 WHERE id = ${refundId} RETURNING jobs`,
    );
    await this.outbox.enqueue(
      tx,
      CarryRefund,
      { refundId },
      { key: carryKey(refundId, jobs), aggregateId: refundId, ...(inSeconds > 0 && { inSeconds }) },
    );
  }

  /** Puts a refund back into the queue that needed attention. */
  async ready(tx: Tx, id: string, cause: string): Promise<void> {
    const set = sql`attention = NULL, retry_at = NULL`;
    await move(tx, { machine: 'refund', id, from: ['NEEDS_ATTENTION'], to: 'RESERVED', cause, set });
    await this.order(tx, id);
  }

  /** Withdraws the job that was ordered last; one that is running is left to itself. */
  async withdraw(tx: Tx, { id, jobs }: { id: string; jobs: number }): Promise<void> {
    await this.outbox.withdraw(tx, [carryKey(id, jobs)]);
  }
}

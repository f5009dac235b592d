import { Injectable } from '@nestjs/common';
import { Outbox, type Tx, type Work } from '@pakashop/platform';
import { move } from '../transitions.js';
import { createAttempt } from './payments.attempts.js';
import { PaymentFlow } from './payments.flow.js';
import { type AttemptRef, SendAttempt } from './payments.jobs.js';
import { PaymentOrchestrator } from './payments.orchestrator.js';
import type { Attempt } from './payments.provider.js';

/** Starts the next provider's attempt in the transaction that proves the last one dead. */
@Injectable()
export class FailOver {
  constructor(
    private readonly outbox: Outbox,
    private readonly flow: PaymentFlow,
    private readonly orchestrator: PaymentOrchestrator,
  ) {}

  /** The taken job of the new attempt; undefined when there is nobody to turn to. */
  async start(tx: Tx, dead: Attempt): Promise<Work<AttemptRef> | undefined> {
    const provider = this.orchestrator.after(dead);
    if (!provider) return undefined;
    // Only a payment that just lost its attempt goes on: a cancelled or expired one does not.
    const { paymentId } = dead;
    const resumed = await move(tx, {
      machine: 'payment',
      id: paymentId,
      from: ['FAILED'],
      to: 'PROCESSING',
      cause: 'failover',
    });
    if (!resumed) return undefined;
    await this.flow.setOrderPaymentStatus(tx, paymentId, 'PENDING');
    const attemptId = await createAttempt(tx, { ...dead, provider, replacesId: dead.id });
    return this.outbox.enqueueTaken(
      tx,
      SendAttempt,
      { attemptId },
      { key: `send:${attemptId}`, aggregateId: paymentId },
    );
  }
}

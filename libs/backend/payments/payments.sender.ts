import { Inject, Injectable } from '@nestjs/common';
import { Database, failpoint, sql, type Tx, within, type Work } from '@pakashop/platform';
import { attemptById, markSent } from './payments.attempts.js';
import { PaymentsConfig } from './payments.config.js';
import { PaymentFlow } from './payments.flow.js';
import type { AttemptRef } from './payments.jobs.js';
import { PaymentOrchestrator } from './payments.orchestrator.js';
import type { Attempt, Purpose, Sent } from './payments.provider.js';
import { isLive, mayFailOver } from './payments.rules.js';
import { PaymentStarter } from './payments.starter.js';

/** Sends attempts to providers: the only code that does. It runs under the lease of the attempt's job. */
@Injectable()
export class PaymentSender {
  constructor(
    private readonly db: Database,
    private readonly flow: PaymentFlow,
    private readonly starter: PaymentStarter,
    private readonly orchestrator: PaymentOrchestrator,
    @Inject(PaymentsConfig) private readonly config: PaymentsConfig,
  ) {}

  /**
   * Sends, and waits no longer than a buyer would. Past that the sending goes on by itself; if it fails or this process
   * ends, the lease of its job ends too and the worker takes over.
   */
  async sendPatiently(work: Work<AttemptRef>): Promise<void> {
    await within(
      this.config.PAYMENT_REPLY_SECONDS * 1000,
      this.send(work).catch(() => undefined),
    );
  }

  /** Sends, and where the first provider surely has nothing, goes on with the next. Ends when the buyer can act. */
  async send(work: Work<AttemptRef>): Promise<void> {
    for (let next: Work<AttemptRef> | undefined = work; next;) next = await this.sendOne(next);
  }

  private async sendOne(work: Work<AttemptRef>): Promise<Work<AttemptRef> | undefined> {
    const attempt = await attemptById(this.db, work.payload.attemptId);
    if (!attempt || !isLive(attempt.state)) return undefined;
    const isFirst = attempt.state === 'CREATED';
    if (isFirst && !(await markSent(this.db, attempt.id))) return undefined;
    const provider = this.orchestrator.provider(attempt.provider);
    const purpose = await this.purposeOf(attempt);

    await failpoint('C8');
    const sent = await provider.send(attempt, purpose);
    await failpoint('C9');
    const proof = evidenceOf(sent, isFirst);
    await failpoint('C10');
    return this.db.transaction((tx) => this.settle(tx, work, attempt, sent, proof));
  }

  private async settle(
    tx: Tx,
    work: Work<AttemptRef>,
    attempt: Attempt,
    sent: Sent,
    proof: ReturnType<typeof evidenceOf>,
  ): Promise<Work<AttemptRef> | undefined> {
    if (sent.kind === 'unknown' && proof) {
      // No byte left this process and no other send can be alive: as definite as a refusal.
      await this.flow.applySent(tx, attempt, {
        kind: 'refused',
        code: 'NOT_SENT',
        message: sent.reason,
        unavailable: true,
      });
    } else {
      await this.flow.applySent(tx, attempt, sent);
    }
    await work.close(tx);
    return proof && mayFailOver(proof) ? this.starter.failOver(tx, attempt) : undefined;
  }

  private async purposeOf({ orderId }: Attempt): Promise<Purpose> {
    const { number, name, email } = await this.db.one<{ number: string; name: string; email: string | null }>(sql`
      SELECT number, contact_name AS name, contact_email AS email FROM backend.orders WHERE id = ${orderId}`);
    // Flutterwave wants an address; a buyer without one gets a name that no mailbox has.
    return { orderId, orderNumber: number, name, email: email ?? `${number.toLowerCase()}@orders.pakashop.invalid` };
  }
}

/** What the outcome proves; undefined when money may still be taken under the reference. */
function evidenceOf(sent: Sent, isFirst: boolean) {
  if (sent.kind === 'refused') return sent;
  if (sent.kind === 'unknown' && !sent.sent && isFirst) return { kind: 'notSent' as const };
  return undefined;
}

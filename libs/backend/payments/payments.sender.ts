import { Inject, Injectable } from '@nestjs/common';
import { Database, failpoint, sql, type Tx, within, type Work } from '@pakashop/platform';
import { PaymentsConfig } from './payments.config.js';
import { PaymentFlow } from './payments.flow.js';
import type { AttemptRef } from './payments.jobs.js';
import { PaymentOrchestrator } from './payments.orchestrator.js';
import { type Attempt, type Purpose, purposeOf, type Sent } from './payments.provider.js';
import type { Proof } from './payments.rules.js';
import { PaymentStarter, type Started } from './payments.starter.js';

/** Stores what the buyer is told of an attempt, in the transaction that writes down that the provider took it. */
type Tell = (tx: Tx, attempt: Attempt) => Promise<void>;

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
   * Sends what this process has just started, and waits no longer than a buyer would. Past that the sending goes on by
   * itself; if it fails or this process ends, the lease of its job ends too and the worker takes over.
   */
  async sendPatiently(started: Started, tell: Tell): Promise<void> {
    let isWaiting = true;
    const tellWaiting: Tell = async (tx, attempt) => {
      if (isWaiting) await tell(tx, attempt);
    };
    await within(
      this.config.PAYMENT_REPLY_SECONDS * 1000,
      this.sendAll(started, true, tellWaiting).catch(() => undefined),
    );
    isWaiting = false;
  }

  /** Sends again what another process began to send: its request may have left or not. */
  async sendAgain(work: Work<AttemptRef>, attempt: Attempt): Promise<void> {
    await this.sendAll({ work, attempt, purpose: await this.purposeOf(attempt) }, false);
  }

  /** Where the first provider surely has nothing, goes on with the next. Ends when the buyer can act. */
  private async sendAll(first: Started, isNew: boolean, tell?: Tell): Promise<void> {
    let next = await this.sendOne(first, isNew, tell);
    while (next) next = await this.sendOne(next, true, tell);
  }

  private async sendOne(started: Started, isNew: boolean, tell?: Tell): Promise<Started | undefined> {
    const { attempt, purpose } = started;
    await failpoint('C8');
    const sent = await this.orchestrator.provider(attempt.provider).send(attempt, purpose);
    await failpoint('C9');
    const proof = proofOf(sent, isNew);
    await failpoint('C10');
    const settle = (tx: Tx) => this.settle(tx, started, sent, proof, tell);
    // A crash that forgets that it was taken leaves the job open: it is sent again under the same reference.
    return sent.kind === 'accepted' ? this.db.forgettable(settle) : this.db.transaction(settle);
  }

  private async settle(
    tx: Tx,
    { work, attempt, purpose }: Started,
    sent: Sent,
    proof?: Proof,
    tell?: Tell,
  ): Promise<Started | undefined> {
    // No byte left this process and no other send can be alive: as definite as a refusal.
    const definite = sent.kind === 'unknown' && proof ? notSent(sent.reason) : sent;
    await Promise.all([
      this.flow.applySent(tx, work, attempt, definite),
      sent.kind === 'accepted' ? tell?.(tx, accepted(attempt, sent.redirectUrl)) : undefined,
    ]);
    return proof && this.starter.failOver(tx, attempt, purpose, proof);
  }

  private async purposeOf({ orderId }: Attempt): Promise<Purpose> {
    const { number, name, email } = await this.db.one<{ number: string; name: string; email: string | null }>(sql`
      SELECT number, contact_name AS name, contact_email AS email FROM backend.orders WHERE id = ${orderId}`);
    return purposeOf({ orderId, number, name, email: email ?? undefined });
  }
}

/** What the outcome proves; undefined when money may still be taken under the reference. */
function proofOf(sent: Sent, isNew: boolean): Proof | undefined {
  if (sent.kind === 'refused') return sent;
  return sent.kind === 'unknown' && !sent.sent && isNew ? { kind: 'notSent' } : undefined;
}

const accepted = (attempt: Attempt, redirectUrl: string | null = null): Attempt => ({
  ...attempt,
  state: 'PENDING',
  redirectUrl,
});

const notSent = (message: string): Sent => ({ kind: 'refused', code: 'NOT_SENT', message, unavailable: true });

import { Injectable, Logger } from '@nestjs/common';
import { Outbox, type Tx } from '@pakashop/platform';
import { type Attempt, closeMessage, raise, type Rise, triedOf } from './messages.attempts.js';
import type { Handed, Report } from './messages.carrier.js';
import { followKey, SendMessage } from './messages.jobs.js';
import { backoff, isReached, STATE_OF } from './messages.rules.js';

type Subject = Pick<Attempt, 'id' | 'messageId' | 'carrier'>;

/** The one set of transitions for what carriers answer, report and say when asked. */
@Injectable()
export class MessageCourse {
  private readonly logger = new Logger(MessageCourse.name);
  constructor(private readonly outbox: Outbox) {}

  /**
   * Notes what became of a hand-over.
   *
   * @param reports whether the carrier will tell more: if not, a message that was taken is done
   */
  async handed(tx: Tx, attempt: Subject, handed: Handed, reports: boolean): Promise<void> {
    if (handed.kind === 'accepted') {
      await this.rise(tx, attempt, { state: 'SENT', carrierId: handed.id });
      if (!reports) await this.close(tx, attempt, 'DONE');
    } else if (handed.kind === 'unclear') {
      await this.rise(tx, attempt, { state: 'UNKNOWN', code: handed.reason });
    } else {
      const retrySeconds =
        handed.fault === 'later' ? await this.retrySeconds(tx, attempt, handed.retryAfterMs) : undefined;
      await this.rise(tx, attempt, { state: 'FAILED', code: handed.code, fault: handed.fault, retrySeconds });
    }
  }

  /** Applies news, from a report or from asking. What is older than what is known changes nothing. */
  async apply(tx: Tx, attempt: Subject, { standing, id, code }: Report): Promise<void> {
    const state = STATE_OF[standing];
    // WhatsApp's ids hold the number, and nothing asks by them.
    const carrierId = attempt.carrier === 'whatsapp' ? null : id;
    const moved = await this.rise(tx, attempt, { state, carrierId, code });
    if (moved && isReached(state)) await this.close(tx, attempt, 'DONE');
    if (moved && state === 'FAILED') await this.goOn(tx, attempt);
  }

  /** Gives an attempt up of which nobody knows anything. */
  async giveUp(tx: Tx, attempt: Subject): Promise<void> {
    if (await this.rise(tx, attempt, { state: 'FAILED', code: 'nobody-knows' })) await this.goOn(tx, attempt);
  }

  /** Orders the next step of a message whose last attempt is known to have failed. */
  async goOn(tx: Tx, { id, messageId }: Subject): Promise<void> {
    await this.outbox.withdraw(tx, [followKey(id)]);
    await this.outbox.enqueue(tx, SendMessage, { messageId }, { aggregateId: messageId });
  }

  private async close(tx: Tx, { id, messageId }: Subject, state: 'DONE'): Promise<void> {
    await closeMessage(tx, messageId, state);
    await this.outbox.withdraw(tx, [followKey(id)]);
  }

  private async rise(tx: Tx, { id, messageId, carrier }: Subject, rise: Rise): Promise<boolean> {
    const moved = await raise(tx, id, rise);
    const { state, code } = rise;
    if (moved)
      tx.onCommit(() => this.logger.log({ messageId, attemptId: id, carrier, state, code }, 'message attempt'));
    return moved;
  }

  private async retrySeconds(tx: Tx, { messageId, carrier }: Subject, retryAfterMs = 0): Promise<number> {
    const tries = (await triedOf(tx, messageId)).filter((one) => one.carrier === carrier).length;
    return Math.max(backoff(tries), retryAfterMs / 1000);
  }
}

import { currentContext } from '@pakashop/platform';
import { ResendClient } from '@pakashop/providers/resend';
import { Carrier, type Handed, type Letter } from '../../messages.carrier.js';
import type { Pace } from '../../messages.pace.js';
import type { Composed } from '../../messages.service.js';

/** Mail through Resend. */
export class ResendAdapter extends Carrier {
  readonly name = 'resend';
  readonly channel = 'email';
  readonly reports = true;

  constructor(
    private readonly client: ResendClient,
    private readonly from: string,
    private readonly pace: Pace,
  ) {
    super();
  }

  addressOf({ to, subject }: Composed): string | undefined {
    return subject === undefined ? undefined : to.email;
  }

  override turn(): Promise<number> {
    return this.pace.turn();
  }

  send({ attemptId, to, composed }: Letter): Promise<Handed> {
    const { subject = '', text, html } = composed;
    const mail = { reference: attemptId, from: this.from, to, subject, text, html };
    return this.client.send(mail, { requestId: currentContext()?.correlationId });
  }

  /**
   * The same request under the same Idempotency-Key answers what the first one did, and sends nothing twice. A repetition
   * that was turned away at the door, by a limit or for our account, tells nothing about the first.
   */
  async settle(letter: Letter): Promise<Handed> {
    if ((await this.turn()) > 0) return { kind: 'unclear', reason: 'no-turn' };
    const handed = await this.send(letter);
    const isTurnedAway = handed.kind === 'refused' && (handed.fault === 'later' || handed.fault === 'account');
    return isTurnedAway ? { kind: 'unclear', reason: handed.code } : handed;
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

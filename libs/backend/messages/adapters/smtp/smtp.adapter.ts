import { SmtpClient } from '@pakashop/providers/smtp';
import { Carrier, type Handed, type Letter } from '../../messages.carrier.js';
import type { Composed } from '../../messages.service.js';

/** Mail over SMTP. */
export class SmtpAdapter extends Carrier {
  readonly name = 'smtp';
  readonly channel = 'email';
  readonly reports = false;

  constructor(
    private readonly client: SmtpClient,
    private readonly from: string,
  ) {
    super();
  }

  addressOf({ to, subject }: Composed): string | undefined {
    return subject === undefined ? undefined : to.email;
  }

  send({ attemptId, to, composed }: Letter): Promise<Handed> {
    const { subject = '', text, html } = composed;
    return this.client.send({ reference: attemptId, from: this.from, to, subject, text, html });
  }

  /** A server cannot be asked: after the silence that follows the text, the mail may be out. */
  settle(): Promise<Handed> {
    return Promise.resolve({ kind: 'unclear', reason: 'cannot-be-asked' });
  }

  close(): void {
    this.client.close();
  }
}

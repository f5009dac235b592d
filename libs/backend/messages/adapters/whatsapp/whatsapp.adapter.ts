import { currentContext } from '@pakashop/platform';
import { WhatsappClient } from '@pakashop/providers/whatsapp';
import { Carrier, type Handed, type Letter } from '../../messages.carrier.js';
import type { Composed } from '../../messages.service.js';
import { isCodeTemplate } from '../../messages.templates.js';

/** Template messages through WhatsApp. */
export class WhatsappAdapter extends Carrier {
  readonly name = 'whatsapp';
  readonly channel = 'whatsapp';
  readonly reports = true;

  constructor(
    private readonly client: WhatsappClient,
    private readonly language: string,
  ) {
    super();
  }

  addressOf({ to, whatsappTemplate }: Composed): string | undefined {
    return whatsappTemplate && to.phone;
  }

  send({ attemptId, to, composed }: Letter): Promise<Handed> {
    const { name, params } = composed.whatsappTemplate!;
    const button = isCodeTemplate(name) ? params[0] : undefined;
    const template = { reference: attemptId, to, name, language: this.language, params, button };
    return this.client.sendTemplate(template, { requestId: currentContext()?.correlationId });
  }

  /** There is nothing to ask: a status webhook with our reference comes, or does not. */
  settle(): Promise<Handed> {
    return Promise.resolve({ kind: 'unclear', reason: 'cannot-be-asked' });
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

import { Injectable } from '@nestjs/common';
import { Again, Database, type Work } from '@pakashop/platform';
import { closeMessage, messageById, type MessageState, type OrderedMessage, triedOf } from './messages.attempts.js';
import { Carriers } from './messages.carriers.js';
import { HandOver } from './messages.handover.js';
import type { MessageRef } from './messages.jobs.js';
import { nextStep, type Way } from './messages.rules.js';
import { type Channel, type Composed, Composers } from './messages.service.js';

type Written = ReadonlyMap<Channel, Composed>;

/** Takes messages from carrier to carrier until one has them or none is left. */
@Injectable()
export class MessageSender {
  constructor(
    private readonly db: Database,
    private readonly composers: Composers,
    private readonly carriers: Carriers,
    private readonly handOver: HandOver,
  ) {}

  async send(work: Work<MessageRef>): Promise<Again | void> {
    for (;;) {
      const message = await messageById(this.db, work.payload.messageId);
      if (message?.state !== 'OPEN') return undefined;
      if (message.secondsLeft <= 0) return this.close(message, 'EXPIRED');
      const written = await this.write(message);
      if (!written) return this.close(message, 'WITHDRAWN');
      const progress = await this.step(message, written);
      if (progress !== 'refused') return progress instanceof Again ? progress : undefined;
    }
  }

  /** The message for each of its channels; undefined when nobody wants it any more. */
  private async write({ purpose, reference, channels }: OrderedMessage): Promise<Written | undefined> {
    const compose = this.composers.of(purpose);
    const written = new Map<Channel, Composed>();
    for (const channel of new Set(channels)) {
      const composed = await compose(reference, channel);
      if (!composed) return undefined;
      written.set(channel, composed);
    }
    return written;
  }

  private async step(message: OrderedMessage, written: Written): Promise<'refused' | 'out' | Again> {
    // A carrier for which the message has no address or no form is as good as absent.
    const fits = ({ name, channel }: Way) => this.carriers.named(name)?.addressOf(written.get(channel)!) !== undefined;
    const tried = await triedOf(this.db, message.id);
    const step = nextStep(this.carriers.ways(message.channels).filter(fits), tried);
    if (step.kind === 'wait') return new Again(step.seconds);
    if (step.kind === 'try') {
      const carrier = this.carriers.named(step.carrier)!;
      const composed = written.get(carrier.channel)!;
      return this.handOver.run({ message, carrier, composed, position: tried.length + 1 });
    }
    if (step.kind !== 'follow') await this.close(message, step.kind === 'reached' ? 'DONE' : 'FAILED');
    return 'out';
  }

  private close({ id }: OrderedMessage, state: Exclude<MessageState, 'OPEN'>): Promise<void> {
    return this.db.transaction((tx) => closeMessage(tx, id, state));
  }
}

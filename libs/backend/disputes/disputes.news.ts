import { Injectable } from '@nestjs/common';
import { Outbox, type Tx } from '@pakashop/platform';
import { DisputeClosed, type DisputeFact, DisputeOpened } from './disputes.events.js';
import { DisputeLetters } from './disputes.letters.js';
import { DisputeNotices } from './disputes.notices.js';

/** Who learns what of a dispute: the books, the shop and the buyer, in the transaction of what happened. */
@Injectable()
export class DisputeNews {
  constructor(
    private readonly outbox: Outbox,
    private readonly notices: DisputeNotices,
    private readonly letters: DisputeLetters,
  ) {}

  /** Its money stays where it is from now on. */
  async opened(tx: Tx, fact: DisputeFact): Promise<void> {
    await this.outbox.publish(tx, DisputeOpened, fact.disputeId, fact);
    await this.notices.opened(tx, fact);
  }

  answered(tx: Tx, fact: Pick<DisputeFact, 'disputeId' | 'orderId'>): Promise<void> {
    return this.letters.answered(tx, fact);
  }

  /** Its money is no longer kept where it is. The buyer learns of money that comes back by its refund. */
  async closed(tx: Tx, fact: DisputeFact): Promise<void> {
    await this.outbox.publish(tx, DisputeClosed, fact.disputeId, fact);
    await this.notices.closed(tx, fact);
  }

  /** The buyer was not given right. */
  async rejected(tx: Tx, fact: DisputeFact): Promise<void> {
    await this.closed(tx, fact);
    await this.letters.rejected(tx, fact);
  }
}

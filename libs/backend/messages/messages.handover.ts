import { Injectable } from '@nestjs/common';
import { Again, Database, Outbox, type Tx } from '@pakashop/platform';
import { beginAttempt, type OrderedMessage, type Plan } from './messages.attempts.js';
import type { Carrier } from './messages.carrier.js';
import { MessageCourse } from './messages.course.js';
import { FollowMessage, followKey } from './messages.jobs.js';
import type { Composed } from './messages.service.js';
import { Suppressions } from './messages.suppressions.js';

/** When an attempt is looked at for the first time. */
const FIRST_LOOK_SECONDS = 5;

/** A message with the carrier that was chosen for it. */
export interface Errand {
  readonly message: OrderedMessage;
  readonly carrier: Carrier;
  readonly composed: Composed;
  /** One more than the attempts that the choice was made upon. */
  readonly position: number;
}

/**
 * Hands messages to carriers; the only code that does. The row of an attempt and the job that looks after it commit before
 * anything leaves, so that a process that dies leaves an attempt that is asked about, never one that is repeated.
 */
@Injectable()
export class HandOver {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly suppressions: Suppressions,
    private readonly course: MessageCourse,
  ) {}

  /** Runs one errand. Answers whether the message needs its next step now, or when to come back for a turn. */
  async run({ message, carrier, composed, position }: Errand): Promise<'refused' | 'out' | Again> {
    const to = carrier.addressOf(composed)!;
    const { channel, name } = carrier;
    const plan = { messageId: message.id, position, channel, carrier: name };
    if (await this.suppressions.covers(channel, to)) {
      await this.db.transaction((tx) => beginAttempt(tx, plan, 'SUPPRESSED'));
      return 'refused';
    }
    const wait = await carrier.turn();
    if (wait > 0) return new Again(wait / 1000);
    const contactIndex = await this.suppressions.indexOf(channel, to);
    const attemptId = await this.db.transaction((tx) => this.begin(tx, plan));
    // Something happened meanwhile: it is decided again.
    if (attemptId === undefined) return 'refused';
    const handed = await carrier.send({ attemptId, to, composed, secondsLeft: message.secondsLeft });
    await this.db.transaction(async (tx) => {
      await this.course.handed(tx, { id: attemptId, messageId: message.id, carrier: name }, handed, carrier.reports);
      if (handed.kind !== 'refused') return;
      await this.outbox.withdraw(tx, [followKey(attemptId)]);
      if (handed.fault !== 'opted-out') return;
      await this.suppressions.add(tx, { channel, contactIndex, reason: 'OPT_OUT', carrier: name });
    });
    return handed.kind === 'refused' ? 'refused' : 'out';
  }

  /** The attempt and the look after it, together. */
  private async begin(tx: Tx, plan: Plan): Promise<string | undefined> {
    const attemptId = await beginAttempt(tx, plan);
    if (attemptId !== undefined) {
      const options = { key: followKey(attemptId), aggregateId: plan.messageId, inSeconds: FIRST_LOOK_SECONDS };
      await this.outbox.enqueue(tx, FollowMessage, { attemptId }, options);
    }
    return attemptId;
  }
}

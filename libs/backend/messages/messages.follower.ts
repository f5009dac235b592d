import { Inject, Injectable } from '@nestjs/common';
import { Again, Database, type Tx, type Work } from '@pakashop/platform';
import {
  type Attempt,
  attemptById,
  carrierIdsOfOthers,
  closeMessage,
  messageById,
  type OrderedMessage,
} from './messages.attempts.js';
import type { Carrier, Handed } from './messages.carrier.js';
import { Carriers } from './messages.carriers.js';
import { MessagesConfig } from './messages.config.js';
import { MessageCourse } from './messages.course.js';
import type { AttemptRef } from './messages.jobs.js';
import { isLive, pollDelay } from './messages.rules.js';
import { Composers } from './messages.service.js';

/** A hand-over that has lasted for so much longer than its call was abandoned. */
const SLACK_SECONDS = 10;
/** Seconds between two looks at an attempt of which nobody knows. */
const DOUBT_ROUND_SECONDS = 5;
/** A message that was taken is looked at so often at least, to end it when its time has run out. */
const LONGEST_ROUND_SECONDS = 1800;

/** Looks after attempts: asks what became of them, and settles those of which nobody knows whether they were taken. */
@Injectable()
export class MessageFollower {
  constructor(
    private readonly db: Database,
    private readonly composers: Composers,
    private readonly carriers: Carriers,
    private readonly course: MessageCourse,
    @Inject(MessagesConfig) private readonly config: MessagesConfig,
  ) {}

  async follow(work: Work<AttemptRef>): Promise<Again | void> {
    const attempt = await attemptById(this.db, work.payload.attemptId);
    if (!attempt || !isLive(attempt.state)) return undefined;
    const message = (await messageById(this.db, attempt.messageId))!;
    if (message.state !== 'OPEN') return undefined;
    const carrier = this.carriers.named(attempt.carrier);
    if (message.secondsLeft <= 0 || !carrier) {
      const state = attempt.state === 'SENT' ? 'DONE' : 'EXPIRED';
      return this.db.transaction((tx) => closeMessage(tx, message.id, state));
    }
    if (attempt.state === 'SENT') return this.ask(work, attempt, message, carrier);
    // The process that hands it over may still be at it.
    const left = this.config.MESSAGE_CALL_SECONDS + SLACK_SECONDS - attempt.ageSeconds;
    if (attempt.state === 'QUEUED' && left > 0) return new Again(left);
    return this.settle(work, attempt, message, carrier);
  }

  /** Asks about a message that was taken; a carrier that cannot be asked reports by itself. */
  private async ask(
    work: Work<AttemptRef>,
    attempt: Attempt,
    { secondsLeft }: OrderedMessage,
    carrier: Carrier,
  ): Promise<Again | void> {
    const { carrierId } = attempt;
    if (carrierId === null || !carrier.canBeAsked) return new Again(Math.min(LONGEST_ROUND_SECONDS, secondsLeft + 1));
    const report = await carrier.ask(carrierId);
    const isOver = report !== undefined && !['waiting', 'sent'].includes(report.standing);
    if (isOver) return this.finish(work, (tx) => this.course.apply(tx, attempt, report));
    return new Again(Math.min(pollDelay(work.round), secondsLeft + 1));
  }

  private async settle(
    work: Work<AttemptRef>,
    attempt: Attempt,
    message: OrderedMessage,
    carrier: Carrier,
  ): Promise<Again | void> {
    const handed = await this.handedAfterAll(attempt, message, carrier);
    if (!handed) return this.finish(work, (tx) => closeMessage(tx, message.id, 'WITHDRAWN'));
    if (handed.kind === 'unclear' && this.mustMoveOn(attempt, message, carrier)) {
      return this.finish(work, (tx) => this.course.giveUp(tx, attempt));
    }
    await this.db.transaction(async (tx) => {
      await this.course.handed(tx, attempt, handed, carrier.reports);
      if (handed.kind !== 'refused') return;
      await work.close(tx);
      await this.course.goOn(tx, attempt);
    });
    return handed.kind === 'refused' ? undefined : new Again(DOUBT_ROUND_SECONDS);
  }

  /** Undefined when nobody wants the message any more. */
  private async handedAfterAll(
    attempt: Attempt,
    { purpose, reference, secondsLeft }: OrderedMessage,
    carrier: Carrier,
  ): Promise<Handed | undefined> {
    const composed = await this.composers.of(purpose)(reference, carrier.channel);
    const to = composed && carrier.addressOf(composed);
    if (!composed || to === undefined) return undefined;
    const { id: attemptId, queuedAt: since, ageSeconds } = attempt;
    const others = (ids: readonly string[]) => carrierIdsOfOthers(this.db, attempt, ids);
    return carrier.settle({ attemptId, to, composed, secondsLeft }, { since, ageSeconds, others });
  }

  /** Doubt is not proof: it is waited out first, and only ends an attempt when another channel is left. */
  private mustMoveOn({ ageSeconds }: Attempt, { channels }: OrderedMessage, { channel }: Carrier): boolean {
    const later = channels.slice(channels.indexOf(channel) + 1);
    return ageSeconds >= this.config.MESSAGE_DOUBT_SECONDS && this.carriers.ways(later).length > 0;
  }

  private async finish(work: Work<AttemptRef>, effect: (tx: Tx) => Promise<void>): Promise<void> {
    await this.db.transaction(async (tx) => {
      await work.close(tx);
      await effect(tx);
    });
  }
}

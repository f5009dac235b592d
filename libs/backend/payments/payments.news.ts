import { Inject, Injectable } from '@nestjs/common';
import {
  Again,
  type CloseAll,
  Database,
  failpoint,
  Inbox,
  inCorrelation,
  type Tx,
  type Work,
} from '@pakashop/platform';
import { attemptByReference, attemptsByReference } from './payments.attempts.js';
import { recordBreak } from './payments.breaks.js';
import { type Paid, PaymentCapture } from './payments.capture.js';
import { PaymentsConfig } from './payments.config.js';
import { PaymentFollower } from './payments.follower.js';
import type { InboxRef, News } from './payments.jobs.js';
import type { Attempt, Standing } from './payments.provider.js';

/** A callback may overtake our own commit; after about ten minutes of looking its reference is not ours. */
const UNKNOWN_REFERENCE_ROUNDS = 8;

/** A callback, the attempt that it is about and what the provider said when it was asked. */
interface Heard {
  readonly work: Work<InboxRef>;
  readonly attempt: Attempt;
  readonly standing: Standing;
  readonly correlationId: string;
}

/** Works on callbacks that were verified and stored. */
@Injectable()
export class PaymentNews {
  constructor(
    private readonly db: Database,
    private readonly inbox: Inbox,
    private readonly follower: PaymentFollower,
    private readonly captures: PaymentCapture,
    @Inject(PaymentsConfig) private readonly config: PaymentsConfig,
  ) {}

  /** A callback is a hint to ask: what it says moves nothing by itself. */
  async apply(work: Work<InboxRef>): Promise<Again | void> {
    const { news } = work.payload;
    if (!news) return this.finish(work, 'ignored: not about a payment');
    const attempt = await attemptByReference(this.db, news.provider, news.reference);
    if (!attempt) return this.unmatched(work, news);
    await failpoint('C15');
    const settled = await this.follower.ask(attempt, 'callback', this.closing(work));
    await failpoint('C16');
    if (settled) return undefined;
    // The callback says more than the provider's own answer: look again soon, then leave it to the poll.
    if (work.round < 3) return new Again(Math.min(5, this.config.PAYMENT_POLL_SECONDS));
    return this.finish(work, 'the provider does not confirm it; polling goes on');
  }

  /**
   * Applies callbacks that came at about the same time: all orders that are paid exactly in one transaction, and what is
   * as definite but needs more thought each in its own. What is still open, or not about a payment, is left.
   */
  async applyAll(works: readonly Work<InboxRef>[], close: CloseAll<InboxRef>): Promise<void> {
    const asked = await this.askAll(works);
    const paid = asked.filter(isPaid);
    await failpoint('C15');
    const done = paid.length > 0 ? await this.db.transaction((tx) => this.capture(tx, paid, close)) : [];
    const others = asked.filter(({ work, standing }) => isDefinite(standing) && !done.includes(work));
    await Promise.all(
      others.map(({ attempt, standing, work }) =>
        inCorrelation(work.correlationId, () => this.follower.hear(attempt, standing, 'callback', this.closing(work))),
      ),
    );
    await failpoint('C16');
  }

  /** Asks the provider once for each attempt, however many callbacks are about it. */
  private async askAll(works: readonly Work<InboxRef>[]): Promise<Heard[]> {
    const references = works.flatMap(({ payload: { news } }) => news?.reference ?? []);
    const attempts = await attemptsByReference(this.db, references);
    const heard = attempts.map(async (attempt) => {
      const { provider, reference } = attempt;
      const work = works.find(({ payload: { news } }) => news?.reference === reference && news.provider === provider);
      if (!work) return [];
      const { correlationId } = work;
      return [
        {
          work,
          attempt,
          correlationId,
          standing: await inCorrelation(correlationId, () => this.follower.standingOf(attempt)),
        },
      ];
    });
    return (await Promise.all(heard)).flat();
  }

  private async capture(tx: Tx, paid: readonly (Heard & Paid)[], close: CloseAll<InboxRef>): Promise<Work<InboxRef>[]> {
    const exact = await this.captures.exactly(tx, paid);
    if (exact.length === 0) return [];
    const works = exact.map(({ work }) => work);
    const ids = works.map(({ payload }) => payload.inboxId);
    await Promise.all([
      this.captures.capture(tx, exact, 'callback'),
      this.inbox.processed(tx, ids, 'applied'),
      close(tx, works),
    ]);
    return works;
  }

  /** Closes a callback with its effect. */
  private closing(work: Work<InboxRef>, outcome = 'applied'): (tx: Tx) => Promise<void> {
    return async (tx) => {
      await Promise.all([this.inbox.processed(tx, work.payload.inboxId, outcome), work.close(tx)]);
    };
  }

  private async unmatched(work: Work<InboxRef>, news: News): Promise<Again | void> {
    if (work.round < UNKNOWN_REFERENCE_ROUNDS) return new Again(2 ** work.round);
    await this.db.transaction(async (tx) => {
      const detail = 'a verified callback names a payment that we never made';
      const { provider, reference } = news;
      await recordBreak(tx, {
        kind: 'UNKNOWN_REFERENCE',
        provider,
        reference,
        amount: news.amount ?? undefined,
        currency: 'ZMW',
        detail,
        state: 'OPEN',
      });
      await this.inbox.processed(tx, work.payload.inboxId, 'unknown reference');
      await work.close(tx);
    });
    return undefined;
  }

  private finish(work: Work<InboxRef>, outcome: string): Promise<void> {
    return this.db.transaction(this.closing(work, outcome));
  }
}

/** Money was taken, once. */
const isPaid = (heard: Heard): heard is Heard & Paid =>
  heard.standing.kind === 'succeeded' && heard.standing.others.length === 0;

const isDefinite = ({ kind }: Standing): boolean => kind === 'succeeded' || kind === 'failed';

import { Injectable } from '@nestjs/common';
import { Again, Database, Inbox, type Tx, type Work } from '@pakashop/platform';
import { attemptByCarrierId, attemptById, type Attempt } from './messages.attempts.js';
import type { CarrierName, Report, SuppressionReason } from './messages.carrier.js';
import { MessageCourse } from './messages.course.js';
import type { ReportRef } from './messages.jobs.js';
import type { Channel } from './messages.service.js';
import { Suppressions } from './messages.suppressions.js';

/** What is kept of a carrier's report. Holds no address. */
export interface StoredReport extends Omit<Report, 'recipient'> {
  readonly carrier: CarrierName;
  readonly channel: Channel;
  /** Base64. */
  readonly contactIndex: string | null;
}

/** A report by the carrier's id alone may overtake our note of that id. */
const ROUNDS = 4;

/** Applies reports that were verified and stored. */
@Injectable()
export class MessageReports {
  constructor(
    private readonly db: Database,
    private readonly inbox: Inbox,
    private readonly suppressions: Suppressions,
    private readonly course: MessageCourse,
  ) {}

  async apply(work: Work<ReportRef>): Promise<Again | void> {
    const { inboxId } = work.payload;
    const stored = await this.inbox.read(inboxId);
    const report = JSON.parse(stored!.raw.toString()) as StoredReport;
    const attempt = await this.attemptOf(report);
    if (!attempt && work.round < ROUNDS) return new Again(2 ** work.round);
    await this.db.transaction(async (tx) => {
      await work.close(tx);
      await this.suppress(tx, report);
      if (attempt) await this.course.apply(tx, attempt, { ...report, recipient: null });
      await this.inbox.processed(tx, inboxId, attempt ? 'applied' : 'about no message of ours');
    });
    return undefined;
  }

  /** Another carrier's report never moves an attempt, whatever it names. */
  private async attemptOf({ reference, carrier, id }: StoredReport): Promise<Attempt | undefined> {
    const attempt =
      reference === null ? await attemptByCarrierId(this.db, carrier, id) : await attemptById(this.db, reference);
    return attempt?.carrier === carrier ? attempt : undefined;
  }

  private async suppress(tx: Tx, { channel, carrier, suppression, contactIndex }: StoredReport): Promise<void> {
    if (suppression === null || contactIndex === null) return;
    const reason: SuppressionReason = suppression;
    await this.suppressions.add(tx, { channel, contactIndex: Buffer.from(contactIndex, 'base64'), reason, carrier });
  }
}

import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import { namesOf, NoticeBoard, type Told } from '../messages/messages.notice-board.js';
import type { ApplicationState, Kind } from './applications.rules.js';

/** What a decision is called in its notice, and in which state of the application it is still true. */
const NOTICES = {
  changes_requested: {
    state: 'CHANGES_REQUESTED',
    subject: 'Your application needs changes',
    text: 'needs changes. Sign in to Pakashop to see what, change it and send it in again.',
  },
  approved: {
    state: 'APPROVED',
    subject: 'Your application is approved',
    text: 'is approved. Sign in to Pakashop to begin.',
  },
  rejected: {
    state: 'REJECTED',
    subject: 'Your application was not accepted',
    text: 'was not accepted. Sign in to Pakashop to see why.',
  },
} as const satisfies Record<string, { state: ApplicationState; subject: string; text: string }>;

type Notice = keyof typeof NOTICES;

const AS: Readonly<Record<Kind, string>> = {
  SELLER: 'as a seller',
  SERVICE_PROVIDER: 'as a service provider',
  AGENT: 'as a delivery agent',
  COURIER: 'as a courier company',
};

/** Tells applicants what was decided. The reasons stand in the application, for those who are signed in. */
@Injectable()
export class ApplicationNotices extends NoticeBoard<Notice> {
  protected readonly area = 'applications';
  protected readonly notices = namesOf(NOTICES);

  /** Orders the notice in the transaction of the decision. */
  async send(tx: Tx, notice: Notice, { id, userId }: { id: string; userId: string }): Promise<void> {
    await this.order(tx, notice, id, userId);
  }

  /** Nothing is sent about a decision that is not the last one any more. */
  protected async write(notice: Notice, id: string): Promise<Told | undefined> {
    const { state, subject, text } = NOTICES[notice];
    const row = await this.db.maybe<{ userId: string; kind: Kind }>(
      sql`SELECT user_id AS "userId", kind FROM backend.applications WHERE id = ${id} AND state = ${state}`,
    );
    return row && { userId: row.userId, subject, text: `Your application ${AS[row.kind]} ${text}` };
  }
}

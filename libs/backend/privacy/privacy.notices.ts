import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import { namesOf, NoticeBoard, type Told } from '../messages/messages.notice-board.js';

const EXPORT = (id: string) =>
  sql`SELECT user_id AS "userId" FROM backend.data_exports WHERE id = ${id} AND state = 'READY'`;
const ERASURE = (state: string) => (id: string) =>
  sql`SELECT user_id AS "userId" FROM backend.erasures WHERE id = ${id} AND state = ${state}`;

const NOTICES = {
  export_ready: {
    still: EXPORT,
    subject: 'Your data is ready',
    text: 'The copy of your data is ready. Sign in to Pakashop to download it.',
  },
  erasure_requested: {
    still: ERASURE('WAITING'),
    subject: 'Your account will be erased',
    text: 'Your account will be erased as you asked. Was it not you? Sign in to Pakashop and cancel it, then change your password.',
  },
  erasure_cancelled: {
    still: ERASURE('CANCELLED'),
    subject: 'Your account stays',
    text: 'The erasure of your account was cancelled.',
  },
} as const;

type Notice = keyof typeof NOTICES;

/** Tells people about their copies and about the end of their accounts. */
@Injectable()
export class PrivacyNotices extends NoticeBoard<Notice> {
  protected readonly area = 'privacy';
  protected readonly notices = namesOf(NOTICES);

  /** Orders the notice in the transaction of its cause. */
  async send(tx: Tx, notice: Notice, { id, userId }: { id: string; userId: string }): Promise<void> {
    await this.order(tx, notice, id, userId);
  }

  protected async write(notice: Notice, id: string): Promise<Told | undefined> {
    const { still, subject, text } = NOTICES[notice];
    const row = await this.db.maybe<{ userId: string }>(still(id));
    return row && { ...row, subject, text };
  }
}

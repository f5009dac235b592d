import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, sql, type Tx } from '@pakashop/platform';
import { type Composed, Composers, Messages } from '../messages/messages.service.js';
import { reachOf } from '../users/users.reach.js';

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

const VALID_SECONDS = 24 * 60 * 60;
const purposeOf = (notice: Notice): string => `privacy.${notice}`;

/** Tells people about their copies and about the end of their accounts. */
@Injectable()
export class PrivacyNotices implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly messages: Messages,
    private readonly composers: Composers,
  ) {}

  onModuleInit(): void {
    for (const notice of Object.keys(NOTICES) as Notice[]) {
      this.composers.register(purposeOf(notice), (id) => this.compose(notice, id));
    }
  }

  /** Orders the notice in the transaction of its cause. */
  async send(tx: Tx, notice: Notice, { id, userId }: { id: string; userId: string }): Promise<void> {
    await this.messages.order(tx, {
      purpose: purposeOf(notice),
      reference: id,
      channels: ['email', 'sms'],
      validSeconds: VALID_SECONDS,
      userId,
    });
  }

  /** Nothing is sent about what is not so any more. */
  private async compose(notice: Notice, id: string): Promise<Composed | undefined> {
    const { still, subject, text } = NOTICES[notice];
    const row = await this.db.maybe<{ userId: string }>(still(id));
    const to = row && (await reachOf(this.db, row.userId));
    return to && { to, subject, text };
  }
}

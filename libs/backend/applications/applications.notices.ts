import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, sql, type Tx } from '@pakashop/platform';
import { type Composed, Composers, Messages } from '../messages/messages.service.js';
import { reachOf } from '../users/users.reach.js';
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

const VALID_SECONDS = 24 * 60 * 60;
const purposeOf = (notice: Notice): string => `applications.${notice}`;

/** Tells applicants what was decided. The reasons stand in the application, for those who are signed in. */
@Injectable()
export class ApplicationNotices implements OnModuleInit {
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

  /** Orders the notice in the transaction of the decision. */
  async send(tx: Tx, notice: Notice, { id, userId }: { id: string; userId: string }): Promise<void> {
    await this.messages.order(tx, {
      purpose: purposeOf(notice),
      reference: id,
      channels: ['email', 'sms'],
      validSeconds: VALID_SECONDS,
      userId,
    });
  }

  /** Nothing is sent about a decision that is not the last one any more. */
  private async compose(notice: Notice, id: string): Promise<Composed | undefined> {
    const { state, subject, text } = NOTICES[notice];
    const row = await this.db.maybe<{ userId: string; kind: Kind }>(
      sql`SELECT user_id AS "userId", kind FROM backend.applications WHERE id = ${id} AND state = ${state}`,
    );
    const to = row && (await reachOf(this.db, row.userId));
    return to && { to, subject, text: `Your application ${AS[row.kind]} ${text}` };
  }
}

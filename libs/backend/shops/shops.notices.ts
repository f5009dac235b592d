import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, sql, type Tx } from '@pakashop/platform';
import { type Composed, Composers, Messages } from '../messages/messages.service.js';
import { reachOf } from '../users/users.reach.js';

const NOTICES = {
  shop_suspended: {
    subject: 'Your shop is suspended',
    text: 'is suspended: buyers do not see it. Orders that you have go on. Write to Pakashop support.',
  },
  shop_reinstated: { subject: 'Your shop is back', text: 'is no longer suspended.' },
} as const;

type Notice = keyof typeof NOTICES;

const VALID_SECONDS = 24 * 60 * 60;
const purposeOf = (notice: Notice): string => `shops.${notice}`;

/** Tells those who work in a shop what staff did with it. */
@Injectable()
export class ShopNotices implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly messages: Messages,
    private readonly composers: Composers,
  ) {}

  onModuleInit(): void {
    for (const notice of Object.keys(NOTICES) as Notice[]) {
      this.composers.register(purposeOf(notice), (reference) => this.compose(notice, reference));
    }
  }

  /** Orders the notice for everybody in the shop's team, in the transaction of its cause. */
  async send(tx: Tx, notice: Notice, shopId: string): Promise<void> {
    const team = await tx.rows<{ userId: string }>(sql`
      SELECT DISTINCT user_id AS "userId" FROM backend.role_grants
      WHERE scope = 'shop' AND scope_id = ${shopId} AND revoked_at IS NULL`);
    for (const { userId } of team) {
      await this.messages.order(tx, {
        purpose: purposeOf(notice),
        reference: `${shopId}:${userId}`,
        channels: ['email', 'sms'],
        validSeconds: VALID_SECONDS,
        userId,
      });
    }
  }

  /** Nothing is sent about what is not so any more. */
  private async compose(notice: Notice, reference: string): Promise<Composed | undefined> {
    const [shopId, userId] = reference.split(':') as [string, string];
    const shop = await this.db.maybe<{ name: string; isSuspended: boolean }>(
      sql`SELECT name, status = 'SUSPENDED' AS "isSuspended" FROM backend.shops WHERE id = ${shopId}`,
    );
    if (!shop || shop.isSuspended !== (notice === 'shop_suspended')) return undefined;
    const to = await reachOf(this.db, userId);
    const { subject, text } = NOTICES[notice];
    return to && { to, subject, text: `Your shop ${shop.name} ${text}` };
  }
}

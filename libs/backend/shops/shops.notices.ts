import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import { namesOf, type Told } from '../messages/messages.notice-board.js';
import { ShopNoticeBoard } from '../messages/messages.shop-board.js';

const NOTICES = {
  shop_suspended: {
    subject: 'Your shop is suspended',
    text: 'is suspended: buyers do not see it. Orders that you have go on. Write to Pakashop support.',
  },
  shop_reinstated: { subject: 'Your shop is back', text: 'is no longer suspended.' },
} as const;

type Notice = keyof typeof NOTICES;

/** Tells those who work in a shop what staff did with it. */
@Injectable()
export class ShopNotices extends ShopNoticeBoard<Notice> {
  protected readonly area = 'shops';
  protected readonly notices = namesOf(NOTICES);

  /** Orders the notice for everybody in the shop's team, in the transaction of its cause. */
  send(tx: Tx, notice: Notice, shopId: string): Promise<void> {
    return this.tellTeam(tx, notice, shopId, shopId);
  }

  protected async write(notice: Notice, reference: string): Promise<Told | undefined> {
    const [shopId, userId] = reference.split(':') as [string, string];
    const shop = await this.db.maybe<{ name: string; isSuspended: boolean }>(
      sql`SELECT name, status = 'SUSPENDED' AS "isSuspended" FROM backend.shops WHERE id = ${shopId}`,
    );
    if (!shop || shop.isSuspended !== (notice === 'shop_suspended')) return undefined;
    const { subject, text } = NOTICES[notice];
    return { userId, subject, text: `Your shop ${shop.name} ${text}` };
  }
}

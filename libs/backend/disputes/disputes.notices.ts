import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import { namesOf, type Told } from '../messages/messages.notice-board.js';
import { ShopNoticeBoard } from '../messages/messages.shop-board.js';
import type { DisputeFact } from './disputes.events.js';
import type { DisputeState } from './disputes.rules.js';

const NOTICES = {
  dispute_opened: 'A buyer complains about an order',
  dispute_closed: 'A complaint about an order is closed',
} as const;
type Notice = keyof typeof NOTICES;

/** What is said of a dispute in its state; nothing where there is nothing to say any more. */
const SAID: Readonly<Record<Notice, Partial<Record<DisputeState, string>>>> = {
  dispute_opened: { OPEN: 'The buyer complains about it. Sign in to Pakashop and answer.' },
  dispute_closed: {
    REJECTED: 'The complaint about it was decided for you.',
    REFUNDED: 'The complaint about it was decided for the buyer, who gets money back.',
    WITHDRAWN: 'The buyer has withdrawn the complaint about it.',
  },
};

/** Tells those who work in a shop about disputes over what it sold. What was written in them stands in the dispute alone. */
@Injectable()
export class DisputeNotices extends ShopNoticeBoard<Notice> {
  protected readonly area = 'disputes';
  protected readonly notices = namesOf(NOTICES);

  opened(tx: Tx, { disputeId, shopId }: DisputeFact): Promise<void> {
    return this.tellTeam(tx, 'dispute_opened', disputeId, shopId);
  }

  closed(tx: Tx, { disputeId, shopId }: DisputeFact): Promise<void> {
    return this.tellTeam(tx, 'dispute_closed', disputeId, shopId);
  }

  protected async write(notice: Notice, reference: string): Promise<Told | undefined> {
    const [disputeId, userId] = reference.split(':') as [string, string];
    const row = await this.db.maybe<{ number: string; state: DisputeState }>(sql`
      SELECT o.number, x.state FROM backend.disputes x JOIN backend.orders o ON o.id = x.order_id
      WHERE x.id = ${disputeId}`);
    const said = row && SAID[notice][row.state];
    if (!said) return undefined;
    return { userId, subject: NOTICES[notice], text: `Pakashop: order ${row.number}. ${said}` };
  }
}
